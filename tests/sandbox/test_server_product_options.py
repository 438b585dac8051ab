# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Options of products are added, changed, deleted and put in order as Shopify does it."""

import pytest
from products_common import AskingProducts, by_title, codes, messages, options, titles, variant

LONG = "x" * 256
_SHOWN = (
    "product { id options { id name position values optionValues { id name hasVariants } }"
    " variants(first: 50) { nodes { id title position } } } userErrors { field message code }"
)
CREATE = (
    "mutation C($id: ID!, $options: [OptionCreateInput!]!,"
    " $how: ProductOptionCreateVariantStrategy)"
    " { productOptionsCreate(productId: $id, options: $options, variantStrategy: $how)"
    f" {{ {_SHOWN} }} }}"
)
UPDATE = (
    "mutation U($id: ID!, $option: OptionUpdateInput!, $add: [OptionValueCreateInput!],"
    " $change: [OptionValueUpdateInput!], $drop: [ID!], $how: ProductOptionUpdateVariantStrategy)"
    " { productOptionUpdate(productId: $id, option: $option, optionValuesToAdd: $add,"
    " optionValuesToUpdate: $change, optionValuesToDelete: $drop, variantStrategy: $how)"
    f" {{ {_SHOWN} }} }}"
)
DELETE = (
    "mutation D($id: ID!, $options: [ID!]!, $how: ProductOptionDeleteStrategy = DEFAULT)"
    " { productOptionsDelete(productId: $id, options: $options, strategy: $how)"
    f" {{ deletedOptionsIds {_SHOWN} }} }}"
)
REORDER = (
    "mutation R($id: ID!, $options: [OptionReorderInput!]!)"
    f" {{ productOptionsReorder(productId: $id, options: $options) {{ {_SHOWN} }} }}"
)
PLACES = (
    "mutation P($id: ID!, $positions: [ProductVariantPositionInput!]!)"
    f" {{ productVariantsBulkReorder(productId: $id, positions: $positions) {{ {_SHOWN} }} }}"
)


@pytest.fixture
def asking():
    return AskingProducts()


@pytest.fixture
def shirt(asking):
    return asking.a_shirt()


def create(asking, product, how=None, **values):
    asked = {"id": product["id"], "options": options(**values), "how": how}
    return asking.data(CREATE, **asked)["productOptionsCreate"]


def update(asking, product, option, **more):
    return asking.data(UPDATE, id=product["id"], option=option, **more)["productOptionUpdate"]


def delete(asking, product, *gids, **more):
    return asking.data(DELETE, id=product["id"], options=list(gids), **more)["productOptionsDelete"]


def value(product, option, name):
    (found,) = (one for one in product["options"] if one["name"] == option)
    return next(one["id"] for one in found["optionValues"] if one["name"] == name)


# === CREATING === #


def test_the_default_variant_gets_the_first_values(asking):
    tent = asking.was_set(title="Tent")
    product = create(asking, tent, Colour="Red Blue", Size="S L")["product"]
    assert titles(product) == ["Red / S"]
    assert by_title(product)["Red / S"]["id"] == tent["variants"]["nodes"][0]["id"]
    colour, _size = product["options"]
    assert (colour["name"], colour["values"]) == ("Colour", ["Red"])
    assert [one["hasVariants"] for one in colour["optionValues"]] == [True, False]


def test_an_option_is_added_behind_the_others(asking, shirt):
    product = create(asking, shirt, Cloth="Wool")["product"]
    assert [option["name"] for option in product["options"]] == ["Size", "Colour", "Cloth"]
    assert titles(product) == ["S / Red / Wool", "M / Red / Wool", "M / Blue / Wool"]


def test_all_variants_are_made_where_that_is_wanted(asking):
    tent = asking.was_set(title="Tent")
    tent = create(asking, tent, "CREATE", Colour="Red Blue")["product"]
    assert titles(tent) == ["Red", "Blue"]
    tent = create(asking, tent, "CREATE", Size="S L")["product"]
    assert titles(tent) == ["Red / S", "Blue / S", "Red / L", "Blue / L"]


@pytest.mark.parametrize(
    ("given", "path", "code", "message"),
    [
        (
            options(A="1", B="1"),
            "options",
            "OPTIONS_OVER_LIMIT",
            "Can only specify a maximum of 3 options",
        ),
        (
            options(Size="X"),
            "options.0",
            "OPTION_ALREADY_EXISTS",
            "Option 'Size' already exists.",
        ),
        (options(A="1", a="1"), "options.1", "DUPLICATED_OPTION_NAME", "Duplicated option name."),
        (
            options(A=""),
            "options.0",
            "OPTION_VALUES_MISSING",
            "Option 'A' must specify at least one option value.",
        ),
        (
            [{"name": LONG, "values": [{"name": "1"}]}],
            "options.0",
            "OPTION_NAME_TOO_LONG",
            "Option name is too long.",
        ),
        (
            [{"values": [{"name": "1"}]}],
            "options.0",
            "OPTION_NAME_MISSING",
            "Each option must have a name specified.",
        ),
    ],
)
def test_options_that_are_not_added(asking, shirt, given, path, code, message):
    payload = asking.data(CREATE, id=shirt["id"], options=given)["productOptionsCreate"]
    assert (codes(payload), messages(payload)) == ({path: code}, {path: message})
    assert titles(payload["product"]) == titles(shirt)


