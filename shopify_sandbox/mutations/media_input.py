# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Given pictures, checked: new ones by their source, and those that are there by their id."""

from urllib.parse import urlsplit

from ..world.media import (
    LONGEST_ALT,
    MOST_OF_A_PRODUCT,
    describe,
    new_media,
    put_on,
    take_off,
)
from .answers import user_error

ALT_TOO_LONG = f"The alt value exceeds the maximum limit of {LONGEST_ALT} characters."
TOO_MANY = f"Exceeded the limit of {MOST_OF_A_PRODUCT} media per product."
NOT_MODELLED = "The sandbox does not model media other than images yet."
NOT_THERE = "File does not exist."


def alt_errors(entry: dict, place: list[str]) -> list[dict]:
    """What is wrong with an alternative text."""
    if len(entry.get("alt") or "") <= LONGEST_ALT:
        return []
    return [user_error([*place, "alt"], ALT_TOO_LONG, "ALT_VALUE_LIMIT_EXCEEDED")]


def source_errors(entry: dict, place: list[str]) -> list[dict]:
    """What is wrong with a new picture: ``CreateMediaInput``, ``FileCreateInput`` …"""
    errors = alt_errors(entry, place)
    kind = entry.get("mediaContentType") or entry.get("contentType") or "IMAGE"
    if kind != "IMAGE":
        errors.append(user_error(place, NOT_MODELLED, "INVALID_MEDIA_TYPE"))
    elif urlsplit(entry.get("originalSource") or "").scheme not in ("http", "https"):
        path = [*place, "originalSource"]
        errors.append(user_error(path, "Image URL is invalid", "INVALID_IMAGE_SOURCE_URL"))
    return errors


def create(context, entry: dict) -> dict:
    """Add a picture of which :func:`source_errors` knows nothing bad; it is processed later."""
    source = entry["originalSource"]
    name = entry.get("filename") or urlsplit(source).path
    media = new_media(context.shop, context.sandbox.uploads.content(source), name, entry.get("alt"))
    media["_source"] = source
    context.sandbox.media.add(media)
    return media


# === ADDED TO A PRODUCT: CreateMediaInput === #


def added_errors(context, given: list[dict], path: list, known: dict | None) -> list[dict]:
    """What is wrong with pictures that are to be added to a product."""
    errors = []
    if len(given) + len(known["media"] if known else ()) > MOST_OF_A_PRODUCT:
        errors.append(user_error(path, TOO_MANY, "PRODUCT_MEDIA_LIMIT_EXCEEDED"))
    for number, entry in enumerate(given):
        errors += source_errors(entry, [*path, str(number)])
    return errors


def add(context, product: dict, given: list[dict]) -> None:
    """Add new pictures after those that a product has."""
    for entry in given:
        put_on(product, create(context, entry))


# === THE WHOLE LIST: FileSetInput === #


def set_errors(context, given: list[dict], path: list, known: dict | None) -> list[dict]:
    """What is wrong with the files that a product is to have."""
    errors = []
    if len(given) > MOST_OF_A_PRODUCT:
        errors.append(user_error(path, TOO_MANY, "INVALID_INPUT"))
    for number, entry in enumerate(given):
        errors += _set_errors(context, entry, [*path, str(number)])
    return errors


def _set_errors(context, entry, place):
    if not entry.get("id"):
        errors = source_errors(entry, place)
        return [{**error, "code": "INVALID_INPUT"} for error in errors]
    if context.node(entry["id"], "MediaImage") is None:
        return [user_error([*place, "id"], NOT_THERE, "INVALID_INPUT")]
    return [{**error, "code": "INVALID_INPUT"} for error in alt_errors(entry, place)]


def set_files(context, product: dict, given: list[dict]) -> None:
    """Make these a product's pictures, in their order; others are taken off."""
    files = [_found_or_new(context, product, entry) for entry in given]
    for media in product["media"]:
        if not any(media is each for each in files):
            take_off(context.shop, product, media)
    for media in files:
        put_on(product, media)
    product["media"] = files


def _found_or_new(context, product, entry):
    if not entry.get("id"):
        source = entry["originalSource"]
        known = (each for each in product["media"] if each.get("_source") == source)
        return next(known, None) or create(context, entry)
    media = context.node(entry["id"], "MediaImage")
    if "alt" in entry:
        describe(media, entry["alt"])
    return media


# === OF A VARIANT === #


def variant_file_errors(context, given: dict, path: list, known: dict | None) -> list[dict]:
    """What is wrong with the file that a variant is to show."""
    return _set_errors(context, given, path)


def set_variant_file(context, variant: dict, given: dict) -> None:
    """Let a variant show a file, which becomes one of its product's."""
    _show(variant, _found_or_new(context, variant["product"], given))


def variant_media_errors(context, given: dict, path: list, known: dict | None) -> list[dict]:
    """What is wrong with the ``mediaId`` or ``mediaSrc`` of a variant."""
    gid, sources = given.get("mediaId"), given.get("mediaSrc") or []
    if gid and sources:
        message = "Only one of mediaId and mediaSrc can be specified"
        return [user_error(path, message, "CANNOT_SPECIFY_BOTH")]
    if gid and context.node(gid, "MediaImage") is None:
        return [user_error([*path, "mediaId"], "Media does not exist", "INVALID_INPUT")]
    return [
        error
        for source in sources
        for error in _set_errors(context, {"originalSource": source}, [*path, "mediaSrc"])
    ]


def set_variant_media(context, variant: dict, given: dict) -> None:
    """Let a variant show a picture of its product, by id or by the source it was added from."""
    if given.get("mediaId"):
        _show(variant, context.node(given["mediaId"], "MediaImage"))
    for source in given.get("mediaSrc") or ():
        _show(variant, _found_or_new(context, variant["product"], {"originalSource": source}))


def _show(variant, media):
    put_on(variant["product"], media)
    variant["media"] = [media]
