# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P19: values of metafields in Odoo's terms and back, each type and each bad value."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.measurement import UNITS, in_unit, known_unit
from rules.metafield import TYPE_NAMES, MetafieldType
from rules.metafield_meaning import HIGHEST_INTEGER, ValueProblem
from rules.metafield_value import Conversion

PRODUCT = "gid://shopify/Product/1"
VARIANT = "gid://shopify/ProductVariant/2"
TEN_O_CLOCK = datetime.fromisoformat("2026-06-25T10:11:12")
UNIT_OF = {"dimension": "cm", "weight": "kg", "volume": "l"}


def conversion(type_name, field_type, **options):
    kind = MetafieldType.of(type_name)
    options = {
        "currency": "EUR",
        "unit": UNIT_OF.get(kind.base, ""),
        "scale_min": "1.0",
        "scale_max": "5.0",
        "choices": ("new", "old"),
        **options,
    }
    return Conversion(kind, field_type, **options)


BOTH_WAYS = [
    ("boolean", "boolean", "true", True),
    ("boolean", "boolean", "false", False),
    ("color", "char", "#fff123", "#fff123"),
    ("date", "date", "2026-02-28", date(2026, 2, 28)),
    ("date_time", "datetime", "2026-06-25T10:11:12+00:00", TEN_O_CLOCK),
    ("dimension", "float", '{"value":2.5,"unit":"cm"}', 2.5),
    ("weight", "float", '{"value":2.25,"unit":"kg"}', 2.25),
    ("volume", "float", '{"value":0.75,"unit":"l"}', 0.75),
    ("id", "char", "A-1234", "A-1234"),
    ("json", "json", '{"a":[1,2.5,null],"b":"ü"}', {"a": [1, 2.5, None], "b": "ü"}),
    ("json", "text", '{"a":1}', '{"a":1}'),
    ("link", "char", '{"text":"More","url":"https://x.example"}', "More <https://x.example>"),
    ("link", "char", '{"text":"https://x.example","url":"https://x.example"}', "https://x.example"),
    ("money", "monetary", '{"amount":"5.99","currency_code":"EUR"}', 5.99),
    ("money", "float", '{"amount":"-3","currency_code":"EUR"}', -3.0),
    ("multi_line_text_field", "text", "one\ntwo", "one\ntwo"),
    ("multi_line_text_field", "html", "<p>one</p>", "<p>one</p>"),
    ("single_line_text_field", "char", "Grün & blau", "Grün & blau"),
    ("single_line_text_field", "selection", "new", "new"),
    ("single_line_text_field", "many2one", "Netherlands", "Netherlands"),
    ("number_integer", "integer", "-5", -5),
    ("number_decimal", "float", "1.5", 1.5),
    ("number_decimal", "monetary", "0.000000001", 1e-9),
    ("rating", "float", '{"value":"3.5","scale_min":"1.0","scale_max":"5.0"}', 3.5),
    (
        "rich_text_field",
        "html",
        '{"type":"root","children":[{"type":"paragraph","children":[{"type":"text","value":"a"}]}]}',
        "<p>a</p>",
    ),
    (
        "rich_text_field",
        "text",
        '{"type":"root","children":[{"type":"paragraph","children":[{"type":"text","value":"a"}]}]}',
        "a",
    ),
    ("url", "char", "mailto:a@b.example", "mailto:a@b.example"),
    ("product_reference", "many2one", PRODUCT, PRODUCT),
    ("variant_reference", "many2one", VARIANT, VARIANT),
    ("customer_reference", "many2one", "gid://shopify/Customer/3", "gid://shopify/Customer/3"),
    ("order_reference", "char", "gid://shopify/Order/4", "gid://shopify/Order/4"),
    ("collection_reference", "char", "gid://shopify/Collection/5", "gid://shopify/Collection/5"),
    ("file_reference", "char", "gid://shopify/MediaImage/6", "gid://shopify/MediaImage/6"),
    ("page_reference", "char", "gid://shopify/Page/7", "gid://shopify/Page/7"),
    ("metaobject_reference", "char", "gid://shopify/Metaobject/8", "gid://shopify/Metaobject/8"),
    ("mixed_reference", "char", PRODUCT, PRODUCT),
    ("company_reference", "char", "gid://shopify/Company/9", "gid://shopify/Company/9"),
    ("list.single_line_text_field", "text", '["a","b c"]', "a\nb c"),
    ("list.single_line_text_field", "json", '["a","b c"]', ["a", "b c"]),
    ("list.single_line_text_field", "many2many", '["a","b c"]', ("a", "b c")),
    ("list.number_integer", "text", "[1,-2]", "1\n-2"),
    ("list.number_integer", "json", "[1,-2]", [1, -2]),
    ("list.number_decimal", "text", '["1.5","2"]', "1.5\n2"),
    ("list.date", "text", '["2026-01-01"]', "2026-01-01"),
    ("list.date_time", "text", '["2026-01-01T08:00:00+00:00"]', "2026-01-01T08:00:00+00:00"),
    ("list.color", "text", '["#ffffff","#000000"]', "#ffffff\n#000000"),
    ("list.url", "text", '["https://x.example"]', "https://x.example"),
    ("list.weight", "text", '[{"value":1.5,"unit":"kg"}]', "1.5 kg"),
    ("list.dimension", "json", '[{"value":1.5,"unit":"cm"}]', [{"value": 1.5, "unit": "cm"}]),
    ("list.rating", "text", '[{"value":"3","scale_min":"1.0","scale_max":"5.0"}]', "3"),
    ("list.link", "text", '[{"text":"M","url":"https://x.example"}]', "M <https://x.example>"),
    ("list.product_reference", "many2many", f'["{PRODUCT}"]', (PRODUCT,)),
    ("list.variant_reference", "text", f'["{VARIANT}"]', VARIANT),
    (
        "list.metaobject_reference",
        "text",
        '["gid://shopify/Metaobject/8"]',
        "gid://shopify/Metaobject/8",
    ),
    ("some_new_type", "text", '{"any": 1}', '{"any": 1}'),
]


