# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The part of Shopify's product taxonomy that the sandbox knows."""

_PREFIX = "gid://shopify/TaxonomyCategory/"
_NAMES = {
    "aa": "Apparel & Accessories",
    "aa-1": "Clothing",
    "aa-1-1": "Activewear",
    "aa-1-10": "Outerwear",
    "aa-1-12": "Pants",
    "aa-1-13": "Shirts & Tops",
    "aa-2": "Clothing Accessories",
    "aa-8": "Shoes",
    "fb": "Food, Beverages & Tobacco",
    "fb-1": "Beverages",
    "fb-1-3": "Coffee",
    "fb-2": "Food Items",
    "gc": "Gift Cards",
    "hg": "Home & Garden",
    "hg-11": "Kitchen & Dining",
    "sg": "Sporting Goods",
    "sg-4": "Outdoor Recreation",
    "sg-4-2": "Camping & Hiking",
}


def category(gid):
    """Give a category.

    :param str gid: its id
    :return: the ``TaxonomyCategory``, None where there is none
    :rtype: dict|None
    """
    code = gid.removeprefix(_PREFIX)
    if not gid.startswith(_PREFIX) or code not in _NAMES:
        return None
    parts = code.split("-")
    above = ["-".join(parts[:count]) for count in range(1, len(parts))]
    children = [other for other in _NAMES if other.rpartition("-")[0] == code and other != code]
    return {
        "__typename": "TaxonomyCategory",
        "id": gid,
        "name": _NAMES[code],
        "fullName": " > ".join(_NAMES[one] for one in (*above, code)),
        "level": len(parts),
        "isRoot": not above,
        "isLeaf": not children,
        "isArchived": False,
        "parentId": _PREFIX + above[-1] if above else None,
        "ancestorIds": [_PREFIX + one for one in reversed(above)],
        "childrenIds": [_PREFIX + one for one in children],
        "attributes": [],
    }
