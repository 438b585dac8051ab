# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Pictures given with products and variants: the arguments ``media`` and ``files``."""

import pytest
from media_common import AskingMedia, codes

from shopify_sandbox.world.media import add_media
from shopify_sandbox.world.pictures import a_png

_SHOWN = (
    "{ id media(first: 10) { nodes { id alt } }"
    " variants(first: 5) { nodes { id media(first: 1) { nodes { id } } } } }"
)
UPDATE = (
    "mutation U($product: ProductUpdateInput!, $media: [CreateMediaInput!]) {"
    f" productUpdate(product: $product, media: $media) {{ product {_SHOWN}"
    " userErrors { field message } } }"
)
CREATE = UPDATE.replace("ProductUpdateInput", "ProductCreateInput").replace(
    "productUpdate", "productCreate"
)
SET = (
    "mutation S($input: ProductSetInput!, $identifier: ProductSetIdentifiers) {"
    f" productSet(input: $input, identifier: $identifier) {{ product {_SHOWN}"
    " userErrors { field message code } } }"
)
VARIANTS = (
    "mutation V($id: ID!, $variants: [ProductVariantsBulkInput!]!, $media: [CreateMediaInput!]) {"
    " productVariantsBulkUpdate(productId: $id, variants: $variants, media: $media) {"
    f" product {_SHOWN} userErrors {{ field message code }} }} }}"
)


@pytest.fixture
def asking():
    return AskingMedia()


def an_image(asking, alt="", **given):
    source = asking.upload(a_png())
    return {"mediaContentType": "IMAGE", "originalSource": source, "alt": alt, **given}


def alts(product):
    return [media["alt"] for media in product["media"]["nodes"]]


def test_media_are_added_after_those_a_product_has(asking):
    add_media(asking.shop, asking.mug, a_png(), alt="First")
    payload = asking.data(
        UPDATE,
        product={"id": asking.mug["id"]},
        media=[an_image(asking, "Second"), an_image(asking, "Third")],
    )["productUpdate"]
    assert payload["userErrors"] == []
    assert alts(payload["product"]) == ["First", "Second", "Third"]


def test_a_new_product_has_its_media(asking):
    payload = asking.data(CREATE, product={"title": "Cup"}, media=[an_image(asking, "A cup")])
    assert alts(payload["productCreate"]["product"]) == ["A cup"]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"originalSource": "cup.png"}, "media.0.originalSource"),
        ({"alt": "x" * 513}, "media.0.alt"),
    ],
)
def test_media_that_are_wrong_are_refused(asking, given, path):
    payload = asking.data(
        UPDATE, product={"id": asking.mug["id"]}, media=[an_image(asking) | given]
    )["productUpdate"]
    assert [".".join(error["field"]) for error in payload["userErrors"]] == [path]
    assert asking.mug["media"] == []


def test_a_product_is_given_at_most_250_media(asking):
    for _number in range(250):
        add_media(asking.shop, asking.mug, a_png(1, 1))
    payload = asking.data(UPDATE, product={"id": asking.mug["id"]}, media=[an_image(asking)])
    (error,) = payload["productUpdate"]["userErrors"]
    assert "250" in error["message"]


def test_files_of_product_set_are_the_whole_list_in_its_order(asking):
    first, second = (add_media(asking.shop, asking.mug, a_png(), alt=alt)["id"] for alt in "ab")
    files = [
        {"originalSource": asking.upload(a_png()), "alt": "new"},
        {"id": second, "alt": "second"},
    ]
    payload = asking.data(SET, input={"files": files}, identifier={"id": asking.mug["id"]})
    assert alts(payload["productSet"]["product"]) == ["new", "second"]
    assert asking.shop.node(first)["_products"] == []
    files = [{"id": "gid://shopify/MediaImage/1"}]
    payload = asking.data(SET, input={"files": files}, identifier={"id": asking.mug["id"]})
    assert codes(payload["productSet"]) == ["INVALID_INPUT"]


def test_a_variant_shows_the_media_that_it_is_given(asking):
    red, blue = asking.mug["variants"]
    known = add_media(asking.shop, asking.mug, a_png())["id"]
    new = an_image(asking)
    variants = [
        {"id": red["id"], "mediaId": known},
        {"id": blue["id"], "mediaSrc": [new["originalSource"]]},
    ]
    payload = asking.data(VARIANTS, id=asking.mug["id"], variants=variants, media=[new])
    product = payload["productVariantsBulkUpdate"]["product"]
    assert payload["productVariantsBulkUpdate"]["userErrors"] == []
    shown = [one["media"]["nodes"][0]["id"] for one in product["variants"]["nodes"]]
    assert shown == [media["id"] for media in product["media"]["nodes"]]


def test_a_variant_is_given_one_media(asking):
    red = asking.mug["variants"][0]
    for given, code in (
        ({"mediaId": "gid://shopify/MediaImage/1"}, "INVALID_INPUT"),
        ({"mediaId": red["id"], "mediaSrc": ["https://x.example/a.png"]}, "CANNOT_SPECIFY_BOTH"),
        ({"mediaSrc": ["a.png"]}, "INVALID_INPUT"),
    ):
        payload = asking.data(VARIANTS, id=asking.mug["id"], variants=[{"id": red["id"], **given}])
        assert codes(payload["productVariantsBulkUpdate"]) == [code]
