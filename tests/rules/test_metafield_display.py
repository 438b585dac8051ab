# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P19: values of metafields as people read them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.metafield import TYPE_NAMES, MetafieldType
from rules.metafield_display import readable

RICH = {
    "type": "root",
    "children": [{"type": "paragraph", "children": [{"type": "text", "value": "Wash cold."}]}],
}


@pytest.mark.parametrize(
    ("type_name", "value", "expected"),
    [
        ("weight", '{"value":0.60,"unit":"KILOGRAMS"}', "0.6 kg"),
        ("weight", '{"value":2,"unit":"STONE"}', "2 STONE"),
        ("list.dimension", '[{"value":1,"unit":"cm"},{"value":2.5,"unit":"m"}]', "1 cm, 2.5 m"),
        ("money", '{"amount":"5.50","currency_code":"EUR"}', "5.5 EUR"),
        ("rating", '{"value":"3.50","scale_min":"1.0","scale_max":"5.0"}', "3.5"),
        ("link", '{"text":"Care","url":"https://x.example"}', "Care <https://x.example>"),
        ("rich_text_field", json.dumps(RICH), "Wash cold."),
        ("rich_text_field", '{"children":3}', ""),
        ("rich_text_field", '{"children":[3,null,{"type":"text","value":[1]}]}', "[1]"),
        ("rich_text_field", "[]", "[]"),
        ("list.number_integer", "[1,2]", "1, 2"),
        ("json", '{"a": 1}', '{"a":1}'),
        ("single_line_text_field", "Wool", "Wool"),
        ("weight", "heavy", "heavy"),
        ("weight", "0.6", "0.6"),
        ("of_tomorrow", '{"value":1}', '{"value":1}'),
        ("weight", "", ""),
    ],
)
def test_a_value_is_written_for_people(type_name, value, expected):
    assert readable(MetafieldType.of(type_name), value) == expected


PARTS = st.sampled_from(["value", "unit", "amount", "currency_code", "type", "children", "text"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(PARTS, inner),
)


@given(st.sampled_from(TYPE_NAMES), ANYTHING.map(json.dumps) | st.text())
def test_no_value_is_too_odd_to_be_shown(type_name, value):
    assert isinstance(readable(MetafieldType.of(type_name), value), str)
