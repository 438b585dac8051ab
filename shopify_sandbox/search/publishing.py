# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The search field published_status, and publication_ids."""

from .syntax import Term

ONLINE_STORE = "online_store"
_SEEN = ("published", "visible")


def is_published_as(record, term: Term) -> bool:
    """Whether what can be published is published as a term says.

    :param record: a product, a variant or a collection.
    """
    wanted = term.value.casefold()
    match wanted:
        case "any" | "online_store_channel":
            return True
        case "published" | "visible":
            return _is(record, ONLINE_STORE, "published")
        case "unpublished" | "hidden":
            return _is(record, ONLINE_STORE, "hidden")
        case "unavailable":
            return not any(one["isPublished"] for one in record["_publications"]())
    name, _sign, word = wanted.rpartition("-")
    return bool(name) and _is(record, name, word)


def _is(record, name, word) -> bool:
    """Whether it is published, intended or hidden in a sales channel."""
    found = [one for one in record["_publications"]() if name in _names(one["publication"])]
    is_seen = any(one["isPublished"] for one in found)
    if word in _SEEN:
        return is_seen
    return bool(found) and not is_seen if word == "intended" else word == "hidden" and not is_seen


def _names(publication) -> set[str]:
    (channel,) = publication["channels"]
    nodes = (publication, channel, publication["app"])
    return {publication["_handle"], *(node["id"].rpartition("/")[2] for node in nodes)}


def publication_ids(record) -> list[str]:
    """The ids of the sales channels that it is in."""
    return [one["publication"]["id"] for one in record["_publications"]()]
