# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The documents themselves: complete, pageable, within Shopify's limits."""

import pytest
from graphql import (
    FieldNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    get_named_type,
    parse,
    print_ast,
    validate,
)

from shopify import documents
from shopify_sandbox.schema import load

BULK = ("CUSTOMERS_BULK", "ORDERS_BULK", "ORDERS_COMPARED", "PRODUCTS_BULK")
#: Zones, methods and markets' shipping have no ids: these documents take the cursors themselves,
#: which test_client_shipping_methods proves.
READ_ON_BY_THEMSELVES = ("SHIPPING_BY_MARKET", "SHIPPING_METHODS", "SHIPPING_OF_MARKET")
ALL = [getattr(documents, name) for name in documents.names()]
PAGED = [
    getattr(documents, name)
    for name in documents.names()
    if name not in (*BULK, *READ_ON_BY_THEMSELVES) and not getattr(documents, name).is_mutation
]
CONTINUED = [documents.continuation(*pair) for pair in documents.continuations()]


@pytest.fixture(scope="module")
def schema():
    return load("2026-10").graphql


def connections(schema, document):
    """Yield (depth, parent type, field node, selected names) for each connection."""
    parsed = parse(document.text)
    fragments = {d.name.value: d for d in parsed.definitions if hasattr(d, "type_condition")}
    operation = next(d for d in parsed.definitions if not hasattr(d, "type_condition"))

    def fields(selection_set, parent):
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                yield node, parent
            elif isinstance(node, FragmentSpreadNode):
                target = fragments[node.name.value]
                yield from fields(
                    target.selection_set, schema.type_map[target.type_condition.name.value]
                )
            elif isinstance(node, InlineFragmentNode):
                inner = schema.type_map[node.type_condition.name.value]
                yield from fields(node.selection_set, inner)

    def walk(selection_set, parent, depth):
        for node, owner in fields(selection_set, parent):
            if not node.selection_set or node.name.value.startswith("__"):
                continue
            target = get_named_type(owner.fields[node.name.value].type)
            inner = depth
            if target.name.endswith("Connection"):
                inner = depth + 1
                names = {child.name.value for child, _ in fields(node.selection_set, target)}
                yield inner, owner, node, names
            yield from walk(node.selection_set, target, inner)

    yield from walk(operation.selection_set, schema.query_type, 0)


def test_every_document_is_found_and_named_after_its_file():
    assert len(ALL) >= 16
    for name in documents.names():
        assert getattr(documents, name).name.lower() == name.replace("_", "").lower()
    assert documents.ORDERS_BY_ID is documents.ORDERS_BY_ID


def test_there_is_no_document_by_chance():
    with pytest.raises(AttributeError):
        documents.NO_SUCH_DOCUMENT  # noqa: B018


@pytest.mark.parametrize("document", PAGED, ids=lambda d: d.name)
def test_every_nested_connection_can_be_read_on(schema, document):
    for depth, owner, node, names in connections(schema, document):
        assert {"nodes", "pageInfo"} <= names, f"{owner.name}.{node.name.value}"
        assert node.alias is None
        if owner is not schema.query_type:
            found = documents.continuation(owner.name, node.name.value)
            assert found, f"{owner.name}.{node.name.value} can't be read on (level {depth})"


@pytest.mark.parametrize("document", CONTINUED, ids=lambda d: d.name)
def test_a_continuation_reads_what_the_first_page_read(schema, document):
    """The selection of the nodes is the same, so that page 2 looks like page 1."""
    (first, *inner) = connections(schema, document)
    assert all(documents.continuation(o.name, n.name.value) for _, o, n, _ in inner)
    selections = set()
    for other in [*PAGED, *CONTINUED]:
        for _, owner, node, _ in connections(schema, other):
            if (owner.name, node.name.value) == (first[1].name, first[2].name.value):
                nodes = next(
                    child for child in node.selection_set.selections if child.name.value == "nodes"
                )
                selections.add(print_ast(nodes))
    assert len(selections) == 1


@pytest.mark.parametrize("name", BULK)
def test_a_bulk_text_is_valid_and_within_the_limits(schema, name):
    asked = getattr(documents, name)
    text = documents.bulk_text(asked, query='tag:"a b"', **asked.permitted(()))
    document = documents.operation(text)
    assert validate(schema, parse(text)) == []
    assert '"tag:\\"a b\\""' in text
    found = list(connections(schema, document))
    assert len(found) <= 5
    assert max(depth for depth, *_ in found) <= 2


@pytest.mark.parametrize("document", CONTINUED, ids=lambda d: d.name)
def test_several_continuations_fit_into_one_request(schema, document):
    batch = documents.batched(document, 8)
    assert validate(schema, parse(batch.text)) == []
    (root,) = [d for d in parse(batch.text).definitions if not hasattr(d, "type_condition")]
    aliases = [node.alias.value for node in root.selection_set.selections]
    assert aliases == [f"n{index}" for index in range(8)]


def test_versions_are_read_from_the_first_line():
    assert documents.CUSTOMERS.versions == ("2026-10",)
    assert documents.ORDERS_BY_ID.versions == ()
    assert documents.BULK_RUN_QUERY.is_mutation
    assert not documents.ORDERS_BY_ID.is_mutation
