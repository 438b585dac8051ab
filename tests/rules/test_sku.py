# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Finding products by SKU and barcode: P4's table, column "finds", and P5."""

from dataclasses import replace

import pytest

from rules.sku import (
    AmbiguousProduct,
    FoundProduct,
    IndexedProduct,
    LookupKeys,
    NoProduct,
    ProductIndex,
    SkuMapping,
    SkuParts,
    VariantFacts,
    lookup_keys,
    match_variant,
    split_sku,
)

SHIRT = IndexedProduct(1000, 0, "Shirt")
RED = IndexedProduct(1000, 1, "Shirt (red)")
BLUE = IndexedProduct(1000, 2, "Shirt (blue)")
MUG = IndexedProduct(2000, 3, "Mug")
CUP = IndexedProduct(3000, 4, "Cup")
VARIANT = VariantFacts(shopify_variant=5, shopify_product=4, sku="1000/001", has_options=True)
INDEX = ProductIndex(
    by_item_number={"1000": (SHIRT,), "2000": (MUG,)},
    by_item_variant={
        SkuParts("1000"): (SHIRT,),
        SkuParts("1000", "001"): (RED,),
        SkuParts("1000", "002"): (BLUE,),
        SkuParts("2000"): (MUG,),
    },
    by_vendor_code={
        "ACME-1": (replace(MUG, vendor="Acme"),),
        "ACME-R": (replace(RED, vendor="Acme"),),
        "X": (replace(MUG, vendor="Acme"), replace(CUP, vendor="Beta")),
    },
    by_barcode={"4006381333931": (BLUE,), "111": (CUP,), "222": (MUG, CUP)},
)


def match(mapping, sku="", barcode="", vendor="", index=INDEX):
    variant = replace(VARIANT, sku=sku, barcode=barcode, vendor=vendor)
    return match_variant(variant, mapping, "/", index)


@pytest.mark.parametrize("mapping", [SkuMapping.NONE, SkuMapping.VARIANT_CODE])
@pytest.mark.parametrize("sku", ["1000", "1000/001", "ACME-1", "111"])
def test_p4_none_and_variant_code_do_not_use_the_sku(mapping, sku):
    assert match(mapping, sku) == NoProduct()


@pytest.mark.parametrize(
    ("mapping", "sku", "expected"),
    [
        (SkuMapping.ITEM_NUMBER, " 2000 ", FoundProduct(MUG, "item_number", "2000")),
        (SkuMapping.ITEM_NUMBER, "1000", FoundProduct(SHIRT, "item_number", "1000")),
        (SkuMapping.ITEM_NUMBER, "1000/001", NoProduct()),
        (SkuMapping.ITEM_NUMBER, "", NoProduct()),
        (
            SkuMapping.ITEM_AND_VARIANT,
            "1000/001",
            FoundProduct(RED, "item_and_variant", "1000/001"),
        ),
        (SkuMapping.ITEM_AND_VARIANT, "2000", FoundProduct(MUG, "item_and_variant", "2000")),
        (SkuMapping.ITEM_AND_VARIANT, "1000", FoundProduct(SHIRT, "item_and_variant", "1000")),
        (SkuMapping.ITEM_AND_VARIANT, "1000/", FoundProduct(SHIRT, "item_and_variant", "1000/")),
        (SkuMapping.ITEM_AND_VARIANT, "1000/003", NoProduct()),
        (SkuMapping.ITEM_AND_VARIANT, "/001", NoProduct()),
        (SkuMapping.VENDOR_ITEM, "ACME-1", None),
        (SkuMapping.BARCODE, "4006381333931", FoundProduct(BLUE, "sku_barcode", "4006381333931")),
        (SkuMapping.BARCODE, "1000", NoProduct()),
    ],
)
def test_p4_finds(mapping, sku, expected):
    expected = expected or FoundProduct(replace(MUG, vendor="Acme"), "vendor_item", sku)
    assert match(mapping, sku) == expected


def test_p4_vendor_code_finds_the_variant_that_it_names():
    assert match(SkuMapping.VENDOR_ITEM, "ACME-R").product.product == RED.product


def test_p4_of_equal_vendor_codes_the_products_vendor_decides():
    assert match(SkuMapping.VENDOR_ITEM, "X", vendor="beta").product.product == CUP.product
    assert isinstance(match(SkuMapping.VENDOR_ITEM, "X", vendor="Gamma"), AmbiguousProduct)
    assert isinstance(match(SkuMapping.VENDOR_ITEM, "X"), AmbiguousProduct)


