# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products and collections of every kind, which the demo's orders do not sell.

====================================  =============================================================
product                               what it shows
====================================  =============================================================
Vidda Trekking Trousers               three options, not all combinations of which exist; a picture
                                      for each colour; metafields; a reduced price
Enamel Bowl, Enamel Bowl Seconds      two products with the same SKU
Tin Cup, Tin Cup Classic              two products with the same barcode
Seam Sealer                           no SKU and no barcode, sold out, sold on
Repair Service                        no stock is counted, nothing is shipped
Hut Coffee Pair                       a bundle of two bags of the same coffee
Winter Quilt                          a draft
Canvas Parka 2024                     archived
Staff Jacket                          sold to those who know its address
Firewood                              sold in the stores only
====================================  =============================================================

Collections are made by hand (one is shown nowhere) and by rules.
"""

from ..world.catalogue import add_product
from ..world.collections import add_collection, join, rule_set_of
from ..world.media import add_media
from ..world.metafield_definitions import add_definition
from ..world.metafields import put_metafield
from ..world.pictures import a_png
from ..world.publications import online_store, unpublish
from .demo_catalogue import ean13
from .demo_pictures import add_pictures

_COLOURS = {"Pine": (34, 83, 60), "Granite": (110, 112, 115), "Rowan": (190, 60, 42)}
_SIZES = ("S", "M", "L")
_LENGTHS = ("Regular", "Long")
_TEXT = "single_line_text_field"


def add_showcase(shop):
    """Add a product of every kind, and collections.

    :param Shop shop: the demo shop
    """
    trousers = _add_trousers(shop)
    favourites = [trousers, *_add_doubtful_codes(shop), _add_pair(shop)]
    _add_states(shop)
    add_pictures(shop, [product for product in shop.collection("Product") if not product["media"]])
    _add_collections(shop, favourites)


def _add_trousers(shop):
    rows = [
        {
            "values": (size, colour, length),
            "price": "119.00" if length == "Regular" else "124.00",
            "compare_at": "139.00" if colour == "Rowan" else None,
            "cost": "51.50",
            "sku": f"VID-{size}-{colour[:3].upper()}-{length[0]}",
            "weight_grams": 480 if length == "Regular" else 510,
            "hs_code": "620343",
            "origin": "PT",
            "stock": 12,
        }
        for size in _SIZES
        for colour in _COLOURS
        for length in _LENGTHS
        if (size, length) != ("S", "Long")
    ]
    trousers = add_product(
        shop,
        "Vidda Trekking Trousers",
        vendor="Nordlicht",
        product_type="Trousers",
        options=["Size", "Colour", "Length"],
        variants=rows,
        description="Hard-wearing trousers for long days, in two lengths.",
        tags=("new", "outdoor", "Gift idea"),
    )
    for colour, shade in _COLOURS.items():
        name = f"{trousers['title']}, {colour}"
        picture = add_media(shop, trousers, a_png(600, 600, shade), f"vidda-{colour}.png", name)
        for variant in trousers["variants"]:
            if colour in (part["value"] for part in variant["selectedOptions"]):
                variant["media"] = [picture]
    add_definition(shop, "PRODUCT", "custom", "fabric", _TEXT)
    add_definition(shop, "PRODUCT", "custom", "waterproof_mm", "number_integer", min="0")
    put_metafield(shop, trousers, "custom", "fabric", _TEXT, "Recycled nylon")
    put_metafield(shop, trousers, "custom", "waterproof_mm", "number_integer", "5000")
    return trousers


def _add_doubtful_codes(shop):
    """Products that a connector cannot tell apart by a code, or that have none."""
    kitchen = {"vendor": "Nordlicht", "product_type": "Kitchen", "tags": ("outdoor", "camp")}
    bowl = add_product(shop, "Enamel Bowl", price="14.90", sku="NL-2001", **kitchen)
    add_product(shop, "Enamel Bowl Seconds", price="9.90", sku="NL-2001", **kitchen)
    code = {"barcode": ean13(401239999999)}
    cup = add_product(shop, "Tin Cup", price="8.90", sku="NL-2002", **code, **kitchen)
    add_product(shop, "Tin Cup Classic", price="9.90", sku="NL-2003", **code, **kitchen)
    add_product(
        shop,
        "Seam Sealer",
        vendor="Hallig Works",
        product_type="Tents",
        price="7.50",
        stock=0,
        policy="CONTINUE",
        tags=("outdoor",),
    )
    return bowl, cup


def _add_pair(shop):
    parts = [
        variant
        for variant in shop.collection("ProductVariant")
        if variant["displayName"] == "Harbour Espresso - 250 g / Whole bean"
    ]
    pair = add_product(
        shop,
        "Hut Coffee Pair",
        vendor="Nordlicht Roasters",
        product_type="Bundles",
        price="18.50",
        sku="SET-200",
        tracked=False,
        requires_components=True,
        weight_grams=500,
        tags=("coffee", "Gift idea"),
    )
    pair["variants"][0]["productVariantComponents"] = [
        shop.index("ProductVariantComponent", {"productVariant": part, "quantity": 2})
        for part in parts
    ]
    return pair


def _add_states(shop):
    add_product(
        shop,
        "Repair Service",
        vendor="Hallig Works",
        product_type="Services",
        price="25.00",
        sku="REPAIR",
        tracked=False,
        requires_shipping=False,
        weight_grams=0,
    )
    for title, status, price in (
        ("Winter Quilt", "DRAFT", "229.00"),
        ("Canvas Parka 2024", "ARCHIVED", "189.00"),
        ("Staff Jacket", "UNLISTED", "60.00"),
    ):
        add_product(
            shop,
            title,
            vendor="Hallig Works",
            product_type="Sleeping" if "Quilt" in title else "Jackets",
            price=price,
            sku=title.upper().replace(" ", "-"),
            status=status,
            tags=("outdoor",),
        )
    firewood = add_product(shop, "Firewood", product_type="Food", price="6.50", sku="WOOD-10")
    unpublish(shop, firewood, [online_store(shop)["id"]])


def _add_collections(shop, favourites):
    chosen = add_collection(shop, "Staff picks", description="What we take along ourselves.")
    join(shop, chosen, favourites)
    coming = add_collection(shop, "Coming in autumn", sort_order="MANUAL", published=False)
    join(shop, coming, favourites[:1])
    for title, rules in (
        ("Jackets", rule_set_of(("TYPE", "EQUALS", "Jackets"))),
        ("Reduced", rule_set_of(("IS_PRICE_REDUCED", "IS_SET", ""))),
        (
            "Coffee",
            rule_set_of(
                ("TAG", "EQUALS", "coffee"), ("TYPE", "STARTS_WITH", "Coffee"), disjunctive=True
            ),
        ),
        (
            "Small gifts",
            rule_set_of(
                ("VARIANT_PRICE", "LESS_THAN", "25"),
                ("TYPE", "NOT_EQUALS", "Food"),
                ("TYPE", "NOT_EQUALS", "Gift Cards"),
            ),
        ),
    ):
        add_collection(shop, title, rule_set=rules)
