# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Pictures of what the demo shop sells: a plain shape for each kind, a colour for each product."""

from ..world.media import add_media
from ..world.pictures import png_of_rows

_SIDE = 240
_BACKGROUND = (238, 234, 226)
_COLOURS = (
    (46, 94, 78),
    (64, 88, 120),
    (198, 134, 52),
    (158, 66, 54),
    (92, 76, 112),
    (70, 110, 130),
    (120, 104, 72),
)


def add_pictures(shop, products):
    """Give products a picture each.

    :param Shop shop: the demo shop
    :param list products: product nodes
    """
    shapes = {}
    for number, product in enumerate(products):
        kind = product["productType"]
        shape = shapes.setdefault(kind, _SHAPES[len(shapes) % len(_SHAPES)])
        content = _draw(shape, _COLOURS[number % len(_COLOURS)])
        add_media(shop, product, content, f"{product['handle']}.png", product["title"])


def _draw(shape, colour):
    return png_of_rows(_SIDE, [_row(shape(place / _SIDE), colour) for place in range(_SIDE)])


def _row(share, colour):
    """Give a row of pixels that is coloured in its middle.

    :param float share: how much of it
    """
    inside = round(share * _SIDE)
    left = (_SIDE - inside) // 2
    right = _SIDE - inside - left
    return bytes(_BACKGROUND) * left + bytes(colour) * inside + bytes(_BACKGROUND) * right


def _disc(height):
    return 2 * max(0.0, 0.14 - (height - 0.5) ** 2) ** 0.5


def _tent(height):
    return max(0.0, height - 0.2) if height < 0.8 else 0.0


def _box(height):
    return 0.6 if 0.2 < height < 0.8 else 0.0


def _bottle(height):
    if 0.1 < height < 0.3:
        return 0.16
    return 0.4 if 0.3 <= height < 0.9 else 0.0


def _shirt(height):
    if 0.2 < height < 0.42:
        return 0.8
    return 0.46 if 0.42 <= height < 0.86 else 0.0


def _cup(height):
    return 0.6 - (height - 0.25) * 0.4 if 0.25 < height < 0.85 else 0.0


_SHAPES = (_shirt, _disc, _tent, _box, _bottle, _cup)
