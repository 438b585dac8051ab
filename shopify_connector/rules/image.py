# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a picture is by its bytes, and whether it may go to Shopify or come from it (P16)."""

import re
import struct
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

#: Shopify takes no larger file; whichever megabyte is meant, this is not more.
MOST_BYTES_TO_SHOPIFY = 20_000_000
#: A larger file is not loaded from Shopify, which is asked for pictures of at most 1920 pixels.
MOST_BYTES_FROM_SHOPIFY = 10_000_000
MOST_PIXELS = 20_000_000
#: No side may be longer than so many times the other.
MOST_UNEVEN = 100
LONGEST_ALT = 512

TYPES_TO_SHOPIFY = frozenset({"jpeg", "png", "gif", "webp", "heic"})
#: HEIC can't be shown by Odoo; SVG may carry scripts.
TYPES_FROM_SHOPIFY = frozenset({"jpeg", "png", "gif", "webp"})

_MARK_LENGTH = 16
_MARK = re.compile(r"-([0-9a-f]{16})(?:_[^/]*)?\.\w+$")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What a file is by its bytes.

    :param type: ``jpeg``, ``png``, ``gif``, ``webp``, ``heic``, ``svg``, ``bmp`` or ``tiff``;
        ``""``: no picture
    :param width: in pixels; 0 where it can't be told
    """

    type: str
    width: int = 0
    height: int = 0

    @property
    def mime(self) -> str:
        """Its MIME type, such as ``image/png``."""
        return f"image/{self.type}"


def image_facts(content: bytes) -> ImageFacts:
    """Look at a file's bytes, whatever its name says (P16).

    :param content: the whole file, or its beginning
    """
    for kind, begins, size_of in _TYPES:
        if begins(content):
            try:
                return ImageFacts(kind, *size_of(content))
            except (struct.error, ValueError):
                return ImageFacts("")
    return ImageFacts("")


def refusal_to_shopify(facts: ImageFacts, size: int) -> str:
    """Why a picture may not go to Shopify (P16).

    :param size: of the file, in bytes
    :return: ``image_not_an_image``, ``image_type``, ``image_too_large``,
        ``image_too_many_pixels``, ``image_too_uneven``; ``""`` if it may
    """
    return _refusal(facts, size, TYPES_TO_SHOPIFY, MOST_BYTES_TO_SHOPIFY)


def refusal_from_shopify(facts: ImageFacts, size: int) -> str:
    """Why a file from Shopify may not become a picture in Odoo (P16); codes as above."""
    return _refusal(facts, size, TYPES_FROM_SHOPIFY, MOST_BYTES_FROM_SHOPIFY)


def _refusal(facts, size, types, most_bytes):
    if not facts.type:
        return "image_not_an_image"
    if facts.type not in types:
        return "image_type"
    if size > most_bytes:
        return "image_too_large"
    if not (facts.width and facts.height):
        return "image_not_an_image"
    if facts.width * facts.height > MOST_PIXELS:
        return "image_too_many_pixels"
    if max(facts.width, facts.height) > MOST_UNEVEN * min(facts.width, facts.height):
        return "image_too_uneven"
    return ""


# === FILE NAMES === #


def file_name(title: str, checksum: str, kind: str) -> str:
    """Name a file for Shopify so that it is known again by its content.

    :param title: of the product, for people and search engines
    :param checksum: Odoo's checksum of the file, hexadecimal
    :param kind: ``ImageFacts.type``
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = _NOT_IN_NAMES.sub("-", plain).strip("-")[:_LONGEST_NAME].strip("-")
    ending = "jpg" if kind == "jpeg" else kind
    return f"{words or 'picture'}-{mark(checksum)}.{ending}"


def mark(checksum: str) -> str:
    """The part of a checksum that file names carry."""
    return checksum[:_MARK_LENGTH]


def mark_of(url: str) -> str:
    """The mark that the name of a file in Shopify carries; ``""`` if it is not named by us.

    Shopify adds to a name that it has already.
    """
    found = _MARK.search(unquote(urlsplit(url).path))
    return found[1] if found else ""


# === TYPES === #


def _png_size(content):
    return struct.unpack_from(">II", content, 16)


def _gif_size(content):
    return struct.unpack_from("<HH", content, 6)


def _jpeg_size(content):
    at = 2
    while True:
        marker, kind, length = struct.unpack_from(">BBH", content, at)
        if marker != 0xFF:
            raise ValueError("no marker where one should be")
        # start of frame, whichever way it is coded; C4, C8 and CC are tables
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        # a marker may be preceded by any number of fill bytes
        at += 1 if kind == 0xFF else 2 + length


def _webp_size(content):
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
        return 1 + width, 1 + height
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF


def _heic_size(content):
    # the largest of those it tells: thumbnails and tiles have sizes of their own
    sizes = [
        struct.unpack_from(">II", content, found.end() + 4)
        for found in re.finditer(b"ispe", content)
    ]
    return max(sizes, default=(0, 0))


def _unknown_size(_content):
    return 0, 0


def _starts(*beginnings):
    return lambda content: content.startswith(beginnings)


_TYPES = (
    ("jpeg", _starts(b"\xff\xd8\xff"), _jpeg_size),
    ("png", _starts(b"\x89PNG\r\n\x1a\n"), _png_size),
    ("gif", _starts(b"GIF87a", b"GIF89a"), _gif_size),
    ("webp", lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP", _webp_size),
    (
        "heic",
        lambda content: (
            content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"heim")
        ),
        _heic_size,
    ),
    ("bmp", _starts(b"BM"), _unknown_size),
    ("tiff", _starts(b"II*\x00", b"MM\x00*"), _unknown_size),
    ("svg", lambda content: b"<svg" in content[:1024].lower(), _unknown_size),
)
