# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the demo shop sells: outdoor goods, coffee, a bundle and gift cards."""

from decimal import Decimal

from ..world.catalogue import add_product
from ..world.places import add_location

_SIZES = ("Size", "S M L XL")
_SHOES = ("Size", "38 39 40 41 42 43 44")
_COLOURS = ("Colour", "Forest Slate Ochre")
_WEIGHTS = ("Weight", "250 g,500 g,1 kg")
_GRIND = ("Grind", "Whole bean,Espresso,Filter")

# title, type, vendor, price, grams, options
_GOODS = (
    ("Fjell Rain Jacket", "Jackets", "Nordlicht", "149.00", 620, (_SIZES, _COLOURS)),
    ("Vindur Windbreaker", "Jackets", "Nordlicht", "89.90", 310, (_SIZES, _COLOURS)),
    ("Hallig Down Vest", "Jackets", "Hallig Works", "119.00", 380, (_SIZES,)),
    ("Isbre Down Parka", "Jackets", "Hallig Works", "329.00", 1250, (_SIZES,)),
    ("Morgen Fleece", "Midlayers", "Nordlicht", "69.90", 340, (_SIZES, _COLOURS)),
    ("Torv Wool Sweater", "Midlayers", "Skagen Wool", "99.95", 520, (_SIZES,)),
    ("Merino Base Layer", "Base layers", "Skagen Wool", "59.90", 180, (_SIZES,)),
    ("Merino Leggings", "Base layers", "Skagen Wool", "54.90", 170, (_SIZES,)),
    ("Trail Trousers", "Trousers", "Nordlicht", "84.50", 410, (_SIZES, _COLOURS)),
    ("Zip-Off Trousers", "Trousers", "Nordlicht", "94.50", 430, (_SIZES,)),
    ("Sti Hiking Boots", "Footwear", "Bergmann", "179.00", 1350, (_SHOES,)),
    ("Kyst Approach Shoes", "Footwear", "Bergmann", "129.00", 860, (_SHOES,)),
    ("Camp Sandals", "Footwear", "Bergmann", "49.90", 450, (_SHOES,)),
    ("Merino Hiking Socks", "Socks", "Skagen Wool", "17.95", 70, (("Size", "36-39 40-43 44-47"),)),
    ("Liner Socks", "Socks", "Skagen Wool", "12.50", 40, (("Size", "36-39 40-43 44-47"),)),
    ("Watch Cap", "Accessories", "Skagen Wool", "24.90", 60, (_COLOURS,)),
    ("Sun Hat", "Accessories", "Nordlicht", "29.90", 80, (_COLOURS,)),
    ("Leather Gloves", "Accessories", "Hallig Works", "44.90", 120, (_SIZES,)),
    ("Neck Gaiter", "Accessories", "Nordlicht", "14.99", 40, (_COLOURS,)),
    ("Two-Person Tent Lofn", "Tents", "Hallig Works", "389.00", 2450, ()),
    ("Solo Tent Vidar", "Tents", "Hallig Works", "279.00", 1390, ()),
    ("Tent Footprint", "Tents", "Hallig Works", "39.90", 320, ()),
    ("Tarp 3x3", "Tents", "Hallig Works", "79.00", 540, ()),
    ("Sleeping Bag 0 °C", "Sleeping", "Isbre", "219.00", 1100, (("Length", "Regular Long"),)),
    ("Summer Quilt", "Sleeping", "Isbre", "139.00", 620, ()),
    ("Insulated Mat", "Sleeping", "Isbre", "99.00", 480, ()),
    ("Inflatable Pillow", "Sleeping", "Isbre", "27.50", 75, ()),
    ("Daypack 22 l", "Packs", "Nordlicht", "79.90", 780, (_COLOURS,)),
    ("Trekking Pack 55 l", "Packs", "Nordlicht", "189.00", 1780, (_COLOURS,)),
    ("Dry Bag 10 l", "Packs", "Nordlicht", "19.90", 95, (_COLOURS,)),
    ("Rain Cover", "Packs", "Nordlicht", "16.90", 85, ()),
    ("Trekking Poles", "Hardware", "Bergmann", "74.95", 460, ()),
    ("Headlamp 400", "Hardware", "Lumi", "49.95", 88, ()),
    ("Camp Lantern", "Hardware", "Lumi", "34.95", 240, ()),
    ("Pocket Knife", "Hardware", "Bergmann", "39.00", 110, ()),
    ("First Aid Kit", "Hardware", "Bergmann", "24.95", 290, ()),
    ("Gas Stove", "Kitchen", "Lumi", "54.90", 115, ()),
    ("Titanium Pot 900 ml", "Kitchen", "Lumi", "49.90", 130, ()),
    ("Enamel Mug", "Kitchen", "Nordlicht", "12.90", 140, (_COLOURS,)),
    ("Insulated Bottle 0.5 l", "Kitchen", "Nordlicht", "27.90", 260, (_COLOURS,)),
    ("Spork", "Kitchen", "Lumi", "8.99", 18, ()),
    ("Freeze-Dried Curry", "Food", "Campkost", "8.49", 140, ()),
    ("Freeze-Dried Porridge", "Food", "Campkost", "5.99", 120, ()),
    ("Oat Bar, Box of 12", "Food", "Campkost", "19.99", 600, ()),
    ("Harbour Espresso", "Coffee", "Nordlicht Roasters", "9.90", 250, (_WEIGHTS, _GRIND)),
    ("Morning Filter", "Coffee", "Nordlicht Roasters", "11.50", 250, (_WEIGHTS, _GRIND)),
    ("Ethiopia Yirgacheffe", "Coffee", "Nordlicht Roasters", "13.90", 250, (_WEIGHTS,)),
    ("Colombia Huila", "Coffee", "Nordlicht Roasters", "12.90", 250, (_WEIGHTS,)),
    ("Decaf Sierra", "Coffee", "Nordlicht Roasters", "12.40", 250, (_WEIGHTS,)),
    ("Hand Grinder", "Coffee gear", "Lumi", "89.00", 520, ()),
    ("Travel Press", "Coffee gear", "Lumi", "34.90", 210, ()),
    ("Paper Filters, 100", "Coffee gear", "Lumi", "4.49", 150, ()),
    ("Pour-Over Dripper", "Coffee gear", "Lumi", "22.90", 330, ()),
    ("Coffee Scale", "Coffee gear", "Lumi", "64.90", 420, ()),
    ("Trail Map Harz", "Maps", "Kartenhaus", "13.80", 90, ()),
    ("Trail Map Dolomites", "Maps", "Kartenhaus", "14.80", 95, ()),
)


