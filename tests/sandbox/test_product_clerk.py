# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a merchant does with products by hand."""

import pytest
import requests
from products_common import PRODUCT, AskingProducts, by_title, titles

from shopify_sandbox.product_clerk import ACTS, ProductClerk
from shopify_sandbox.server import SandboxServer
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.collections import add_collection

SHOWN = f"query P($id: ID!) {{ product(id: $id) {{ {PRODUCT} }} }}"


class Shop(AskingProducts):
    """A shop with a shirt, and its clerk an hour after it was added."""

    def __init__(self):
        super().__init__()
        self.clerk = ProductClerk(self.shop)
        self.shirt = self.shop.node(self.a_shirt(tags=["cotton"])["id"])
        self.since = self.shirt["updatedAt"]
        self.later()

    def shown(self, product=None):
        """The product as an app sees it."""
        return self.data(SHOWN, id=(product or self.shirt)["id"])["product"]

    def changed(self):
        """The shirt as an app sees it, which must find it among what changed."""
        shown = self.shown()
        assert shown["updatedAt"] > self.since
        return shown


@pytest.fixture
def asking():
    return Shop()


def test_products_and_variants_are_found(asking):
    clerk, [first, *_rest] = asking.clerk, asking.shirt["variants"]
    clerk.change_barcode(first, "4006381333931")
    assert clerk.find("shirt") is clerk.find(asking.shirt["id"]) is asking.shirt
    for text in (first["id"], "S-RED", "4006381333931"):
        assert clerk.find_variant(text) is first
    with pytest.raises(ValueError, match="no Product 'hat'"):
        clerk.find("hat")


def test_a_product_is_renamed_described_and_filed(asking):
    asking.clerk.rename(asking.shirt, "Blouse")
    asking.clerk.describe(asking.shirt, "<p>Very <b>soft</b></p>")
    asking.clerk.file_under(asking.shirt, vendor="Weaver")
    asking.clerk.file_under(asking.shirt, product_type="Tops")
    shown = asking.changed()
    assert (shown["title"], shown["description"]) == ("Blouse", "Very soft")
    assert (shown["vendor"], shown["productType"]) == ("Weaver", "Tops")
    assert shown["variants"]["nodes"][0]["displayName"] == "Blouse - S / Red"


@pytest.mark.parametrize(
    ("act", "status"), [("draft", "DRAFT"), ("archive", "ARCHIVED"), ("activate", "ACTIVE")]
)
def test_a_product_changes_its_status(asking, act, status):
    asking.shirt["status"] = "UNLISTED"
    getattr(asking.clerk, act)(asking.shirt)
    assert asking.changed()["status"] == status


def test_tags_come_and_go_whatever_their_case(asking):
    asking.clerk.tag(asking.shirt, ["Summer", "COTTON"])
    assert asking.changed()["tags"] == ["cotton", "Summer"]
    asking.clerk.untag(asking.shirt, ["summer"])
    assert asking.shown()["tags"] == ["cotton"]


def test_what_is_the_same_already_changes_nothing(asking):
    asking.clerk.rename(asking.shirt, "Shirt")
    asking.clerk.activate(asking.shirt)
    asking.clerk.change_price(asking.shirt["variants"][0], "20")
    assert asking.shown()["updatedAt"] == asking.since


def test_a_deleted_product_leaves_its_texts_in_orders(asking):
    order = an_order(asking.shop).line(asking.shirt["variants"][0]).place()
    asking.clerk.delete(asking.shirt)
    assert asking.shown() is None
    [line] = order["lineItems"]
    assert (line["title"], line["variant"]) == ("Shirt", None)


def test_a_product_joins_and_leaves_channels_and_collections(asking):
    add_collection(asking.shop, "Sale")
    rule = {"column": "TAG", "relation": "EQUALS", "condition": "cotton"}
    add_collection(asking.shop, "Cotton", rule_set={"appliedDisjunctively": False, "rules": [rule]})
    asking.clerk.publish(asking.shirt, "Point of Sale")
    asking.clerk.collect(asking.shirt, "Sale")
    query = (
        "query P($id: ID!) { product(id: $id) { resourcePublicationsV2(first: 5)"
        " { nodes { publication { name } } } } }"
    )

    def channels():
        found = asking.data(query, id=asking.shirt["id"])["product"]["resourcePublicationsV2"]
        return [one["publication"]["name"] for one in found["nodes"]]

    def collections():
        return [one["title"] for one in asking.changed()["collections"]["nodes"]]

    assert channels() == ["Point of Sale"]
    assert collections() == ["Sale", "Cotton"]
    asking.clerk.unpublish(asking.shirt, "Point of Sale")
    asking.clerk.uncollect(asking.shirt, "Sale")
    assert channels() == []
    assert collections() == ["Cotton"]
    with pytest.raises(ValueError, match="the rules of 'Cotton' choose"):
        asking.clerk.collect(asking.shirt, "Cotton")
    with pytest.raises(ValueError, match="no Publication 'Market'"):
        asking.clerk.publish(asking.shirt, "Market")


