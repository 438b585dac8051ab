# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's rich text, a tree in JSON, as HTML and as plain text, and back (P19).

Only what Shopify knows is kept: paragraphs, headings, lists, links, bold and italic. Scripts,
styles and links to anything but the web, mail and phone are left out, either way.
"""

import re
from html import escape
from html.parser import HTMLParser
from typing import Any

Node = dict[str, Any]

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "div", "section", "article", "blockquote", "pre", "tr", "table", *_HEADINGS)
_LISTS = {"ul": "unordered", "ol": "ordered"}
_MARKS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_SILENT = ("script", "style", "template", "head", "title")
_SAFE_LINK = re.compile(r"^(https?:|mailto:|tel:|/|#)", re.IGNORECASE)


def to_html(root: Node) -> str:
    """Write a rich text as HTML; what is unknown gives its texts alone.

    :param root: the tree, a node of type ``root``
    """
    return "".join(map(_html, _children(root)))


def to_text(root: Node) -> str:
    """Write a rich text as plain text, a line a paragraph, heading or list item.

    :param root: the tree, a node of type ``root``
    """
    return "\n".join(_lines(root))


def from_text(text: str) -> Node:
    """Make a rich text of plain text: a paragraph a line, without empty ones."""
    lines = (line.strip() for line in text.splitlines())
    return _root([_paragraph([_text(line)]) for line in lines if line])


def from_html(html: str) -> Node:
    """Make a rich text of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _root(reader.finished())


def is_empty(root: Node) -> bool:
    """Whether a rich text says nothing."""
    return not to_text(root).strip()


def _children(node: Node) -> list[Node]:
    found = node.get("children")
    return [child for child in found if isinstance(child, dict)] if isinstance(found, list) else []


# === TO HTML === #


def _html(node: Node) -> str:
    inner = "".join(map(_html, _children(node)))
    match node.get("type"):
        case "text":
            return _html_text(node)
        case "paragraph":
            return f"<p>{inner}</p>"
        case "heading":
            level = node.get("level") if node.get("level") in range(1, 7) else 2
            return f"<h{level}>{inner}</h{level}>"
        case "list":
            tag = "ol" if node.get("listType") == "ordered" else "ul"
            return f"<{tag}>{inner}</{tag}>"
        case "list-item":
            return f"<li>{inner}</li>"
        case "link" if _SAFE_LINK.match(str(node.get("url") or "")):
            return f"<a{_link_attributes(node)}>{inner}</a>"
    return inner


def _html_text(node: Node) -> str:
    text = escape(str(node.get("value") or ""), quote=False).replace("\n", "<br/>")
    for mark, tag in (("italic", "em"), ("bold", "strong")):
        if node.get(mark):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _link_attributes(node: Node) -> str:
    names = (("href", "url"), ("title", "title"), ("target", "target"))
    return "".join(f' {name}="{escape(str(node[key]))}"' for name, key in names if node.get(key))


def _lines(node: Node) -> list[str]:
    lines, open_line = [], ""
    for child in _children(node):
        if child.get("type") == "text":
            open_line += str(child.get("value") or "")
        elif child.get("type") == "link":
            open_line += "".join(_lines(child))
        else:
            lines += [*([open_line] if open_line else ()), *_lines(child)]
            open_line = ""
    return [*lines, *([open_line] if open_line else ())]


# === FROM HTML === #