class Catalogue:
    """The demo shop's variants, to order from.

    :param list variants: ordinary variants, all taxable and shipped
    :param list coffee: those of them that are coffee
    :param dict gift_cards: gift card variant by its value
    :param dict bundle: a variant made of others
    :param dict course: a service that is not shipped
    :param dict discontinued: a product that is deleted in the end
    """

    def __init__(self, variants, gift_cards, bundle, course, discontinued):
        self.variants = variants
        self.coffee = [v for v in variants if v["product"]["productType"] == "Coffee"]
        self.gift_cards = gift_cards
        self.bundle = bundle
        self.course = course
        self.discontinued = discontinued


def ean13(number):
    """Make a valid EAN-13 barcode.

    :param int number: at most twelve digits
    :rtype: str
    """
    digits = f"{number:012d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


def add_locations(shop):
    """Add the two shops beside the warehouse.

    :param Shop shop: the demo shop
    :return: ``(warehouse, Berlin, Amsterdam)``
    :rtype: tuple
    """
    berlin = add_location(
        shop,
        "Store Berlin",
        address1="Oranienstrasse 25",
        city="Berlin",
        zip_code="10999",
        phone="+49301234567",
    )
    amsterdam = add_location(
        shop,
        "Store Amsterdam",
        address1="Haarlemmerstraat 101",
        city="Amsterdam",
        zip_code="1013 EM",
        country="NL",
        phone="+31205559876",
        fulfills_online=False,
    )
    return shop.collection("Location")[0], berlin, amsterdam


