# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where products are shown: sales channels and collections (P17, P18)."""

from dataclasses import dataclass

from . import reading as read

ONLINE_STORE = "online_store"


@dataclass(frozen=True, slots=True)
class Publication:
    """A sales channel, as far as products are published on it.

    :param is_online_store: it is the shop's own web shop
    :param auto_publish: Shopify publishes each new product on it by itself
    """

    id: str
    name: str
    is_online_store: bool
    auto_publish: bool

    @classmethod
    @read.at_the_door("Publication")
    def from_node(cls, node: read.Node) -> "Publication":
        """Read a node of the document ``Publications``."""
        handle = read.one(node, "app", lambda app: read.maybe_text(app, "handle"))
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            is_online_store=handle == ONLINE_STORE,
            auto_publish=read.flag(node, "autoPublish"),
        )


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of products.

    :param is_smart: Shopify finds its products by conditions; none can be put in by hand
    :param products_count: how many products it has; None if Shopify does not say
    """

    id: str
    title: str
    handle: str
    is_smart: bool
    products_count: int | None

    @classmethod
    @read.at_the_door("Collection")
    def from_node(cls, node: read.Node) -> "Collection":
        """Read a node of the document ``Collections``."""
        return cls(
            id=read.text(node, "id"),
            title=read.text(node, "title"),
            handle=read.text(node, "handle"),
            is_smart=any(read.many(node, "sources", _finds_by_itself)),
            products_count=read.maybe_one(node, "productsCount", _count),
        )


@dataclass(frozen=True, slots=True)
class Membership:
    """Where one product is shown.

    :param collections: gids of the collections it belongs to
    :param publications: gids of the sales channels where it is published, or soon will be
    """

    id: str
    collections: tuple[str, ...]
    publications: tuple[str, ...]

    @classmethod
    @read.at_the_door("Product")
    def from_node(cls, node: read.Node) -> "Membership":
        """Read a node of the document ``ProductMemberships``."""
        return cls(
            id=read.text(node, "id"),
            collections=read.connection(node, "collections", lambda one: read.text(one, "id")),
            publications=read.connection(
                node, "resourcePublicationsV2", lambda one: read.reference(one, "publication")
            ),
        )


def _finds_by_itself(source: read.Node) -> bool:
    """Whether a source of a collection has conditions, or takes over other collections."""
    inclusion = source.get("inclusion")
    return inclusion is None or bool(inclusion["conditions"])


def _count(node: read.Node) -> int:
    return read.integer(node, "count")
