# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where products, variants and collections are published."""

from ..execution.registry import field
from ..world.publications import dates_of, is_published, records_of

PUBLISHABLE = ("Product", "ProductVariant", "Collection")


def _records(type_name):
    def records(context, source, arguments):
        """The records of the sales channels; those that wait only when they are asked for."""
        only_published = arguments.get("onlyPublished", True)
        if arguments.get("catalogType") not in (None, "APP"):
            return []
        return records_of(context.shop, source, type_name, only_published)

    return records


def _count(context, source, arguments):
    """How many sales channels there are records of."""
    only_published = arguments.get("onlyPublished", True)
    found = records_of(context.shop, source, only_published=only_published)
    return {"__typename": "Count", "count": len(found), "precision": "EXACT"}


def _is_there(context, source, arguments):
    """Whether it is seen in a sales channel."""
    return is_published(context.shop, source, arguments["publicationId"])


def _on_current(context, source, arguments):
    """Whether it is seen in the app's own sales channel, which the app has not."""
    return False


for _type in PUBLISHABLE:
    field(_type, "resourcePublicationsV2")(_records("ResourcePublicationV2"))
    field(_type, "resourcePublications")(_records("ResourcePublication"))
    field(_type, "resourcePublicationsCount")(_count)
    field(_type, "publishedOnPublication")(_is_there)
    field(_type, "publishedOnCurrentPublication")(_on_current)


@field("QueryRoot", "publications")
def publications(context, source, arguments):
    """The sales channels; those of catalogues for markets and companies are not modelled."""
    if arguments.get("catalogType") not in (None, "APP"):
        return []
    return context.listed("Publication")


@field("QueryRoot", "publicationsCount")
def publications_count(context, source, arguments):
    """How many sales channels there are."""
    found = publications(context, source, arguments)
    return {"__typename": "Count", "count": len(found), "precision": "EXACT"}


@field("QueryRoot", "publishedProductsCount")
def published_products_count(context, source, arguments):
    """How many products a sales channel has."""
    found = [
        one for one in context.listed("Product") if arguments["publicationId"] in dates_of(one)
    ]
    return {"__typename": "Count", "count": len(found), "precision": "EXACT"}


@field("Publication", "hasCollection")
def has_collection(context, source, arguments):
    """Whether a collection is published here."""
    found = context.node(arguments["id"], "Collection")
    return found is not None and source["id"] in dates_of(found)


@field("Channel", "hasCollection")
def channel_has_collection(context, source, arguments):
    """Whether a collection is published here."""
    for publication in context.listed("Publication"):
        if any(channel is source for channel in publication["channels"]):
            return has_collection(context, publication, arguments)
    return False


@field("Shop", "publicationCount")
def publication_count(context, source, arguments):
    """How many sales channels the shop has."""
    return len(context.listed("Publication"))
