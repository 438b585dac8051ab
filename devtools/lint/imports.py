# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The rooms: ``shopify/`` talks, ``rules/`` decides, ``models/`` keeps; each does its own work."""

import ast
from pathlib import Path

FORBIDDEN = {
    "shopify": {"odoo"},
    "rules": {"odoo", "requests", "http", "socket", "urllib3", "psycopg2"},
    "models": {"requests", "urllib3", "http"},
}


def check(addon: Path) -> list[str]:
    """:return: the imports that leave their room"""
    problems = []
    for room, forbidden in FORBIDDEN.items():
        folder = addon / room
        for path in sorted(folder.rglob("*.py")):
            depth = len(path.relative_to(folder).parts)
            found = check_text(path.read_text(encoding="utf-8"), forbidden, depth, room)
            problems += [f"{path.relative_to(addon.parent)}:{text}" for text in found]
    return problems


def check_text(text: str, forbidden: set[str], depth: int, room: str) -> list[str]:
    """:param depth: how many levels up a relative import may go without leaving the room

    :return: the bad imports of one file, each with its line
    """
    problems = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        elif isinstance(node, ast.ImportFrom):
            if node.level > depth and room != "models":
                problems.append(f"{node.lineno}: {room}/ imports from outside of it")
            continue
        else:
            continue
        problems += [
            f"{node.lineno}: {room}/ may not import {name}"
            for name in names
            if name.partition(".")[0] in forbidden
        ]
    return problems
