# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Compare what databases hold, and say in few lines what differs."""

import json
from collections import Counter

SHOWN = 5


def assert_same_content(content, expected, but=()):
    """Both hold the same rows, each as often.

    :param content: what ``content.content_of`` tells of a database
    :param expected: the same of another one
    :param but: fields that may differ
    """
    differing = [
        line
        for model, rows in expected.items()
        for line in _differing(model, _texts(content[model], but), _texts(rows, but))
    ]
    assert not differing, "\n".join(differing)


def _differing(model, rows, wanted):
    missing, left = list((wanted - rows).elements()), list((rows - wanted).elements())
    if missing or left:
        yield f"{model}: {len(missing)} missing, {len(left)} too many, such as"
    for text in missing[:SHOWN]:
        yield f"  {_difference(json.loads(text), [json.loads(other) for other in left])}"
    if not missing:
        yield from (f"  {text[:300]}" for text in left[:SHOWN])


def _difference(row, others):
    """:return: in what the likest of the other rows differs"""
    likest = min(others, key=lambda other: len(_fields(row, other)), default={})
    fields = {name: (row[name], likest.get(name)) for name in _fields(row, likest)}
    return f"{row.get('key')}: {fields}"[:600]


def _fields(row, other):
    return [name for name in row if row[name] != other.get(name)]


def _texts(rows, but):
    return Counter(
        json.dumps({name: row[name] for name in row if name not in but}, sort_keys=True)
        for row in rows
    )
