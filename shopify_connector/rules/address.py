# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Postal addresses and the keys they are compared by (C3, C4)."""

import re
import unicodedata
from dataclasses import dataclass

_KEY_SEPARATOR = "\x1f"
_SPACE_BETWEEN_DIGITS = re.compile(r"(?<=\d)\n(?=\d)")


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as Shopify or Odoo holds it; "" means not given.

    ``country_code`` is ISO 3166-1 alpha-2, ``province_code`` Shopify's code without the country.
    """

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    zip: str = ""
    province_code: str = ""
    province: str = ""
    country_code: str = ""
    phone: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no place is given; a name or a phone alone is no address (C5)."""
        place = (
            self.street,
            self.street2,
            self.city,
            self.zip,
            self.province_code,
            self.province,
            self.country_code,
        )
        return not any(part.strip() for part in place)

    @property
    def full_name(self) -> str:
        """First and last name, in this order, with single spaces; "" when neither is given."""
        return " ".join(f"{self.first_name} {self.last_name}".split())


def address_key(address: Address) -> str:
    """Give the key by which two places compare (C4).

    Case, Unicode's compatibility forms, invisible characters and spaces do not count; a space
    between two digits does, except in the zip: house 1, flat 23 is not house 12, flat 3. The two
    street lines are read as one text, so it does not matter where the line was broken.

    :param address: the address
    :return: a key of street, second street, city, zip and country; names are no part of it
    """
    return _KEY_SEPARATOR.join(
        (
            comparable(f"{address.street} {address.street2}"),
            comparable(address.city),
            comparable(address.zip, spaces_in_numbers=False),
            comparable(address.country_code),
        )
    )


def bill_to_key(name_or_company: str, address: Address) -> str:
    """Give the key by which bill-to information compares (C4).

    :param name_or_company: the company, or the person's full name where there is no company
    :param address: the billing address
    :return: a key of name, street, city, zip and country; "" when the name or the street is
        missing, as then nothing says who is billed and nothing must match
    """
    name = comparable(name_or_company)
    if not name or not comparable(f"{address.street} {address.street2}"):
        return ""
    return _KEY_SEPARATOR.join((name, address_key(address)))


def delivery_key(address: Address) -> str:
    """Give the key of a delivery address: recipient, company and place (C3, last paragraph).

    A ship-to whose key differs from the bill-to's becomes, or finds, a delivery address.

    :param address: the shipping address
    :return: a key of the recipient's full name, the company and the place
    """
    return _KEY_SEPARATOR.join(
        (comparable(address.full_name), comparable(address.company), address_key(address))
    )


def same_address(one: Address, other: Address) -> bool:
    """Tell whether two addresses name the same place, whoever lives there (C4)."""
    return address_key(one) == address_key(other)


def comparable(text: str, spaces_in_numbers: bool = True) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Folding can undo the normal form, e.g. of letters with several accents.
    folded = unicodedata.normalize("NFKC", folded)
    visible = "".join(char for char in folded if unicodedata.category(char) != "Cf").strip()
    words = visible.split()
    if not spaces_in_numbers:
        return "".join(words)
    return _SPACE_BETWEEN_DIGITS.sub(" ", "\n".join(words)).replace("\n", "")
