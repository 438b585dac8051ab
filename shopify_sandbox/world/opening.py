# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Opens an empty shop."""

from ..clock import Clock
from ..shop import Shop
from .places import add_location
from .profile import shop_profile
from .publications import add_publications
from .shipping_zones import add_shipping


def open_shop(clock=None, seed=0, **profile):
    """Open a shop with one location, three sales channels and no products.

    It ships to all known countries.

    :param Clock|None clock: tells the time; None: real time
    :param int seed: shifts all ids
    :param profile: what :func:`shop_profile` takes
    :rtype: Shop
    """
    shop = Shop(shop_profile(**profile), clock or Clock(), seed)
    country = shop.profile["shopAddress"]["countryCodeV2"]
    add_location(
        shop,
        "Warehouse Hamburg" if country == "DE" else "Main warehouse",
        address1="Hafenstrasse 12",
        city="Hamburg",
        zip_code="20459",
        country=country,
        primary=True,
    )
    add_shipping(shop)
    add_publications(shop)
    return shop
