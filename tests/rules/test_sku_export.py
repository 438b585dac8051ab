# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The SKU of a variant in Shopify: P8, each setting's effect."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.sku import SkuMapping, split_sku
from rules.sku_export import OdooCodes, exported_sku

ALL = OdooCodes(
    item_number="1000",
    reference="REF-1",
    variant_code="001",
    vendor_code="ACME-7",
    barcode="4006381333931",
    has_variants=True,
)
ALONE = replace(ALL, reference="1000", variant_code="", has_variants=False)


@pytest.mark.parametrize(
    ("mapping", "of_a_variant", "without_variants"),
    [
        (SkuMapping.NONE, "", ""),
        (SkuMapping.ITEM_NUMBER, "REF-1", "1000"),
        (SkuMapping.VARIANT_CODE, "001", ""),
        (SkuMapping.ITEM_AND_VARIANT, "1000/001", "1000"),
        (SkuMapping.VENDOR_ITEM, "ACME-7", "ACME-7"),
        (SkuMapping.BARCODE, "4006381333931", "4006381333931"),
    ],
)
def test_p8_the_sku_is_what_the_mapping_says(mapping, of_a_variant, without_variants):
    assert exported_sku(mapping, ALL, "/") == of_a_variant
    assert exported_sku(mapping, ALONE, "/") == without_variants


@pytest.mark.parametrize("mapping", list(SkuMapping))
def test_p8_what_odoo_does_not_have_is_no_sku(mapping):
    assert exported_sku(mapping, OdooCodes(has_variants=True), "/") == ""
    assert exported_sku(mapping, OdooCodes(), "/") == ""


@pytest.mark.parametrize(
    ("mapping", "missing", "sku"),
    [
        (SkuMapping.ITEM_NUMBER, {"reference": ""}, "1000"),
        (SkuMapping.VARIANT_CODE, {"variant_code": ""}, "REF-1"),
        (SkuMapping.ITEM_AND_VARIANT, {"variant_code": ""}, "1000/REF-1"),
        (SkuMapping.ITEM_AND_VARIANT, {"variant_code": "", "reference": "1000/7"}, "1000/7"),
        (SkuMapping.ITEM_AND_VARIANT, {"item_number": ""}, "001"),
        (SkuMapping.ITEM_AND_VARIANT, {"variant_code": "", "reference": ""}, "1000"),
    ],
)
def test_p8_what_stands_in_for_a_missing_code(mapping, missing, sku):
    assert exported_sku(mapping, replace(ALL, **missing), "/") == sku


CODES = st.text("0123456789ABC-", min_size=1, max_size=6)


@given(CODES, CODES)
def test_p4_p8_a_sku_that_goes_out_is_split_the_same_way_when_it_comes_in(item, code):
    codes = replace(ALL, item_number=item, variant_code=code)
    parts = split_sku(exported_sku(SkuMapping.ITEM_AND_VARIANT, codes, "/"), "/")
    assert (parts.item, parts.variant) == (item, code)
