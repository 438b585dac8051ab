# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Sales channels: publishing products and collections, and taking them back."""

from datetime import datetime, timezone

from ..clock import iso
from ..execution.registry import mutation
from ..fields.publications import PUBLISHABLE
from ..world.publications import publish, unpublish
from .answers import user_error

UNKNOWN = "Publication does not exist or is not publishable"
NOT_LATER = "Only online store channels support publishing in the future"


@mutation("publishablePublish")
def publishable_publish(context, arguments):
    """Publish a product or a collection in sales channels."""
    node, errors, found = _read(context, arguments)
    if errors:
        return _payload(context, node, errors)
    publish(context.shop, node, {one["id"]: date for one, date in found})
    return _payload(context, node, [])


@mutation("publishableUnpublish")
def publishable_unpublish(context, arguments):
    """Take a product or a collection out of sales channels."""
    node, errors, found = _read(context, arguments)
    if errors:
        return _payload(context, node, errors)
    unpublish(context.shop, node, [one["id"] for one, _date in found])
    return _payload(context, node, [])


def _payload(context, node, errors):
    return {"publishable": node, "shop": context.shop.profile, "userErrors": errors}


def _read(context, arguments):
    """The node, the errors, and the publications with their dates."""
    node = context.node(arguments["id"])
    if node is None or node["__typename"] not in PUBLISHABLE:
        return None, [user_error(["id"], "Resource does not exist")], []
    errors, found = [], []
    for index, entry in enumerate(arguments["input"]):
        path = ["input", str(index)]
        publication = _publication(context, entry)
        date = _date(context, entry.get("publishDate"))
        if publication is None:
            key = "channelId" if entry.get("channelId") else "publicationId"
            errors.append(user_error([*path, key], UNKNOWN))
        elif date > context.shop.now() and not publication["supportsFuturePublishing"]:
            errors.append(user_error([*path, "publishDate"], NOT_LATER))
        else:
            found.append((publication, date))
    return node, errors, found


def _publication(context, entry):
    if entry.get("publicationId"):
        return context.node(entry["publicationId"], "Publication")
    wanted = entry.get("channelId")
    for publication in context.listed("Publication"):
        if wanted in [channel["id"] for channel in publication["channels"]]:
            return publication
    return None


def _date(context, text):
    if text is None:
        return context.shop.now()
    date = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return iso(date if date.tzinfo else date.replace(tzinfo=timezone.utc))
