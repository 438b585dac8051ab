# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from hypothesis import given
from hypothesis import strategies as st

from rules.tag_edits import TagEdits

TAGS = st.frozensets(st.sampled_from("abcdef"))


def edits(added="", removed=""):
    return TagEdits(frozenset(added), frozenset(removed))


def test_p11_what_was_added_and_removed():
    assert TagEdits().then("ab", "bc") == edits("c", "a")


def test_p11_a_tag_added_and_removed_again_is_no_edit():
    assert not TagEdits().then("a", "ab").then("ab", "a")
    assert not TagEdits().then("a", "").then("", "a")


def test_p11_shopifys_own_changes_stay():
    assert edits("c", "a").apply("abx") == set("bcx")


def test_p11_a_tag_that_differs_in_capitals_only_is_replaced():
    assert edits(["Summer"]).apply(["summer", "sale"]) == {"Summer", "sale"}


def test_p11_stored_and_read_again():
    assert edits("b", "a").as_json() == {"added": ["b"], "removed": ["a"]}
    assert TagEdits().as_json() == {}
    assert TagEdits.from_json(False) == TagEdits.from_json(None) == TagEdits()


@given(TAGS, TAGS, TAGS)
def test_p11_edits_lead_to_what_the_user_left(shopify, first, second):
    together = TagEdits().then(shopify, first).then(first, second)
    assert together.apply(shopify) == second
    assert not together.added & together.removed
    assert TagEdits.from_json(together.as_json()) == together


@given(TAGS, TAGS, TAGS)
def test_p11_what_both_sides_change_comes_together(before, user, shopify):
    merged = TagEdits().then(before, user).apply(shopify)
    for tag in "abcdef":
        changed_here = (tag in user) != (tag in before)
        assert (tag in merged) == ((tag in user) if changed_here else (tag in shopify))


@given(TAGS, TAGS, TAGS)
def test_p11_what_is_edited_while_edits_are_under_way_is_left(shopify, first, second):
    sent = TagEdits().then(shopify, first)
    left = sent.then(first, second).without(sent)
    assert left.apply(sent.apply(shopify)) == second


def test_p11_nothing_is_left_of_what_was_sent():
    assert not edits("b", "a").without(edits("b", "a"))
