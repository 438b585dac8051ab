# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""productSet does and refuses what Shopify's does."""

import pytest
from products_common import (
    SET,
    AskingProducts,
    by_title,
    codes,
    messages,
    options,
    titles,
    variant,
)

from shopify_sandbox.world.collections import add_collection

LONG = "x" * 256


@pytest.fixture
def asking():
    return AskingProducts()


# === CREATING === #


def test_a_product_without_variants_has_the_default_one(asking):
    product = asking.was_set(title="  Tent ", vendor="", descriptionHtml="<p>Dry &amp; warm</p>")
    assert (product["title"], product["handle"], product["status"]) == ("Tent", "tent", "ACTIVE")
    assert product["vendor"] == asking.shop.profile["name"]
    assert product["description"] == "Dry & warm"
    assert product["hasOnlyDefaultVariant"] is True
    (only,) = product["variants"]["nodes"]
    assert (only["title"], only["price"], only["sku"]) == ("Default Title", "0.00", None)
    assert only["inventoryItem"]["tracked"] is False
    assert product["options"][0]["values"] == ["Default Title"]


def test_a_product_with_variants(asking):
    product = asking.a_shirt(tags=["b, a", "B"], seo={"title": "Best"}, status="DRAFT")
    assert titles(product) == ["S / Red", "M / Red", "M / Blue"]
    assert [one["position"] for one in product["variants"]["nodes"]] == [1, 2, 3]
    assert product["tags"] == ["a", "b"]
    assert product["seo"] == {"title": "Best", "description": None}
    size, colour = product["options"]
    assert (size["position"], size["values"]) == (1, ["S", "M"])
    assert (colour["position"], colour["values"]) == (2, ["Red", "Blue"])
    blue = by_title(product)["M / Blue"]
    assert (blue["sku"], blue["price"]) == ("M-BLUE", "22.00")
    assert blue["displayName"] == "Shirt - M / Blue"
    assert blue["inventoryItem"]["sku"] == "M-BLUE"
    assert blue["inventoryItem"]["tracked"] is True


def test_all_fields_of_a_variant_are_kept(asking):
    product = asking.was_set(
        title="Boot",
        productOptions=options(Size="40"),
        variants=[
            variant(
                "Size:40",
                price="99.5",
                compareAtPrice="120",
                barcode=" 4012340001235 ",
                taxable=False,
                inventoryPolicy="CONTINUE",
                inventoryItem={
                    "sku": "B-40",
                    "cost": "41.205",
                    "harmonizedSystemCode": "6403.91",
                    "countryCodeOfOrigin": "PT",
                    "requiresShipping": False,
                    "measurement": {"weight": {"unit": "POUNDS", "value": 2.5}},
                },
                inventoryQuantities=[
                    {"locationId": asking.store["id"], "name": "available", "quantity": 7}
                ],
            )
        ],
    )
    (boot,) = product["variants"]["nodes"]
    assert (boot["price"], boot["compareAtPrice"]) == ("99.50", "120.00")
    assert (boot["barcode"], boot["taxable"]) == ("4012340001235", False)
    assert (boot["inventoryPolicy"], boot["inventoryQuantity"]) == ("CONTINUE", 7)
    item = boot["inventoryItem"]
    assert item["unitCost"] == {"amount": "41.21", "currencyCode": "EUR"}
    assert (item["harmonizedSystemCode"], item["countryCodeOfOrigin"]) == ("640391", "PT")
    assert (item["requiresShipping"], item["sku"]) == (False, "B-40")
    assert item["measurement"]["weight"] == {"unit": "POUNDS", "value": 2.5}
    assert item["inventoryLevels"]["nodes"] == [
        {
            "location": {"name": "Store"},
            "quantities": [
                {"name": "available", "quantity": 7},
                {"name": "on_hand", "quantity": 7},
            ],
        }
    ]
    assert product["totalInventory"] == 7


def test_a_variant_that_names_no_quantity_is_stocked_empty_at_the_first_location(asking):
    product = asking.was_set(
        title="Mug", productOptions=options(Size="S"), variants=[variant("Size:S")]
    )
    levels = product["variants"]["nodes"][0]["inventoryItem"]["inventoryLevels"]["nodes"]
    assert [level["location"]["name"] for level in levels] == [asking.warehouse["name"]]


