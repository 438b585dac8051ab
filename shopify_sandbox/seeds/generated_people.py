# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Any number of customers without orders, each made when it is read and the same each time.

Of ten countries; of a hundred, nine have no email address, half no phone number, ten stand for a
company, thirty have a second address, every third said something about marketing, every fifth has
tags and every twentieth a note.
"""

from datetime import timedelta

from ..clock import iso
from ..world.people import add_customer, address_node, email_address, phone_number
from .lazy import LazyCollection
from .workshop import Workshop

_CUSTOMER = "gid://shopify/Customer/"
_FIRST = 6_500_000_000_000
_STEP = 32_768
_DAYS = 365
_SUFFIX = "?model_name=CustomerAddress"
_FIRST_NAMES = (
    "Anna",
    "Lukas",
    "Marie",
    "Jonas",
    "Sanne",
    "Daan",
    "Camille",
    "Hugo",
    "Emily",
    "James",
    "Giulia",
    "Matteo",
    "Lucía",
    "Pablo",
    "Noah",
    "Élodie",
    "Zoë",
    "Jürgen",
    "María",
    "José",
    "Jean-Luc",
)
_LAST_NAMES = (
    "Schmidt",
    "van den Berg",
    "de Vries",
    "García López",
    "D'Angelo",
    "O'Brien",
    "Moreau",
    "von der Heide",
    "Weiß",
    "Nguyen",
    "Tremblay",
    "Rossi",
    "Patel",
)
_COMPANIES = ("GmbH", "Handels GmbH", "B.V.", "SARL", "Ltd", "Inc.", "S.r.l.")
# country, province, zip, city, international code and area of its phones, digits behind, language
_PLACES = (
    ("DE", None, "22765", "Hamburg", "+4940", 8, "de"),
    ("US", "CA", "94102", "San Francisco", "+12122", 6, "en"),
    ("NL", None, "1016 GV", "Amsterdam", "+3120", 7, "nl"),
    ("FR", None, "69003", "Lyon", "+331", 8, "fr"),
    ("IT", "MI", "20121", "Milano", "+3906", 7, "it"),
    ("AT", None, "1070", "Wien", "+431", 7, "de"),
    ("CA", "ON", "M5V 1L9", "Toronto", "+14162", 6, "en"),
    ("GB", None, "BS1 4ST", "Bristol", "+4475", 8, "en"),
    ("AU", "NSW", "2000", "Sydney", "+612", 8, "en"),
    ("ES", "M", "28013", "Madrid", "+3491", 7, "es"),
)
_STATES = ("SUBSCRIBED", "UNSUBSCRIBED", "PENDING")


class GeneratedPeople:
    """Makes the customers of a generated shop.

    :param Shop shop: the shop
    :param int size: how many customers
    :param datetime anchor: aware time before which all of them came
    """

    def __init__(self, shop, size, anchor):
        self._shop = Workshop(shop)
        self._step = timedelta(days=_DAYS) / max(size, 1)
        self._first = anchor - timedelta(days=_DAYS)
        self.customers = LazyCollection(
            size, self._customer, self._header, self._position, "Customer"
        )

    @staticmethod
    def _position(number):
        index, rest = divmod(number - _FIRST, _STEP)
        return index if rest == 0 else None

    def _at(self, index):
        return self._first + index * self._step

    def _header(self, index):
        at = iso(self._at(index))
        return {
            "id": f"{_CUSTOMER}{_FIRST + index * _STEP}",
            "createdAt": at,
            "updatedAt": at,
            "email": _email(index),
            "phone": _phone(index),
            "tags": _tags(index),
            "state": "DISABLED",
            "numberOfOrders": "0",
        }

    def _customer(self, index):
        self._shop.begin(index, self._at(index), f"{_CUSTOMER}{_FIRST + index * _STEP}")
        first = _FIRST_NAMES[index % len(_FIRST_NAMES)]
        last = _LAST_NAMES[index // 3 % len(_LAST_NAMES)]
        company = f"{last} {_COMPANIES[index % len(_COMPANIES)]}" if index % 10 == 7 else None
        addresses = [self._address(index, place, first, last, company) for place in _homes(index)]
        customer = add_customer(
            self._shop,
            first,
            last,
            email=_email(index),
            phone=_phone(index),
            addresses=addresses,
            tags=_tags(index),
            note="Leave parcels with the neighbour" if index % 20 == 11 else None,
            locale=_PLACES[index % len(_PLACES)][-1],
        )
        if index % 3 == 0:
            _consent(customer, _STATES[index // 3 % len(_STATES)], customer["createdAt"])
        return customer

    def _address(self, index, place, first, last, company):
        country, province, zip_code, city, _code, _digits, _language = place
        return address_node(
            self._shop,
            first_name=first,
            last_name=last,
            company=company,
            address1=f"Lindenweg {index % 180 + 1}",
            zip_code=zip_code,
            city=city,
            country=country,
            province=province,
            phone=_phone(index) if index % 3 == 0 else None,
            gid=self._shop.new_id("MailingAddress") + _SUFFIX,
        )


def _homes(index):
    own = index % len(_PLACES)
    if index % 10 not in (2, 5, 8):
        return (_PLACES[own],)
    return _PLACES[own], _PLACES[(own + 3) % len(_PLACES)]


def _email(index):
    return None if index % 11 == 4 else f"customer.{index}@example.com"


def _phone(index):
    if index // 10 % 2:
        return None
    _country, _province, _zip, _city, code, digits, _language = _PLACES[index % len(_PLACES)]
    return f"{code}{2 * 10 ** (digits - 1) + index:0{digits}d}"


def _tags(index):
    return ["newsletter", f"wave-{index % 7}"] if index % 5 == 0 else []


def _consent(customer, state, at):
    level = "CONFIRMED_OPT_IN" if state == "PENDING" else "SINGLE_OPT_IN"
    if customer["email"]:
        customer["defaultEmailAddress"] = email_address(customer["email"], state, at, level)
    if customer["phone"]:
        customer["defaultPhoneNumber"] = phone_number(customer["phone"], state, at, level)
