# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Languages of a shop and translations of its products, as Shopify has them."""

import pytest
from server_shop import Asking
from world_common import NOON

from shopify_sandbox.clock import Clock
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.translations import add_locale, digest

REGISTER = (
    "mutation R($id: ID!, $translations: [TranslationInput!]!) {"
    " translationsRegister(resourceId: $id, translations: $translations) {"
    " translations { key locale value outdated } userErrors { field message code } } }"
)
REMOVE = (
    "mutation R($id: ID!, $keys: [String!]!, $locales: [String!]!) {"
    " translationsRemove(resourceId: $id, translationKeys: $keys, locales: $locales) {"
    " translations { key locale } userErrors { field message code } } }"
)
RESOURCES = (
    "query Q($ids: [ID!]!, $first: Int!, $after: String) {"
    " translatableResourcesByIds(resourceIds: $ids, first: $first, after: $after) {"
    " nodes { resourceId translatableContent { key value digest locale }"
    ' translations(locale: "de") { key value outdated } }'
    " pageInfo { hasNextPage endCursor } } }"
)


class AskingTranslations(Asking):
    """Asks a shop in English, German and (not published) French, with a product."""

    def __init__(self, **options):
        super().__init__(open_shop(Clock(NOON)), **options)
        self.product = add_product(
            self.shop,
            "Boot",
            description="Warm.",
            options=["Size"],
            variants=[{"values": ("Small",)}, {"values": ("Large",)}],
        )
        add_locale(self.shop, "de")
        add_locale(self.shop, "fr", published=False)

    def register(self, value="Stiefel", node=None, of="Boot", **fields):
        given = {"locale": "de", "key": "title", **fields}
        one = {"value": value, "translatableContentDigest": digest(of), **given}
        gid = (node or self.product)["id"]
        return self.data(REGISTER, id=gid, translations=[one])["translationsRegister"]

    def refused(self, *args, **fields):
        payload = self.register(*args, **fields)
        (error,) = payload["userErrors"]
        assert payload["translations"] == []
        return error["field"][-1], error["code"]

    def resource(self, node):
        data = self.data(RESOURCES, ids=[node["id"]], first=1)
        (found,) = data["translatableResourcesByIds"]["nodes"]
        return found


@pytest.fixture
def asking():
    return AskingTranslations()


def test_languages(asking):
    found = asking.data("{ shopLocales { locale name primary published } }")["shopLocales"]
    assert [(one["locale"], one["primary"], one["published"]) for one in found] == [
        ("en", True, True),
        ("de", False, True),
        ("fr", False, False),
    ]
    published = asking.data("{ shopLocales(published: true) { locale } }")["shopLocales"]
    assert [one["locale"] for one in published] == ["en", "de"]


def test_texts_have_digests(asking):
    content = {one["key"]: one for one in asking.resource(asking.product)["translatableContent"]}
    assert content["title"] == {
        "key": "title",
        "value": "Boot",
        "digest": digest("Boot"),
        "locale": "en",
    }
    assert content["body_html"]["value"] == "<p>Warm.</p>"
    assert content["meta_title"]["digest"] is None
    option = asking.product["options"][0]
    assert asking.resource(option)["translatableContent"][0]["value"] == "Size"


def test_resources_come_in_pages(asking):
    values = asking.product["options"][0]["optionValues"]
    ids = [asking.product["id"], "gid://shopify/Product/1", *(value["id"] for value in values)]
    first = asking.data(RESOURCES, ids=ids, first=2)["translatableResourcesByIds"]
    assert [node["resourceId"] for node in first["nodes"]] == [ids[0], ids[2]]
    after = first["pageInfo"]["endCursor"]
    second = asking.data(RESOURCES, ids=ids, first=2, after=after)["translatableResourcesByIds"]
    assert [node["resourceId"] for node in second["nodes"]] == [ids[3]]
    assert not second["pageInfo"]["hasNextPage"]