def test_generated_handles_count_up_and_given_ones_are_cleaned(asking):
    assert asking.was_set(title="Größe Äpfel")["handle"] == "grosse-apfel"
    assert asking.was_set(title="Grosse Apfel")["handle"] == "grosse-apfel-1"
    assert asking.was_set(title="One", handle="  Mixed CASE / 100 % ")["handle"] == "mixed-case-100"
    assert asking.was_set(title="Two", handle="%%%")["handle"] == "product"
    taken = asking.set(title="Three", handle=" MIXED-case-100 ")
    assert codes(taken) == {"input.handle": "HANDLE_NOT_UNIQUE"}
    assert messages(taken) == {
        "input.handle": "Handle ' MIXED-case-100 ' already in use. Please provide a new handle."
    }


# === CHANGING === #


def test_what_is_left_out_stays(asking):
    shirt = asking.a_shirt(descriptionHtml="<b>Soft</b>", tags=["a"])
    changed = asking.was_set(id=shirt["id"], title="Tee")
    assert (changed["descriptionHtml"], changed["tags"]) == ("<b>Soft</b>", ["a"])
    assert changed["handle"] == "shirt"
    assert titles(changed) == titles(shirt)
    assert changed["variants"]["nodes"][0]["displayName"] == "Tee - S / Red"


def test_variants_that_are_not_sent_are_deleted_and_known_ones_keep_their_ids(asking):
    shirt = asking.a_shirt()
    before = by_title(shirt)
    changed = asking.was_set(
        id=shirt["id"],
        productOptions=options(Size="S M L", Colour="Red Blue"),
        variants=[
            variant("Size:L Colour:Red", sku="L-RED"),
            variant("Size:S Colour:Red", price="25", id=before["S / Red"]["id"]),
            variant("Size:M Colour:Blue", compareAtPrice="30"),
        ],
    )
    after = by_title(changed)
    assert list(after) == ["L / Red", "S / Red", "M / Blue"]
    assert after["S / Red"]["id"] == before["S / Red"]["id"]
    assert (after["S / Red"]["price"], after["S / Red"]["sku"]) == ("25.00", "S-RED")
    assert after["M / Blue"]["id"] == before["M / Blue"]["id"]
    assert (after["M / Blue"]["price"], after["M / Blue"]["compareAtPrice"]) == ("22.00", "30.00")
    gone = asking.shop.node(before["M / Red"]["id"])
    assert gone is None
    assert len(asking.shop.collection("InventoryItem")) == 3
    assert len(asking.warehouse["inventoryLevels"]) == 3


def test_options_are_renamed_by_id_and_dropped_when_left_out(asking):
    shirt = asking.a_shirt()
    size, colour = shirt["options"]
    before = by_title(shirt)
    changed = asking.was_set(
        id=shirt["id"],
        productOptions=[
            {
                "id": colour["id"],
                "name": "Shade",
                "values": [
                    {"id": colour["optionValues"][0]["id"], "name": "Crimson"},
                    {"id": colour["optionValues"][1]["id"]},
                ],
            }
        ],
        variants=[
            variant("Shade:Crimson", id=before["S / Red"]["id"]),
            variant("Shade:Blue", id=before["M / Blue"]["id"]),
        ],
    )
    assert [option["id"] for option in changed["options"]] == [colour["id"]]
    assert size["id"] not in [option["id"] for option in changed["options"]]
    assert titles(changed) == ["Crimson", "Blue"]
    assert by_title(changed)["Crimson"]["id"] == before["S / Red"]["id"]


def test_a_product_gets_variants_and_loses_its_default_one(asking):
    tent = asking.was_set(title="Tent")
    changed = asking.was_set(
        id=tent["id"],
        productOptions=options(Size="Small Big"),
        variants=[variant("Size:Small"), variant("Size:Big")],
    )
    assert titles(changed) == ["Small", "Big"]
    assert [option["name"] for option in changed["options"]] == ["Size"]
    assert changed["hasOnlyDefaultVariant"] is False


def test_positions_arrange_the_variants(asking):
    product = asking.was_set(
        title="Mug",
        productOptions=options(Size="S M L"),
        variants=[
            variant("Size:S", position=3),
            variant("Size:M", position=1),
            variant("Size:L", position=2),
        ],
    )
    assert titles(product) == ["M", "L", "S"]


