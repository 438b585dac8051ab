# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a file's bytes are, as Shopify looks at them, and pictures to try things with."""

import struct
import zlib
from dataclasses import dataclass

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 20_000_000
MOST_UNEVEN = 100

_TOO_MANY_BYTES = ("INVALID_IMAGE_FILE_SIZE", "Image size is too large")
_TOO_MANY_PIXELS = ("INVALID_IMAGE_RESOLUTION", "Image resolution exceeds the maximum")
_TOO_UNEVEN = ("INVALID_IMAGE_ASPECT_RATIO", "Image has an invalid aspect ratio")
_UNKNOWN_TYPE = ("UNSUPPORTED_IMAGE_FILE_TYPE", "File type is not supported")


@dataclass(frozen=True)
class Picture:
    """A picture by its bytes.

    :param mime: such as ``image/png``.
    """

    mime: str
    width: int
    height: int


def look_at(content: bytes) -> Picture | None:
    """What picture these bytes are; None if they are none that Shopify takes."""
    try:
        for mime, begins, size_of in _TYPES:
            if begins(content):
                return Picture(mime, *size_of(content))
    except (struct.error, ValueError):
        return None
    return None


def why_refused(content: bytes) -> tuple[str, str] | None:
    """The code and message for bytes that Shopify makes no media of; None if it does."""
    found = look_at(content)
    if found is None or not (found.width and found.height):
        return _UNKNOWN_TYPE
    if len(content) > MOST_BYTES:
        return _TOO_MANY_BYTES
    if found.width * found.height > MOST_PIXELS:
        return _TOO_MANY_PIXELS
    if max(found.width, found.height) > MOST_UNEVEN * min(found.width, found.height):
        return _TOO_UNEVEN
    return None


def _png_size(content):
    return struct.unpack_from(">II", content, 16)


def _gif_size(content):
    return struct.unpack_from("<HH", content, 6)


def _jpeg_size(content):
    at = 2
    while True:
        marker, kind, length = struct.unpack_from(">BBH", content, at)
        if marker != 0xFF:
            raise ValueError("no marker")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length


def _webp_size(content):
    kind = content[12:16]
    if kind == b"VP8X":
        return tuple(1 + int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", content, 26)
    return width & 0x3FFF, height & 0x3FFF


def _heic_size(content):
    at = content.index(b"ispe")
    return struct.unpack_from(">II", content, at + 8)


_TYPES = (
    ("image/png", lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"), _png_size),
    ("image/jpeg", lambda content: content.startswith(b"\xff\xd8\xff"), _jpeg_size),
    ("image/gif", lambda content: content.startswith((b"GIF87a", b"GIF89a")), _gif_size),
    (
        "image/webp",
        lambda content: content.startswith(b"RIFF") and content[8:12] == b"WEBP",
        _webp_size,
    ),
    (
        "image/heic",
        lambda content: content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"),
        _heic_size,
    ),
)


def a_png(width=8, height=8, colour=(200, 60, 30), padding=0) -> bytes:
    """Make a picture of one colour.

    :param colour: red, green and blue, 0 to 255
    :param padding: bytes of a comment, to make the file larger
    """
    return png_of_rows(width, [bytes(colour) * width] * height, padding)


def png_of_rows(width, rows, padding=0) -> bytes:
    """Make a picture of its rows.

    :param list rows: bytes each, three for a pixel: red, green and blue
    :param padding: bytes of a comment, to make the file larger
    """
    content = b"".join(b"\x00" + row for row in rows)
    parts = [
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(content)),
        _chunk(b"IEND", b""),
    ]
    if padding:
        parts.insert(1, _chunk(b"tEXt", b"Comment\x00" + b"x" * padding))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind, data):
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