@pytest.mark.parametrize(("type_name", "field_type", "text", "value"), BOTH_WAYS)
def test_p19_each_type_both_ways(type_name, field_type, text, value):
    rule = conversion(type_name, field_type)
    assert field_type in rule.type.fitting
    assert rule.to_odoo(text) == value
    sent = rule.to_shopify(value)
    assert rule.key(sent) == rule.key(text)
    assert json.loads(sent) == json.loads(text) if text[0] in "[{" else sent == text


def test_p19_every_type_and_fitting_field_is_in_the_table():
    told = {(name, field_type) for name, field_type, _text, _value in BOTH_WAYS}
    single = {name for name in TYPE_NAMES if not name.startswith("list.")}
    alike = {"article_reference", "product_taxonomy_value_reference"}
    assert single - {name for name, _field in told} == alike
    assert {field for _name, field in told} == {
        field for name in TYPE_NAMES for field in MetafieldType.of(name).fitting
    }


@pytest.mark.parametrize("type_name", TYPE_NAMES)
def test_p19_nothing_is_nothing_on_both_sides(type_name):
    for field_type in MetafieldType.of(type_name).fitting:
        rule = conversion(type_name, field_type)
        nothing = rule.to_odoo("")
        assert not nothing
        sent = rule.to_shopify(nothing)
        assert rule.key(sent) == "" == rule.key("")
        is_value = field_type in ("boolean", "integer", "float", "monetary")
        assert (not sent) or is_value


@pytest.mark.parametrize(
    ("type_name", "text", "field_type", "value"),
    [
        ("weight", '{"value":2500,"unit":"GRAMS"}', "float", 2.5),
        ("weight", '{"value":1,"unit":"lb"}', "float", 0.45359237),
        ("dimension", '{"value":2.0,"unit":"INCHES"}', "float", 5.08),
        ("volume", '{"value":1,"unit":"m3"}', "float", 1000.0),
        (
            "date_time",
            "2026-06-25T10:11:12+05:30",
            "datetime",
            TEN_O_CLOCK - timedelta(hours=5, minutes=30),
        ),
        ("date_time", "2026-06-25T10:11:12", "datetime", TEN_O_CLOCK),
        ("date_time", "2026-06-25T10:11:12Z", "datetime", TEN_O_CLOCK),
        ("number_decimal", "12.0", "float", 12.0),
        ("number_integer", "5.0", "integer", 5),
        ("list.number_decimal", "[1.10]", "text", "1.1"),
        ("list.weight", '[{"value":500,"unit":"g"}]', "text", "0.5 kg"),
        ("color", "#ABCDEF", "char", "#abcdef"),
    ],
)
def test_p19_what_is_written_in_another_way_means_the_same(type_name, text, field_type, value):
    rule = conversion(type_name, field_type)
    assert rule.to_odoo(text) == value
    assert rule.key(rule.to_shopify(value)) == rule.key(text)


