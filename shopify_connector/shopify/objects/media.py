# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Media of products (P16)."""

from dataclasses import dataclass

from . import reading as read


@dataclass(frozen=True, slots=True)
class MediaFault:
    """Why Shopify could not process a media."""

    code: str
    message: str

    @classmethod
    def from_node(cls, node: read.Node) -> "MediaFault":
        """Read a ``mediaErrors`` entry."""
        return cls(code=read.text(node, "code"), message=read.text(node, "message"))


@dataclass(frozen=True, slots=True)
class Image:
    """The file of a picture.

    :param url: where it is; another one for another file
    :param sized_url: where it is with at most 1920 pixels a side
    :param width: in pixels; 0 if it is not known
    """

    url: str
    sized_url: str
    width: int
    height: int

    @classmethod
    def from_node(cls, node: read.Node) -> "Image":
        """Read ``image``."""
        return cls(
            url=read.text(node, "url"),
            sized_url=read.text(node, "sized"),
            width=read.maybe_integer(node, "width") or 0,
            height=read.maybe_integer(node, "height") or 0,
        )


@dataclass(frozen=True, slots=True)
class ProductMedia:
    """A picture, video or model of a product.

    :param status: ``UPLOADED``, ``PROCESSING``, ``READY`` or ``FAILED``
    :param image: None: no picture, or not ready
    """

    id: str
    is_image: bool
    status: str
    alt: str
    faults: tuple[MediaFault, ...]
    image: Image | None

    @classmethod
    @read.at_the_door("Media")
    def from_node(cls, node: read.Node) -> "ProductMedia":
        """Read a node of the fragment ``Media``."""
        is_image = read.text(node, "__typename") == "MediaImage"
        return cls(
            id=read.text(node, "id"),
            is_image=is_image,
            status=read.text(node, "status"),
            alt=read.maybe_text(node, "alt"),
            faults=read.many(node, "mediaErrors", MediaFault.from_node),
            image=read.maybe_one(node, "image", Image.from_node) if is_image else None,
        )


@dataclass(frozen=True, slots=True)
class MediaOfProduct:
    """All media of a product, in their order."""

    product_id: str
    media: tuple[ProductMedia, ...]

    @classmethod
    @read.at_the_door("Product")
    def from_node(cls, node: read.Node) -> "MediaOfProduct":
        """Read a node of the document ``ProductMediaById``."""
        return cls(
            product_id=read.text(node, "id"),
            media=read.connection(node, "media", ProductMedia.from_node),
        )


@dataclass(frozen=True, slots=True)
class StagedTarget:
    """A place to upload a file to.

    :param source: the address by which the file is then named to Shopify
    :param fields: the form's fields
    """

    url: str
    source: str
    fields: tuple[tuple[str, str], ...]

    @classmethod
    @read.at_the_door("StagedMediaUploadTarget")
    def from_node(cls, node: read.Node) -> "StagedTarget":
        """Read a ``stagedTargets`` entry."""
        return cls(
            url=read.text(node, "url"),
            source=read.maybe_text(node, "resourceUrl"),
            fields=read.many(
                node,
                "parameters",
                lambda entry: (read.text(entry, "name"), read.text(entry, "value")),
            ),
        )
