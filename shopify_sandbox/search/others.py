# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Search fields of fulfilment orders, bulk operations, gift cards, markets and definitions."""

from . import filters as kind
from .filters import Filter, key
from .tables import register

register(
    "FulfillmentOrder",
    {
        "id": key("id", kind.gid),
        "status": key("status", kind.exact),
        "updated_at": key("updatedAt", kind.moment),
        "assigned_location_id": Filter(
            lambda r: ((r.get("assignedLocation") or {}).get("location") or {}).get("id"), kind.gid
        ),
    },
    (),
)
register(
    "BulkOperation",
    {
        "id": key("id", kind.gid),
        "status": key("status", kind.exact),
        "operation_type": key("type", kind.exact),
        "created_at": key("createdAt", kind.moment),
    },
    (),
)
register(
    "GiftCard",
    {
        "id": key("id", kind.gid),
        "created_at": key("createdAt", kind.moment),
        "status": Filter(lambda r: "enabled" if r.get("enabled") else "disabled", kind.exact),
    },
    (lambda record: record.get("lastCharacters"),),
)
register(
    "Market",
    {
        "id": key("id", kind.gid),
        "name": key("name", kind.text),
        "status": key("status", kind.exact),
    },
    (lambda record: record.get("name"),),
)
register(
    "MetafieldDefinition",
    {
        "id": key("id", kind.gid),
        "key": key("key", kind.exact),
        "namespace": key("namespace", kind.exact),
        "owner_type": key("ownerType", kind.exact),
        "type": Filter(lambda r: r["type"]["name"], kind.exact),
        "created_at": key("createdAt", kind.moment),
        "updated_at": key("updatedAt", kind.moment),
    },
    (lambda record: record.get("name"), lambda record: record.get("key")),
)
