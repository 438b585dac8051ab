# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Metafields and their definitions (P19)."""

from collections.abc import Mapping
from dataclasses import dataclass

from . import reading as read


@dataclass(frozen=True, slots=True)
class Metafield:
    """A custom field of a product, variant, customer or order.

    :param value: as Shopify keeps it, always text
    :param digest: what a change must name so that it overwrites nothing newer
    """

    namespace: str
    key: str
    type: str
    value: str
    digest: str

    @classmethod
    def from_node(cls, node: read.Node) -> "Metafield":
        """Read a node of the fragment ``Metafield``."""
        return cls(
            namespace=read.text(node, "namespace"),
            key=read.text(node, "key"),
            type=read.text(node, "type"),
            value=read.text(node, "value"),
            digest=read.text(node, "compareDigest"),
        )


@dataclass(frozen=True, slots=True)
class OwnerMetafields:
    """The metafields of one product, variant, customer or order.

    :param owner: its gid
    """

    owner: str
    metafields: tuple[Metafield, ...]

    @classmethod
    @read.at_the_door("Owner")
    def from_node(cls, node: read.Node) -> "OwnerMetafields":
        """Read a node with its ``metafields``."""
        return cls(
            owner=read.text(node, "id"),
            metafields=read.connection(node, "metafields", Metafield.from_node),
        )


@dataclass(frozen=True, slots=True)
class MetafieldDefinition:
    """What the shop says about metafields of one namespace and key.

    :param validations: value by name, such as ``scale_max``
    """

    id: str
    name: str
    namespace: str
    key: str
    type: str
    description: str
    validations: Mapping[str, str]

    @classmethod
    @read.at_the_door("MetafieldDefinition")
    def from_node(cls, node: read.Node) -> "MetafieldDefinition":
        """Read a node of ``metafieldDefinitions``."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            namespace=read.text(node, "namespace"),
            key=read.text(node, "key"),
            type=read.one(node, "type", lambda found: read.text(found, "name")),
            description=read.maybe_text(node, "description"),
            validations=dict(read.many(node, "validations", _validation)),
        )


def _validation(node: read.Node) -> tuple[str, str]:
    return read.text(node, "name"), read.maybe_text(node, "value")
