# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify is told to track a delivery by (F4)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.fulfillment_tracking import Tracking, tracking, tracking_numbers

TEMPLATE = "https://track.example/?n=<shipmenttrackingnumber>"


def test_f4_a_number_with_the_carriers_link():
    link = "https://track.example/?n=3S1"
    assert tracking("PostNL", "3S1", link, "") == Tracking("PostNL", ("3S1",), (link,))


def test_f4_several_parcels_have_a_link_each():
    found = tracking("PostNL", "3S1, 3S2 ,3S1", "https://track.example/?n=3S1, 3S2", TEMPLATE)
    assert found.numbers == ("3S1", "3S2")
    assert found.urls == ("https://track.example/?n=3S1", "https://track.example/?n=3S2")


def test_f4_links_by_number_are_understood():
    link = json.dumps([["A", "https://a.example"], ["B", "https://b.example"]])
    assert tracking("", "B,A", link, "").urls == ("https://b.example", "https://a.example")


def test_f4_links_go_along_for_all_numbers_or_for_none():
    link = json.dumps([["A", "https://a.example"]])
    assert tracking("", "A,B", link, "") == Tracking("", ("A", "B"), ())


def test_f4_a_link_alone_is_enough():
    assert tracking("X", "", "https://a.example/1", "") == Tracking(
        "X", (), ("https://a.example/1",)
    )
    assert tracking("X", " , ", "", TEMPLATE) == Tracking("X", (), ())


@pytest.mark.parametrize(
    "link", ["ftp://a.example", "a.example/1", "javascript:x", "https://", "["]
)
def test_f4_what_is_no_link_is_left_out(link):
    assert tracking("", "A", link, "").urls == ()


def test_f4_characters_that_no_link_has_are_written_as_shopify_takes_them():
    assert tracking("", "A 1/2", "", TEMPLATE).urls == ("https://track.example/?n=A%201%2F2",)
    assert tracking("", "A", "https://a.example/ä b", "").urls == ("https://a.example/%C3%A4%20b",)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_f4_whatever_is_typed_numbers_and_links_fit(reference, link, template):
    found = tracking("X", reference, link, template)
    assert found.numbers == tracking_numbers(reference)
    assert len(set(found.numbers)) == len(found.numbers)
    assert len(found.urls) in (0, max(len(found.numbers), 1))
    assert all(url.startswith(("http://", "https://")) and " " not in url for url in found.urls)