@pytest.mark.parametrize("mapping", list(SkuMapping))
def test_p4_the_barcode_is_looked_up_whatever_the_mapping(mapping):
    found = match(mapping, "unknown", barcode=" 4006381333931 ")
    assert found == FoundProduct(BLUE, "barcode", "4006381333931")


def test_p4_sku_and_barcode_that_name_different_products_are_ambiguous():
    outcome = match(SkuMapping.ITEM_NUMBER, "2000", barcode="111")
    assert outcome == AmbiguousProduct("sku_and_barcode", "2000", (MUG, CUP))


def test_p4_the_barcode_names_the_variant_of_the_skus_template():
    outcome = match(SkuMapping.ITEM_NUMBER, "1000", barcode="4006381333931")
    assert outcome == FoundProduct(BLUE, "item_number", "1000")


def test_p4_two_variants_named_by_sku_and_barcode_are_ambiguous():
    outcome = match(SkuMapping.ITEM_AND_VARIANT, "1000/001", barcode="4006381333931")
    assert outcome == AmbiguousProduct("sku_and_barcode", "1000/001", (RED, BLUE))


def test_p4_sku_settles_an_ambiguous_barcode():
    outcome = match(SkuMapping.ITEM_NUMBER, "2000", barcode="222")
    assert outcome == FoundProduct(MUG, "item_number", "2000")


def test_p5_two_products_with_one_number_are_ambiguous():
    index = ProductIndex(by_item_number={"2000": (MUG, CUP)})
    outcome = match(SkuMapping.ITEM_NUMBER, "2000", index=index)
    assert outcome == AmbiguousProduct("item_number", "2000", (MUG, CUP))


def test_p5_two_products_with_one_barcode_are_ambiguous():
    assert match(SkuMapping.NONE, barcode="222") == AmbiguousProduct("barcode", "222", (MUG, CUP))


def test_p5_a_product_listed_twice_is_one():
    index = ProductIndex(by_vendor_code={"A": (MUG, MUG), "B": (SHIRT, RED)})
    assert match(SkuMapping.VENDOR_ITEM, "A", index=index).product == MUG
    assert match(SkuMapping.VENDOR_ITEM, "B", index=index).product == RED


def test_p4_a_separator_inside_a_code_is_tried_in_every_place():
    index = ProductIndex(
        by_item_variant={SkuParts("A/1", "R"): (RED,), SkuParts("B", "1/R"): (MUG,)}
    )
    assert match(SkuMapping.ITEM_AND_VARIANT, "A/1/R", index=index).product == RED
    assert match(SkuMapping.ITEM_AND_VARIANT, "B/1/R", index=index).product == MUG


def test_p4_a_sku_that_fits_when_split_in_two_places_is_ambiguous():
    index = ProductIndex(
        by_item_variant={SkuParts("A/1", "R"): (RED,), SkuParts("A", "1/R"): (MUG,)}
    )
    outcome = match(SkuMapping.ITEM_AND_VARIANT, "A/1/R", index=index)
    assert outcome == AmbiguousProduct("item_and_variant", "A/1/R", (MUG, RED))


@pytest.mark.parametrize(
    ("sku", "separator", "parts"),
    [
        ("1000/001", "/", SkuParts("1000", "001")),
        ("1000 | 001", "|", SkuParts("1000", "001")),
        ("1000--001", "--", SkuParts("1000", "001")),
        ("1000/001/x", "/", SkuParts("1000", "001/x")),
        ("1000", "/", SkuParts("1000")),
        ("1000/001", "", SkuParts("1000/001")),
        ("", "/", SkuParts("")),
        ("/001", "/", SkuParts("", "001")),
    ],
)
def test_p4_split(sku, separator, parts):
    assert split_sku(sku, separator) == parts


@pytest.mark.parametrize(
    ("mapping", "keys"),
    [
        (SkuMapping.NONE, LookupKeys(barcode="1")),
        (SkuMapping.ITEM_NUMBER, LookupKeys(item_number="A/1", barcode="1")),
        (SkuMapping.VARIANT_CODE, LookupKeys(barcode="1")),
        (
            SkuMapping.ITEM_AND_VARIANT,
            LookupKeys(item_variants=(SkuParts("A", "1"), SkuParts("A/1")), barcode="1"),
        ),
        (SkuMapping.VENDOR_ITEM, LookupKeys(vendor_code="A/1", barcode="1")),
        (SkuMapping.BARCODE, LookupKeys(sku_barcode="A/1", barcode="1")),
    ],
)
def test_p4_what_is_looked_up(mapping, keys):
    assert lookup_keys(mapping, replace(VARIANT, sku=" A/1", barcode="1 "), "/") == keys
