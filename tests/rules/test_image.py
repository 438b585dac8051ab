# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P16: what a picture is by its bytes, and whether it may go to Shopify or come from it."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.image import (
    MOST_BYTES_FROM_SHOPIFY,
    MOST_BYTES_TO_SHOPIFY,
    TYPES_FROM_SHOPIFY,
    TYPES_TO_SHOPIFY,
    ImageFacts,
    file_name,
    image_facts,
    mark,
    mark_of,
    refusal_from_shopify,
    refusal_to_shopify,
)

SIZES = st.integers(min_value=1, max_value=16_000)
CHECKSUM = "0123456789abcdef0123456789abcdef01234567"
ELEVEN_MEGABYTES = 11 * 1024 * 1024


def png(width, height):
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08"


def gif(width, height):
    return b"GIF89a" + struct.pack("<HH", width, height)


def jpeg(width, height, before=b""):
    frame = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", height, width)
    return b"\xff\xd8\xff\xe0\x00\x04ab" + before + frame


def webp_lossless(width, height):
    bits = (width - 1) | (height - 1) << 14
    return b"RIFF....WEBPVP8L....\x2f" + struct.pack("<I", bits)


def webp_lossy(width, height):
    return b"RIFF....WEBPVP8 ....fff\x9d\x01\x2a" + struct.pack("<HH", width, height)


def webp_extended(width, height):
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF....WEBPVP8X....ffff" + sides


def heic(width, height):
    thumbnail = b"ispe\x00\x00\x00\x00" + struct.pack(">II", 1, 1)
    whole = b"ispe\x00\x00\x00\x00" + struct.pack(">II", width, height)
    return b"\x00\x00\x00\x18ftypheic....meta" + thumbnail + whole


MAKERS = {
    "png": png,
    "gif": gif,
    "jpeg": jpeg,
    "webp": webp_lossless,
    "heic": heic,
}
OTHERS = {"webp": (webp_lossy, webp_extended)}


@pytest.mark.parametrize("kind", MAKERS)
@given(width=SIZES, height=SIZES)
def test_p16_type_and_size_are_read_from_the_bytes(kind, width, height):
    for maker in (MAKERS[kind], *OTHERS.get(kind, ())):
        assert image_facts(maker(width, height)) == ImageFacts(kind, width, height)


def test_p16_a_jpegs_size_stands_behind_its_tables():
    table = b"\xff\xc4\x00\x06\x00\x09\x00\x09"
    assert image_facts(jpeg(640, 480, table + b"\xff")) == ImageFacts("jpeg", 640, 480)


@given(st.binary(max_size=300))
def test_p16_no_bytes_break_the_look_at_them(content):
    facts = image_facts(content)
    assert facts.width >= 0
    assert refusal_to_shopify(ImageFacts(""), len(content)) == "image_not_an_image"


@given(st.sampled_from(["gif", "jpeg", "png", "webp"]), st.integers(0, 60))
def test_p16_a_picture_that_breaks_off_is_refused_or_whole(kind, length):
    content = MAKERS[kind](300, 200)[:length]
    facts = image_facts(content)
    if refusal_to_shopify(facts, len(content)) == "":
        assert (facts.width, facts.height) == (300, 200)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Dear customer, this is a text.", "image_not_an_image"),
        (b"", "image_not_an_image"),
        (b"\x89PNG\r\n\x1a\n", "image_not_an_image"),
        (b"%PDF-1.7", "image_not_an_image"),
        (b'<?xml version="1.0"?><svg onload="alert(1)"/>', "image_type"),
        (b"<SVG/>", "image_type"),
        (b"BM" + b"\x00" * 60, "image_type"),
        (b"II*\x00" + b"\x00" * 60, "image_type"),
        (png(5000, 4001), "image_too_many_pixels"),
        (png(1, 101), "image_too_uneven"),
        (png(5000, 4000), ""),
        (png(1, 100), ""),
    ],
)
def test_p16_what_may_go_to_shopify(content, code):
    facts = image_facts(content)
    assert refusal_to_shopify(facts, len(content)) == code
    assert refusal_from_shopify(facts, len(content)) == code


def test_p16_an_11_mb_picture_goes_to_shopify_but_is_not_loaded_from_there():
    facts = image_facts(jpeg(1920, 1920))
    assert refusal_to_shopify(facts, ELEVEN_MEGABYTES) == ""
    assert refusal_from_shopify(facts, ELEVEN_MEGABYTES) == "image_too_large"


@pytest.mark.parametrize(
    ("refusal", "most"),
    [
        (refusal_to_shopify, MOST_BYTES_TO_SHOPIFY),
        (refusal_from_shopify, MOST_BYTES_FROM_SHOPIFY),
    ],
)
def test_p16_a_file_has_at_most_so_many_bytes(refusal, most):
    assert refusal(ImageFacts("png", 9, 9), most) == ""
    assert refusal(ImageFacts("png", 9, 9), most + 1) == "image_too_large"


def test_p16_heic_goes_to_shopify_only():
    facts = image_facts(heic(640, 480))
    assert refusal_to_shopify(facts, 100) == ""
    assert refusal_from_shopify(facts, 100) == "image_type"
    assert TYPES_FROM_SHOPIFY < TYPES_TO_SHOPIFY


# === FILE NAMES === #


@given(st.text(max_size=200), st.sampled_from(sorted(TYPES_TO_SHOPIFY)))
def test_p16_a_file_is_known_again_by_its_name(title, kind):
    name = file_name(title, CHECKSUM, kind)
    assert len(name) < 100
    assert mark_of(f"https://cdn.shopify.com/s/files/1/1/files/{name}?v=1") == mark(CHECKSUM)


def test_p16_a_file_is_named_after_its_product():
    assert file_name("Kaffee & Büro!", CHECKSUM, "jpeg") == "kaffee-buro-0123456789abcdef.jpg"
    assert file_name("咖啡", CHECKSUM, "png") == "picture-0123456789abcdef.png"


def test_p16_a_name_to_which_shopify_added_something_is_known_too():
    added = "https://cdn.shopify.com/s/files/mug-0123456789abcdef_8f14e45f-ceea-467a.png?v=1"
    assert mark_of(added) == "0123456789abcdef"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://cdn.shopify.com/s/files/mug.png",
        "https://cdn.shopify.com/s/files/mug-0123456789abcdef/other.png",
        "https://cdn.shopify.com/s/files/mug-0123456789abcdeg.png",
    ],
)
def test_p16_other_names_carry_no_mark(url):
    assert mark_of(url) == ""
