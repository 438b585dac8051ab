# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Descriptions as harmless HTML (P8)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.product_html import attribute_table, safe_html, text_as_html


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        ("<p>A <strong>mug</strong></p>", "<p>A <strong>mug</strong></p>"),
        ("<P CLASS='x' style='color:red'>A</P>", "<p>A</p>"),
        ("a<script>alert(1)</script>b", "ab"),
        ("a<script>alert(1)", "a"),
        ("<style>p{}</style>a<!-- hidden -->b", "ab"),
        ("<p onclick='alert(1)'>a</p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href=' java\tscript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='JaVaScRiPt&#58;alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='data:text/html,x'>a</a>", "<a>a</a>"),
        ("<a href='vbscript:x'>a</a>", "<a>a</a>"),
        ("<a href='https://a.example/?q=1:2'>a</a>", '<a href="https://a.example/?q=1:2">a</a>'),
        ("<a href='/pages/care'>a</a>", '<a href="/pages/care">a</a>'),
        ("<a href='mailto:a@b.example'>a</a>", '<a href="mailto:a@b.example">a</a>'),
        ("<img src='https://a.example/a.png' onerror='x'>", '<img src="https://a.example/a.png">'),
        ("a<img src='/web/image/1'>", "a"),
        ("a<img src='data:image/svg+xml,x'>", "a"),
        ("<iframe src='https://a.example'>x</iframe>a", "a"),
        ("<iframe src='https://a.example'/>a", "a"),
        ("<svg><script>x</script></svg>a", "a"),
        ("<form><input name='x'>y</form>a", "a"),
        ("<b>a", "<b>a</b>"),
        ("<b><i>a</b>c</i>", "<b><i>a</i></b>c"),
        ("a</p></div>b", "ab"),
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("<td colspan='2' onclick='x'>a</td>", '<td colspan="2">a</td>'),
        ("a<br/>b<hr>", "a<br>b<hr>"),
        ("<div/>a", "<div></div>a"),
        ("<p><br></p>", ""),
        ("<p>&nbsp; </p>", ""),
        ("", ""),
    ],
)
def test_p8_scripts_and_handlers_are_left_out(html, safe):
    assert safe_html(html) == safe


@given(st.text(alphabet="<>/='\" ascriptonjv:&;#x0!-\n"))
def test_p8_nothing_that_runs_comes_through(text):
    safe = safe_html(f"<div>{text}</div><a href='{text}'>a</a><script>{text}</script>")
    assert "<script" not in safe.lower()
    assert not re.search(r"<[^>]*\son\w+\s*=", safe, re.IGNORECASE)
    assert safe_html(safe) == safe, "what is harmless stays as it is"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\nTwo\n\nThree", "<p>One<br>Two</p><p>Three</p>"),
        ("a\r\n\r\nb", "<p>a</p><p>b</p>"),
        ('<b> & "c"', "<p>&lt;b&gt; &amp; &quot;c&quot;</p>"),
        (" \n ", ""),
        ("", ""),
    ],
)
def test_p8_plain_text_becomes_paragraphs(text, html):
    assert text_as_html(text) == html


def test_p8_attributes_become_a_table():
    assert attribute_table([("Size", ["S", "M"]), ("<b>", ["R&D"]), ("None", [])]) == (
        "<table><tbody><tr><th>Size</th><td>S, M</td></tr>"
        "<tr><th>&lt;b&gt;</th><td>R&amp;D</td></tr></tbody></table>"
    )
    assert attribute_table([]) == attribute_table([("None", [])]) == ""
