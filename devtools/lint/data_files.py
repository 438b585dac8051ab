# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""XML data files: well-formed, with the header of the house, named as Odoo 19 wants them."""

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

HEADER = re.compile(r'<\?xml version="1\.0" encoding="utf-8" ?\?>\n')
NAME = re.compile(r"[a-z][a-z0-9_]*")
# What an id says about the record, by model.
WORDS = {
    "ir.ui.view": "view",
    "ir.actions.act_window": "action",
    "ir.actions.server": "action",
    "ir.cron": "cron",
    "ir.rule": "rule",
    "ir.sequence": "sequence",
    "res.groups": "group",
}
GONE = {"tree": "list", "oe_chatter": "chatter"}


def check(addon: Path) -> list[str]:
    """:return: what is wrong with the addon's XML files"""
    problems = []
    seen: Counter[str] = Counter()
    for path in sorted(addon.rglob("*.xml")):
        inside = path.relative_to(addon)
        found = check_text(
            path.read_text(encoding="utf-8"), addon.name, inside.parts[0] != "static"
        )
        if inside.parts[0] != "static":
            seen.update(ids(path.read_text(encoding="utf-8")))
        problems += [f"{addon.name}/{inside}: {text}" for text in found]
    return problems + [
        f"{addon.name}: the id {name} is given to {count} records"
        for name, count in seen.items()
        if count > 1
    ]


def check_text(text: str, addon: str, is_data: bool = True) -> list[str]:
    """:param is_data: whether it is a file of records, and not a template of the web client

    :return: what is wrong with one file
    """
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        return [f"not well-formed: {error}"]
    problems = []
    if not HEADER.match(text):
        problems.append('the first line is not <?xml version="1.0" encoding="utf-8" ?>')
    for gone, instead in GONE.items():
        if next(root.iter(gone), None) is not None:
            problems.append(f"<{gone}> is gone in Odoo 19: <{instead}>")
    if not is_data:
        return problems
    if root.tag != "odoo":
        problems.append(f"the outermost element is <{root.tag}>, not <odoo>")
    for element in root.iter():
        problems += _record(element, addon)
    return problems


def ids(text: str) -> list[str]:
    """:return: the ids that a file gives to records of its own; none if it is not well-formed"""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return []
    tags = ("record", "menuitem", "template")
    elements = [element for tag in tags for element in root.iter(tag)]
    return [element.get("id") for element in elements if element.get("id")]


def _record(element: ElementTree.Element, addon: str) -> list[str]:
    if element.tag not in ("record", "menuitem", "template") or not element.get("id"):
        return []
    name = element.get("id")
    module, dot, own = name.rpartition(".")
    if dot and module != addon:
        return []
    if dot:
        return [f"the id {name} needs no {addon}. before it"]
    if not NAME.fullmatch(own):
        return [f"the id {name} is not made of lower-case words joined by _"]
    word = "menu" if element.tag == "menuitem" else WORDS.get(element.get("model", ""))
    if word and word not in name.split("_"):
        return [f"the id {name} does not say that it is a {word}"]
    return []
