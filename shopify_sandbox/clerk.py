# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The clerk: changes, merges and deletes customers by hand, and passes their requests on."""

from .world.contacts import kept_email, kept_phone
from .world.customer_changes import change, consent_by_email, consent_by_sms
from .world.merging import merge
from .world.people import address_node

ACTS = (
    "rename",
    "change_email",
    "change_phone",
    "move",
    "add_address",
    "consent",
    "tag",
    "untag",
    "write_note",
    "merge",
    "delete",
    "ask_data",
    "ask_erasure",
    "ask_shop_erasure",
)


class Clerk:
    """Looks after the customers of a shop; every method takes a ``Customer`` node.

    :param Shop shop: the clerk's shop
    """

    def __init__(self, shop):
        self.shop = shop

    def find(self, text):
        """Find a customer.

        :param str text: its gid, or its email address
        :raises ValueError: there is none
        :rtype: dict
        """
        found = self.shop.node(text) or self.shop.contacts.with_email(text)
        if found is None:
            raise ValueError(f"there is no customer {text!r}")
        return found

    def rename(self, customer, first_name=None, last_name=None):
        """Give a customer another name; None takes a part away."""
        change(self.shop, customer, {"firstName": first_name, "lastName": last_name})

    def change_email(self, customer, email):
        """Give a customer another email address, or with None none.

        :raises ValueError: it is no email address, or somebody else's
        """
        email = self._free(customer, email, kept_email, self.shop.contacts.with_email)
        change(self.shop, customer, {"email": email})

    def change_phone(self, customer, phone):
        """Give a customer another phone number, or with None none.

        :raises ValueError: it is no phone number, or somebody else's
        """
        phone = self._free(customer, phone, kept_phone, self.shop.contacts.with_phone)
        change(self.shop, customer, {"phone": phone})

    def _free(self, customer, text, kept, owner_of):
        if text is None:
            return None
        value = kept(text)
        owner = value and owner_of(value)
        if not value or (owner and owner["id"] != customer["id"]):
            raise ValueError(f"Shopify does not take {text!r}")
        return value

    def move(self, customer, **fields):
        """Replace the default address; orders keep the one they have.

        :param fields: what :func:`address_node` takes, the name being the customer's
        """
        known = customer["defaultAddress"] or {}
        address = self._address(customer, fields, known.get("id"))
        others = [one for one in customer["addresses"] if one["id"] != address["id"]]
        changes = {"addresses": [address, *others], "defaultAddress": address}
        change(self.shop, customer, changes)

    def add_address(self, customer, **fields):
        """Add an address behind the others; arguments as :meth:`move`."""
        address = self._address(customer, fields)
        change(self.shop, customer, {"addresses": [*customer["addresses"], address]})

    def _address(self, customer, fields, gid=None):
        names = {"first_name": customer["firstName"], "last_name": customer["lastName"]}
        return address_node(self.shop, gid=gid, **{**names, **fields})

    def consent(self, customer, channel="email", state="SUBSCRIBED", level="SINGLE_OPT_IN"):
        """Note what a customer says about marketing.

        :param str channel: ``email`` or ``sms``
        :param str state: ``SUBSCRIBED``, ``UNSUBSCRIBED`` or ``PENDING``
        :param str level: how it was given
        """
        keep = consent_by_email if channel == "email" else consent_by_sms
        keep(self.shop, customer, state, level, self.shop.now())

    def tag(self, customer, tags):
        """Add tags.

        :param list tags: the tags
        """
        self._retag(customer, {*customer["tags"], *tags})

    def untag(self, customer, tags):
        """Take tags away.

        :param list tags: the tags
        """
        self._retag(customer, set(customer["tags"]) - set(tags))

    def _retag(self, customer, tags):
        change(self.shop, customer, {"tags": sorted(tags, key=str.casefold)})

    def write_note(self, customer, note):
        """Write a note about a customer, or with None take it away."""
        change(self.shop, customer, {"note": note})

    def merge(self, customer, other):
        """Merge two customers; see :func:`world.merging.merge`.

        :return: the one that is kept and the one that is gone
        :rtype: tuple[dict, dict]
        """
        return merge(self.shop, customer, other)

    def delete(self, customer):
        """Delete a customer.

        :raises ValueError: it has orders
        """
        if int(customer["numberOfOrders"]):
            raise ValueError(f"{customer['displayName']} has orders")
        self.shop.remove(customer)

    def ask_data(self, customer):
        """A customer wants to know what is stored: ``customers/data_request``."""
        self.shop.tell("data_asked", customer)

    def ask_erasure(self, customer):
        """A customer wants its data erased: ``customers/redact``."""
        self.shop.tell("erasure_asked", customer)

    def ask_shop_erasure(self):
        """The shop left the app 48 hours ago: ``shop/redact``."""
        self.shop.tell("erasure_asked", self.shop.profile)