def test_the_time_of_change_moves_only_with_a_change(asking):
    shirt = asking.a_shirt()
    asking.later()
    same = {
        "id": shirt["id"],
        "title": "Shirt",
        "productOptions": options(Size="S M", Colour="Red Blue"),
        "variants": [
            variant("Size:S Colour:Red", price="20.00"),
            variant("Size:M Colour:Red"),
            variant("Size:M Colour:Blue"),
        ],
    }
    assert asking.was_set(**same)["updatedAt"] == shirt["updatedAt"]
    same["variants"][1]["price"] = "21"
    changed = asking.was_set(**same)
    assert changed["updatedAt"] == "2026-11-20T13:00:00Z"
    times = {title: one["updatedAt"] for title, one in by_title(changed).items()}
    assert times == {
        "S / Red": "2026-11-20T12:00:00Z",
        "M / Red": "2026-11-20T13:00:00Z",
        "M / Blue": "2026-11-20T12:00:00Z",
    }


def test_collections_are_the_whole_list(asking):
    sale, new = (add_collection(asking.shop, title)["id"] for title in ("Sale", "New"))
    product = asking.was_set(title="Mug", collections=[sale])
    assert product["collections"]["nodes"] == [{"title": "Sale"}]
    product = asking.was_set(id=product["id"], title="Cup")
    assert product["collections"]["nodes"] == [{"title": "Sale"}]
    product = asking.was_set(id=product["id"], collections=[new])
    assert product["collections"]["nodes"] == [{"title": "New"}]


def test_quantities_of_a_known_variant_only_where_it_is_stocked(asking):
    def of(place, units):
        return {"locationId": place["id"], "name": "on_hand", "quantity": units}

    given = {"title": "Mug", "productOptions": options(Size="S")}
    mug = asking.was_set(
        **given, variants=[variant("Size:S", inventoryQuantities=[of(asking.warehouse, 3)])]
    )
    given["id"] = mug["id"]
    changed = asking.was_set(
        **given, variants=[variant("Size:S", inventoryQuantities=[of(asking.warehouse, 5)])]
    )
    assert changed["variants"]["nodes"][0]["inventoryQuantity"] == 5
    refused = asking.set(
        **given, variants=[variant("Size:S", inventoryQuantities=[of(asking.store, 5)])]
    )
    assert list(codes(refused)) == ["input.variants.0.inventoryQuantities"]


# === IDENTIFIERS === #


def test_a_handle_creates_and_then_changes(asking):
    first = asking.was_set({"handle": "mug"}, title="Mug", handle="mug")
    second = asking.was_set({"handle": "mug"}, title="Cup", handle="mug")
    assert (second["id"], second["title"]) == (first["id"], "Cup")


def test_identifiers_that_do_not_fit(asking):
    shirt = asking.a_shirt()
    cases = {
        "ID_NOT_ALLOWED": ({"handle": "a"}, {"id": shirt["id"], "handle": "a"}),
        "MISSING_FIELD_REQUIRED": ({"handle": "a"}, {"title": "A"}),
        "INPUT_MISMATCH": ({"handle": "a"}, {"title": "A", "handle": "b"}),
        "NOT_FOUND": ({"id": "gid://shopify/Product/1"}, {"title": "A"}),
        "PRODUCT_DOES_NOT_EXIST": (None, {"id": "gid://shopify/Product/1", "title": "A"}),
    }
    for code, (identifier, given) in cases.items():
        assert list(codes(asking.set(identifier, **given)).values()) == [code]


# === REFUSALS === #


