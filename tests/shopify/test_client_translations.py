# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's languages, and translations of its products."""

import pytest
from test_client_sandbox import client_of

from shopify import documents, errors
from shopify_sandbox import Sandbox
from shopify_sandbox.seeds.demo import demo_shop
from shopify_sandbox.world.translations import add_locale, digest, translate, translations_of


@pytest.fixture
def shop():
    shop = demo_shop()
    add_locale(shop, "de")
    add_locale(shop, "fr", published=False)
    return shop


@pytest.fixture
def client(shop):
    return client_of(Sandbox(shop, plan="Unlimited"))


def with_options(shop):
    return next(product for product in shop.collections["Product"] if len(product["variants"]) > 1)


def test_the_shops_languages(client):
    found = [(one.locale, one.name, one.primary, one.published) for one in client.shop_locales()]
    assert found == [
        ("en", "English", True, True),
        ("de", "German", False, True),
        ("fr", "French", False, False),
    ]


def test_languages_need_their_scope(shop):
    client = client_of(Sandbox(shop, plan="Unlimited", scopes=["read_products"]))
    with pytest.raises(errors.AccessDenied) as caught:
        client.shop_locales()
    assert caught.value.params["scope"] == "read_locales"


def test_options_of_products(client, shop):
    product = with_options(shop)
    gone = "gid://shopify/Product/1"
    ((found,),) = client.product_options([product["id"], gone])
    assert found.id == product["id"]
    assert [option.name for option in found.options] == [
        option["name"] for option in product["options"]
    ]
    assert [value.id for value in found.options[0].values] == [
        value["id"] for value in product["options"][0]["optionValues"]
    ]


def test_texts_digests_and_translations_on_several_pages(client, shop):
    products = shop.collections["Product"][:7]
    translate(shop, products[3], "de", "title", "Übersetzt")
    products[3]["title"] = "Changed since"
    ids = [product["id"] for product in products]
    found = list(client.translatable_resources(ids, "de", first=3))
    assert [one.id for one in found] == ids
    assert found[0].digests["title"] == digest(products[0]["title"])
    assert found[0].digests["meta_title"] == ""
    title = found[3].translations["title"]
    assert (title.value, title.outdated) == ("Übersetzt", True)
    assert list(client.translatable_resources(ids, "fr"))[3].translations == {}


def test_translations_are_registered_and_removed(client, shop):
    product = with_options(shop)
    row = {
        "resourceId": product["id"],
        "translations": [
            {
                "locale": "de",
                "key": "title",
                "value": "Übersetzt",
                "translatableContentDigest": digest(product["title"]),
            }
        ],
    }
    stale = {**row, "translations": [{**row["translations"][0], "translatableContentDigest": "x"}]}
    kept, refused = client.push(documents.TRANSLATIONS_REGISTER, [row, stale])
    assert kept.succeeded
    assert refused.user_errors[0].code == "INVALID_TRANSLATABLE_CONTENT"
    assert translations_of(shop, product, "de")[0]["value"] == "Übersetzt"
    (gone,) = client.push(
        documents.TRANSLATIONS_REMOVE,
        [{"resourceId": product["id"], "translationKeys": ["title"], "locales": ["de"]}],
    )
    assert gone.succeeded
    assert translations_of(shop, product, "de") == []