@pytest.mark.parametrize(
    ("type_name", "field_type", "text", "code"),
    [
        ("boolean", "boolean", "maybe", "not_understood"),
        ("color", "char", "red", "not_a_color"),
        ("date", "date", "2026-02-30", "not_a_date"),
        ("date_time", "datetime", "soon", "not_a_time"),
        ("weight", "float", '{"value":1,"unit":"stone"}', "unknown_unit"),
        ("weight", "float", '{"value":1,"unit":"cm"}', "unknown_unit"),
        ("weight", "float", "5", "not_understood"),
        ("weight", "float", '{"value":"x","unit":"kg"}', "not_a_number"),
        ("json", "json", "{", "not_understood"),
        ("money", "monetary", '{"amount":"1","currency_code":"USD"}', "other_currency"),
        ("money", "monetary", "[]", "not_understood"),
        ("number_integer", "integer", "1.5", "not_whole"),
        ("number_integer", "integer", str(2**31), "too_big"),
        ("number_integer", "integer", str(HIGHEST_INTEGER + 1), "too_big"),
        ("number_decimal", "float", "abc", "not_a_number"),
        ("number_decimal", "float", "NaN", "not_a_number"),
        ("rich_text_field", "html", "[]", "not_understood"),
        ("url", "char", "ftp://x", "not_a_url"),
        ("link", "char", '{"text":"x"}', "not_understood"),
        ("rating", "float", "3", "not_understood"),
        ("single_line_text_field", "selection", "unheard", "unknown_choice"),
        ("product_reference", "many2one", VARIANT, "not_an_id"),
        ("product_reference", "char", "5", "not_an_id"),
        ("list.date", "text", '["2026-13-01"]', "not_a_date"),
        ("list.date", "text", "2026-01-01", "not_understood"),
        ("list.number_integer", "text", "{}", "not_understood"),
    ],
)
def test_p19_what_odoo_cannot_hold_is_said(type_name, field_type, text, code):
    with pytest.raises(ValueProblem) as caught:
        conversion(type_name, field_type).to_odoo(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("type_name", "field_type", "value", "code"),
    [
        ("color", "char", "red", "not_a_color"),
        ("url", "char", "www.x.example", "not_a_url"),
        ("link", "char", "More <x.example>", "not_a_url"),
        ("single_line_text_field", "char", "a\nb", "several_lines"),
        ("single_line_text_field", "char", "x" * 65_537, "too_long"),
        ("multi_line_text_field", "text", "ü" * 32_769, "too_long"),
        ("id", "char", "x" * 2_049, "too_long"),
        ("json", "text", "{", "not_understood"),
        ("json", "text", '"' + "x" * 131_072 + '"', "too_long"),
        ("weight", "float", -1.0, "negative"),
        ("number_decimal", "float", 1e13, "too_big"),
        ("rating", "float", 5.5, "out_of_scale"),
        ("product_reference", "char", "Boot", "not_an_id"),
        ("list.number_integer", "text", "1\ntwo", "not_a_number"),
        ("list.number_integer", "text", "\n".join("1" * 129), "too_many"),
        ("list.date", "json", {"a": 1}, "not_a_list"),
        ("list.weight", "text", "1 stone", "unknown_unit"),
        ("list.single_line_text_field", "many2many", ("x" * 65_537,), "too_long"),
        ("some_new_type", "text", "x" * 65_537, "too_long"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_p19_what_shopify_cannot_hold_is_said(type_name, field_type, value, code):
    with pytest.raises(ValueProblem) as caught:
        conversion(type_name, field_type).to_shopify(value)
    assert caught.value.code == code


def test_p19_a_rating_needs_the_scale_of_its_definition():
    rule = conversion("rating", "float", scale_min="", scale_max="")
    with pytest.raises(ValueProblem, match="no_scale"):
        rule.to_shopify(3.0)


def test_p19_lists_take_128_items_and_256_metaobjects():
    many = "\n".join(f"gid://shopify/Metaobject/{number}" for number in range(256))
    assert len(json.loads(conversion("list.metaobject_reference", "text").to_shopify(many))) == 256
    with pytest.raises(ValueProblem, match="too_many"):
        conversion("list.page_reference", "text").to_shopify(many.replace("Metaobject", "Page"))


@pytest.mark.parametrize(
    ("type_name", "field_type", "value"),
    [
        ("multi_line_text_field", "html", "<p><br></p>"),
        ("rich_text_field", "html", "<p> </p>"),
        ("rich_text_field", "text", "\n"),
        ("list.date", "text", " \n "),
        ("rating", "float", 0.0),
    ],
)
def test_p19_what_says_nothing_deletes(type_name, field_type, value):
    assert conversion(type_name, field_type).to_shopify(value) == ""


def test_p19_a_picture_alone_is_no_empty_text():
    html = '<p><img src="/x.png"></p>'
    assert conversion("multi_line_text_field", "html").to_shopify(html) == html


@pytest.mark.parametrize(
    ("type_name", "text"),
    [
        ("boolean", "false"),
        ("number_integer", "0"),
        ("number_decimal", "0.0"),
        ("weight", '{"value":0,"unit":"g"}'),
        ("money", '{"amount":"0.00","currency_code":"EUR"}'),
        ("list.date", "[]"),
        ("rich_text_field", '{"type":"root","children":[{"type":"paragraph","children":[]}]}'),
    ],
)
def test_p19_what_odoo_holds_as_nothing_has_no_key(type_name, text):
    rule = conversion(type_name, MetafieldType.of(type_name).fitting[0])
    assert rule.key(text) == ""


# === ANY VALUE === #


_LINES = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30
)


def round_trip(type_name, field_type, value):
    """What Odoo holds after its value went to Shopify and came back."""
    rule = conversion(type_name, field_type)
    return rule.to_odoo(rule.to_shopify(value))


@given(st.integers(-(2**31) + 1, 2**31 - 1))
def test_p19_any_integer(value):
    assert round_trip("number_integer", "integer", value) == value


@given(st.decimals(-(10**9), 10**9, places=6))
def test_p19_any_amount_is_exact(value):
    value = float(value)
    for type_name in ("number_decimal", "money"):
        assert round_trip(type_name, "float", value) == value


@given(st.decimals(0, 10**6, places=4), st.sampled_from(sorted(UNITS)))
def test_p19_any_measurement_in_any_unit(value, kind):
    for unit in UNITS[kind]:
        rule = conversion(kind, "float", unit=unit)
        assert rule.to_odoo(rule.to_shopify(float(value))) == float(value)
        assert known_unit(kind, unit.upper()) == unit
        there = in_unit(kind, value, unit, UNIT_OF[kind])
        # nine decimals there are so many here, in the bigger unit
        most = Decimal("1e-9") * UNITS[kind][UNIT_OF[kind]] / UNITS[kind][unit] + Decimal("1e-9")
        assert abs(in_unit(kind, there, UNIT_OF[kind], unit) - value) <= most


@given(st.dates())
def test_p19_any_date(value):
    assert round_trip("date", "date", value) == value


@given(st.datetimes(min_value=TEN_O_CLOCK.replace(year=1900)))
def test_p19_any_moment_to_the_second(value):
    assert round_trip("date_time", "datetime", value) == value.replace(microsecond=0)


@given(_LINES)
def test_p19_any_line_of_text(value):
    assert round_trip("single_line_text_field", "char", value) == value


@given(st.lists(_LINES.map(str.strip).filter(bool), min_size=1, max_size=10))
def test_p19_any_list_of_lines(values):
    text = "\n".join(values)
    if text.splitlines() == values:
        assert round_trip("list.single_line_text_field", "text", text) == text
    many = tuple(dict.fromkeys(values))
    assert round_trip("list.single_line_text_field", "many2many", many) == many


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(_JSON)
def test_p19_any_json(value):
    rule = conversion("json", "json")
    if value in (None, False, ""):
        return
    assert rule.to_odoo(rule.to_shopify(value)) == value
    # spaces and the order of keys make no other value
    assert rule.key(json.dumps(value, indent=2)) == rule.key(rule.to_shopify(value))


@given(st.text(max_size=60), st.sampled_from(TYPE_NAMES))
def test_p19_bad_text_is_a_problem_and_never_a_crash(text, type_name):
    for field_type in MetafieldType.of(type_name).fitting:
        rule = conversion(type_name, field_type)
        try:
            value = rule.to_odoo(text)
            assert rule.key(rule.to_shopify(value)) == rule.key(text) or field_type in (
                "text",
                "html",
                "many2many",
            )
        except ValueProblem as problem:
            assert problem.code