def test_texts_that_are_missing_or_too_long(asking):
    assert messages(asking.set(vendor="x")) == {"input.title": "Title can't be blank"}
    refused = asking.set(title=LONG, vendor=LONG, productType=LONG, tags=[LONG])
    assert messages(refused) == {
        "input.title": "Title is too long (maximum is 255 characters)",
        "input.vendor": "Vendor is too long (maximum is 255 characters)",
        "input.productType": "Product type is too long (maximum is 255 characters)",
        "input.customProductType": "Custom product type is too long (maximum is 255 characters)",
        "input.tags": "Product tags is invalid",
    }
    assert set(codes(refused).values()) == {"INVALID_PRODUCT"}
    assert asking.shop.collection("Product") == []


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        (options(A="1", B="1", C="1", D="1"), "", "OPTIONS_OVER_LIMIT"),
        (options(A="1", B=""), ".1", "OPTION_VALUES_MISSING"),
        ([{"name": "A"}], ".0", "OPTION_VALUES_MISSING"),
        (options(A="1", a="2"), ".1", "DUPLICATED_OPTION_NAME"),
        (options(A="1 1"), ".0.values.1", "DUPLICATED_OPTION_VALUE"),
        (
            [{"id": "gid://shopify/ProductOption/1", "values": [{"name": "1"}]}],
            ".0.id",
            "OPTION_DOES_NOT_EXIST",
        ),
        (
            [{"name": "A", "values": [{"id": "gid://shopify/ProductOptionValue/1"}]}],
            ".0.values.0.id",
            "OPTION_VALUE_DOES_NOT_EXIST",
        ),
        ([{"name": LONG, "values": [{"name": "1"}]}], ".0", "INVALID_INPUT"),
        ([{"name": "A", "values": [{"name": LONG}]}], ".0.values.0.name", "INVALID_INPUT"),
    ],
)
def test_options_that_are_refused(asking, given, path, code):
    refused = asking.set(title="Mug", productOptions=given, variants=[variant("A:1")])
    assert codes(refused).get(f"input.productOptions{path}") == code
    assert asking.shop.collection("Product") == []


def test_options_and_variants_need_each_other(asking):
    refused = asking.set(title="Mug", productOptions=options(A="1"))
    assert refused["userErrors"] == [
        {
            "field": ["input", "variants"],
            "message": "Variants input is required when updating product options",
            "code": "VARIANTS_INPUT_MISSING",
        }
    ]
    refused = asking.set(title="Mug", variants=[variant("A:1")])
    assert codes(refused) == {"input.productOptions": "PRODUCT_OPTIONS_INPUT_MISSING"}


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        (variant("Size:S"), "", "INVALID_VARIANT"),
        (variant(), "", "INVALID_VARIANT"),
        (variant("Size:S Size:M"), ".optionValues", "INVALID_VARIANT"),
        (variant("Size:S Form:X"), ".optionValues.1", "OPTION_DOES_NOT_EXIST"),
        (variant("Size:S Colour:Green"), ".optionValues.1", "OPTION_VALUE_DOES_NOT_EXIST"),
        (variant("Size:S Colour:Red", price="-1"), ".price", "INVALID_VARIANT"),
        (variant("Size:S Colour:Red", compareAtPrice="-1"), ".compareAtPrice", "INVALID_VARIANT"),
        (variant("Size:S Colour:Red", sku=LONG), "", "INVALID_VARIANT"),
        (variant("Size:S Colour:Red", barcode=LONG), ".barcode", "INVALID_VARIANT"),
        (
            variant("Size:S Colour:Red", inventoryItem={"cost": "-1"}),
            ".inventoryItem.cost",
            "INVALID_VARIANT",
        ),
        (
            variant("Size:S Colour:Red", inventoryItem={"harmonizedSystemCode": "12"}),
            ".inventoryItem.harmonizedSystemCode",
            "INVALID_VARIANT",
        ),
        (
            variant("Size:S Colour:Red", id="gid://shopify/ProductVariant/1"),
            ".id",
            "PRODUCT_VARIANT_DOES_NOT_EXIST",
        ),
        (
            variant(
                "Size:S Colour:Red",
                inventoryQuantities=[
                    {"locationId": "gid://shopify/Location/1", "name": "available", "quantity": 1}
                ],
            ),
            ".inventoryQuantities",
            "INVALID_VARIANT",
        ),
    ],
)
def test_variants_that_are_refused(asking, given, path, code):
    refused = asking.set(
        title="Mug", productOptions=options(Size="S M", Colour="Red Blue"), variants=[given]
    )
    assert codes(refused) == {f"input.variants.0{path}": code}
    assert asking.shop.collection("Product") == []


def test_two_variants_of_the_same_values(asking):
    refused = asking.set(
        title="Mug",
        productOptions=options(Size="S M"),
        variants=[variant("Size:S"), variant("Size:M"), variant("Size:S")],
    )
    assert messages(refused) == {
        "input.variants.2": "The variant 'S' already exists. Please change at least one option"
        " value."
    }


