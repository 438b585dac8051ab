# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products, variants, inventory items and levels."""

from decimal import Decimal

from ..money import money, money_text
from .collections import collections_of
from .handles import handle_of
from .options import DEFAULT_TITLE, TITLE, choose, title_of
from .publications import (
    first_dates,
    is_in_online_store,
    publishable_fields,
    published_at,
    put_in_channels,
)

_GRAMS = Decimal(1000)


def add_product(
    shop,
    title,
    *,
    vendor="",
    product_type="",
    options=None,
    variants=None,
    price="10.00",
    sku=None,
    status="ACTIVE",
    tags=(),
    description="",
    gift_card=False,
    handle=None,
    published=True,
    **variant_fields,
):
    """Add a product with its variants and their stock records.

    :param Shop shop: where
    :param str title: its title
    :param list|None options: option names; None: a product without variants ("Default Title")
    :param list|None variants: one dict a variant: ``values`` (one per option) and what
        :func:`add_variant` takes
    :param str price: price of the only variant
    :param str|None sku: SKU of the only variant
    :param bool gift_card: whether it is a gift card
    :param str|None handle: its handle; None: made from the title
    :param bool published: whether it is in all sales channels, where an active one is seen
    :param variant_fields: further arguments of :func:`add_variant` for the only variant
    :return: the ``Product`` node
    :rtype: dict
    """
    handle = handle or shop.handles("Product").free(handle_of(title))
    url = f"{shop.profile['url']}/products/{handle}"
    product = shop.add(
        "Product",
        {
            "title": title,
            "handle": handle,
            "vendor": vendor or shop.profile["name"],
            "productType": product_type,
            "category": None,
            "status": status,
            "tags": sorted(tags),
            "description": description,
            "descriptionHtml": f"<p>{description}</p>" if description else "",
            "bodyHtml": description,
            "seo": {"__typename": "SEO", "title": None, "description": None},
            "isGiftCard": gift_card,
            "giftCardTemplateSuffix": None,
            "giftCardSettings": None,
            "onlineStorePreviewUrl": url,
            "requiresSellingPlan": False,
            "templateSuffix": None,
            "combinedListing": None,
            "combinedListingRole": None,
            "hasVariantsThatRequiresComponents": False,
            "bundleComponents": [],
            "bundleConsolidatedOptions": None,
            "productComponents": [],
            "productParents": [],
            "media": [],
            "images": [],
            "featuredMedia": None,
            "featuredImage": None,
            "metafields": [],
            "events": [],
            "sellingPlanGroups": [],
            "translations": [],
            "variants": [],
            "options": [],
        },
    )
    put_in_channels(product, first_dates(shop, published))
    _derive_product_figures(product, shop)
    if options is None:
        add_variant(shop, product, price=price, sku=sku, **variant_fields)
    for variant in variants or ():
        add_variant(shop, product, options=options, **variant)
    return product


def _derive_product_figures(product, shop):
    variants = product["variants"]

    def prices(key, smallest, biggest, kind):
        known = [Decimal(variant[key]) for variant in variants if variant[key]]
        if not known:
            return None
        return {
            "__typename": kind,
            smallest: money(min(known), shop.currency),
            biggest: money(max(known), shop.currency),
        }

    def tracked():
        return [variant for variant in variants if variant["inventoryItem"]["tracked"]]

    def count(nodes):
        return {"__typename": "Count", "count": len(nodes), "precision": "EXACT"}

    product.update(
        priceRangeV2=lambda: prices(
            "price", "minVariantPrice", "maxVariantPrice", "ProductPriceRangeV2"
        ),
        compareAtPriceRange=lambda: prices(
            "compareAtPrice",
            "minVariantCompareAtPrice",
            "maxVariantCompareAtPrice",
            "ProductCompareAtPriceRange",
        ),
        totalInventory=lambda: sum(variant["inventoryQuantity"]() for variant in tracked()),
        tracksInventory=lambda: bool(tracked()),
        hasOutOfStockVariants=lambda: any(v["inventoryQuantity"]() <= 0 for v in tracked()),
        hasOnlyDefaultVariant=lambda: [v["title"] for v in variants] == [DEFAULT_TITLE],
        totalVariants=lambda: len(variants),
        variantsCount=lambda: count(variants),
        collections=lambda: collections_of(shop, product),
        mediaCount=lambda: count(product["media"]),
        publishedAt=lambda: published_at(shop, product),
        onlineStoreUrl=lambda: (
            product["onlineStorePreviewUrl"] if is_in_online_store(shop, product) else None
        ),
        defaultCursor=lambda: product["legacyResourceId"],
        **publishable_fields(shop, product),
    )


