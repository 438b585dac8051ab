# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify makes of a given address, or has against it."""

import re

from ..world.contacts import kept_phone
from ..world.countries import COUNTRIES, country_named, province_named
from ..world.people import address_node
from ..world.provinces import PROVINCES
from .answers import user_error

LONGEST = 255
NO_COUNTRY = "ZZ"
SUFFIX = "?model_name=CustomerAddress"
_LABELS = {
    "firstName": "First name",
    "lastName": "Last name",
    "company": "Company",
    "address1": "Address1",
    "address2": "Address2",
    "city": "City",
    "zip": "Zip",
    "phone": "Phone",
}
_TIMES = {"createdAt", "updatedAt"}
_HTML = re.compile(r"<[a-zA-Z/!][^>]*>")
_URL = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def plain(text):
    """A text as Shopify keeps it: trimmed, None when nothing is left."""
    return (text or "").strip() or None


def text_errors(label: str, text: str | None, field: list[str]) -> list[dict]:
    """What Shopify has against a text: its length, HTML, or an address of the web in it.

    :param label: what Shopify calls the field.
    :param field: its path in the input.
    """
    if text is None:
        return []
    if len(text) > LONGEST:
        message = f"{label} is too long (maximum is {LONGEST} characters)"
        return [user_error(field, message, "TOO_LONG")]
    if _HTML.search(text):
        return [user_error(field, f"{label} cannot contain HTML tags", "INVALID")]
    if _URL.search(text):
        return [user_error(field, f"{label} cannot contain URL", "INVALID")]
    return []


class AddressInput:
    """A given address, checked.

    :param context: the request's context.
    :param given: the input.
    :param path: where the input stands.
    :param known: the address that it changes; None: it is a new one.
    """

    def __init__(self, context, given: dict, path: list[str], known: dict | None = None):
        self.known = known
        self.errors: list[dict] = []
        self._shop = context.shop
        self._names = context.schema.graphql.type_map["CountryCode"].values
        self._given = given
        self._path = path
        self._values = {key: self._text(key, label) for key, label in _LABELS.items()}
        self._country = self._read_country()
        self._province = self._read_province()
        phone = self._values["phone"]
        if phone:
            self._values["phone"] = kept_phone(phone, self._country) or phone

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said of where it is."""
        names = ("firstName", "lastName")
        told = [value for key, value in self._values.items() if key not in names]
        return not any(told) and not self._country

    def node(self, customer: dict) -> dict:
        """The address as a node; a changed one is another node with the same id.

        Orders show the old one, so it must not change itself.

        :param customer: whose name it has where it has none of its own.
        """
        values = self._values
        named = values["firstName"] or values["lastName"]
        owner = values if named or self.known else customer
        gid = (self.known or {}).get("id")
        node = address_node(
            self._shop,
            first_name=owner["firstName"],
            last_name=owner["lastName"],
            company=values["company"],
            address1=values["address1"],
            address2=values["address2"],
            city=values["city"],
            zip_code=values["zip"],
            country=self._country,
            country_name=self._country and self._country_name(),
            province=self._province,
            phone=values["phone"],
            gid=gid or self._shop.new_id("MailingAddress") + SUFFIX,
        )
        if self.known and all(node[key] == self.known.get(key) for key in node.keys() - _TIMES):
            return self._shop.index("MailingAddress", self.known)
        return node

    def _text(self, key, label):
        if key not in self._given:
            return (self.known or {}).get(key)
        text = plain(self._given[key])
        found = text_errors(label, text, [*self._path, key])
        if text and not found and _EMOJI.search(text):
            found = [user_error([*self._path, key], f"{label} cannot contain emojis", "INVALID")]
        self.errors += found
        return text

    def _read_country(self):
        code, name = self._given.get("countryCode"), plain(self._given.get("country"))
        if code is None and name is None:
            return (self.known or {}).get("countryCodeV2")
        found = code or country_named(name) or self._country_called(name)
        if found in (None, NO_COUNTRY):
            self.errors.append(
                user_error([*self._path, "country"], "Country is invalid", "INVALID")
            )
            return None
        return found

    def _country_called(self, name):
        for code in self._names:
            if name.casefold() in (code.casefold(), self._name_of(code).casefold()):
                return code
        return None

    def _country_name(self):
        known = COUNTRIES.get(self._country)
        return known.name if known else self._name_of(self._country)

    def _name_of(self, code):
        return (self._names[code].description or code).rstrip(".")

    def _read_province(self):
        given = [key for key in ("provinceCode", "province") if key in self._given]
        if not given:
            same = self._country == (self.known or {}).get("countryCodeV2")
            return (self.known or {}).get("provinceCode") if same else None
        text = next(filter(None, (plain(self._given[key]) for key in given)), None)
        if text is None or self._country not in PROVINCES:
            return None
        found = province_named(self._country, text)
        if found is None:
            self.errors.append(
                user_error([*self._path, "province"], "Province is invalid", "INVALID")
            )
        return found
