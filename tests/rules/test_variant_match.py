# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which variant of a known template a Shopify variant is (P3, P4)."""

from dataclasses import replace

import pytest

from rules.sku import FoundProduct, IndexedProduct, NoProduct, SkuMapping, VariantFacts
from rules.variant_match import TemplateVariant, match_in_template

SMALL_RED = TemplateVariant(7, 1, "001", "", (("Size", "S"), ("Colour", "Red")))
SMALL_BLUE = TemplateVariant(7, 2, "002", "", (("Size", "S"), ("Colour", "Blue")))
LARGE_RED = TemplateVariant(7, 3, "", "1000/003", (("Size", "L"), ("Colour", "Red")))
SHIRT = (SMALL_RED, SMALL_BLUE, LARGE_RED)
ONLY = TemplateVariant(8, 4)


def found(product, rule, value, template=7):
    return FoundProduct(IndexedProduct(template, product), rule, value)


def match(sku="", options=(), candidates=SHIRT, mapping=SkuMapping.ITEM_AND_VARIANT, plain=False):
    variant = VariantFacts(5, 4, sku=sku, has_options=not plain, options=options)
    return match_in_template(variant, mapping, "/", candidates)


@pytest.mark.parametrize(
    ("mapping", "sku", "expected"),
    [
        (SkuMapping.ITEM_AND_VARIANT, "1000/001", found(1, "variant_code", "1000/001")),
        (SkuMapping.ITEM_AND_VARIANT, "1000/003", found(3, "variant_code", "1000/003")),
        (SkuMapping.VARIANT_CODE, "002", found(2, "variant_code", "002")),
        (SkuMapping.ITEM_NUMBER, " 002 ", found(2, "variant_code", "002")),
        (SkuMapping.VARIANT_CODE, "1000/001", NoProduct()),
        (SkuMapping.VARIANT_CODE, "", NoProduct()),
    ],
)
def test_p4_a_variant_of_a_known_template_is_found_by_its_code(mapping, sku, expected):
    assert match(sku, mapping=mapping) == expected


def test_p4_else_it_is_found_by_its_options_in_any_case_and_order():
    options = (("COLOUR", "blue"), ("size ", " s"))
    assert match(options=options) == found(2, "option_values", "blue /  s")


def test_p4_attributes_may_be_called_otherwise():
    options = (("Größe", "L"), ("Farbe", "Red"))
    assert match(options=options) == found(3, "option_values", "L / Red")


def test_p4_the_code_comes_before_the_options():
    assert match("1000/001", (("Size", "L"), ("Colour", "Red"))).product.product == 1


def test_p4_a_value_that_odoo_alone_has_for_all_variants_is_no_difference():
    brand = ("Brand", "Nordlicht")
    candidates = [replace(each, values=(*each.values, brand)) for each in SHIRT]
    options = (("Size", "L"), ("Colour", "Red"))
    assert match(options=options, candidates=candidates).product.product == 3


def test_p4_other_options_find_nothing():
    assert match(options=(("Size", "XL"), ("Colour", "Red"))) == NoProduct()
    assert match(options=(("Size", "S"),)) == NoProduct()
    assert match(options=()) == NoProduct()


def test_p5_two_variants_that_fit_are_ambiguous():
    twin = replace(SMALL_RED, product=9)
    outcome = match("1000/001", candidates=(SMALL_RED, twin))
    assert {product.product for product in outcome.products} == {1, 9}
    options = SMALL_RED.values
    outcome = match(options=options, candidates=(SMALL_RED, twin))
    assert {product.product for product in outcome.products} == {1, 9}


def test_p4_without_options_it_is_the_template_without_variants():
    assert match(candidates=(ONLY,), plain=True) == found(4, "only_variant", "", template=8)
    assert match(plain=True) == NoProduct()
    assert match(candidates=(ONLY,)) == NoProduct()


def test_p4_no_candidates_nothing_found():
    assert match("001", (("Size", "S"),), candidates=()) == NoProduct()