# === OPTIONS AND VARIANTS === #


def test_an_option_is_added_to_variants_and_to_a_product_without_options(asking):
    asking.clerk.add_option(asking.shirt, "Fit", "Slim")
    assert titles(asking.changed())[0] == "S / Red / Slim"
    cup = asking.clerk.add("Cup", sku="CUP")
    asking.clerk.add_option(cup, "Size", "Big")
    shown = asking.shown(cup)
    assert [(one["name"], one["values"]) for one in shown["options"]] == [("Size", ["Big"])]
    assert by_title(shown)["Big"]["sku"] == "CUP"
    with pytest.raises(ValueError, match="Shirt has 'Fit' already"):
        asking.clerk.add_option(asking.shirt, "Fit", "Wide")


def test_options_and_values_are_renamed(asking):
    asking.clerk.rename_option(asking.shirt, "Colour", "Color")
    asking.clerk.rename_value(asking.shirt, "Color", "Red", "Crimson")
    shown = asking.changed()
    assert [(one["name"], one["values"]) for one in shown["options"]] == [
        ("Size", ["S", "M"]),
        ("Color", ["Crimson", "Blue"]),
    ]
    assert titles(shown) == ["S / Crimson", "M / Crimson", "M / Blue"]
    first, _second, last = shown["variants"]["nodes"]
    assert first["selectedOptions"][1]["name"] == "Color"
    assert first["updatedAt"] > asking.since
    assert last["updatedAt"] > asking.since


def test_variants_are_added_and_deleted(asking):
    asking.clerk.add_variant(asking.shirt, ["L", "Red"], sku="L-RED", price="21")
    assert titles(asking.changed()) == ["S / Red", "M / Red", "M / Blue", "L / Red"]
    asking.clerk.delete_variant(asking.clerk.find_variant("S-RED"))
    shown = asking.shown()
    assert titles(shown) == ["M / Red", "M / Blue", "L / Red"]
    assert shown["options"][0]["values"] == ["M", "L"]
    with pytest.raises(ValueError, match="has L / Red already"):
        asking.clerk.add_variant(asking.shirt, ["L", "Red"])


def test_a_product_keeps_a_variant_and_needs_options_for_a_second(asking):
    cup = asking.clerk.add("Cup")
    with pytest.raises(ValueError, match="the only variant"):
        asking.clerk.delete_variant(cup["variants"][0])
    with pytest.raises(ValueError, match="Cup has no options"):
        asking.clerk.add_variant(cup, ["Big"])


def test_prices_codes_and_customs_data_of_a_variant_change(asking):
    variant = asking.shirt["variants"][0]
    asking.clerk.change_price(variant, "15", compare_at="20")
    asking.clerk.change_sku(variant, "SMALL")
    asking.clerk.change_barcode(variant, "96385074")
    asking.clerk.change_item(variant, cost="7.5", grams=250, hs_code="610910", origin="PT")
    asking.clerk.track(variant, False)
    shown = by_title(asking.changed())["S / Red"]
    item = shown["inventoryItem"]
    assert (shown["price"], shown["compareAtPrice"]) == ("15.00", "20.00")
    assert shown["sku"] == item["sku"] == "SMALL"
    assert shown["barcode"] == "96385074"
    assert item["unitCost"]["amount"] == "7.5"
    assert item["measurement"]["weight"] == {"unit": "KILOGRAMS", "value": 0.25}
    assert (item["harmonizedSystemCode"], item["countryCodeOfOrigin"]) == ("610910", "PT")
    assert item["tracked"] is False
    asking.clerk.change_price(variant, "20")
    assert by_title(asking.shown())["S / Red"]["compareAtPrice"] is None


def test_stock_is_set_at_a_location(asking):
    variant = asking.shirt["variants"][0]
    asking.clerk.stock(variant, 7)
    asking.clerk.stock(variant, 3, location="Store")
    assert by_title(asking.changed())["S / Red"]["inventoryQuantity"] == 10
    with pytest.raises(ValueError, match="no 'Attic'"):
        asking.clerk.stock(variant, 3, location="Attic")


# === OVER HTTP === #


def test_each_act_is_a_method():
    assert all(callable(getattr(ProductClerk, act)) for act in ACTS)


def test_products_are_changed_over_http(asking):
    with SandboxServer(asking.sandbox) as server:
        address = f"{server.address}/__sandbox__/products"

        def do(act, **arguments):
            return requests.post(address, json={"do": act, **arguments}, timeout=5)

        do("add", title="Cup", sku="CUP", price="8").raise_for_status()
        do("rename", product="cup", title="Big cup").raise_for_status()
        do("change_price", variant="CUP", price="9.5").raise_for_status()
        answers = [do("fly", product="cup"), do("archive", product="hat"), do("rename")]
    cup = asking.clerk.find("cup")
    assert (cup["title"], cup["variants"][0]["price"]) == ("Big cup", "9.50")
    assert [one.status_code for one in answers] == [400, 400, 400]
    assert "no Product 'hat'" in answers[1].json()["error"]
