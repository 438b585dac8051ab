# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Variants are created, changed and deleted as Shopify does it."""

import pytest
from products_common import AskingProducts, by_title, codes, messages, titles, variant

from shopify_sandbox.shopper import an_order

LONG = "x" * 256


@pytest.fixture
def asking():
    return AskingProducts()


@pytest.fixture
def shirt(asking):
    return asking.a_shirt()


# === CREATING === #


def test_variants_are_added_behind_with_new_values(asking, shirt):
    payload = asking.bulk_create(
        shirt,
        variant("Size:S Colour:Blue", price="19.5", inventoryItem={"sku": "S-BLUE"}),
        variant("Size:L Colour:Blue"),
    )
    assert payload["userErrors"] == []
    assert [one["title"] for one in payload["productVariants"]] == ["S / Blue", "L / Blue"]
    product = payload["product"]
    assert titles(product) == ["S / Red", "M / Red", "M / Blue", "S / Blue", "L / Blue"]
    assert product["options"][0]["values"] == ["S", "M", "L"]
    new = by_title(product)["L / Blue"]
    assert (new["price"], new["inventoryItem"]["tracked"]) == ("0.00", True)


def test_quantities_stock_a_new_variant(asking, shirt):
    payload = asking.bulk_create(
        shirt,
        variant(
            "Size:S Colour:Blue",
            inventoryQuantities=[
                {"locationId": asking.warehouse["id"], "availableQuantity": 2},
                {"locationId": asking.store["id"], "availableQuantity": 5},
            ],
        ),
    )
    assert by_title(payload["product"])["S / Blue"]["inventoryQuantity"] == 7


def test_the_default_variant_makes_place_for_the_first_others(asking):
    tent = asking.was_set(title="Tent")
    payload = asking.bulk_create(tent, variant("Title:Blue", price="25"))
    assert titles(payload["product"]) == ["Blue"]
    (option,) = payload["product"]["options"]
    assert option["id"] == tent["options"][0]["id"]
    assert [value["name"] for value in option["optionValues"]] == ["Blue"]
    payload = asking.bulk_create(payload["product"], variant("Title:Red"))
    assert titles(payload["product"]) == ["Blue", "Red"]


@pytest.mark.parametrize(
    ("strategy", "left"),
    [
        ("DEFAULT", ["Blue", "Red"]),
        ("PRESERVE_STANDALONE_VARIANT", ["Blue", "Red"]),
        ("REMOVE_STANDALONE_VARIANT", ["Red"]),
    ],
)
def test_the_strategy_says_what_becomes_of_an_only_variant(asking, strategy, left):
    tent = asking.was_set(title="Tent")
    tent = asking.bulk_create(tent, variant("Title:Blue"))["product"]
    payload = asking.bulk_create(tent, variant("Title:Red"), strategy=strategy)
    assert titles(payload["product"]) == left


def test_preserving_keeps_the_default_variant(asking):
    tent = asking.was_set(title="Tent")
    strategy = "PRESERVE_STANDALONE_VARIANT"
    payload = asking.bulk_create(tent, variant("Title:Blue"), strategy=strategy)
    assert titles(payload["product"]) == ["Default Title", "Blue"]