class _Reader(HTMLParser):
    """Builds the tree: blocks beside each other, lists inside each other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Node] = []
        self._inline: list[Node] = []
        self._lists: list[Node] = []
        self._heading = 0
        self._marks = {"bold": 0, "italic": 0}
        self._link: Node | None = None
        self._silent = 0

    def finished(self) -> list[Node]:
        """The blocks read."""
        self._end_block()
        return self._blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in _SILENT:
            self._silent += 1
        elif tag in _MARKS:
            self._marks[_MARKS[tag]] += 1
        elif tag == "br":
            self._add("\n")
        elif tag == "a":
            self._open_link(dict(attrs))
        elif tag in _LISTS:
            self._end_block()
            self._open_list(_LISTS[tag])
        elif tag == "li":
            self._end_block()
            self._open_item()
        elif tag in _BLOCKS:
            self._end_block()
            self._heading = int(tag[1]) if tag in _HEADINGS else 0

    def handle_endtag(self, tag: str) -> None:
        """Close an element; one that was never opened does no harm."""
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag in _MARKS:
            self._marks[_MARKS[tag]] = max(self._marks[_MARKS[tag]] - 1, 0)
        elif tag == "a":
            self._link = None
        elif tag in _LISTS:
            self._end_block()
            del self._lists[-1:]
        elif tag == "li" or tag in _BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        """Take in text, with its spaces as a browser shows them."""
        if not self._silent:
            self._add(re.sub(r"[ \t\r\n\f\v]+", " ", data))

    def _add(self, text: str) -> None:
        siblings = self._inline if self._link is None else self._link["children"]
        marks = {mark: True for mark, depth in self._marks.items() if depth}
        last = siblings[-1] if siblings else None
        if last and last["type"] == "text" and _marks_of(last) == marks:
            last["value"] += text
        elif text:
            siblings.append({**_text(text), **marks})

    def _open_link(self, attributes: dict[str, str | None]) -> None:
        url = (attributes.get("href") or "").strip()
        if not _SAFE_LINK.match(url):
            self._link = None
            return
        self._link = {"type": "link", "url": url}
        for name in ("title", "target"):
            if attributes.get(name):
                self._link[name] = attributes[name]
        self._link["children"] = []
        self._inline.append(self._link)

    def _open_list(self, kind: str) -> None:
        found = {"type": "list", "listType": kind, "children": []}
        items = self._lists[-1]["children"] if self._lists else []
        (items[-1]["children"] if items else self._blocks).append(found)
        self._lists.append(found)

    def _open_item(self) -> None:
        if not self._lists:
            self._open_list("unordered")
        self._lists[-1]["children"].append({"type": "list-item", "children": []})

    def _end_block(self) -> None:
        """Close the paragraph, heading or list item that is open, if it says something."""
        inline, self._inline = _trimmed(self._inline), []
        if self._link is not None:
            self._link = {**self._link, "children": []}
            self._inline.append(self._link)
        heading, self._heading = self._heading, 0
        if not inline:
            return
        items = self._lists[-1]["children"] if self._lists else []
        if items:
            items[-1]["children"] += inline
        elif heading:
            self._blocks.append({"type": "heading", "level": heading, "children": inline})
        else:
            self._blocks.append(_paragraph(inline))


def _trimmed(inline: list[Node]) -> list[Node]:
    """Leave out spaces at both ends and around line breaks, and what is empty."""
    texts = [text for node in inline for text in _texts(node)]
    before = "\n"
    for text in texts:
        value = re.sub(r" *\n *", "\n", text["value"])
        text["value"] = value.lstrip(" ") if before.endswith((" ", "\n")) else value
        before = text["value"] or before
    for text in reversed(texts):
        text["value"] = text["value"].rstrip(" \n")
        if text["value"]:
            break
    for text in texts:
        text["value"] = text["value"].lstrip("\n")
        if text["value"]:
            break
    kept = [node for node in inline if any(text["value"] for text in _texts(node))]
    for node in kept:
        if node["type"] == "link":
            node["children"] = [text for text in node["children"] if text["value"]]
    return kept


def _texts(node: Node) -> list[Node]:
    return node["children"] if node["type"] == "link" else [node]


def _marks_of(text: Node) -> dict[str, bool]:
    return {mark: True for mark in ("bold", "italic") if text.get(mark)}


def _root(children: list[Node]) -> Node:
    return {"type": "root", "children": children}


def _paragraph(children: list[Node]) -> Node:
    return {"type": "paragraph", "children": children}


def _text(value: str) -> Node:
    return {"type": "text", "value": value}
