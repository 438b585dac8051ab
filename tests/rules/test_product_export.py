# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Whether a product can be sent: P7's checks and P10's limits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.product_export import (
    ExportedProduct,
    ExportedVariant,
    ProductFacts,
    check_product,
    duplicate_codes,
)

MUG = ExportedProduct(template=1, title="Mug", variants=(ExportedVariant(10, sku="M"),))
SHIRT = ExportedProduct(
    template=2,
    title="Shirt",
    options=("Size", "Colour"),
    variants=(
        ExportedVariant(20, ("S", "Red"), sku="S-R", barcode="111"),
        ExportedVariant(21, ("M", "Red"), sku="M-R", barcode="222"),
    ),
)
FIT = ProductFacts()


def codes(product, facts=FIT):
    return [problem.code for problem in check_product(product, facts)]


def with_variants(*values, options=SHIRT.options):
    variants = tuple(ExportedVariant(number, each) for number, each in enumerate(values, 20))
    return replace(SHIRT, options=options, variants=variants)


@pytest.mark.parametrize("product", [MUG, SHIRT])
def test_p7_a_product_with_or_without_variants_can_be_sent(product):
    assert codes(product) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (ProductFacts(is_active=False), ["product_archived"]),
        (ProductFacts(is_sold=False), ["not_sold"]),
        (ProductFacts(is_combo=True), ["combo_product"]),
        (ProductFacts(role="gift_card"), ["gift_card"]),
        (ProductFacts(role="charge", is_sold=False), ["charge_product"]),
        (ProductFacts(company="Other"), ["other_company"]),
        (ProductFacts(weight_unit="Stone"), ["unknown_weight_unit"]),
        (ProductFacts(is_active=False, company="Other"), ["product_archived", "other_company"]),
    ],
)
def test_p7_an_unfit_product_is_skipped_for_that_reason_alone(facts, expected):
    assert codes(replace(MUG, title=""), facts) == expected


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        (replace(MUG, title=""), ["no_title"]),
        (replace(MUG, title="x" * 255), []),
        (replace(MUG, title="x" * 256), ["title_too_long"]),
        (replace(MUG, description_html="ä" * 256 * 1024), []),
        (replace(MUG, description_html="ä" * 256 * 1024 + "x"), ["description_too_long"]),
        (replace(MUG, variants=()), ["no_variants"]),
        (replace(MUG, variants=(ExportedVariant(1, sku="x" * 256),)), ["sku_too_long"]),
        (replace(MUG, variants=(ExportedVariant(1, barcode="1" * 256),)), ["barcode_too_long"]),
        (replace(MUG, variants=(ExportedVariant(1, hs_code="12345"),)), ["invalid_hs_code"]),
        (replace(MUG, variants=(ExportedVariant(1, hs_code="1" * 14),)), ["invalid_hs_code"]),
        (replace(MUG, variants=(ExportedVariant(1, hs_code="123456"),)), []),
        (with_variants(("S", "Red"), ("S", "Red")), ["duplicate_combination"]),
        (with_variants(("S", "Red"), ("s", "red")), ["duplicate_combination"]),
        (with_variants(("S", "Red"), ("M", "")), ["no_option_value"]),
        (with_variants(("S", "x" * 256)), ["option_too_long"]),
        (with_variants(("S", "M"), options=("Size", "SIZE")), ["duplicate_option"]),
        (with_variants(("S",), options=("x" * 256,)), ["option_too_long"]),
        (replace(SHIRT, title="", variants=()), ["no_title", "no_variants"]),
    ],
)
def test_p7_all_that_is_wrong_is_told(product, expected):
    assert codes(product) == expected


def test_p10_at_most_three_options():
    options = ("Size", "Colour", "Fit", "Length")
    values = ("S", "Red", "Slim", "Long")
    assert codes(with_variants(values[:3], options=options[:3])) == []
    (problem,) = check_product(with_variants(values, options=options), FIT)
    assert problem.code == "too_many_options"
    assert problem.params == {"options": "Size, Colour, Fit, Length", "limit": 3}


def test_p10_at_most_2048_variants():
    values = [(f"S{number}",) for number in range(2049)]
    assert codes(with_variants(*values[:2048], options=("Size",))) == []
    (problem,) = check_product(with_variants(*values, options=("Size",)), FIT)
    assert (problem.code, problem.params) == ("too_many_variants", {"count": 2049, "limit": 2048})


@pytest.mark.parametrize("kind", ["sku", "barcode"])
def test_p7_a_code_that_another_product_has_keeps_the_later_one_back(kind):
    other = replace(MUG, template=3, variants=(ExportedVariant(30, **{kind: "111"}),))
    third = replace(MUG, template=4, variants=(ExportedVariant(40, **{kind: "111"}),))
    first = replace(SHIRT, variants=(replace(SHIRT.variants[0], **{kind: "111"}),))
    refused = duplicate_codes([third, other, first])
    assert sorted(refused) == [3, 4]
    (problem,) = refused[3]
    assert problem.code == f"duplicate_{kind}"
    assert problem.params == {"value": "111", "first": 20, "second": 30}


def test_p7_two_variants_of_a_product_with_the_same_sku_keep_it_back():
    double = replace(SHIRT, variants=tuple(replace(each, sku="S") for each in SHIRT.variants))
    other = replace(MUG, template=5, variants=(ExportedVariant(50, sku="S"),))
    assert list(duplicate_codes([double, other])) == [2], "it keeps nobody else back"


def test_p7_a_code_that_is_taken_already_counts():
    assert list(duplicate_codes([MUG], {("sku", "M"): 99})) == [1]
    assert duplicate_codes([MUG], {("sku", "M"): 10}) == {}, "its own"
    assert duplicate_codes([MUG], {("barcode", "M"): 99}) == {}


@given(st.lists(st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=3), max_size=5))
def test_p7_of_those_that_go_no_two_have_the_same_sku(skus):
    products = [
        ExportedProduct(
            template,
            variants=tuple(
                ExportedVariant(template * 10 + number, sku=sku) for number, sku in enumerate(own)
            ),
        )
        for template, own in enumerate(skus, 1)
    ]
    refused = duplicate_codes(products)
    sent = [
        variant.sku
        for product in products
        if product.template not in refused
        for variant in product.variants
        if variant.sku
    ]
    assert len(sent) == len(set(sent))
