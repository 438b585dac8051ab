# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P19: rich text as HTML and as plain text, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.rich_text import from_html, from_text, is_empty, to_html, to_text

DOCUMENT = {
    "type": "root",
    "children": [
        {
            "type": "heading",
            "level": 2,
            "children": [{"type": "text", "value": "Care"}],
        },
        {
            "type": "paragraph",
            "children": [
                {"type": "text", "value": "Wash "},
                {"type": "text", "value": "cold", "bold": True},
                {"type": "text", "value": " & "},
                {"type": "text", "value": "slow", "bold": True, "italic": True},
                {"type": "text", "value": ", see "},
                {
                    "type": "link",
                    "url": "https://x.example/?a=1&b=2",
                    "title": "More",
                    "target": "_blank",
                    "children": [{"type": "text", "value": "here"}],
                },
                {"type": "text", "value": ".\nNever iron."},
            ],
        },
        {
            "type": "list",
            "listType": "unordered",
            "children": [
                {"type": "list-item", "children": [{"type": "text", "value": "Wool"}]},
                {
                    "type": "list-item",
                    "children": [
                        {"type": "text", "value": "Linen"},
                        {
                            "type": "list",
                            "listType": "ordered",
                            "children": [
                                {
                                    "type": "list-item",
                                    "children": [{"type": "text", "value": "Fine"}],
                                }
                            ],
                        },
                    ],
                },
            ],
        },
    ],
}
HTML = (
    "<h2>Care</h2><p>Wash <strong>cold</strong> &amp; <strong><em>slow</em></strong>, see "
    '<a href="https://x.example/?a=1&amp;b=2" title="More" target="_blank">here</a>.<br/>Never '
    "iron.</p><ul><li>Wool</li><li>Linen<ol><li>Fine</li></ol></li></ul>"
)


def test_p19_rich_text_becomes_html_and_comes_back():
    assert to_html(DOCUMENT) == HTML
    assert from_html(HTML) == DOCUMENT


def test_p19_rich_text_as_lines():
    assert to_text(DOCUMENT) == "Care\nWash cold & slow, see here.\nNever iron.\nWool\nLinen\nFine"
    assert to_html(from_text("One\n\n Two ")) == "<p>One</p><p>Two</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("plain", "<p>plain</p>"),
        ("<p>a</p>\n  <p> b </p>", "<p>a</p><p>b</p>"),
        ("<div>one<br>two<br/></div>", "<p>one<br/>two</p>"),
        ("<p>x<script>alert(1)</script>y</p>", "<p>xy</p>"),
        ("<style>p{}</style><p>x</p>", "<p>x</p>"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "<p>x</p>"),
        ('<p><a href="/care">x</a></p>', '<p><a href="/care">x</a></p>'),
        ('<p><a href="mailto:a@b.example">x</a> y</p>', None),
        ("<p><b>x</b> <i>y</i></p>", "<p><strong>x</strong> <em>y</em></p>"),
        ("<p><b>x<p>y</b>", "<p><strong>x</strong></p><p><strong>y</strong></p>"),
        ("<li>loose</li>", "<ul><li>loose</li></ul>"),
        ("</ul></b></a>x", "<p>x</p>"),
        ("<p>&lt;b&gt; &amp;amp;</p>", "<p>&lt;b&gt; &amp;amp;</p>"),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "<p>a</p><p>b</p>"),
        ("<p><br></p>", ""),
        ("<h9>x</h9>", "<p>x</p>"),
    ],
)
def test_p19_html_of_any_kind(html, expected):
    assert to_html(from_html(html)) == (html if expected is None else expected)


@pytest.mark.parametrize(
    "node",
    [
        {"type": "root"},
        {"type": "root", "children": [{"type": "paragraph", "children": []}]},
        {"type": "root", "children": [{"type": "text", "value": None}]},
    ],
)
def test_p19_rich_text_that_says_nothing(node):
    assert is_empty(node)
    assert to_text(node).strip() == ""


def test_p19_what_is_unknown_gives_its_texts():
    node = {
        "type": "root",
        "children": [{"type": "video", "children": [{"type": "text", "value": "<x>"}]}],
    }
    assert to_html(node) == "&lt;x&gt;"
    link = {"type": "link", "url": "javascript:x", "children": [{"type": "text", "value": "y"}]}
    assert to_html({"type": "root", "children": [link]}) == "y"


_WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=8
)
_MARKS = st.fixed_dictionaries({}, optional={"bold": st.just(True), "italic": st.just(True)})


@st.composite
def _inline(draw):
    """Texts of which no two neighbours look the same: those are one text in HTML."""
    nodes, before = [], None
    for marks in draw(st.lists(_MARKS, min_size=1, max_size=4)):
        if marks != before:
            nodes.append({"type": "text", "value": draw(_WORDS), **marks})
            before = marks
    return nodes


_BLOCKS = st.one_of(
    st.builds(lambda c: {"type": "paragraph", "children": c}, _inline()),
    st.builds(
        lambda n, c: {"type": "heading", "level": n, "children": c}, st.integers(1, 6), _inline()
    ),
    st.builds(
        lambda kind, items: {
            "type": "list",
            "listType": kind,
            "children": [{"type": "list-item", "children": item} for item in items],
        },
        st.sampled_from(["ordered", "unordered"]),
        st.lists(_inline(), min_size=1, max_size=3),
    ),
)


@given(st.lists(_BLOCKS, max_size=5))
def test_p19_any_rich_text_survives_html(blocks):
    document = {"type": "root", "children": blocks}
    assert from_html(to_html(document)) == document


@given(st.text())
def test_p19_html_never_fails_and_never_carries_scripts(text):
    html = to_html(from_html(text))
    assert "<script" not in html.lower()
    assert to_html(from_html(html)) == html
