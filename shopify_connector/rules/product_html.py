# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A product's description as HTML that any page may show (P8, P9).

What Odoo holds is taken over as far as it is harmless: only known tags and attributes, links only
to where links may lead. Everything else is left out, and text is always escaped.
"""

import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

# The tags that may stay, and the attributes of each.
_PLAIN_TAGS = re.findall(
    r"\w+",
    "p div span br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd strong b em i u s small sub sup "
    "blockquote pre code table caption thead tbody tfoot tr",
)
_TAGS = {
    **dict.fromkeys(_PLAIN_TAGS, ()),
    "a": ("href", "title"),
    "img": ("src", "alt", "title", "width", "height"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
}
_VOID = {"br", "hr", "img"}
# Their content is no text.
_DROPPED = set(
    re.findall(
        r"\w+",
        "script style iframe object embed template noscript head svg math form select textarea "
        "audio video canvas",
    )
)
_ADDRESSES = {"href": ("http", "https", "mailto", "tel"), "src": ("http", "https")}
_SCHEME = re.compile(r"^([^/?#]*?):")
_BLANKS = re.compile(r"[\s\x00-\x20]+")


def safe_html(html: str) -> str:
    """Leave out of HTML what could harm whoever looks at it (P8).

    Scripts, event handlers, forms, frames, styles and links to scripts are gone; unclosed tags are
    closed. Pictures without a full address, which Shopify could not show, are left out as well.

    :param html: HTML of any origin
    :return: harmless HTML; "" if there is nothing to see in it
    """
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    return cleaner.result()


def text_as_html(text: str) -> str:
    """Put plain text in paragraphs: a blank line begins a new one.

    :param text: text with line breaks
    :return: HTML; "" for a text of blanks
    """
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(
        f"<p>{'<br>'.join(escape(line.strip()) for line in paragraph.splitlines())}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )


def attribute_table(attributes: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Put attributes in a table, one a row (P8).

    :param attributes: name and values of each
    :return: HTML; "" if there are none
    """
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(', '.join(values))}</td></tr>"
        for name, values in attributes
        if values
    )
    return f"<table><tbody>{rows}</tbody></table>" if rows else ""


class _Cleaner(HTMLParser):
    """Writes what it reads, as far as it is allowed; tags are closed in their order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._written: list[str] = []
        self._open: list[str] = []
        self._dropped: list[str] = []
        self._shows_something = False

    def result(self) -> str:
        """:return: the harmless HTML of what was read."""
        while self._open:
            self._written.append(f"</{self._open.pop()}>")
        return "".join(self._written).strip() if self._shows_something else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped.append(tag)
        if self._dropped or tag not in _TAGS:
            return
        kept = {name: value or "" for name, value in attrs if name in _TAGS[tag]}
        kept = {name: value for name, value in kept.items() if _is_harmless(name, value)}
        if tag == "img" and "src" not in kept:
            return
        self._written.append(
            "".join((f"<{tag}", *(f' {name}="{escape(kept[name])}"' for name in kept), ">"))
        )
        self._shows_something = self._shows_something or tag in ("img", "hr")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DROPPED:
            self.handle_starttag(tag, attrs)
            if tag in self._open[-1:]:
                self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag == self._dropped[-1]:
                self._dropped.pop()
        elif tag in self._open:
            while (closed := self._open.pop()) != tag:
                self._written.append(f"</{closed}>")
            self._written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._written.append(escape(data, quote=False))
            self._shows_something = self._shows_something or bool(data.strip())


def _is_harmless(name: str, value: str) -> bool:
    schemes = _ADDRESSES.get(name)
    if not schemes:
        return True
    # Browsers read over blanks and control characters within a scheme.
    found = _SCHEME.match(_BLANKS.sub("", value))
    if not found:
        return name != "src"
    return found[1].lower() in schemes
