# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The languages of a shop, and translations of what its nodes say."""

import hashlib

_NAMES = {
    "da": "Danish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt-BR": "Portuguese (Brazil)",
    "sv": "Swedish",
}
PRIMARY = "en"
_CONTENT = {
    "Product": (
        ("title", "SINGLE_LINE_TEXT_FIELD", lambda node: node["title"]),
        ("body_html", "HTML", lambda node: node["descriptionHtml"]),
        ("handle", "URI", lambda node: node["handle"]),
        ("product_type", "SINGLE_LINE_TEXT_FIELD", lambda node: node["productType"]),
        ("meta_title", "SINGLE_LINE_TEXT_FIELD", lambda node: node["seo"]["title"]),
        ("meta_description", "SINGLE_LINE_TEXT_FIELD", lambda node: node["seo"]["description"]),
    ),
    "ProductOption": (("name", "SINGLE_LINE_TEXT_FIELD", lambda node: node["name"]),),
    "ProductOptionValue": (("name", "SINGLE_LINE_TEXT_FIELD", lambda node: node["name"]),),
    "Metafield": (("value", "MULTI_LINE_TEXT_FIELD", lambda node: node["value"]),),
}
RESOURCE_TYPES = {
    "PRODUCT": "Product",
    "PRODUCT_OPTION": "ProductOption",
    "PRODUCT_OPTION_VALUE": "ProductOptionValue",
    "METAFIELD": "Metafield",
}


def locales(shop):
    """Give the shop's languages, the primary one first.

    :return: ``ShopLocale`` nodes
    :rtype: list
    """
    known = shop.collection("ShopLocale")
    if not known:
        known.append(_locale(PRIMARY, primary=True, published=True))
    return known


def add_locale(shop, locale, published=True):
    """Add a language to the shop.

    :param str locale: for example ``de``
    :param bool published: whether buyers see it
    :return: the ``ShopLocale`` node
    :rtype: dict
    """
    node = _locale(locale, primary=False, published=published)
    locales(shop).append(node)
    return node


def _locale(locale, primary, published):
    return {
        "__typename": "ShopLocale",
        "locale": locale,
        "name": _NAMES.get(locale, locale),
        "primary": primary,
        "published": published,
        "marketWebPresences": [],
    }


def is_translatable(node):
    """Tell whether a node has texts that can be translated.

    :rtype: bool
    """
    return node.get("__typename") in _CONTENT


def content_of(shop, node):
    """Give what can be translated of a node; without a text there is no digest.

    :return: ``TranslatableContent`` nodes
    :rtype: list
    """
    primary = next(one["locale"] for one in locales(shop) if one["primary"])
    return [
        {
            "__typename": "TranslatableContent",
            "key": key,
            "value": read(node) or None,
            "digest": digest(read(node)) if read(node) else None,
            "locale": primary,
            "type": kind,
        }
        for key, kind, read in _CONTENT[node["__typename"]]
    ]


def digest(value):
    """Give the hash of a text that a translation is made of.

    :rtype: str
    """
    return hashlib.sha256(value.encode()).hexdigest()


def translations_of(shop, node, locale):
    """Give a node's translations into a language.

    :return: ``Translation`` nodes
    :rtype: list
    """
    digests = {content["key"]: content["digest"] for content in content_of(shop, node)}
    return [
        {
            "__typename": "Translation",
            "key": key,
            "locale": into,
            "value": kept["value"],
            "outdated": kept["digest"] != digests[key],
            "updatedAt": kept["at"],
            "market": None,
        }
        for (into, key), kept in node.get("_translations", {}).items()
        if into == locale
    ]


def translate(shop, node, locale, key, value):
    """Keep a translation.

    :param dict node: what is translated
    :param str locale: into which language
    :param str key: which text, for example ``title``
    :param str value: the translated text
    """
    original = next(one for one in content_of(shop, node) if one["key"] == key)
    kept = {"value": value, "digest": original["digest"], "at": shop.now()}
    node.setdefault("_translations", {})[locale, key] = kept


def forget_translation(node, locale, key):
    """Remove a translation.

    :return: whether there was one
    :rtype: bool
    """
    return node.get("_translations", {}).pop((locale, key), None) is not None
