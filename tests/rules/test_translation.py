# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P8: titles, descriptions and attributes in further languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.product_export import ExportedProduct, ExportedVariant
from rules.translation import (
    KnownText,
    ProductTexts,
    changes,
    shop_locale,
    texts_mark,
    translated_texts,
    value_mark,
)


def product(title="Boot", description="<p>Warm.</p>", options=("Size",), *values):
    rows = values or (("Small",), ("Large",))
    return ExportedProduct(
        template=1,
        title=title,
        description_html=description,
        options=options,
        variants=tuple(
            ExportedVariant(product=number, values=row) for number, row in enumerate(rows, 1)
        ),
    )


@pytest.mark.parametrize(
    ("code", "locales", "expected"),
    [
        ("de_DE", ("en", "de"), "de"),
        ("de_CH", ("de", "de-CH"), "de-CH"),
        ("de_AT", ("de", "de-CH"), "de"),
        ("pt_BR", ("pt-PT", "pt-BR"), "pt-BR"),
        ("pt_PT", ("pt-BR",), ""),
        ("sr@latin", ("sr",), "sr"),
        ("zh_TW", ("zh-CN", "zh-TW"), "zh-TW"),
        ("nl_NL", ("en", "de"), ""),
        ("eo", ("eo",), "eo"),
        ("de_DE", (), ""),
    ],
)
def test_p8_which_language_of_the_shop_one_of_odoos_is(code, locales, expected):
    assert shop_locale(code, locales) == expected


def test_p8_only_what_says_something_else_is_a_translation():
    own = product()
    german = product("Stiefel", "<p>Warm.</p>", ("Größe",), ("Small",), ("Groß",))
    assert translated_texts(own, german) == ProductTexts(
        title="Stiefel",
        options={"Size": "Größe"},
        values={("Size", "Large"): "Groß"},
    )
    assert translated_texts(own, own) == ProductTexts()


def test_p8_values_belong_together_by_variant_and_not_by_place():
    own = product("Boot", "", ("Size", "Colour"), ("S", "Red"), ("L", "Red"))
    other = ExportedProduct(
        template=1,
        title="Boot",
        options=("Größe", "Farbe"),
        variants=(
            ExportedVariant(product=2, values=("G", "Rot")),
            ExportedVariant(product=1, values=("K", "Rot")),
        ),
    )
    assert translated_texts(own, other).values == {
        ("Size", "S"): "K",
        ("Size", "L"): "G",
        ("Colour", "Red"): "Rot",
    }


def test_p8_a_product_without_options():
    own = product("Boot", "", (), ())
    assert translated_texts(own, product("Stiefel", "", (), ())) == ProductTexts(title="Stiefel")


@pytest.mark.parametrize(
    ("wanted", "present", "sent", "register", "remove"),
    [
        # never sent
        ({"title": "Stiefel"}, {}, {}, {"title": "Stiefel"}, ()),
        ({"title": "Stiefel"}, {"title": KnownText("Stiefel")}, {}, {}, ()),
        ({"title": "Stiefel"}, {"title": KnownText("Schuh")}, {}, {"title": "Stiefel"}, ()),
        # sent, and changed in Odoo or nowhere
        ({"title": "Stiefel"}, {"title": KnownText("Stiefel")}, {"title": "Stiefel"}, {}, ()),
        (
            {"title": "Stiefel"},
            {"title": KnownText("Schuh")},
            {"title": "Schuh"},
            {"title": "Stiefel"},
            (),
        ),
        # changed in Shopify alone
        ({"title": "Stiefel"}, {"title": KnownText("Schuh")}, {"title": "Stiefel"}, {}, ()),
        # the original has changed
        (
            {"title": "Stiefel"},
            {"title": KnownText("Stiefel", outdated=True)},
            {"title": "Stiefel"},
            {"title": "Stiefel"},
            (),
        ),
        # taken out in Shopify, and out of date with it
        ({"title": "Stiefel"}, {}, {"title": "Stiefel"}, {"title": "Stiefel"}, ()),
        # no longer translated in Odoo
        ({}, {"title": KnownText("Stiefel")}, {"title": "Stiefel"}, {}, ("title",)),
        ({}, {"title": KnownText("Schuh")}, {"title": "Stiefel"}, {}, ()),
        ({}, {"title": KnownText("Schuh")}, {}, {}, ()),
        ({}, {}, {"title": "Stiefel"}, {}, ()),
    ],
)
def test_p8_what_shopify_is_told(wanted, present, sent, register, remove):
    marks = {key: value_mark(value) for key, value in sent.items()}
    found = changes(wanted, present, marks)
    assert (dict(found.register), found.remove) == (register, remove)
    assert bool(found) == bool(register or remove)


_TEXT = st.text(max_size=5)


@given(_TEXT, _TEXT, _TEXT, _TEXT)
def test_p8_a_mark_is_that_of_the_texts(title, other, value, translated):
    own = product(title, "", ("Size",), (value,))
    texts = translated_texts(own, product(other, "", ("Size",), (translated,)))
    mark = texts_mark(own, {"de": texts})
    assert mark == texts_mark(own, {"de": texts})
    changed = translated_texts(own, product(other + "x", "", ("Size",), (translated,)))
    if changed != texts:
        assert mark != texts_mark(own, {"de": changed})
    assert mark != texts_mark(own, {"fr": texts})
    assert mark != texts_mark(product(title + "x", "", ("Size",), (value,)), {"de": texts})


@given(st.dictionaries(st.sampled_from(["title", "body_html"]), _TEXT.filter(bool)))
def test_p8_what_was_told_is_not_told_again(wanted):
    told = changes(wanted, {}, {})
    present = {key: KnownText(value) for key, value in told.register.items()}
    sent = {key: value_mark(value) for key, value in told.register.items()}
    assert not changes(wanted, present, sent)
