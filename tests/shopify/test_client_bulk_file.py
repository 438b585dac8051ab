# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A bulk operation's result on disk: loaded in pieces, read in any number of goes (O26)."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopify import bulk_file, errors
from shopify.bulk_file import BulkFile

SHAPE = {"Order": {"LineItem": "lineItems"}}
ORDERS = 7


def gid(kind, number):
    return f"gid://shopify/{kind}/{number}"


def content(orders=ORDERS):
    """:return: a file's bytes: a child stands before its parent, and a line is empty"""
    nodes = []
    for number in range(orders):
        for line in range(number % 3):
            child = {"id": gid("LineItem", 10 * number + line), "name": "Straße"}
            nodes.append({**child, "__parentId": gid("Order", number)})
        nodes.append({"id": gid("Order", number)})
    lines = [json.dumps(node, ensure_ascii=False).encode() for node in nodes]
    return b"\n".join([*lines[:4], b"", *lines[4:]]) + b"\n"


class Server:
    """Hands out a file in chunks, and counts from where it was asked to."""

    def __init__(self, data, size=50):
        self.data = data
        self.size = size
        self.starts = []

    def __call__(self, start):
        self.starts.append(start)
        for position in range(start, len(self.data), self.size):
            yield self.data[position : position + self.size]


def never():
    return False


def read(file, after=-1):
    return [
        (node["id"], [child["id"] for child in node["lineItems"]["nodes"]])
        for _position, node in file.roots(SHAPE, after)
    ]


EXPECTED = [
    (gid("Order", number), [gid("LineItem", 10 * number + line) for line in range(number % 3)])
    for number in range(ORDERS)
]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(bulk_file, "ROWS_AT_ONCE", 2)


def test_o26_a_result_is_loaded_and_read_from_any_order_on(tmp_path):
    file = BulkFile(tmp_path / "new" / "orders.sqlite")
    assert not file.is_complete
    assert file.load(Server(content()), never)
    assert file.is_complete
    assert file.root_count() == ORDERS
    assert read(file) == EXPECTED
    positions = [position for position, _node in file.roots(SHAPE)]
    for number, position in enumerate(positions):
        assert read(file, position) == EXPECTED[number + 1 :]
    file.remove()
    assert list((tmp_path / "new").iterdir()) == []


def test_o26_loading_goes_on_where_it_was_stopped(tmp_path):
    server = Server(content())
    rounds = 0
    while not BulkFile(tmp_path / "f").load(server, lambda: True):
        rounds += 1
    assert rounds > 3
    assert server.starts == sorted(set(server.starts)), "something was loaded twice"
    assert read(BulkFile(tmp_path / "f")) == EXPECTED
    assert BulkFile(tmp_path / "f").load(server, never)
    assert len(server.starts) == rounds + 1, "a complete file was asked for again"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 12), max_size=6), st.integers(1, 400))
def test_o26_loading_may_break_off_anywhere(breaks, size):
    class Broken(Exception):
        pass

    server = Server(content(), size)

    def breaking(chunks_left):
        def chunks(start):
            for number, chunk in enumerate(server(start)):
                if number == chunks_left:
                    raise Broken
                yield chunk

        return chunks

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "f"
        for chunks_left in breaks:
            try:
                BulkFile(path).load(breaking(chunks_left), never)
            except Broken:
                assert not BulkFile(path).is_complete
        assert BulkFile(path).load(server, never)
        assert read(BulkFile(path)) == EXPECTED


def test_o26_a_damaged_file_is_loaded_anew(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"SQLite format 3\x00" + b"damaged" * 200)
    file = BulkFile(path)
    assert not file.is_complete
    assert file.load(Server(content()), never)
    assert read(file) == EXPECTED


def test_o26_an_empty_result_has_no_orders(tmp_path):
    file = BulkFile(tmp_path / "f")
    assert file.load(Server(b""), never)
    assert (file.root_count(), read(file)) == (0, [])


@pytest.mark.parametrize("data", [b'{"id": "gid://shopify/Order/1"\n', b"[]\n"])
def test_o26_a_broken_line_is_told(tmp_path, data):
    with pytest.raises(errors.MalformedAnswer):
        BulkFile(tmp_path / "f").load(Server(data), never)


def test_o26_a_child_without_its_parent_is_told(tmp_path):
    line = {"id": gid("LineItem", 1), "__parentId": gid("Order", 9)}
    with pytest.raises(errors.MalformedAnswer, match="Order/9"):
        BulkFile(tmp_path / "f").load(Server(json.dumps(line).encode()), never)
