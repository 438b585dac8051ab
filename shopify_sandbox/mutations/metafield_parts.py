# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The metafields that a given product or variant brings along."""

from ..world.metafields import find_metafield, metafields_of, remove_metafield
from .metafields import MetafieldEntry
from .parts import Part, register_part


def _checker(kind):
    def check(context, given, path, known):
        errors = []
        for index, entry in enumerate(given):
            entry = _completed(entry, known)
            errors += MetafieldEntry(context, entry, [*path, str(index)], kind, known).errors
        return errors

    return check


def _completed(entry, known):
    """An entry with the names and the type of the metafield whose id it gives."""
    found = next((one for one in metafields_of(known or {}) if one["id"] == entry.get("id")), None)
    if found is not None:
        return {**{key: found[key] for key in ("namespace", "key", "type")}, **entry}
    present = known and find_metafield(known, entry.get("namespace"), entry.get("key"))
    return {"type": present["type"], **entry} if present else entry


def _keeper(kind, is_whole):
    def keep(context, owner, given):
        entries = [_completed(entry, owner) for entry in given]
        checked = [MetafieldEntry(context, entry, [], kind, owner) for entry in entries]
        wanted = {(one.namespace, one.key) for one in checked}
        for one in metafields_of(owner) if is_whole else ():
            if (one["namespace"], one["key"]) not in wanted:
                remove_metafield(context.shop, owner, one["namespace"], one["key"])
        for one in checked:
            one.keep(owner)

    return keep


for _prefix, _kind in (
    ("", "Product"),
    ("variant_", "ProductVariant"),
    ("collection_", "Collection"),
):
    register_part(f"{_prefix}metafields", Part(_checker(_kind), _keeper(_kind, False)))
    register_part(f"{_prefix}metafields_set", Part(_checker(_kind), _keeper(_kind, True)))
