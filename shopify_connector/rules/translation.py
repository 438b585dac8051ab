# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a product is called in further languages, and what of it Shopify is to be told (P8).

A text is named by what it belongs to, such as a product's id in Shopify, and its key there.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .product_export import ExportedProduct

TITLE = "title"
DESCRIPTION = "body_html"
NAME = "name"


@dataclass(frozen=True, slots=True)
class ProductTexts:
    """A product's texts in another language, as far as they say something else.

    ``options`` by the option's name, ``values`` by the names of the option and the value, both in
    the shop's own language.
    """

    title: str = ""
    description_html: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text as Shopify has it in another language.

    ``outdated``: the text in the shop's own language has changed since.
    """

    value: str
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class TextChanges:
    """What Shopify is to be told of one resource in one language.

    ``register``: the new value by key; ``remove``: keys of which there is no translation any more.
    """

    register: Mapping[str, str] = field(default_factory=dict)
    remove: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.register or self.remove)


def shop_locale(code: str, locales: Collection[str]) -> str:
    """Find which of the shop's languages one of Odoo's is.

    :param code: Odoo's, such as ``de_DE``, ``pt_BR`` or ``sr@latin``
    :param locales: the shop's, such as ``de`` and ``pt-BR``
    :return: the language with the same country, else the one without a country; "" for neither
    """
    plain = code.partition("@")[0]
    known = {locale.casefold(): locale for locale in locales}
    for wanted in (plain.replace("_", "-"), plain.partition("_")[0]):
        if wanted.casefold() in known:
            return known[wanted.casefold()]
    return ""


def translated_texts(own: ExportedProduct, other: ExportedProduct) -> ProductTexts:
    """Give what a product says in another language, where that is not the same.

    :param own: the product in the shop's own language
    :param other: the same product in the other one
    """
    options = {
        name: translated
        for name, translated in zip(own.options, other.options, strict=True)
        if translated and translated != name
    }
    values = {}
    theirs = {variant.product: variant.values for variant in other.variants}
    for variant in own.variants:
        for option, value, translated in zip(
            own.options, variant.values, theirs.get(variant.product, ()), strict=False
        ):
            if translated and translated != value:
                values[option, value] = translated
    return ProductTexts(
        title=other.title if other.title != own.title else "",
        description_html=(
            other.description_html if other.description_html != own.description_html else ""
        ),
        options=options,
        values=values,
    )


def texts_mark(own: ExportedProduct, translated: Mapping[str, ProductTexts]) -> str:
    """Give a mark that is another one when a text of the product, in any language, is.

    :param own: the product in the shop's own language
    :param translated: by locale
    """
    told = [
        own.title,
        own.description_html,
        own.options,
        sorted({variant.values for variant in own.variants}),
        [
            [
                locale,
                texts.title,
                texts.description_html,
                sorted(texts.options.items()),
                sorted([*names, value] for names, value in texts.values.items()),
            ]
            for locale, texts in sorted(translated.items())
        ],
    ]
    return value_mark(json.dumps(told, ensure_ascii=False))


def value_mark(value: str) -> str:
    """Give a short mark of a text, to know it again."""
    return hashlib.sha256(value.encode()).hexdigest()[:16]


def changes(
    wanted: Mapping[str, str], present: Mapping[str, KnownText], sent: Mapping[str, str]
) -> TextChanges:
    """Tell what Shopify is to be told of one resource in one language.

    A translation that somebody has changed in Shopify since it was sent stays as it is there,
    until it changes in Odoo, or the text that it translates does.

    :param wanted: Odoo's translations by key
    :param present: Shopify's by key
    :param sent: the mark (:func:`value_mark`) of what was sent last, by key
    """
    register = {}
    for key, value in wanted.items():
        known = present.get(key)
        if known and known.value == value and not known.outdated:
            continue
        if known and not known.outdated and sent.get(key) == value_mark(value):
            continue
        register[key] = value
    remove = tuple(
        key
        for key in sent
        if key not in wanted and key in present and value_mark(present[key].value) == sent[key]
    )
    return TextChanges(register, remove)