def test_no_more_than_2048_variants_are_made(asking):
    tent = asking.was_set(title="Tent")
    tent = create(asking, tent, "CREATE", A=" ".join(map(str, range(50))))["product"]
    payload = create(asking, tent, "CREATE", B=" ".join(map(str, range(41))))
    assert codes(payload) == {"options": "TOO_MANY_VARIANTS_CREATED"}


# === CHANGING === #


def test_an_option_is_renamed_moved_and_its_values_with_it(asking, shirt):
    colour = shirt["options"][1]
    payload = update(
        asking,
        shirt,
        {"id": colour["id"], "name": "Shade", "position": 1},
        add=[{"name": "Green"}],
        change=[{"id": value(shirt, "Colour", "Red"), "name": "Crimson"}],
    )
    product = payload["product"]
    assert payload["userErrors"] == []
    assert [(one["name"], one["position"]) for one in product["options"]] == [
        ("Shade", 1),
        ("Size", 2),
    ]
    assert product["options"][0]["values"] == ["Crimson", "Blue"]
    assert [one["name"] for one in product["options"][0]["optionValues"]][-1] == "Green"
    assert titles(product) == ["Crimson / S", "Crimson / M", "Blue / M"]
    assert [one["id"] for one in product["variants"]["nodes"]] == [
        one["id"] for one in shirt["variants"]["nodes"]
    ]


def test_values_with_variants_go_only_with_their_variants(asking, shirt):
    option = {"id": shirt["options"][1]["id"]}
    drop = [value(shirt, "Colour", "Blue")]
    payload = update(asking, shirt, option, drop=drop)
    assert codes(payload) == {"optionValuesToDelete.0": "OPTION_VALUE_HAS_VARIANTS"}
    payload = update(asking, shirt, option, drop=drop, how="MANAGE")
    assert titles(payload["product"]) == ["S / Red", "M / Red"]
    assert payload["product"]["options"][1]["values"] == ["Red"]


def test_new_values_make_variants_where_that_is_wanted(asking, shirt):
    option = {"id": shirt["options"][1]["id"]}
    payload = update(asking, shirt, option, add=[{"name": "Green"}], how="MANAGE")
    assert titles(payload["product"]) == [
        "S / Red",
        "M / Red",
        "M / Blue",
        "S / Green",
        "M / Green",
    ]


@pytest.mark.parametrize(
    ("more", "path", "code"),
    [
        ({"option": {"name": "Size"}}, "option.name", "OPTION_ALREADY_EXISTS"),
        ({"option": {"name": LONG}}, "option.name", "OPTION_NAME_TOO_LONG"),
        ({"option": {"position": 3}}, "option.position", "INVALID_POSITION"),
        ({"add": [{"name": "Red"}]}, "optionValuesToAdd.0.name", "OPTION_VALUE_ALREADY_EXISTS"),
        ({"add": [{"name": LONG}]}, "optionValuesToAdd.0.name", "OPTION_VALUE_NAME_TOO_LONG"),
        (
            {"change": [{"id": "gid://shopify/ProductOptionValue/1"}]},
            "optionValuesToUpdate.0",
            "OPTION_VALUE_DOES_NOT_EXIST",
        ),
        (
            {"drop": ["gid://shopify/ProductOptionValue/1"]},
            "optionValuesToDelete.0",
            "OPTION_VALUE_DOES_NOT_EXIST",
        ),
    ],
)
def test_changes_that_are_refused(asking, shirt, more, path, code):
    option = {"id": shirt["options"][1]["id"], **more.pop("option", {})}
    payload = update(asking, shirt, option, **more)
    assert codes(payload) == {path: code}
    assert payload["product"]["options"][1]["name"] == "Colour"


def test_an_option_that_is_not_there(asking, shirt):
    payload = update(asking, shirt, {"id": "gid://shopify/ProductOption/1"})
    assert messages(payload) == {"option": "Option does not exist"}
    payload = update(asking, {"id": "gid://shopify/Product/1"}, {"id": "x"})
    assert codes(payload) == {"productId": "PRODUCT_DOES_NOT_EXIST"}


