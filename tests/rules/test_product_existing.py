# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Finding what is in Shopify already instead of making it again (P7)."""

import pytest

from rules.product_existing import (
    ExistingProduct,
    KnownCodes,
    KnownVariant,
    NewProduct,
    UnclearProduct,
    find_existing,
    match_by_options,
)
from rules.product_export import ExportedProduct, ExportedVariant

RED = KnownVariant("v-red", "p-shirt")
BLUE = KnownVariant("v-blue", "p-shirt")
MUG = KnownVariant("v-mug", "p-mug")
CUP = KnownVariant("v-cup", "p-cup")
KNOWN = KnownCodes(
    by_sku={"S-R": [RED], "S-B": [BLUE], "M": [MUG], "X": [MUG, CUP]},
    by_barcode={"111": [RED], "333": [MUG], "444": [MUG, CUP], "M": [CUP]},
)


def product(*codes):
    variants = (
        ExportedVariant(number, (f"V{number}",), sku=sku, barcode=barcode)
        for number, (sku, barcode) in enumerate(codes, 1)
    )
    return ExportedProduct(7, "Any", options=("Kind",), variants=tuple(variants))


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        ([("", "")], NewProduct()),
        ([("new", "999")], NewProduct()),
        ([("m", "")], NewProduct()),
        ([("M", "")], ExistingProduct("p-mug", {1: "v-mug"}, "sku", "M")),
        ([("M", "111")], ExistingProduct("p-mug", {1: "v-mug"}, "sku", "M")),
        ([("", "333")], ExistingProduct("p-mug", {1: "v-mug"}, "barcode", "333")),
        ([("new", "333")], ExistingProduct("p-mug", {1: "v-mug"}, "barcode", "333")),
        (
            [("S-R", ""), ("S-B", ""), ("new", "")],
            ExistingProduct("p-shirt", {1: "v-red", 2: "v-blue"}, "sku", "S-R"),
        ),
        ([("X", "")], UnclearProduct("several_variants", "X")),
        ([("X", "111")], UnclearProduct("several_variants", "X")),
        ([("", "444")], UnclearProduct("several_variants", "444")),
        ([("S-R", ""), ("M", "")], UnclearProduct("several_products", "M")),
        ([("S-R", ""), ("", "111")], UnclearProduct("one_for_several", "111")),
    ],
)
def test_p7_a_product_is_found_by_sku_then_by_barcode(codes, found):
    assert find_existing(product(*codes), KNOWN) == found


def test_p10_variants_are_told_apart_by_their_options():
    shirt = ExportedProduct(
        7,
        "Shirt",
        options=("Size", "Colour"),
        variants=(
            ExportedVariant(1, ("S", "Dark  red")),
            ExportedVariant(2, ("M", "Red")),
            ExportedVariant(3, ("L", "Red")),
        ),
    )
    found = match_by_options(shirt, {"a": ("M", "red"), "b": ("S", "Dark red"), "c": ("XS", "Red")})
    assert found == {1: "b", 2: "a"}


def test_p10_the_only_variants_are_each_other():
    mug = ExportedProduct(7, "Mug", variants=(ExportedVariant(1),))
    assert match_by_options(mug, {"a": ()}) == {1: "a"}
