# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify makes of a given customer, or has against it."""

import re

from ..world.contacts import kept_email, kept_phone
from .address_input import AddressInput, plain, text_errors
from .answers import user_error
from .tags import LONGEST, split_tags

MOST_TAGS = 250
LONGEST_NOTE = 5_000
_LOCALE = re.compile(r"^[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?$")
_NAMES = {"firstName": "First name", "lastName": "Last name"}
_AS_GIVEN = ("taxExempt", "taxExemptions", "multipassIdentifier")
NOBODY = "A name, phone number, or email address must be present"


class CustomerInput:
    """A given customer, checked.

    :param context: the request's context.
    :param given: the input.
    :param path: where the input stands.
    :param known: the customer that it changes; None: it is a new one.
    :param blank_addresses: whether an address may say nothing.
    """

    def __init__(self, context, given, path=(), known=None, blank_addresses=False):
        self.errors: list[dict] = []
        self.values: dict = {}
        self.addresses: list[AddressInput] | None = None
        self._context = context
        self._given = given
        self._path = list(path)
        self._known = known
        self._read_names()
        self._read_email()
        self._read_phone()
        self._read_note()
        self._read_tags()
        self._read_locale()
        self.values |= {key: given[key] for key in _AS_GIVEN if key in given}
        if given.get("addresses") is not None:
            self._read_addresses(blank_addresses)
        if not self.errors:
            self._check_somebody()

    def changes(self) -> dict:
        """The new values by GraphQL field, addresses as nodes."""
        if self.addresses is None:
            return self.values
        owner = {**dict.fromkeys(_NAMES), **(self._known or {}), **self.values}
        return {**self.values, "addresses": [one.node(owner) for one in self.addresses]}

    def _error(self, key, message, code="INVALID"):
        self.errors.append(user_error([*self._path, key], message, code))

    def _read_names(self):
        for key, label in _NAMES.items():
            if key in self._given:
                text = self.values[key] = plain(self._given[key])
                self.errors += text_errors(label, text, [*self._path, key])

    def _read_email(self):
        if "email" not in self._given:
            return
        text = plain(self._given["email"])
        email = self.values["email"] = text and kept_email(text)
        if text and not email:
            self._error("email", "Email is invalid")
        elif text and len(email) > LONGEST:
            message = f"Email is too long (maximum is {LONGEST} characters)"
            self._error("email", message, "TOO_LONG")
        elif email and self._is_anothers(self._context.shop.contacts.with_email(email)):
            self._error("email", "Email has already been taken", "TAKEN")

    def _read_phone(self):
        if "phone" not in self._given:
            return
        text = plain(self._given["phone"])
        phone = self.values["phone"] = text and kept_phone(text)
        if text and not phone:
            self._error("phone", "Phone is invalid")
        elif phone and self._is_anothers(self._context.shop.contacts.with_phone(phone)):
            self._error("phone", "Phone has already been taken", "TAKEN")

    def _is_anothers(self, found):
        return found is not None and (self._known is None or found["id"] != self._known["id"])

    def _read_note(self):
        if "note" not in self._given:
            return
        self.values["note"] = note = self._given["note"]
        if note and len(note) > LONGEST_NOTE:
            message = f"Note is too long (maximum is {LONGEST_NOTE} characters)"
            self._error("note", message, "TOO_LONG")

    def _read_tags(self):
        if "tags" not in self._given:
            return
        tags = split_tags(self._given["tags"] or [])
        self.values["tags"] = sorted(tags, key=str.casefold)
        if len(tags) > MOST_TAGS:
            self._error("tags", f"Tags cannot be more than {MOST_TAGS}")
        elif any(len(tag) > LONGEST for tag in tags):
            message = f"Tags is too long (maximum is {LONGEST} characters)"
            self._error("tags", message, "TOO_LONG")

    def _read_locale(self):
        locale = self._given.get("locale")
        if locale is None:
            return
        self.values["locale"] = locale
        if not _LOCALE.match(locale):
            self._error("locale", "Locale is invalid")

    def _read_addresses(self, blank_addresses):
        known = {one["id"]: one for one in (self._known or {}).get("addresses", ())}
        self.addresses = []
        for position, given in enumerate(self._given["addresses"]):
            path = [*self._path, "addresses", str(position)]
            gid = given.get("id")
            if gid and gid not in known:
                message = "Customer address does not exist"
                self.errors.append(user_error([*path, "id"], message, "INVALID"))
                continue
            address = AddressInput(self._context, given, path, known.get(gid))
            if address.is_blank and not address.errors and not blank_addresses:
                message = "Customer address cannot be blank."
                self.errors.append(user_error(path, message, "BLANK"))
            self.errors += address.errors
            self.addresses.append(address)

    def _check_somebody(self):
        result = {**(self._known or {}), **self.values}
        if not any(result.get(key) for key in (*_NAMES, "email", "phone")):
            self.errors.append(user_error(None, NOBODY, "BLANK"))
