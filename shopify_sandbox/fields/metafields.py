# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Metafields of any owner."""

from ..execution.registry import field

OWNERS = (
    "Customer",
    "Order",
    "Product",
    "ProductVariant",
    "Shop",
    "Location",
    "Collection",
    "Company",
    "CompanyLocation",
    "DraftOrder",
    "Market",
    "AppInstallation",
)


def _stored(source):
    found = source.get("metafields") or []
    return found() if callable(found) else found


def metafield(context, source, arguments):
    """The metafield of a namespace and key."""
    namespace, key = arguments.get("namespace"), arguments["key"]
    if namespace is None and "." in key:
        namespace, key = key.rsplit(".", 1)
    for found in _stored(source):
        if found.get("key") == key and (namespace is None or found.get("namespace") == namespace):
            return found
    return None


def metafields(context, source, arguments):
    """The metafields, of one namespace or of some keys."""
    namespace, keys = arguments.get("namespace"), arguments.get("keys")
    found = _stored(source)
    if namespace is not None:
        found = [field for field in found if field.get("namespace") == namespace]
    if keys:
        found = [field for field in found if f"{field.get('namespace')}.{field.get('key')}" in keys]
    return found


for _owner in OWNERS:
    field(_owner, "metafield")(metafield)
    field(_owner, "metafields")(metafields)
