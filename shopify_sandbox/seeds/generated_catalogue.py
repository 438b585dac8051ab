# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shops with any number of products, the same each time, for trying out and measuring.

Options are Size and Colour (and Fit, where these two do not make enough variants). Every fifth
product has a surcharge on its larger sizes; one in three has barcodes, one in four a price before
a reduction. Every twentieth is a draft, and vendors, types and tags repeat. Each type has a smart
collection, each of four seasons one that was made by hand.
"""

from datetime import timedelta
from decimal import Decimal
from itertools import islice, product

from ..clock import Clock
from ..world.catalogue import add_product
from ..world.collections import add_collection, rule_set_of
from ..world.opening import open_shop
from .demo import start_of_today
from .demo_catalogue import add_locations, ean13

_KINDS = ("Jackets", "Shirts", "Trousers", "Socks", "Hats", "Gloves", "Packs", "Tents")
_VENDORS = ("Nordlicht", "Hallig Works", "Skagen Wool", "Bergmann", "Isbre", "Lumi")
_NAMES = ("Fjell", "Vindur", "Hallig", "Isbre", "Morgen", "Torv", "Sti", "Kyst", "Lofn", "Vidar")
_SIZES = ("XS", "S", "M", "L", "XL", "2XL", "3XL", "4XL", "5XL", "6XL", "7XL", "8XL", "9XL")
_COLOURS = (
    "Black",
    "White",
    "Forest",
    "Slate",
    "Ochre",
    "Rust",
    "Navy",
    "Sand",
    "Plum",
    "Moss",
    "Coral",
    "Teal",
    "Wine",
)
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")
_FITS = tuple(f"Fit {number}" for number in range(1, 14))
_SURCHARGE = Decimal(5)
_COST_SHARE = Decimal("0.45")
_CENT = Decimal("0.01")


def generated_catalogue(products=1000, variants=10, anchor=None, clock=None):
    """Make a shop with many products, stocked at two locations, and no orders.

    :param int products: how many
    :param int variants: how many each product has: 1 to 2,048
    :param datetime|None anchor: aware time before which they were made; None: the start of the
        present day
    :param Clock|None clock: the clock of the finished shop; None: real time
    :rtype: Shop
    :raises ValueError: a product has no such number of variants
    """
    if not 1 <= variants <= 2048:
        raise ValueError("a product has 1 to 2,048 variants")
    anchor = anchor or start_of_today()
    shop = open_shop(Clock(anchor - timedelta(days=400)), seed=9)
    add_locations(shop)
    step = timedelta(days=365) / max(products, 1)
    for number in range(products):
        shop.clock.set(anchor - timedelta(days=365) + number * step)
        _add(shop, number, variants)
    _add_collections(shop)
    shop.clock = clock or Clock()
    return shop


def _add_collections(shop):
    for kind in _KINDS:
        add_collection(shop, kind, rule_set=rule_set_of(("TYPE", "EQUALS", kind)))
    products = shop.collection("Product")
    for place, season in enumerate(_SEASONS):
        add_collection(shop, season, products=products[place :: len(_SEASONS)])


def _add(shop, number, variants):
    kind = _KINDS[number % len(_KINDS)]
    title = f"{_NAMES[number % len(_NAMES)]} {kind} {number + 1:04d}"
    common = {
        "vendor": _VENDORS[number % len(_VENDORS)],
        "product_type": kind,
        "tags": (kind.lower(), _SEASONS[number % 4].lower()),
        "status": "DRAFT" if number % 20 == 19 else "ACTIVE",
        "description": f"{title}, made to last.",
    }
    places = shop.collection("Location")[:2]
    if variants == 1:
        return add_product(shop, title, locations=places, **common, **_variant(number, 0, ()))
    choices = _choices(variants)
    rows = [
        {**_variant(number, count, values), "values": values, "locations": places}
        for count, values in enumerate(islice(product(*choices.values()), variants))
    ]
    return add_product(shop, title, options=list(choices), variants=rows, **common)


def _choices(variants):
    """Give as few options, with as few values, as make so many variants."""
    if variants <= len(_SIZES):
        sizes = -(-variants // 2) if variants > 5 else variants
        colours = -(-variants // sizes)
        return {"Size": _SIZES[:sizes], "Colour": _COLOURS[:colours]}
    if variants <= len(_SIZES) * len(_COLOURS):
        return {"Size": _SIZES, "Colour": _COLOURS[: -(-variants // len(_SIZES))]}
    pairs = len(_SIZES) * len(_COLOURS)
    return {"Size": _SIZES, "Colour": _COLOURS, "Fit": _FITS[: -(-variants // pairs)]}


def _variant(number, count, values):
    price = Decimal(10) + Decimal(number % 190) + Decimal("0.90")
    if number % 5 == 0 and values and _SIZES.index(values[0]) > 2:
        price += _SURCHARGE
    return {
        "price": str(price),
        "compare_at": str(price + 20) if number % 4 == 0 else None,
        "cost": str((price * _COST_SHARE).quantize(_CENT)),
        "sku": f"G{number + 1:05d}-{count + 1:04d}" if values else f"G{number + 1:05d}",
        "barcode": ean13(200_000_000_000 + number * 4096 + count) if number % 3 == 0 else None,
        "weight_grams": 100 + number % 50 * 10,
        "stock": (number * 7 + count * 3) % 50,
    }
