# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Validate every GraphQL document against Shopify's schemas, and the list of scopes with it.

Prints problems on stdout and notes on stderr. Needs graphql-core.
"""

import os
import sys
from pathlib import Path

from graphql import GraphQLError

from ..paths import own_addons
from ..schema import VERSIONS
from . import scope_list
from .graphql_documents import Document, Schema, read_documents
from .scope_needs import Clause, solve

MOST_ERRORS = 5


def main(arguments: list[str]) -> int:
    """:return: 0 if there is no problem"""
    schemas = [Schema(Path(os.environ["SHOPIFY_SCHEMA_DIR"]), version) for version in VERSIONS]
    problems = []
    for addon in own_addons():
        folder = addon / "shopify" / "documents"
        if folder.is_dir():
            problems += _check_addon(addon.name, folder, schemas, "--write-scopes" in arguments)
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


def _check_addon(addon: str, folder: Path, schemas: list[Schema], write: bool) -> list[str]:
    try:
        documents = read_documents(folder)
    except GraphQLError as error:
        return [f"{addon}: {error}"]
    problems = [
        f"{addon}/{folder.parent.name}/documents/{document.name}.graphql: {text}"
        for document in documents
        for text in check_document(document, schemas)
    ]
    problems += unused_fragments(documents, folder)
    if not problems:
        problems = _check_scopes(documents, folder, schemas, write)
    print(f"{len(documents)} documents against {', '.join(VERSIONS)}", file=sys.stderr)
    return problems


def check_document(document: Document, schemas: list[Schema]) -> list[str]:
    """:return: why the document is not valid in exactly the versions it names"""
    unknown = set(document.versions) - {schema.version for schema in schemas}
    problems = [f"there is no schema of version {version}" for version in sorted(unknown)]
    for schema in schemas:
        errors = schema.errors(document)
        if schema.version in document.versions:
            problems += [f"{schema.version}: {error.message}" for error in errors[:MOST_ERRORS]]
        elif not errors:
            problems.append(f"it is valid in {schema.version} too, which its first line leaves out")
    return problems


def unused_fragments(documents: list[Document], folder: Path) -> list[str]:
    """:return: a problem for each fragment that no document spreads"""
    used = {name for document in documents for name in document.fragments}
    files = {path.stem for path in folder.glob("fragments/*.graphql")}
    return [f"fragments/{name}.graphql: no document spreads it" for name in sorted(files - used)]


def _check_scopes(
    documents: list[Document], folder: Path, schemas: list[Schema], write: bool
) -> list[str]:
    needs = {document.name: _needs(document, schemas) for document in documents}
    scopes = solve(sorted(clause for each in needs.values() for clause in each))
    derived = {
        scope: tuple(
            sorted(name for name, each in needs.items() if any(scope in need for need in each))
        )
        for scope in sorted(scopes)
    }
    for scope, names in derived.items():
        print(f"scope {scope}: {len(names)} documents", file=sys.stderr)
    file = folder.parent / "scopes.py"
    if write:
        scope_list.write(file, derived)
    return scope_list.compare(file, derived)


def _needs(document: Document, schemas: list[Schema]) -> set[Clause]:
    """In the newest version it is valid in: that one is asked first."""
    newest = [schema for schema in schemas if schema.version in document.versions][-1]
    return newest.needs(document)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