def add_variant(
    shop,
    product,
    *,
    values=(),
    options=None,
    price="10.00",
    sku=None,
    barcode=None,
    compare_at=None,
    weight_grams=500,
    tracked=True,
    taxable=True,
    requires_shipping=True,
    cost=None,
    stock=100,
    policy="DENY",
    hs_code=None,
    origin=None,
    requires_components=False,
    locations=None,
    levels=None,
):
    """Add a variant to a product, with its inventory item and a level at each location.

    :param dict product: the product node
    :param tuple values: one value per option
    :param list|None options: option names; None: "Default Title"
    :param str price: price in shop currency
    :param str|None compare_at: price before a reduction
    :param int stock: available units at each location
    :param str policy: ``DENY`` or ``CONTINUE`` selling when out of stock
    :param bool requires_components: True for a bundle, which has no stock of its own
    :param list|None locations: where it is stocked; None: everywhere
    :param list|None levels: pairs of a location and its units, instead of locations and stock
    :return: the ``ProductVariant`` node
    :rtype: dict
    """
    pairs = zip(options or [TITLE], values or [DEFAULT_TITLE], strict=True)
    selected = [choose(shop, product, *pair) for pair in pairs]
    title = title_of(selected)
    position = len(product["variants"]) + 1
    item = _add_inventory_item(
        shop,
        sku,
        tracked=tracked,
        requires_shipping=requires_shipping,
        cost=cost,
        hs_code=hs_code,
        origin=origin,
        grams=weight_grams,
    )
    variant = {
        "product": product,
        "title": title,
        "displayName": f"{product['title']} - {title}",
        "position": position,
        "sku": sku,
        "barcode": barcode,
        "price": money_text(Decimal(price)),
        "compareAtPrice": money_text(Decimal(compare_at)) if compare_at else None,
        "taxable": taxable,
        "taxCode": None,
        "inventoryItem": item,
        "inventoryPolicy": policy,
        "inventoryQuantity": lambda: sum(available(level) for level in item["inventoryLevels"]),
        "sellableOnlineQuantity": lambda: sum(
            available(level) for level in item["inventoryLevels"]
        ),
        "availableForSale": lambda: product["status"] == "ACTIVE",
        "requiresComponents": requires_components,
        "productVariantComponents": [],
        "productParents": [],
        "selectedOptions": selected,
        "image": None,
        "media": [],
        "metafields": [],
        "events": [],
        "deliveryProfile": None,
        "sellingPlanGroups": [],
        "showUnitPrice": False,
        "unitPrice": None,
        "unitPriceMeasurement": None,
        "translations": [],
    }
    shop.add("ProductVariant", variant)
    variant.update(publishable_fields(shop, variant))
    variant["defaultCursor"] = variant["legacyResourceId"]
    item["variant"] = variant
    item["variants"] = [variant]
    product["variants"].append(variant)
    if requires_components:
        product["hasVariantsThatRequiresComponents"] = True
    elif levels is None:
        for location in shop.collection("Location") if locations is None else locations:
            add_level(shop, item, location, stock if tracked else 0)
    else:
        for location, units in levels:
            add_level(shop, item, location, units)
    return variant