@pytest.mark.parametrize(
    ("given", "path", "code", "message"),
    [
        (
            variant("Size:S"),
            "",
            "NEED_TO_ADD_OPTION_VALUES",
            "You need to add option values for Colour",
        ),
        (
            variant("Colour:Blue Colour:Red"),
            ".optionValues",
            "INVALID_INPUT",
            "Duplicated option name 'Colour'",
        ),
        (variant("Form:X"), ".optionValues.0", "INVALID_INPUT", "Option does not exist"),
        (
            variant("Size:S Colour:Red"),
            "",
            "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE",
            "The variant 'S / Red' already exists. Please change at least one option value.",
        ),
        (variant("Size:L Colour:Red", price=None), ".price", "INVALID", "Price can't be blank"),
        (
            variant("Size:L Colour:Red", price="-5"),
            ".price",
            "GREATER_THAN_OR_EQUAL_TO",
            "Price must be greater than or equal to 0",
        ),
        (
            variant("Size:L Colour:Red", price="1000000000000000000"),
            ".price",
            "INVALID_INPUT",
            "Price must be less than 1000000000000000000",
        ),
        (
            variant("Size:L Colour:Red", compareAtPrice="1000000000000000000"),
            ".compareAtPrice",
            "INVALID_INPUT",
            "must be less than 1000000000000000000",
        ),
        (
            variant(
                "Size:L Colour:Red",
                inventoryItem={"measurement": {"weight": {"unit": "GRAMS", "value": -1}}},
            ),
            "",
            "GREATER_THAN_OR_EQUAL_TO",
            "Weight must be greater than or equal to 0",
        ),
        (
            variant("Size:L Colour:Red", inventoryItem={"sku": LONG}),
            "",
            "INVALID_INPUT",
            "SKU is too long (maximum is 255 characters)",
        ),
        (
            variant(f"Size:{LONG} Colour:Red"),
            ".optionValues.0.name",
            "INVALID_INPUT",
            "Option value name is too long",
        ),
        (
            variant(
                "Size:L Colour:Red",
                inventoryQuantities=[
                    {"locationId": "gid://shopify/Location/1", "availableQuantity": 1}
                ],
            ),
            ".inventoryQuantities",
            "TRACKED_VARIANT_LOCATION_NOT_FOUND",
            "Quantity for L / Red couldn't be set because the location was deleted.",
        ),
        (
            variant("Size:L Colour:Red", id="gid://shopify/ProductVariant/1"),
            ".id",
            "NO_KEY_ON_CREATE",
            "On create, this key cannot be used",
        ),
    ],
)
def test_one_that_is_refused_refuses_them_all(asking, shirt, given, path, code, message):
    payload = asking.bulk_create(shirt, variant("Size:XL Colour:Blue"), given)
    assert (payload["product"], payload["productVariants"]) == (None, [])
    assert codes(payload) == {f"variants.1{path}": code}
    assert messages(payload) == {f"variants.1{path}": message}
    (product,) = asking.shop.collection("Product")
    assert len(product["variants"]) == 3
    assert product["options"][0]["values"] == ["S", "M"]


def test_of_no_product_nothing_is_created(asking):
    payload = asking.bulk_create({"id": "gid://shopify/Product/1"}, variant("A:1"))
    assert codes(payload) == {"productId": "PRODUCT_DOES_NOT_EXIST"}


def test_more_than_2048_in_all_are_refused(asking):
    given = [variant(f"Title:{number}") for number in range(2000)]
    tent = asking.was_set(title="Tent")
    assert asking.bulk_create(tent, *given)["userErrors"] == []
    more = [variant(f"Title:more-{number}") for number in range(49)]
    assert codes(asking.bulk_create(tent, *more)) == {"variants": "SUBSCRIPTION_VIOLATION"}


# === CHANGING === #


def test_what_is_given_is_changed(asking, shirt):
    one, two, _three = shirt["variants"]["nodes"]
    asking.later()
    payload = asking.bulk_update(
        shirt,
        {"id": one["id"], "price": "18", "compareAtPrice": "20", "barcode": "123"},
        {"id": two["id"], "inventoryItem": {"sku": "NEW", "tracked": False, "cost": "9"}},
    )
    assert payload["userErrors"] == []
    assert [part["sku"] for part in payload["productVariants"]] == ["S-RED", "NEW"]
    one, two, three = payload["product"]["variants"]["nodes"]
    assert (one["price"], one["compareAtPrice"], one["barcode"]) == ("18.00", "20.00", "123")
    assert (two["inventoryItem"]["sku"], two["inventoryItem"]["tracked"]) == ("NEW", False)
    assert payload["product"]["updatedAt"] == one["updatedAt"] == "2026-11-20T13:00:00Z"
    assert three["updatedAt"] == "2026-11-20T12:00:00Z"
    cleared = {"id": one["id"], "compareAtPrice": None, "barcode": ""}
    one = asking.bulk_update(shirt, cleared)["product"]["variants"]["nodes"][0]
    assert (one["price"], one["compareAtPrice"], one["barcode"]) == ("18.00", None, None)


