# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's languages, and what its products say in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from . import reading as read


@dataclass(frozen=True, slots=True)
class ShopLocale:
    """A language of the shop.

    :param locale: such as ``de`` or ``pt-BR``
    :param primary: whether the shop's own texts are in it
    :param published: whether buyers see it
    """

    locale: str
    name: str
    primary: bool
    published: bool

    @classmethod
    @read.at_the_door("ShopLocale")
    def from_node(cls, node: read.Node) -> "ShopLocale":
        """Read an entry of ``shopLocales``."""
        return cls(
            locale=read.text(node, "locale"),
            name=read.text(node, "name"),
            primary=read.flag(node, "primary"),
            published=read.flag(node, "published"),
        )


@dataclass(frozen=True, slots=True)
class OptionValue:
    """A value of an option, such as Small."""

    id: str
    name: str

    @classmethod
    def from_node(cls, node: read.Node) -> "OptionValue":
        """Read an ``optionValues`` entry."""
        return cls(id=read.text(node, "id"), name=read.text(node, "name"))


@dataclass(frozen=True, slots=True)
class NamedOption:
    """An option, such as Size, with all its values."""

    id: str
    name: str
    values: tuple[OptionValue, ...]

    @classmethod
    def from_node(cls, node: read.Node) -> "NamedOption":
        """Read an ``options`` entry."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            values=read.many(node, "optionValues", OptionValue.from_node),
        )


@dataclass(frozen=True, slots=True)
class ProductOptions:
    """The options of a product.

    :param id: the product's gid
    """

    id: str
    options: tuple[NamedOption, ...]

    @classmethod
    @read.at_the_door("Product")
    def from_node(cls, node: read.Node) -> "ProductOptions":
        """Read a product with its ``options``."""
        return cls(
            id=read.text(node, "id"),
            options=read.many(node, "options", NamedOption.from_node),
        )


@dataclass(frozen=True, slots=True)
class Translation:
    """What a text is in another language.

    :param outdated: the text has changed since
    """

    key: str
    value: str
    outdated: bool

    @classmethod
    def from_node(cls, node: read.Node) -> "Translation":
        """Read a ``translations`` entry."""
        return cls(
            key=read.text(node, "key"),
            value=read.maybe_text(node, "value"),
            outdated=read.flag(node, "outdated"),
        )


@dataclass(frozen=True, slots=True)
class TranslatableResource:
    """What can be translated of a product, an option or a value, and what is, in one language.

    :param digests: by key the hash of the text that a translation must name; none without a text
    :param translations: by key
    """

    id: str
    digests: Mapping[str, str]
    translations: Mapping[str, Translation]

    @classmethod
    @read.at_the_door("TranslatableResource")
    def from_node(cls, node: read.Node) -> "TranslatableResource":
        """Read a node of ``translatableResourcesByIds``."""
        found = read.many(node, "translations", Translation.from_node)
        return cls(
            id=read.text(node, "resourceId"),
            digests=dict(read.many(node, "translatableContent", _digest)),
            translations={translation.key: translation for translation in found},
        )


def _digest(node: read.Node) -> tuple[str, str]:
    return read.text(node, "key"), read.maybe_text(node, "digest")