def _add_inventory_item(shop, sku, *, tracked, requires_shipping, cost, hs_code, origin, grams):
    item = shop.add(
        "InventoryItem",
        {
            "sku": sku,
            "tracked": tracked,
            "trackedEditable": {"__typename": "EditableProperty", "locked": False, "reason": None},
            "requiresShipping": requires_shipping,
            "unitCost": money(Decimal(cost), shop.currency) if cost else None,
            "harmonizedSystemCode": hs_code,
            "countryCodeOfOrigin": origin,
            "provinceCodeOfOrigin": None,
            "countryHarmonizedSystemCodes": [],
            "duplicateSkuCount": 0,
            "inventoryHistoryUrl": None,
            "inventoryLevels": [],
        },
    )
    item["locationsCount"] = lambda: {
        "__typename": "Count",
        "count": sum(level["isActive"] for level in item["inventoryLevels"]),
        "precision": "EXACT",
    }
    item["measurement"] = {
        "__typename": "InventoryItemMeasurement",
        "id": item["id"].replace("InventoryItem/", "InventoryItemMeasurement/"),
        "weight": weight(grams),
    }
    return item


def weight(grams):
    """Make a ``Weight`` in kilograms.

    :param int grams: the weight
    :rtype: dict
    """
    return {
        "__typename": "Weight",
        "unit": "KILOGRAMS",
        "value": float(Decimal(grams) / _GRAMS),
    }


QUANTITY_NAMES = (
    "available",
    "on_hand",
    "committed",
    "incoming",
    "reserved",
    "damaged",
    "safety_stock",
    "quality_control",
)


def add_level(shop, item, location, quantity=0, is_active=True):
    """Stock an inventory item at a location.

    :param dict item: the inventory item
    :param dict location: the location
    :param int quantity: units available and on hand
    :param bool is_active: False: the level only keeps quantities, the item is not stocked there
    :return: the ``InventoryLevel`` node
    :rtype: dict
    """
    number, place = item["legacyResourceId"], location["legacyResourceId"]
    now = shop.now()
    level = {
        "id": f"gid://shopify/InventoryLevel/{place}?inventory_item_id={number}",
        "item": item,
        "location": location,
        "isActive": is_active,
        "canDeactivate": True,
        "deactivationAlert": None,
        "scheduledChanges": [],
        "quantities": [
            {
                "__typename": "InventoryQuantity",
                "id": f"gid://shopify/InventoryQuantity/{place}-{number}?name={name}",
                "name": name,
                "quantity": quantity if name in ("available", "on_hand") else 0,
                "updatedAt": now,
            }
            for name in QUANTITY_NAMES
        ],
    }
    shop.add("InventoryLevel", level)
    item["inventoryLevels"].append(level)
    location["inventoryLevels"].append(level)
    return level


def available(level):
    """Tell how many units of a level can be sold.

    :param dict level: the inventory level
    :rtype: int
    """
    if not level["isActive"]:
        return 0
    return next(q["quantity"] for q in level["quantities"] if q["name"] == "available")


def set_available(shop, level, units, name="available"):
    """Set how many units of a level can be sold, or are on hand; both move together.

    :param Shop shop: where
    :param dict level: the inventory level
    :param int units: the new quantity
    :param str name: ``available`` or ``on_hand``
    """
    parts = [part for part in level["quantities"] if part["name"] in ("available", "on_hand")]
    change = units - next(part["quantity"] for part in parts if part["name"] == name)
    if not change:
        return
    for part in parts:
        part["quantity"] += change
        part["updatedAt"] = shop.now()
    shop.touch(level)


def move_stock(shop, variant, location, **changes):
    """Change the quantities of a variant at a location; untracked variants are left alone.

    :param dict|None variant: the variant; None: nothing happens
    :param dict location: the location
    :param changes: change by name of the quantity, for example ``available=-1, committed=1``
    """
    item = variant and variant.get("inventoryItem")
    if not item or not item["tracked"] or not shop.keeps_stock:
        return
    for level in item["inventoryLevels"]:
        if level["location"] is location:
            for quantity in level["quantities"]:
                if changes.get(quantity["name"]):
                    quantity["quantity"] += changes[quantity["name"]]
                    quantity["updatedAt"] = shop.now()
            shop.touch(level)
