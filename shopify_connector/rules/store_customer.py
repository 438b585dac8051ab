# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers as a till tells of them: what is taken, and what is refused (S2, S3, S6, S10).

A till is a browser: nothing that it sends is trusted. What is not named here is not taken.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from typing import Any, Literal

from .email import normalise_email
from .phone import InvalidPhone, ValidPhone, normalise_phone

PURPOSES = ("home", "business", "office", "post_box", "delivery", "invoice", "other")
CONTACT_PURPOSES = ("private", "business", "other")
ANSWERS = ("yes", "no", "unknown")
LONGEST_TEXT = 256
MOST_ROWS = 20
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

Answer = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """An address of a customer; ``country`` and ``state`` are Odoo's ids, 0 means none.

    ``name`` and ``phone`` are those of its contact, "" where it is the customer (S6).
    """

    purpose: str = ""
    name: str = ""
    phone: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    zip: str = ""
    state: int = 0
    country: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether no place is given; a country alone is what the store has filled in."""
        return not any((self.street, self.street2, self.city, self.zip))


@dataclass(frozen=True, slots=True)
class StoreContactPoint:
    """A further email or phone, its purpose, and whether marketing is wanted on it (S3)."""

    kind: Literal["email", "phone"]
    value: str
    purpose: str = ""
    marketing: Answer = "unknown"


@dataclass(frozen=True, slots=True)
class StoreCustomer:
    """A customer as typed at a till, under the GUID that the till gave it (S7).

    ``attributes`` holds the answers to the store's own questions by their ids.
    """

    guid: str
    name: str
    is_company: bool = False
    email: str = ""
    phone: str = ""
    email_marketing: Answer = "unknown"
    sms_marketing: Answer = "unknown"
    made_at: datetime | None = None
    address: StoreAddress = StoreAddress()
    further_addresses: tuple[StoreAddress, ...] = ()
    contact_points: tuple[StoreContactPoint, ...] = ()
    attributes: tuple[tuple[int, Any], ...] = ()


class MalformedCustomer(Exception):
    """A till sent what no till of ours sends. ``field`` tells what it is about."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.code = "malformed_customer"
        self.params = {"field": field}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no customer can be made of what was typed (S10).

    ``code``: ``no_name``, ``invalid_email`` or ``invalid_phone``; ``reason`` is one of
    :class:`InvalidPhone`'s; ``field`` is the part of the dialog.
    """

    code: str
    field: str
    value: str = ""
    reason: str = ""


def read_customer(told: Any) -> StoreCustomer:
    """Read what a till sent.

    :param told: JSON of the till
    :raises MalformedCustomer: if it has another shape than a till gives it
    """
    told = _mapping(told, "customer")
    guid = told.get("uuid")
    if not isinstance(guid, str) or not _GUID.fullmatch(guid):
        raise MalformedCustomer("uuid")
    return StoreCustomer(
        guid=guid,
        name=_text(told, "name"),
        is_company=_flag(told, "is_company"),
        email=_text(told, "email"),
        phone=_text(told, "phone"),
        email_marketing=_choice(told, "email_marketing", ANSWERS, "unknown"),
        sms_marketing=_choice(told, "sms_marketing", ANSWERS, "unknown"),
        made_at=_moment(told, "made_at"),
        address=_address(told.get("address") or {}),
        further_addresses=tuple(map(_address, _rows(told, "further_addresses"))),
        contact_points=tuple(map(_contact_point, _rows(told, "contact_points"))),
        attributes=_attributes(told),
    )


def tell_customer(customer: StoreCustomer) -> dict[str, Any]:
    """Give a customer as a till would tell of it: the reverse of :func:`read_customer`.

    :param customer: the customer
    :return: JSON with nothing in it that was not read
    """
    told = asdict(customer)
    told["uuid"] = told.pop("guid")
    told["made_at"] = customer.made_at.isoformat() if customer.made_at else None
    told["attributes"] = {str(key): value for key, value in customer.attributes}
    for address in (told["address"], *told["further_addresses"]):
        address["country_id"] = address.pop("country")
        address["state_id"] = address.pop("state")
    for name in ("further_addresses", "contact_points"):
        told[name] = list(told[name])
    return told


def refusals(
    customer: StoreCustomer, country_codes: Mapping[int, str], store_country: str
) -> tuple[Refusal, ...]:
    """Tell what keeps a customer from becoming a partner; nothing of it is guessed or cut.

    :param customer: the customer
    :param country_codes: ISO codes of countries by their ids
    :param store_country: ISO code of the store's country
    :return: a refusal for each bad field, none when all is good
    """
    home = country_codes.get(customer.address.country, "")
    emails, phones = [("email", customer.email)], [("phone", customer.phone, home)]
    for number, point in enumerate(customer.contact_points):
        field = f"contact_points.{number}"
        if point.kind == "phone":
            phones.append((field, point.value, home))
        else:
            emails.append((field, point.value))
    for number, address in enumerate(customer.further_addresses):
        country = country_codes.get(address.country, "")
        phones.append((f"further_addresses.{number}", address.phone, country))
    found = [] if customer.name else [Refusal("no_name", "name")]
    found += [
        Refusal("invalid_email", field, text)
        for field, text in emails
        if text and not is_one_email(text)
    ]
    for field, text, country in phones:
        outcome = normalise_phone(text, country, store_country)
        if isinstance(outcome, InvalidPhone):
            found.append(Refusal("invalid_phone", field, text, outcome.reason))
    return tuple(found)


def is_one_email(text: str) -> bool:
    """Tell whether a text is one email address and nothing else.

    :param text: what was typed
    """
    return normalise_email(text).lower() == text.strip().lower() != ""


def e164(text: str, country_code: str, store_country: str) -> str:
    """Give a phone as it compares (C4), "" where it does not tell one person from another.

    :param text: what was typed
    :param country_code: ISO code of the address' country
    :param store_country: that of the store
    """
    outcome = normalise_phone(text, country_code, store_country)
    if isinstance(outcome, ValidPhone) and not outcome.extension:
        return outcome.e164
    return ""


def _mapping(value: Any, field: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise MalformedCustomer(field)
    return value


def _text(told: Mapping[str, Any], field: str) -> str:
    value = told.get(field) or ""
    if not _is_text(value):
        raise MalformedCustomer(field)
    return " ".join(value.split())


def _is_text(value: Any) -> bool:
    """Tell whether a value is a text that can be kept."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _flag(told: Mapping[str, Any], field: str) -> bool:
    value = told.get(field, False)
    if not isinstance(value, bool):
        raise MalformedCustomer(field)
    return value