def test_an_unknown_category_fails_as_a_whole(asking):
    error = asking.error(
        'mutation { productSet(input: {title: "A", category:'
        ' "gid://shopify/TaxonomyCategory/zz-9"}) { product { id } } }'
    )
    assert error["message"] == "Invalid product_taxonomy_node_id"
    known = "gid://shopify/TaxonomyCategory/fb-1-3"
    assert asking.was_set(title="Beans", category=known)
    assert asking.shop.collection("Product")[0]["category"]["fullName"] == (
        "Food, Beverages & Tobacco > Beverages > Coffee"
    )


def test_collections_that_cannot_be_joined(asking):
    smart = add_collection(
        asking.shop, "Smart", rule_set={"appliedDisjunctively": False, "rules": []}
    )
    refused = asking.set(title="A", collections=["gid://shopify/Collection/1", smart["id"]])
    assert messages(refused) == {
        "input.collections.0": "Collection does not exist",
        "input.collections.1": "Can't manually add products to a smart collection",
    }


def test_a_gift_card_stays_one(asking):
    card = asking.was_set(title="Card", giftCard=True)
    assert card["isGiftCard"] is True
    refused = asking.set(id=card["id"], giftCard=False)
    assert codes(refused) == {"input.giftCard": "GIFT_CARD_ATTRIBUTE_CANNOT_BE_CHANGED"}


# === LIMITS === #


def many(count):
    return {
        "title": "Many",
        "productOptions": [
            {"name": "Number", "values": [{"name": str(one)} for one in range(count)]}
        ],
        "variants": [variant(f"Number:{one}") for one in range(count)],
    }


def test_2048_variants_and_no_more():
    asking = AskingProducts()
    query = (
        "mutation S($input: ProductSetInput!) { productSet(input: $input)"
        " { product { variantsCount { count } } userErrors { message } } }"
    )
    error = asking.error(query, input=many(2049))
    assert error["message"] == (
        "The input array size of 2049 is greater than the maximum allowed of 2048."
    )
    assert error["path"][:2] == ["productSet", "input"]
    assert error["extensions"]["code"] == "MAX_INPUT_SIZE_EXCEEDED"
    answer = asking.answer(query, input=many(2048))
    assert answer["data"]["productSet"]["product"]["variantsCount"]["count"] == 2048
    assert answer["extensions"]["cost"]["requestedQueryCost"] == 421


def test_a_variant_has_at_most_250_quantities(asking):
    quantity = {"locationId": asking.store["id"], "name": "available", "quantity": 1}
    given = variant("A:1", inventoryQuantities=[quantity] * 251)
    error = asking.error(
        "mutation S($input: ProductSetInput!) { productSet(input: $input) { product { id } } }",
        input={"title": "A", "productOptions": options(A="1"), "variants": [given]},
    )
    assert error["path"] == ["productSet", "input", "variants", "inventoryQuantities"]


# === LATER === #


def test_asynchronously_an_operation_tells_what_became_of_it(asking):
    query = (
        "query O($id: ID!) { productOperation(id: $id) { status product { title }"
        " ... on ProductSetOperation { id userErrors { field code } } } }"
    )
    payload = asking.data(SET, input={"title": "Later"}, now=False)["productSet"]
    assert (payload["product"], payload["userErrors"]) == (None, [])
    started = payload["productSetOperation"]
    assert (started["status"], started["product"]) == ("CREATED", None)
    done = asking.data(query, id=started["id"])["productOperation"]
    assert (done["status"], done["product"]) == ("COMPLETE", {"title": "Later"})
    payload = asking.data(SET, input={"title": ""}, now=False)["productSet"]
    assert payload["userErrors"] == []
    done = asking.data(query, id=payload["productSetOperation"]["id"])["productOperation"]
    assert done["product"] is None
    assert done["userErrors"] == [{"field": ["input", "title"], "code": "INVALID_PRODUCT"}]
    assert asking.data(query, id="gid://shopify/ProductSetOperation/1")["productOperation"] is None


def test_without_the_scope_nothing_is_set():
    asking = AskingProducts(scopes=["read_products"])
    error = asking.error('mutation { productSet(input: {title: "A"}) { product { id } } }')
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert asking.shop.collection("Product") == []
