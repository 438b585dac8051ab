# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A shop with one customer and the mutations of customers, for the sandbox's tests."""

from server_shop import Asking
from world_common import NOON

from shopify_sandbox.clock import Clock
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.people import add_customer, address_node

ADDRESS = (
    "id firstName lastName company address1 address2 city zip province provinceCode country"
    " countryCodeV2 phone"
)
CUSTOMER = (
    "id firstName lastName displayName email phone note tags locale taxExempt state updatedAt"
    " defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt }"
    " defaultPhoneNumber { phoneNumber smsMarketingConsent { state optInLevel updatedAt } }"
    f" defaultAddress {{ id }} addressesV2(first: 50) {{ nodes {{ {ADDRESS} }} }}"
)
_ERRORS = "userErrors { field message }"
CREATE = (
    "mutation C($input: CustomerInput!) { customerCreate(input: $input)"
    f" {{ customer {{ {CUSTOMER} }} {_ERRORS} }} }}"
)
UPDATE = (
    "mutation U($input: CustomerInput!) { customerUpdate(input: $input)"
    f" {{ customer {{ {CUSTOMER} }} {_ERRORS} }} }}"
)


class AskingCustomers(Asking):
    """Asks a German shop whose one customer is Ada."""

    def __init__(self, **options):
        super().__init__(open_shop(Clock(NOON)), **options)
        self.ada = self.a_customer("Ada", "Byron", email="ada@example.com", phone="+4930901820")

    def a_customer(self, *names, **fields):
        """Add a customer with an address in Berlin."""
        address = address_node(self.shop, city="Berlin", zip_code="10115", address1="Torstr. 1")
        return add_customer(self.shop, *names, addresses=[address], **fields)

    def later(self):
        """Let an hour pass."""
        self.shop.clock.advance(hours=1)

    def create(self, **given):
        """Create a customer: the payload."""
        return self.data(CREATE, input=given)["customerCreate"]

    def created(self, **given):
        """Create a customer without errors: the customer."""
        payload = self.create(**given)
        assert payload["userErrors"] == []
        return payload["customer"]

    def update(self, customer, **given):
        """Change a customer: the payload."""
        return self.data(UPDATE, input={"id": customer["id"], **given})["customerUpdate"]

    def updated(self, customer, **given):
        """Change a customer without errors: the customer."""
        payload = self.update(customer, **given)
        assert payload["userErrors"] == []
        return payload["customer"]


def messages(payload):
    """The errors of a payload: the message by the path of the field."""
    return {".".join(one["field"] or ()): one["message"] for one in payload["userErrors"]}
