# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Sales channels: which products and collections each one shows, and since when."""

ONLINE_STORE = "online_store"
# handle, name, whether a product can be published for a later time
_CHANNELS = (
    (ONLINE_STORE, "Online Store", True),
    ("point_of_sale", "Point of Sale", False),
    ("shop", "Shop", False),
)
_IN_SALE = ("ACTIVE", "UNLISTED")


def add_publications(shop):
    """Open the sales channels that each shop has.

    :param Shop shop: where
    """
    for handle, name, plans in _CHANNELS:
        add_publication(shop, name, handle, plans=plans)


def add_publication(shop, name, handle, *, plans=False, auto_publish=False):
    """Open a sales channel.

    :param Shop shop: where
    :param str name: its name
    :param str handle: handle of the channel and of its app
    :param bool plans: whether products can be published for a later time
    :param bool auto_publish: whether new products are published at once
    :return: the ``Publication`` node
    :rtype: dict
    """
    publication = {
        "name": name,
        "autoPublish": auto_publish,
        "supportsFuturePublishing": plans,
        "operation": None,
        "_handle": handle,
    }
    shop.add("Publication", publication)
    app = _app(shop, name, handle)
    channel = shop.index(
        "Channel",
        {
            "name": name,
            "handle": handle,
            "app": app,
            "accountId": None,
            "accountName": None,
            "activeRegions": [],
            "navigationItems": [],
            "supportsFuturePublishing": plans,
        },
    )
    catalog = shop.index(
        "AppCatalog",
        {
            "title": f"{name} catalog",
            "status": "ACTIVE",
            "operations": [],
            "priceList": None,
            "publication": publication,
            "apps": [app],
            "channels": [channel],
        },
    )
    shop.collection("Channel").append(channel)
    app["channels"] = [channel]
    publication.update(app=app, catalog=catalog, channels=[channel])
    for holder in (publication, channel):
        holder.update(_contents(shop, publication))
    return publication


def _app(shop, name, handle):
    picture = {
        "__typename": "Image",
        "url": f"https://cdn.shopify.com/app-{handle}.png",
        "metafields": [],
        "translations": [],
    }
    empty = (
        "availableAccessScopes",
        "failedRequirements",
        "features",
        "optionalAccessScopes",
        "requestedAccessScopes",
        "screenshots",
    )
    return shop.index(
        "App",
        {
            "title": name,
            "handle": handle,
            "apiKey": handle,
            "banner": picture,
            "icon": picture,
            "developerType": "SHOPIFY",
            "embedded": True,
            "isPostPurchaseAppInUse": False,
            "previouslyInstalled": False,
            "pricingDetailsSummary": "",
            "publicCategory": "OTHER",
            "published": True,
            "shopifyDeveloped": True,
            "uninstallMessage": "",
            "webhookApiVersion": "2026-10",
            **{key: [] for key in empty},
        },
    )


def _contents(shop, publication):
    def shown(type_name):
        return [
            node
            for node in shop.collections.get(type_name, ())
            if publication["id"] in node.get("_published", ())
        ]

    def records(type_name):
        return [
            record
            for node in shown(type_name)
            for record in records_of(shop, node)
            if record["publication"] is publication
        ]

    return {
        "products": lambda: shown("Product"),
        "includedProducts": lambda: shown("Product"),
        "collections": lambda: shown("Collection"),
        "productPublicationsV3": lambda: records("Product"),
        "collectionPublicationsV3": lambda: records("Collection"),
    }


def publishable_fields(shop, node):
    """Give the fields of a node that can be published which follow from where it is.

    :param Shop shop: the node's shop
    :param dict node: a product, a variant or a collection
    :rtype: dict
    """

    def count():
        return {
            "__typename": "Count",
            "count": len(records_of(shop, node)),
            "precision": "EXACT",
        }

    return {
        "resourcePublications": lambda: records_of(shop, node, "ResourcePublication"),
        "resourcePublicationsV2": lambda: records_of(shop, node),
        "_publications": lambda: records_of(shop, node, only_published=False),
        "resourcePublicationsCount": count,
        "availablePublicationsCount": count,
        "unpublishedPublications": lambda: [
            one
            for one in shop.collections.get("Publication", ())
            if one["id"] not in dates_of(node)
        ],
    }


