# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Email addresses and phone numbers as Shopify keeps them, and whose they are."""

import re

import phonenumbers

_EMAIL = re.compile(r"^[^\s@,;<>()\"]+@[^\s@,;<>()\".]+(\.[^\s@,;<>()\".]+)+$")


def kept_email(text):
    """Give an email address as Shopify keeps it: trimmed and in lower case.

    :param str text: what was given
    :return: None where it is no email address
    :rtype: str|None
    """
    email = text.strip().lower()
    return email if _EMAIL.match(email) else None


def kept_phone(text, country=None):
    """Give a phone number as Shopify keeps it, in E.164.

    :param str text: what was given
    :param str|None country: whose numbers may stand without international code; None: nobody's
    :return: None where it is no valid number
    :rtype: str|None
    """
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class ContactBook:
    """Which customer has an email address or a phone number; each belongs to one.

    :param shop: the shop, whose customers are noted at once and whenever they change
    """

    def __init__(self, shop):
        self._shop = shop
        self._by_email = {}
        self._by_phone = {}
        customers = shop.collection("Customer")
        read = getattr(customers, "header", customers.__getitem__)
        for index in range(len(customers)):
            self.note(read(index))

    def note(self, customer):
        """Note a customer's email address and phone number.

        :param dict customer: the node, or a lazy collection's header of it
        """
        if customer.get("email"):
            self._by_email[customer["email"].lower()] = customer["id"]
        if customer.get("phone"):
            self._by_phone[customer["phone"]] = customer["id"]

    def with_email(self, email):
        """Find the customer with an email address.

        :param str email: whatever its case
        :rtype: dict|None
        """
        wanted = email.strip().lower()
        found = self._shop.node(self._by_email.get(wanted))
        return found if found and (found.get("email") or "").lower() == wanted else None

    def with_phone(self, phone):
        """Find the customer with a phone number.

        :param str phone: in E.164
        :rtype: dict|None
        """
        found = self._shop.node(self._by_phone.get(phone))
        return found if found and found.get("phone") == phone else None