def test_a_translation_is_kept_and_outdated_when_the_text_changes(asking):
    payload = asking.register()
    assert payload["userErrors"] == []
    assert payload["translations"][0]["outdated"] is False
    asking.product["title"] = "High boot"
    assert asking.resource(asking.product)["translations"] == [
        {"key": "title", "value": "Stiefel", "outdated": True}
    ]
    assert asking.refused() == ("translatableContentDigest", "INVALID_TRANSLATABLE_CONTENT")
    assert asking.register(of="High boot")["userErrors"] == []
    assert asking.resource(asking.product)["translations"][0]["outdated"] is False


def test_buyers_see_published_languages(asking):
    asking.register()
    asking.register("Botte", locale="fr")
    asking.register("Größe", asking.product["options"][0], of="Size", key="name")
    found = asking.data(
        'query Q($id: ID!) { product(id: $id) { de: translations(locale: "de") { value }'
        ' fr: translations(locale: "fr") { value }'
        ' options { translations(locale: "de") { key value } } } }',
        id=asking.product["id"],
    )["product"]
    assert found == {
        "de": [{"value": "Stiefel"}],
        "fr": [],
        "options": [{"translations": [{"key": "name", "value": "Größe"}]}],
    }


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"locale": "en"}, "locale", "INVALID_LOCALE_FOR_SHOP"),
        ({"locale": "nl"}, "locale", "INVALID_LOCALE_FOR_SHOP"),
        ({"value": ""}, "value", "FAILS_RESOURCE_VALIDATION"),
        ({"value": "x" * 256}, "value", "FAILS_RESOURCE_VALIDATION"),
        ({"key": "colour"}, "key", "INVALID_KEY_FOR_MODEL"),
        ({"of": "Shoe"}, "translatableContentDigest", "INVALID_TRANSLATABLE_CONTENT"),
    ],
)
def test_what_is_refused(asking, fields, field, code):
    assert asking.refused(**fields) == (field, code)


def test_a_resource_that_is_not_there_is_refused(asking):
    payload = asking.register(node={"id": "gid://shopify/Product/1"})
    assert payload["userErrors"][0]["code"] == "RESOURCE_NOT_FOUND"
    payload = asking.register(node=asking.shop.collection("Location")[0])
    assert payload["userErrors"][0]["code"] == "RESOURCE_NOT_TRANSLATABLE"


def test_each_translation_stands_for_itself(asking):
    both = [
        {
            "locale": "de",
            "key": key,
            "value": "Stiefel",
            "translatableContentDigest": digest("Boot"),
        }
        for key in ("title", "body_html")
    ]
    payload = asking.data(REGISTER, id=asking.product["id"], translations=both)
    payload = payload["translationsRegister"]
    assert [one["key"] for one in payload["translations"]] == ["title"]
    assert payload["userErrors"][0]["field"] == ["translations", "1", "translatableContentDigest"]


def test_at_most_100_keys(asking):
    one = {"locale": "de", "key": "title", "value": "S", "translatableContentDigest": digest("B")}
    payload = asking.data(REGISTER, id=asking.product["id"], translations=[one] * 101)
    assert payload["translationsRegister"]["userErrors"][0]["code"] == "TOO_MANY_KEYS_FOR_RESOURCE"


def test_translations_are_removed(asking):
    asking.register()
    asked = {"id": asking.product["id"], "keys": ["title", "handle"], "locales": ["de", "fr"]}
    payload = asking.data(REMOVE, **asked)["translationsRemove"]
    assert payload["translations"] == [{"key": "title", "locale": "de"}]
    assert asking.resource(asking.product)["translations"] == []
    assert asking.data(REMOVE, **asked)["translationsRemove"]["translations"] is None


@pytest.mark.parametrize(
    ("scopes", "document", "scope"),
    [
        (["read_products"], "{ shopLocales { locale } }", "read_locales"),
        (["read_products"], RESOURCES, "read_translations"),
        (["read_translations"], REGISTER, "write_translations"),
    ],
)
def test_scopes(scopes, document, scope):
    asking = AskingTranslations(scopes=scopes)
    variables = {"ids": [], "first": 1} if document is RESOURCES else {}
    if document is REGISTER:
        variables = {"id": asking.product["id"], "translations": []}
    error = asking.error(document, **variables)
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert scope in error["extensions"]["requiredAccess"]