# === DELETING === #


def test_an_option_of_one_value_is_deleted(asking, shirt):
    shirt = create(asking, shirt, Cloth="Wool")["product"]
    gid = shirt["options"][2]["id"]
    payload = delete(asking, shirt, gid)
    assert payload["deletedOptionsIds"] == [gid]
    assert titles(payload["product"]) == ["S / Red", "M / Red", "M / Blue"]


def test_variants_that_become_the_same_go_by_position(asking, shirt):
    gid = shirt["options"][1]["id"]
    assert codes(delete(asking, shirt, gid)) == {
        "options.0": "CANNOT_DELETE_OPTION_WITH_MULTIPLE_VALUES"
    }
    assert codes(delete(asking, shirt, gid, how="NON_DESTRUCTIVE")) == {
        "options": "CANNOT_USE_NON_DESTRUCTIVE_STRATEGY"
    }
    payload = delete(asking, shirt, gid, how="POSITION")
    assert titles(payload["product"]) == ["S", "M"]
    left = [one["id"] for one in payload["product"]["variants"]["nodes"]]
    assert left == [one["id"] for one in shirt["variants"]["nodes"]][:2]


def test_without_options_the_default_one_comes_back(asking, shirt):
    gids = [option["id"] for option in shirt["options"]]
    product = delete(asking, shirt, *gids, how="POSITION")["product"]
    assert titles(product) == ["Default Title"]
    (option,) = product["options"]
    assert (option["name"], option["values"]) == ("Title", ["Default Title"])


def test_deleting_what_is_not_there(asking, shirt):
    payload = delete(asking, shirt, "gid://shopify/ProductOption/1")
    assert payload["deletedOptionsIds"] == []
    assert messages(payload) == {"options.0": "Option does not exist"}


# === ORDER === #


def test_options_and_values_get_another_order(asking, shirt):
    given = [
        {"name": "Colour", "values": [{"name": "Blue"}, {"name": "Red"}]},
        {"id": shirt["options"][0]["id"]},
    ]
    payload = asking.data(REORDER, id=shirt["id"], options=given)["productOptionsReorder"]
    assert payload["userErrors"] == []
    assert [one["name"] for one in payload["product"]["options"]] == ["Colour", "Size"]
    assert titles(payload["product"]) == ["Blue / M", "Red / S", "Red / M"]
    nodes = payload["product"]["variants"]["nodes"]
    assert [one["position"] for one in nodes] == [1, 2, 3]


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        ([{"name": "Form"}], "options.0", "OPTION_NAME_DOES_NOT_EXIST"),
        ([{"id": "gid://shopify/ProductOption/1"}], "options.0", "OPTION_ID_DOES_NOT_EXIST"),
        ([{"name": "Size"}, {"name": "Size"}], "options.1", "DUPLICATED_OPTION_NAME"),
        ([{"name": "Size"}], "options", "MISSING_OPTION_NAME"),
        (
            [{"name": "Size", "values": [{"name": "X"}]}, {"name": "Colour"}],
            "options.0.values.0",
            "OPTION_VALUE_DOES_NOT_EXIST",
        ),
        (
            [{"name": "Size", "values": [{"name": "S"}]}, {"name": "Colour"}],
            "options.0.values",
            "MISSING_OPTION_VALUE",
        ),
    ],
)
def test_orders_that_are_refused(asking, shirt, given, path, code):
    payload = asking.data(REORDER, id=shirt["id"], options=given)["productOptionsReorder"]
    assert codes(payload).get(path) == code
    assert titles(payload["product"]) == titles(shirt)


def test_variants_get_another_order(asking, shirt):
    gids = [one["id"] for one in shirt["variants"]["nodes"]]

    def place(*positions):
        given = [{"id": gid, "position": position} for gid, position in positions]
        return asking.data(PLACES, id=shirt["id"], positions=given)["productVariantsBulkReorder"]

    assert titles(place((gids[2], 1))["product"]) == ["M / Blue", "S / Red", "M / Red"]
    refused = place((gids[0], 0), (gids[1], 1), (gids[1], 2), ("gid://shopify/ProductVariant/1", 1))
    assert codes(refused) == {
        "positions.0.position": "INVALID_POSITION",
        "positions.2.id": "DUPLICATED_VARIANT_ID",
        "positions.3.id": "MISSING_VARIANT",
    }


def test_a_new_value_of_an_added_option_is_free_for_variants(asking, shirt):
    shirt = create(asking, shirt, Cloth="Wool Linen")["product"]
    payload = asking.bulk_create(shirt, variant("Size:S Colour:Blue Cloth:Linen"))
    assert payload["userErrors"] == []
    assert titles(payload["product"])[-1] == "S / Blue / Linen"
