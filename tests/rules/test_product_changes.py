# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What is sent when a product has changed: only the changed parts (P13, P14)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.price import VariantPrice
from rules.product_changes import (
    changed_inputs,
    fingerprint,
    in_order_of,
    missing_options,
    new_variants_input,
    odoo_fields,
    option_places,
)
from rules.product_export import ExportedProduct, ExportedVariant
from rules.product_input import NewProductRules

RED = ExportedVariant(
    20,
    ("S", "Red"),
    sku="S-R",
    barcode="111",
    cost=Decimal("4.68"),
    own_cost=Decimal("4.250"),
    weight=Decimal(350),
    weight_unit="GRAMS",
    hs_code="691200",
    origin_country_code="DE",
)
BLUE = ExportedVariant(21, ("S", "Blue"))
SHIRT = ExportedProduct(2, "Shirt", "<p>A</p>", "Acme", "Clothes", ("Size", "Colour"), (RED, BLUE))
LINKS = {"7": 20, "8": 21}
GIDS = {"7": "gid-7", "8": "gid-8"}


def test_p14_what_odoo_holds_is_in_its_own_currency_and_in_kilograms():
    held = odoo_fields(SHIRT, {**LINKS, "9": 99})
    assert (held.title, held.vendor, held.option_names) == ("Shirt", "Acme", ("Size", "Colour"))
    assert set(held.variants) == {"7", "8"}, "only what is linked"
    assert (held.variants["7"].cost, held.variants["7"].weight) == ("4.25", "0.35")
    assert (held.variants["8"].cost, held.variants["8"].weight) == ("", "")


@pytest.mark.parametrize(
    ("key", "product", "variant"),
    [
        (("", "title"), {"title": "Shirt"}, None),
        (("", "description_html"), {"descriptionHtml": "<p>A</p>"}, None),
        (("", "vendor"), {"vendor": "Acme"}, None),
        (("", "product_type"), {"productType": "Clothes"}, None),
        (("7", "sku"), {}, {"inventoryItem": {"sku": "S-R"}}),
        (("7", "barcode"), {}, {"barcode": "111"}),
        (("7", "cost"), {}, {"inventoryItem": {"cost": "4.68"}}),
        (
            ("7", "weight"),
            {},
            {"inventoryItem": {"measurement": {"weight": {"unit": "GRAMS", "value": 350.0}}}},
        ),
        (("7", "hs_code"), {}, {"inventoryItem": {"harmonizedSystemCode": "691200"}}),
        (("7", "origin_country_code"), {}, {"inventoryItem": {"countryCodeOfOrigin": "DE"}}),
        (
            ("7", "option_values"),
            {},
            {
                "optionValues": [
                    {"optionName": "Size", "name": "S"},
                    {"optionName": "Colour", "name": "Red"},
                ]
            },
        ),
    ],
)
def test_p9_each_field_goes_alone(key, product, variant):
    changed = changed_inputs(SHIRT, {key}, LINKS, GIDS)
    assert changed.product == product
    assert changed.variants == (({"id": "gid-7", **variant},) if variant else ())


def test_p9_an_emptied_barcode_and_sku_are_emptied():
    changed = changed_inputs(SHIRT, {("8", "barcode"), ("8", "sku")}, LINKS, GIDS)
    assert changed.variants == ({"id": "gid-8", "barcode": None, "inventoryItem": {"sku": ""}},)


def test_p14_nothing_changed_nothing_to_send():
    changed = changed_inputs(SHIRT, set(), LINKS, GIDS)
    assert (changed.product, changed.variants) == ({}, ())


def test_p14_the_hash_tells_every_change():
    hashes = {
        fingerprint(each)
        for each in (
            SHIRT,
            replace(SHIRT, title="Blouse"),
            replace(SHIRT, options=("Size", "Color")),
            replace(SHIRT, variants=(RED,)),
            replace(SHIRT, variants=(RED, replace(BLUE, own_cost=Decimal(1)))),
        )
    }
    assert len(hashes) == 5
    assert fingerprint(replace(SHIRT)) == fingerprint(SHIRT)


# === OPTIONS === #


@pytest.mark.parametrize(
    ("odoo", "shopify", "renamed", "places"),
    [
        (("Size", "Colour"), ("Size", "Colour"), False, (0, 1)),
        (("Size", "Colour"), ("colour", "size"), False, (1, 0)),
        (("Size", "Colour"), ("Size", "Farbe"), False, None),
        (("Size", "Colour"), ("Farbe", "Size"), True, (1, 0)),
        (("Fit", "Colour"), ("Farbe", "Size"), True, None),
        (("Size",), ("Size", "Colour"), True, None),
        ((), (), False, ()),
    ],
)
def test_p10_which_option_is_which(odoo, shopify, renamed, places):
    assert option_places(odoo, shopify, renamed) == places


def test_p10_values_stand_in_the_order_of_shopifys_options():
    ordered = in_order_of(SHIRT, ("Colour", "Size"), False)
    assert ordered.options == ("Colour", "Size")
    assert [variant.values for variant in ordered.variants] == [("Red", "S"), ("Blue", "S")]
    assert in_order_of(SHIRT, ("Farbe", "Gr"), True) == SHIRT


@pytest.mark.parametrize(
    ("options", "present", "missing"),
    [
        ((), {20}, {"Size": "S", "Colour": "Red"}),
        (("Colour",), {20, 21}, {"Size": "S"}),
        (("size",), {20}, {"Colour": "Red"}),
        (("Size",), {20, 21}, None),
        (("Farbe",), {20}, None),
        (("Size", "Colour"), {20}, None),
        ((), set(), None),
    ],
)
def test_p10_options_that_shopify_lacks(options, present, missing):
    assert missing_options(SHIRT, options, present) == missing


def test_p10_a_new_variant_comes_with_all_it_has():
    price = VariantPrice(Decimal(9), None, (), ())
    (given,) = new_variants_input(SHIRT, [RED], {20: price}, NewProductRules())
    assert given["inventoryItem"]["sku"] == "S-R"
    assert "sku" not in given
    assert (given["price"], given["barcode"]) == ("9", "111")
    assert given["optionValues"][1] == {"optionName": "Colour", "name": "Red"}


NAMES = st.lists(st.text("abcAB", min_size=1, max_size=2), max_size=3, unique_by=str.casefold)


@given(NAMES, st.randoms(use_true_random=False))
def test_p10_the_order_of_options_does_not_matter(names, chance):
    shuffled = list(names)
    chance.shuffle(shuffled)
    places = option_places(names, shuffled, False)
    assert [names[place] for place in places] == shuffled
