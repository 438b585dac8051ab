# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a customer says and asks for: consent to marketing, an account, the erasure of its data."""

from ..execution.registry import mutation
from ..world.contacts import kept_email
from ..world.customer_changes import change
from .answers import user_error
from .consent_input import ConsentInput
from .customers import customer_of, refused

LONGEST_SUBJECT = 1_000
LONGEST_MESSAGE = 5_000
UNSENT = "Error sending account invite to customer."


def _consent_update(channel):
    key = f"{channel}MarketingConsent"

    def update(context, arguments):
        """Keep what a customer said about marketing."""
        given = arguments["input"]
        consent = ConsentInput(context, channel, given[key], ["input", key])
        customer = customer_of(context, given["customerId"])
        if customer is None:
            return refused("customer", [user_error(None, "Customer not found")])
        errors = consent.errors_for(customer)
        if errors:
            return refused("customer", errors)
        consent.keep(customer)
        return {"customer": customer, "userErrors": []}

    return update


for _channel in ("email", "sms"):
    mutation(f"customer{_channel.title()}MarketingConsentUpdate")(_consent_update(_channel))


@mutation("customerSendAccountInviteEmail")
def send_account_invite(context, arguments):
    """Invite a customer to its account: its state becomes ``INVITED``."""
    customer = customer_of(context, arguments["customerId"])
    if customer is None:
        return refused("customer", [_invalid(["customerId"], "Customer can't be found")])
    errors = _email_errors(arguments.get("email") or {}, customer)
    if errors:
        return refused("customer", errors)
    if customer["state"] == "DISABLED":
        change(context.shop, customer, {"state": "INVITED"})
    return {"customer": customer, "userErrors": []}


def _email_errors(email, customer):
    errors = []
    if "subject" in email and not (email["subject"] or "").strip():
        errors.append(_invalid(["email", "subject"], "Subject can't be blank"))
    if email.get("to") and not kept_email(email["to"]):
        errors.append(_invalid(["email", "to"], "To is invalid"))
    if email.get("from") and not kept_email(email["from"]):
        errors.append(_invalid(["email", "from"], "From Sender is invalid"))
    too_long = (
        len(email.get("subject") or "") > LONGEST_SUBJECT
        or len(email.get("customMessage") or "") > LONGEST_MESSAGE
    )
    nobody = not (email.get("to") or customer["email"])
    if not errors and (too_long or nobody or customer["state"] == "ENABLED"):
        errors.append(_invalid(["customerId"], UNSENT))
    return errors


def _invalid(field, message):
    return user_error(field, message, "INVALID")


@mutation("customerRequestDataErasure")
def request_data_erasure(context, arguments):
    """Ask that a customer's data be erased; the apps hear of it by ``customers/redact``."""
    customer = customer_of(context, arguments["customerId"])
    if customer is None:
        error = user_error(["customerId"], "Customer does not exist", "DOES_NOT_EXIST")
        return refused("customerId", [error])
    context.shop.tell("erasure_asked", customer)
    return {"customerId": customer["id"], "userErrors": []}