def test_other_values_change_the_title(asking, shirt):
    gid = by_title(shirt)["M / Blue"]["id"]
    payload = asking.bulk_update(shirt, {"id": gid, **variant("Size:XL")})
    assert titles(payload["product"]) == ["S / Red", "M / Red", "XL / Blue"]
    assert payload["product"]["options"][0]["values"] == ["S", "M", "XL"]
    taken = asking.bulk_update(shirt, {"id": gid, **variant("Size:S Colour:Red")})
    assert codes(taken) == {"variants.0": "VARIANT_ALREADY_EXISTS"}


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        ({"price": "-1"}, ".price", "GREATER_THAN_OR_EQUAL_TO"),
        ({"price": None}, ".price", "INVALID_INPUT"),
        ({"id": "gid://shopify/ProductVariant/1"}, ".id", "PRODUCT_VARIANT_DOES_NOT_EXIST"),
        ({"id": None}, ".id", "PRODUCT_VARIANT_ID_MISSING"),
        (variant("Form:X"), ".optionValues.0", "OPTION_DOES_NOT_EXIST"),
        (
            {
                "inventoryQuantities": [
                    {"locationId": "gid://shopify/Location/1", "availableQuantity": 1}
                ]
            },
            ".inventoryQuantities",
            "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE",
        ),
    ],
)
def test_one_that_is_refused_changes_none(asking, shirt, given, path, code):
    one, two, _three = shirt["variants"]["nodes"]
    payload = asking.bulk_update(shirt, {"id": one["id"], "price": "1"}, {"id": two["id"], **given})
    assert codes(payload) == {f"variants.1{path}": code}
    assert payload["productVariants"] is None
    assert payload["product"]["variants"]["nodes"][0]["price"] == "20.00"


def test_partly_the_good_ones_are_changed(asking, shirt):
    one, two, _three = shirt["variants"]["nodes"]
    payload = asking.bulk_update(
        shirt,
        {"id": one["id"], "price": "9.99"},
        {"id": two["id"], "price": "-1", "compareAtPrice": "1000000000000000000"},
        partly=True,
    )
    assert [(part["title"], part["price"]) for part in payload["productVariants"]] == [
        ("S / Red", "9.99"),
        ("M / Red", "20.00"),
    ]
    assert list(codes(payload)) == ["variants.1.compareAtPrice", "variants.1.price"]


def test_of_nothing_nothing_is_changed(asking, shirt):
    payload = asking.bulk_update(shirt)
    assert payload["product"] is None
    assert payload["userErrors"][0]["message"] == "Something went wrong, please try again."
    payload = asking.bulk_update({"id": "gid://shopify/Product/1"}, {"id": "x"})
    assert codes(payload) == {"productId": "PRODUCT_DOES_NOT_EXIST"}


# === DELETING === #


def test_variants_are_deleted_and_orders_keep_their_texts(asking, shirt):
    gid = by_title(shirt)["M / Red"]["id"]
    node = asking.shop.node(gid)
    order = an_order(asking.shop).line(node, 1).paid_by("visa").place()
    asking.later()
    payload = asking.bulk_delete(shirt, gid)
    assert payload["userErrors"] == []
    assert titles(payload["product"]) == ["S / Red", "M / Blue"]
    assert [one["position"] for one in payload["product"]["variants"]["nodes"]] == [1, 2]
    assert payload["product"]["updatedAt"] == "2026-11-20T13:00:00Z"
    (line,) = order["lineItems"]
    assert (line["variant"], line["product"]["id"]) == (None, shirt["id"])
    assert line["title"] == "Shirt"


def test_deletions_that_are_refused(asking, shirt):
    gids = [one["id"] for one in shirt["variants"]["nodes"]]
    strange = asking.bulk_delete(shirt, gids[0], "gid://shopify/ProductVariant/1")
    assert codes(strange) == {
        "variantsIds.1": "AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT"
    }
    assert codes(asking.bulk_delete(shirt, *gids)) == {"variantsIds": "CANNOT_DELETE_LAST_VARIANT"}
    assert codes(asking.bulk_delete({"id": "gid://shopify/Product/1"})) == {
        "productId": "PRODUCT_DOES_NOT_EXIST"
    }
    assert len(asking.shop.collection("ProductVariant")) == 3
