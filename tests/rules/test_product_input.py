# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What is sent to make a product: P9's export column, and P10."""

from decimal import Decimal

import pytest

from rules.price import VariantPrice
from rules.product_export import ExportedProduct, ExportedVariant
from rules.product_input import NewProductRules, new_product_row

VARIANT = ExportedVariant(
    10,
    sku="1000",
    barcode="4006381333931",
    cost=Decimal("4.25"),
    weight=Decimal(350),
    weight_unit="GRAMS",
    hs_code="691200",
    origin_country_code="DE",
)
MUG = ExportedProduct(
    template=1,
    title="Mug",
    description_html="<p>A mug</p>",
    vendor="Acme",
    product_type="Kitchen",
    variants=(VARIANT,),
)
SHIRT = ExportedProduct(
    template=2,
    title="Shirt",
    options=("Size", "Colour"),
    variants=(
        ExportedVariant(20, ("S", "Red")),
        ExportedVariant(21, ("M", "Red")),
        ExportedVariant(22, ("S", "Blue")),
    ),
)
PRICE = VariantPrice(Decimal("9.90"), Decimal("12.50"), (), ())
PRICES = dict.fromkeys((10, 20, 21, 22), PRICE)
RULES = NewProductRules(collections=("gid://shopify/Collection/1",))


def made(product=MUG, rules=RULES, prices=PRICES):
    return new_product_row(product, prices, rules, "db-1")["input"]


def variant(**changes):
    return made(**changes)["variants"][0]


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("title", "Mug"),
        ("descriptionHtml", "<p>A mug</p>"),
        ("vendor", "Acme"),
        ("productType", "Kitchen"),
        ("status", "ACTIVE"),
        ("collections", ["gid://shopify/Collection/1"]),
    ],
)
def test_p9_what_a_product_is_sent_with(field, sent):
    assert made()[field] == sent


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        (("price",), "9.90"),
        (("compareAtPrice",), "12.50"),
        (("sku",), "1000"),
        (("barcode",), "4006381333931"),
        (("taxable",), True),
        (("inventoryPolicy",), "DENY"),
        (("inventoryItem", "cost"), "4.25"),
        (("inventoryItem", "tracked"), True),
        (("inventoryItem", "requiresShipping"), True),
        (("inventoryItem", "measurement"), {"weight": {"unit": "GRAMS", "value": 350.0}}),
        (("inventoryItem", "harmonizedSystemCode"), "691200"),
        (("inventoryItem", "countryCodeOfOrigin"), "DE"),
    ],
)
def test_p9_what_a_variant_is_sent_with(path, sent):
    value = variant()
    for key in path:
        value = value[key]
    assert value == sent


def test_p9_what_odoo_does_not_have_is_left_out():
    bare = ExportedProduct(1, "Mug", variants=(ExportedVariant(10),))
    sent = made(bare, NewProductRules(), {10: VariantPrice(Decimal(5), None, (), ())})
    assert set(sent) == {"title", "status", "metafields", "productOptions", "variants"}
    (only,) = sent["variants"]
    assert set(only) == {"optionValues", "price", "taxable", "inventoryPolicy", "inventoryItem"}
    assert set(only["inventoryItem"]) == {"tracked", "requiresShipping"}


@pytest.mark.parametrize(
    ("rules", "path", "sent"),
    [
        (NewProductRules(status="DRAFT"), ("status",), "DRAFT"),
        (NewProductRules(), ("status",), "ACTIVE"),
        (NewProductRules(tracked=False), ("variants", 0, "inventoryItem", "tracked"), False),
        (
            NewProductRules(inventory_policy="CONTINUE"),
            ("variants", 0, "inventoryPolicy"),
            "CONTINUE",
        ),
    ],
)
def test_p8_each_setting_of_new_products_has_its_effect(rules, path, sent):
    value = made(rules=rules)
    for key in path:
        value = value[key]
    assert value == sent


def test_p8_a_service_has_no_stock_and_is_not_shipped():
    service = ExportedProduct(1, "Care", variants=(ExportedVariant(10, requires_shipping=False),))
    assert variant(product=service)["inventoryItem"] == {
        "tracked": False,
        "requiresShipping": False,
    }


def test_p10_without_variants_there_is_the_default_title():
    assert made()["productOptions"] == [{"name": "Title", "values": [{"name": "Default Title"}]}]
    assert variant()["optionValues"] == [{"optionName": "Title", "name": "Default Title"}]


def test_p10_options_have_each_value_once_in_the_variants_order():
    sent = made(SHIRT)
    assert sent["productOptions"] == [
        {"name": "Size", "values": [{"name": "S"}, {"name": "M"}]},
        {"name": "Colour", "values": [{"name": "Red"}, {"name": "Blue"}]},
    ]
    assert [
        [(each["optionName"], each["name"]) for each in one["optionValues"]]
        for one in sent["variants"]
    ] == [
        [("Size", "S"), ("Colour", "Red")],
        [("Size", "M"), ("Colour", "Red")],
        [("Size", "S"), ("Colour", "Blue")],
    ]


def test_p7_shopify_keeps_by_what_odoo_knows_the_product():
    row = new_product_row(MUG, PRICES, RULES, "db-1")
    named = {"namespace": "$app", "key": "odoo_product", "value": "db-1"}
    assert row["identifier"] == {"customId": named}
    assert row["input"]["metafields"] == [{**named, "type": "id"}]
