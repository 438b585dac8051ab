# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The GraphQL documents of the addon, put together and validated. Needs graphql-core."""

import gzip
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graphql import (
    DocumentNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_client_schema,
    get_named_type,
    parse,
    validate,
    visit,
)

from ..schema import VERSIONS, schema_file
from .scope_needs import Clause, clauses

VERSIONS_LINE = re.compile(r"#\s*versions:\s*(.+)")


@dataclass(frozen=True)
class Document:
    """An operation with the fragments it spreads.

    :ivar name: its file below the folder of documents, without the ending
    :ivar versions: the versions it says it is valid in
    """

    name: str
    versions: tuple[str, ...]
    node: DocumentNode
    fragments: frozenset[str]

    @property
    def changes_something(self) -> bool:
        return any(
            isinstance(part, OperationDefinitionNode) and part.operation == OperationType.MUTATION
            for part in self.node.definitions
        )


class Schema:
    """Shopify's schema in one version, and the access it says is needed."""

    def __init__(self, folder: Path, version: str) -> None:
        with gzip.open(schema_file(folder, version)) as file:
            self._content = json.load(file)
        self.version = version

    @cached_property
    def graphql(self) -> GraphQLSchema:
        return build_client_schema(self._content["data"], assume_valid=True)

    @cached_property
    def _access(self) -> dict[tuple[str, str | None], dict]:
        items = self._content["offline_scopes"]["items"]
        return {(item["typeName"], item.get("fieldName")): item for item in items}

    def errors(self, document: Document) -> list[GraphQLError]:
        """:return: why the document is not valid in this version"""
        return validate(self.graphql, document.node)

    def needs(self, document: Document) -> set[Clause]:
        """:return: the access that the document needs in this version"""
        info = TypeInfo(self.graphql)
        collector = _Collector(info)
        visit(document.node, TypeInfoVisitor(info, collector))
        found: set[Clause] = set()
        for place in collector.places:
            item = self._access.get(place)
            if item:
                found.update(
                    clauses(
                        item["requiredAccess"], item["offlineScopes"], document.changes_something
                    )
                )
        return found


class _Collector(Visitor):
    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.places: set[tuple[str, str | None]] = set()

    def enter_field(self, node, *_arguments) -> None:
        parent, answer = self.info.get_parent_type(), self.info.get_type()
        if parent and answer:
            self.places.add((parent.name, node.name.value))
            self.places.add((get_named_type(answer).name, None))

    def enter_inline_fragment(self, node, *_arguments) -> None:
        if node.type_condition:
            self.places.add((node.type_condition.name.value, None))


def read_documents(folder: Path) -> list[Document]:
    """:return: all operations of the folder and its sub-folders, fragments apart

    :raises GraphQLError: if a file is not GraphQL
    """
    fragments = {path.stem: parse(_text(path)) for path in folder.glob("fragments/*.graphql")}
    paths = sorted(path for path in folder.rglob("*.graphql") if path.parent.name != "fragments")
    return [_read(path, folder, fragments) for path in paths]


def _read(path: Path, folder: Path, fragments: dict[str, DocumentNode]) -> Document:
    text = _text(path)
    own = parse(text)
    used: dict[str, None] = {}
    _collect(own, fragments, used)
    parts = [own, *(fragments[name] for name in used if name in fragments)]
    node = DocumentNode(definitions=tuple(part for each in parts for part in each.definitions))
    name = str(path.relative_to(folder).with_suffix(""))
    return Document(name, versions_of(text), node, frozenset(used))


def _collect(node: DocumentNode, fragments: dict[str, DocumentNode], used: dict[str, None]) -> None:
    spreads: list[str] = []

    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_arguments) -> None:
            spreads.append(spread.name.value)

    visit(node, Spreads())
    for name in spreads:
        if name not in used:
            used[name] = None
            if name in fragments:
                _collect(fragments[name], fragments, used)


def versions_of(text: str) -> tuple[str, ...]:
    """:return: the versions that the first line names; all, if it names none"""
    found = VERSIONS_LINE.fullmatch(text.partition("\n")[0].strip())
    return tuple(re.split(r"[,\s]+", found[1].strip())) if found else VERSIONS


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