def _choice(told: Mapping[str, Any], field: str, choices: tuple[str, ...], default: str) -> Any:
    value = told.get(field) or default
    if value not in (*choices, default):
        raise MalformedCustomer(field)
    return value


def _record_id(told: Mapping[str, Any], field: str) -> int:
    value = told.get(field) or 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise MalformedCustomer(field)
    return value


def _rows(told: Mapping[str, Any], field: str) -> list[Any]:
    value = told.get(field) or []
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        raise MalformedCustomer(field)
    return value


def _moment(told: Mapping[str, Any], field: str) -> datetime | None:
    """Times are UTC without a time zone, as Odoo keeps them."""
    value = told.get(field)
    if not value:
        return None
    if not isinstance(value, str):
        raise MalformedCustomer(field)
    try:
        moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        raise MalformedCustomer(field)
    if moment.tzinfo:
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return moment.replace(microsecond=0)


def _address(told: Any) -> StoreAddress:
    told = _mapping(told, "address")
    return StoreAddress(
        purpose=_choice(told, "purpose", PURPOSES, ""),
        **{field: _text(told, field) for field in ("name", "phone", "street", "street2")},
        city=_text(told, "city"),
        zip=_text(told, "zip"),
        state=_record_id(told, "state_id"),
        country=_record_id(told, "country_id"),
    )


def _contact_point(told: Any) -> StoreContactPoint:
    told = _mapping(told, "contact_points")
    kind = told.get("kind")
    if kind not in ("email", "phone"):
        raise MalformedCustomer("contact_points")
    return StoreContactPoint(
        kind=kind,
        value=_text(told, "value"),
        purpose=_choice(told, "purpose", CONTACT_PURPOSES, ""),
        marketing=_choice(told, "marketing", ANSWERS, "unknown"),
    )


def _attributes(told: Mapping[str, Any]) -> tuple[tuple[int, Any], ...]:
    answers = _mapping(told.get("attributes") or {}, "attributes")
    read = []
    for key, value in answers.items():
        if not re.fullmatch(r"[0-9]{1,9}", str(key)) or not _is_answer(value):
            raise MalformedCustomer("attributes")
        read.append((int(key), value))
    return tuple(read)


def _is_answer(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) < 2**31
    return math.isfinite(value) if isinstance(value, float) else _is_text(value)