def owner_of(node):
    """Give what is published itself: a variant is where its product is."""
    return node["product"] if node["__typename"] == "ProductVariant" else node


def dates_of(node):
    """Give since when a product, a variant or a collection is published, by publication's id."""
    return owner_of(node).get("_published") or {}


def records_of(shop, node, type_name="ResourcePublicationV2", only_published=True):
    """Give the records of where a node is published.

    :param Shop shop: the node's shop
    :param dict node: a product, a variant or a collection
    :param str type_name: GraphQL type of the records
    :param bool only_published: whether those are left out that wait for their time, or for the
        product to be active
    :rtype: list
    """
    found = []
    for gid, date in dates_of(node).items():
        is_out = is_published(shop, node, gid)
        publication = shop.node(gid)
        if publication is not None and (is_out or not only_published):
            found.append(
                {
                    "__typename": type_name,
                    "isPublished": is_out,
                    "publishDate": date,
                    "publication": publication,
                    "channel": publication["channels"][0],
                    "publishable": node,
                }
            )
    return found


def is_published(shop, node, gid):
    """Tell whether a node can be seen in a sales channel now.

    :param Shop shop: the node's shop
    :param dict node: a product, a variant or a collection
    :param str gid: id of the publication
    :rtype: bool
    """
    date = dates_of(node).get(gid)
    status = owner_of(node).get("status", "ACTIVE")
    return date is not None and date <= shop.now() and status in _IN_SALE


def publish(shop, node, dates):
    """Publish a product or a collection.

    :param Shop shop: the node's shop
    :param dict node: a product or a collection
    :param dict dates: since when, by publication's id
    """
    _set_dates(shop, node, {**node["_published"], **dates})


def unpublish(shop, node, gids):
    """Take a product or a collection out of sales channels.

    :param Shop shop: the node's shop
    :param dict node: a product or a collection
    :param list gids: ids of publications
    """
    dates = node["_published"]
    _set_dates(shop, node, {gid: date for gid, date in dates.items() if gid not in gids})


def _set_dates(shop, node, dates):
    if dates != node["_published"]:
        put_in_channels(node, dates)
        shop.touch(node)


def put_in_channels(node, dates):
    """Keep where a new product or collection is published.

    :param dict node: a product or a collection
    :param dict dates: since when, by publication's id
    """
    node["_published"] = dates


def published_at(shop, product):
    """Give since when a product is in the online store, or for when it is planned.

    :param Shop shop: the product's shop
    :param dict product: the ``Product`` node
    :return: None: it is not, or is a draft
    :rtype: str|None
    """
    here = online_store(shop)
    if here is None or product["status"] == "DRAFT":
        return None
    return dates_of(product).get(here["id"])


def is_in_online_store(shop, node):
    """Tell whether a node can be seen in the online store now."""
    here = online_store(shop)
    return here is not None and is_published(shop, node, here["id"])


def online_store(shop):
    """Give the online store's publication.

    :param Shop shop: where
    :rtype: dict|None
    """
    publications = shop.collections.get("Publication", ())
    return next((one for one in publications if one["_handle"] == ONLINE_STORE), None)


def first_dates(shop, everywhere):
    """Give where a new product or collection is published, with the present time.

    :param Shop shop: where
    :param bool everywhere: in all sales channels, not only in those that take all that is new
    :return: since when, by publication's id
    :rtype: dict
    """
    publications = shop.collections.get("Publication", ())
    return {one["id"]: shop.now() for one in publications if everywhere or one["autoPublish"]}
