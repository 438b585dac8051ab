# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Search fields of orders."""

from . import filters as kind
from .filters import Filter, key
from .tables import register


def _status(record, term) -> bool:
    match term.value.casefold():
        case "open":
            return not record.get("closed") and not record.get("cancelledAt")
        case "not_closed":
            return not record.get("closed")
        case "closed":
            return bool(record.get("closed")) and not record.get("cancelledAt")
        case "cancelled":
            return bool(record.get("cancelledAt"))
    return True


def _fulfillment_status(value, term) -> bool:
    wanted = term.value.casefold()
    have = str(value or "").casefold()
    groups = {
        "shipped": ("fulfilled",),
        "partial": ("partially_fulfilled",),
        "unshipped": ("unfulfilled",),
        "unfulfilled": ("unfulfilled", "partially_fulfilled"),
    }
    return any(have in groups.get(one, (one,)) for one in wanted.split(","))


def _name(value, term) -> bool:
    have = str(value or "").casefold()
    wanted = term.value.casefold()
    if wanted.endswith("*"):
        return have.lstrip("#").startswith(wanted[:-1].lstrip("#"))
    return have == wanted or have.lstrip("#") == wanted.lstrip("#")


def _customer_id(record):
    return (record.get("customer") or {}).get("id")


def _channel(record):
    handle = record.get("channelHandle")
    return [value for value in (handle, record.get("sourceName")) if value]


def _risk(record):
    assessments = ((record.get("risk") or {}).get("assessments")) or []
    return [assessment.get("riskLevel") for assessment in assessments]


def _each_line(name):
    return lambda record: [line.get(name) for line in record.get("lineItems") or []]


def _without(value, term) -> bool:
    return term.value.casefold() not in [str(tag).casefold() for tag in value[0]]


register(
    "Order",
    {
        "id": key("id", kind.gid),
        "name": key("name", _name),
        "created_at": key("createdAt", kind.moment),
        "updated_at": key("updatedAt", kind.moment),
        "processed_at": key("processedAt", kind.moment),
        "status": Filter(lambda record: record, _status),
        "financial_status": key("displayFinancialStatus", kind.exact),
        "fulfillment_status": key("displayFulfillmentStatus", _fulfillment_status),
        "tag": key("tags", kind.exact),
        "tag_not": Filter(lambda record: (([*(record.get("tags") or [])],),), _without),
        "test": key("test", kind.boolean),
        "email": key("email", kind.text),
        "source_name": key("sourceName", kind.exact),
        "channel": Filter(_channel, kind.exact),
        "customer_id": Filter(_customer_id, kind.gid),
        "risk_level": Filter(_risk, kind.exact),
        "sku": Filter(_each_line("sku"), kind.exact),
        "po_number": key("poNumber", kind.exact),
        "confirmation_number": key("confirmationNumber", kind.exact),
        "discount_code": key("discountCodes", kind.exact),
        "gateway": key("paymentGatewayNames", kind.exact),
        "location_id": Filter(lambda r: (r.get("retailLocation") or {}).get("id"), kind.gid),
    },
    (
        lambda record: record.get("name"),
        lambda record: record.get("email"),
        lambda record: (record.get("customer") or {}).get("displayName"),
    ),
)
