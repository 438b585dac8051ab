# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Validating documents, on a small schema of two versions."""

import gzip
import json

import pytest
from graphql import build_schema, introspection_from_schema

from devtools.lint.graphql_check import check_document, unused_fragments
from devtools.lint.graphql_documents import Schema, read_documents, versions_of
from devtools.schema import VERSIONS, schema_file

OLD = "type Query { orders: [Order] } type Order { id: ID! }"
NEW = "type Query { orders: [Order] } type Order { id: ID! note: String }"
ACCESS = [
    {"typeName": "Order", "requiredAccess": "`read_orders`", "offlineScopes": ["read_orders"]},
    {
        "typeName": "Order",
        "fieldName": "note",
        "requiredAccess": "`read_notes`",
        "offlineScopes": ["read_notes"],
    },
]


@pytest.fixture
def schemas(tmp_path):
    texts = (OLD, NEW, NEW, NEW)
    for version, text in zip(VERSIONS, texts, strict=True):
        content = {
            "data": introspection_from_schema(build_schema(text)),
            "offline_scopes": {"items": ACCESS},
        }
        with gzip.open(schema_file(tmp_path, version), "wt") as file:
            json.dump(content, file)
    return [Schema(tmp_path, version) for version in VERSIONS]


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "documents"
    (path / "fragments").mkdir(parents=True)
    (path / "fragments" / "Order.graphql").write_text("fragment Order on Order { id }")
    return path


def document(folder, text):
    (folder / "orders.graphql").write_text(text)
    (found,) = read_documents(folder)
    return found


def test_a_document_with_its_fragment_is_valid_everywhere(folder, schemas):
    assert check_document(document(folder, "query Q { orders { ...Order } }"), schemas) == []


def test_an_unknown_field_is_found_in_the_version_that_lacks_it(folder, schemas):
    problems = check_document(document(folder, "query Q { orders { note } }"), schemas)
    assert problems == [f"{VERSIONS[0]}: Cannot query field 'note' on type 'Order'."]


def test_a_document_may_name_the_versions_it_needs(folder, schemas):
    text = f"# versions: {' '.join(VERSIONS[1:])}\nquery Q {{ orders {{ note }} }}"
    assert check_document(document(folder, text), schemas) == []


def test_a_version_left_out_for_no_reason_is_found(folder, schemas):
    text = f"# versions: {' '.join(VERSIONS[1:])}\nquery Q {{ orders {{ id }} }}"
    assert check_document(document(folder, text), schemas) == [
        f"it is valid in {VERSIONS[0]} too, which its first line leaves out"
    ]


def test_a_version_without_a_schema_is_found(folder, schemas):
    text = f"# versions: {' '.join(VERSIONS)} 2019-01\nquery Q {{ orders {{ id }} }}"
    assert check_document(document(folder, text), schemas) == [
        "there is no schema of version 2019-01"
    ]


def test_a_missing_fragment_is_found(folder, schemas):
    problems = check_document(document(folder, "query Q { orders { ...Nothing } }"), schemas)
    assert len(problems) == len(VERSIONS)
    assert "Unknown fragment 'Nothing'." in problems[0]


def test_a_fragment_that_no_document_spreads_is_found(folder):
    documents = [document(folder, "query Q { orders { id } }")]
    assert unused_fragments(documents, folder) == [
        "fragments/Order.graphql: no document spreads it"
    ]


def test_needs_come_from_types_and_fields_in_fragments_too(folder, schemas):
    found = document(folder, "query Q { orders { ...Order } }")
    assert schemas[-1].needs(found) == {("read_orders",)}
    found = document(folder, "query Q { orders { note } }")
    assert schemas[-1].needs(found) == {("read_orders",), ("read_notes",)}


def test_only_the_first_line_names_versions():
    assert versions_of("# versions: 2026-10, 2026-07\nquery Q { a }") == ("2026-10", "2026-07")
    assert versions_of("# why\n# versions: 2026-10\nquery Q { a }") == VERSIONS
