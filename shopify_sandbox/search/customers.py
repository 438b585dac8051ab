# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Search fields of customers."""

from . import filters as kind
from .filters import Filter, key
from .tables import register


def _email(record):
    return (record.get("defaultEmailAddress") or {}).get("emailAddress") or record.get("email")


def _phone(record):
    return (record.get("defaultPhoneNumber") or {}).get("phoneNumber") or record.get("phone")


def _same_phone(value, term) -> bool:
    digits = "".join(filter(str.isdigit, str(value or "")))
    wanted = "".join(filter(str.isdigit, term.value))
    return bool(wanted) and digits == wanted


def _country(record):
    address = record.get("defaultAddress") or {}
    return [value for value in (address.get("countryCodeV2"), address.get("country")) if value]


register(
    "Customer",
    {
        "id": key("id", kind.gid),
        "email": Filter(_email, kind.text),
        "phone": Filter(_phone, _same_phone),
        "first_name": key("firstName", kind.text),
        "last_name": key("lastName", kind.text),
        "country": Filter(_country, kind.exact),
        "created_at": key("createdAt", kind.moment),
        "customer_date": key("createdAt", kind.moment),
        "updated_at": key("updatedAt", kind.moment),
        "tag": key("tags", kind.exact),
        "tag_not": Filter(
            lambda record: ((record.get("tags") or [],),),
            lambda value, term: term.value.casefold() not in [t.casefold() for t in value[0]],
        ),
        "state": key("state", kind.exact),
        "orders_count": key("numberOfOrders", kind.number),
        "accepts_marketing": Filter(
            lambda r: (r.get("defaultEmailAddress") or {}).get("marketingState") == "SUBSCRIBED",
            kind.boolean,
        ),
    },
    (
        lambda record: record.get("displayName"),
        lambda record: record.get("firstName"),
        lambda record: record.get("lastName"),
        _email,
        _phone,
    ),
)
