# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Pictures: where their files are, and which one stands for a product or variant."""

from ..execution.registry import field

_WIDEST = {"maxWidth": "width", "maxHeight": "height", "preferredContentType": "format"}


@field("QueryRoot", "files")
def files(context, source, arguments):
    """All files of the shop."""
    return context.listed("MediaImage")


@field("Image", "url", "src", "originalSrc", "transformedSrc")
def url(context, source, arguments):
    """Where the file is; what it is to be changed to stands in the address."""
    if "_path" not in source:
        return source["url"]
    wanted = arguments.get("transform") or arguments
    parts = [f"v={source['_version']}"]
    parts += [
        f"{word}={str(wanted[key]).lower()}" for key, word in _WIDEST.items() if wanted.get(key)
    ]
    return f"{context.sandbox.address}{source['_path']}?{'&'.join(parts)}"


@field("MediaImage", "originalSource")
def original_source(context, source, arguments):
    """The file as it was uploaded, once it is processed."""
    image = source["image"]
    if image is None:
        return None
    return {
        "__typename": "MediaImageOriginalSource",
        "url": url(context, image, {}),
        "fileSize": len(source["_content"]),
    }


@field("Product", "media")
def media(context, source, arguments):
    """The media in their order, which another product that shows the same may have otherwise."""
    return [{**one, "position": number} for number, one in enumerate(source.get("media") or ())]


@field("Product", "featuredMedia")
def featured_media(context, source, arguments):
    """The first media."""
    return next(iter(source.get("media") or ()), None)


@field("Product", "featuredImage")
def featured_image(context, source, arguments):
    """The first picture that is ready."""
    return next(iter(images(context, source, arguments)), None)


@field("Product", "images")
def images(context, source, arguments):
    """The pictures that are ready."""
    return [media["image"] for media in source.get("media") or () if media.get("image")]


@field("ProductVariant", "image")
def variant_image(context, source, arguments):
    """The variant's own picture."""
    return featured_image(context, source, arguments)
