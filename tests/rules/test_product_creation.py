# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What is created for an unknown Shopify product: P4's table, column "creates"."""

import pytest

from rules.product_creation import NewTemplate, NewVariant, creation_codes
from rules.sku import SkuMapping, VariantFacts


def variants(*skus, has_options=True):
    return [
        VariantFacts(number, 1, sku, f"bar{number}", has_options)
        for number, sku in enumerate(skus, start=1)
    ]


def create(mapping, *skus, used_codes=(), has_options=True, prefix="V_"):
    return creation_codes(
        mapping, variants(*skus, has_options=has_options), "/", prefix, {"": used_codes}
    )


def codes(template):
    return [variant.code for variant in template.variants]


def test_p4_none_creates_a_template_without_variants():
    assert create(SkuMapping.NONE, "A", "B") == (
        NewTemplate("", (1, 2), barcodes=("bar1", "bar2")),
    )


def test_p4_item_number_creates_a_product_for_each_variant():
    assert create(SkuMapping.ITEM_NUMBER, "1000", "2000") == (
        NewTemplate("1000", (1,), barcodes=("bar1",)),
        NewTemplate("2000", (2,), barcodes=("bar2",)),
    )


def test_p4_item_number_creates_one_product_for_equal_skus_and_one_for_each_empty_sku():
    templates = create(SkuMapping.ITEM_NUMBER, "1000", "", " 1000", "")
    assert [(new.item_number, new.shopify_variants) for new in templates] == [
        ("1000", (1, 3)),
        ("", (2,)),
        ("", (4,)),
    ]


def test_p4_variant_code_creates_variants_with_sku_or_prefix_code():
    (template,) = create(SkuMapping.VARIANT_CODE, "RED", "", "BLUE", "")
    assert template.item_number == ""
    assert codes(template) == ["RED", "V_001", "BLUE", "V_002"]
    assert template.variants[0] == NewVariant(1, "RED", ("bar1",))


def test_p4_variant_code_of_a_product_without_variants_creates_none():
    (template,) = create(SkuMapping.VARIANT_CODE, "RED", has_options=False)
    assert template == NewTemplate("", (1,), barcodes=("bar1",))


def test_p4_item_and_variant_creates_both_from_the_sku():
    (template,) = create(SkuMapping.ITEM_AND_VARIANT, "1000/001", "1000/002")
    assert template.item_number == "1000"
    assert codes(template) == ["001", "002"]


def test_p4_item_and_variant_with_empty_skus_takes_sequence_and_prefix():
    (template,) = create(SkuMapping.ITEM_AND_VARIANT, "", "")
    assert template.item_number == ""
    assert codes(template) == ["V_001", "V_002"]


def test_p4_item_and_variant_without_variant_part_takes_the_prefix_code():
    (template,) = create(SkuMapping.ITEM_AND_VARIANT, "1000", "1000/")
    assert codes(template) == ["V_001", "V_002"]


def test_p4_item_and_variant_of_two_items_creates_two_templates():
    templates = create(SkuMapping.ITEM_AND_VARIANT, "1000/001", "2000/001", "")
    assert [(new.item_number, new.shopify_variants, codes(new)) for new in templates] == [
        ("1000", (1, 3), ["001", "V_001"]),
        ("2000", (2,), ["001"]),
    ]


@pytest.mark.parametrize(
    ("sku", "expected"),
    [
        ("1000", NewTemplate("1000", (1,), barcodes=("bar1",))),
        ("1000/001", NewTemplate("1000", (1,), (NewVariant(1, "001", ("bar1",)),))),
        ("", NewTemplate("", (1,), barcodes=("bar1",))),
    ],
)
def test_p4_item_and_variant_of_a_product_without_variants(sku, expected):
    assert create(SkuMapping.ITEM_AND_VARIANT, sku, has_options=False) == (expected,)


def test_p4_vendor_item_number_stores_the_skus_as_vendor_codes_without_variants():
    assert create(SkuMapping.VENDOR_ITEM, "A", "", "B", "A") == (
        NewTemplate(
            "", (1, 2, 3, 4), vendor_codes=("A", "B"), barcodes=("bar1", "bar2", "bar3", "bar4")
        ),
    )


def test_p4_barcode_stores_the_skus_as_barcodes_without_variants():
    assert create(SkuMapping.BARCODE, "A", "") == (
        NewTemplate("", (1, 2), barcodes=("bar1", "bar2", "A")),
    )


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ((), "V_001"),
        (("V_001", "V_007"), "V_008"),
        (("V_1000",), "V_1001"),
        (("RED", "V_x", "W_005"), "V_001"),
    ],
)
def test_p4_the_next_prefix_code_follows_the_highest_in_use(used, expected):
    (template,) = create(SkuMapping.VARIANT_CODE, "", used_codes=used)
    assert codes(template) == [expected]


def test_p4_a_prefix_code_never_takes_what_a_later_sku_names():
    (template,) = create(SkuMapping.VARIANT_CODE, "", "V_001")
    assert codes(template) == ["V_002", "V_001"]


def test_p4_a_code_that_is_taken_gives_way_to_a_prefix_code_and_is_named():
    (template,) = create(SkuMapping.VARIANT_CODE, "RED", "RED", "BLUE", used_codes=("BLUE",))
    assert [(new.code, new.taken_code) for new in template.variants] == [
        ("RED", ""),
        ("V_001", "RED"),
        ("V_002", "BLUE"),
    ]


def test_p4_an_empty_prefix_means_the_usual_one():
    (template,) = create(SkuMapping.VARIANT_CODE, "", prefix="")
    assert codes(template) == ["V_001"]


@pytest.mark.parametrize("mapping", list(SkuMapping))
def test_p4_no_variants_nothing_to_create(mapping):
    assert create(mapping) == ()


@pytest.mark.parametrize("mapping", list(SkuMapping))
def test_p4_every_variant_belongs_to_exactly_one_template(mapping):
    templates = create(mapping, "1000/001", "", "2000", "1000/001", "/x")
    assert sorted(number for new in templates for number in new.shopify_variants) == [1, 2, 3, 4, 5]
