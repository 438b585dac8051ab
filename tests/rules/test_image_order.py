# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P16: the order of a product's media."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.image_order import moves, wanted_order

IDS = st.lists(st.integers(1, 99).map(str), unique=True, max_size=12)


@given(IDS.flatmap(lambda ids: st.tuples(st.just(ids), st.permutations(ids))))
def test_p16_moves_bring_media_into_the_wanted_order(orders):
    current, wanted = orders
    order = list(current)
    found = moves(current, wanted)
    for each, place in found:
        order.remove(each)
        order.insert(place, each)
    assert order == wanted
    assert len(found) < max(len(wanted), 1)


def test_p16_what_stands_right_is_not_moved():
    assert moves("abcd", "abcd") == []
    assert moves("abcd", "bcda") == [("a", 3)]
    assert moves("abcd", "dabc") == [("d", 0)]


@pytest.mark.parametrize(
    ("current", "ours", "options", "wanted"),
    [
        # nothing new, nothing changed in Odoo: a hand-made order in Shopify stays
        ("bxa", "ab", {}, "bxa"),
        # Odoo's order changed: among themselves, others keep their places
        ("bxa", "ab", {"reordered": True}, "axb"),
        # the first pictures of a product that has media come to the front
        ("xyab", "ab", {"added": frozenset("ab")}, "abxy"),
        # a new one follows its predecessor
        ("axbc", "abc", {"added": frozenset("c")}, "axbc"),
        ("axbc", "acb", {"added": frozenset("c")}, "acxb"),
        ("xabc", "cab", {"added": frozenset("c")}, "xcab"),
        # a replacing one takes the place of the replaced one, which stays behind it
        ("axbA", "Ab", {"added": frozenset("A"), "replaced": {"A": "a"}}, "Aaxb"),
        ("", "", {}, ""),
    ],
)
def test_p16_where_media_are_to_stand(current, ours, options, wanted):
    assert "".join(wanted_order(current, ours, **options)) == wanted


@given(IDS, st.data())
def test_p16_no_media_is_lost_or_doubled(current, data):
    ours = data.draw(st.permutations(current).map(lambda ids: ids[: len(ids) // 2]))
    added = frozenset(data.draw(st.lists(st.sampled_from(ours), unique=True)) if ours else ())
    found = wanted_order(current, ours, added=added, reordered=data.draw(st.booleans()))
    assert sorted(found) == sorted(current)
    others = [each for each in current if each not in ours]
    assert [each for each in found if each not in ours] == others