def add_catalogue(shop):
    """Add the demo shop's products.

    :param Shop shop: the demo shop
    :rtype: Catalogue
    """
    variants = []
    for number, goods in enumerate(_GOODS, start=1):
        variants.extend(_add_goods(shop, number, *goods)["variants"])
    gift = add_product(
        shop,
        "Gift Card",
        product_type="Gift Cards",
        gift_card=True,
        options=["Denomination"],
        variants=[
            {
                "values": (f"{value} EUR",),
                "price": f"{value}.00",
                "sku": f"GIFT-{value}",
                "tracked": False,
                "taxable": False,
                "requires_shipping": False,
                "weight_grams": 0,
            }
            for value in (25, 50, 100)
        ],
    )
    bundle = _add_bundle(shop, variants)
    course = add_product(
        shop,
        "Barista Course",
        product_type="Services",
        price="75.00",
        sku="COURSE-1",
        tracked=False,
        requires_shipping=False,
        weight_grams=0,
        vendor="Nordlicht Roasters",
    )
    discontinued = add_product(
        shop,
        "Canvas Tote 2019",
        product_type="Accessories",
        price="15.00",
        sku="TOTE-2019",
    )
    return Catalogue(
        variants,
        dict(zip(("25", "50", "100"), gift["variants"], strict=True)),
        bundle["variants"][0],
        course["variants"][0],
        discontinued,
    )


def _add_goods(shop, number, title, kind, vendor, price, grams, options):
    names = [name for name, _values in options]
    choices = [_split(values) for _name, values in options]
    variants = []
    for count, values in enumerate(_combinations(choices), start=1):
        suffix = f"-{count:02d}" if options else ""
        amount = Decimal(price) * _factor(values)
        variants.append(
            {
                "values": values,
                "price": str(amount.quantize(Decimal("0.01"))),
                "sku": f"NL-{1000 + number}{suffix}",
                "barcode": ean13(401234000000 + number * 100 + count) if number % 7 else None,
                "weight_grams": int(grams * _factor(values)),
                "compare_at": str(amount + 20) if number % 9 == 0 else None,
                "cost": str((amount * Decimal("0.45")).quantize(Decimal("0.01"))),
                "tracked": number % 11 != 0,
                "policy": "CONTINUE" if number % 13 == 0 else "DENY",
                "stock": 40 + number * 3 % 60,
                "hs_code": "620193" if kind == "Jackets" else None,
                "origin": "PT" if kind in ("Jackets", "Trousers") else None,
            }
        )
    return add_product(
        shop,
        title,
        vendor=vendor,
        product_type=kind,
        options=names or None,
        variants=variants if names else None,
        description=f"{title} by {vendor}.",
        tags=[kind.lower(), "coffee" if "Coffee" in kind else "outdoor"],
        **({} if names else {k: v for k, v in variants[0].items() if k != "values"}),
    )


def _split(values):
    return values.split(",") if "," in values else values.split()


def _combinations(choices):
    combinations = [()]
    for values in choices:
        combinations = [(*known, value) for known in combinations for value in values]
    return combinations


def _factor(values):
    if "500 g" in values:
        return Decimal("1.9")
    return Decimal("3.6") if "1 kg" in values else Decimal(1)


def _add_bundle(shop, variants):
    bundle = add_product(
        shop,
        "Camp Coffee Set",
        product_type="Bundles",
        price="119.00",
        sku="SET-100",
        tracked=False,
        requires_components=True,
        weight_grams=900,
    )
    parts = [
        next(v for v in variants if v["product"]["title"] == title)
        for title in ("Hand Grinder", "Travel Press", "Enamel Mug")
    ]
    variant = bundle["variants"][0]
    variant["productVariantComponents"] = [
        shop.index("ProductVariantComponent", {"productVariant": part, "quantity": 1})
        for part in parts
    ]
    return bundle
