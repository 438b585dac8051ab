# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's official schema, read from its introspection files as a version is first asked for."""

import gzip
import json
import os
import threading
from pathlib import Path

from graphql import (
    GraphQLObjectType,
    GraphQLSchema,
    build_client_schema,
    get_named_type,
    get_nullable_type,
)

from .versions import schema_file

FOLDER_VARIABLE = "SHOPIFY_SCHEMA_DIR"


class SchemaMissing(Exception):
    """The folder with Shopify's introspection files is not known or lacks a version."""


class Access:
    """What a type or a field needs.

    :param text: Shopify's own words for it.
    :param scopes: access scopes, one of which is enough; empty when none is needed.
    """

    __slots__ = ("scopes", "text")

    def __init__(self, text: str, scopes: tuple[str, ...]):
        self.text = text
        self.scopes = scopes


class AdminSchema:
    """One version of the Admin schema.

    :param version: such as "2026-10".
    :param content: the parsed introspection file: ``data`` and ``offline_scopes``.
    """

    def __init__(self, version: str, content: dict):
        self.version = version
        introspection = content["data"]
        self.graphql: GraphQLSchema = build_client_schema(
            introspection.get("data", introspection), assume_valid=True
        )
        self._type_access: dict[str, Access] = {}
        self._field_access: dict[tuple[str, str], Access] = {}
        self._needed: dict[tuple[str, str], Access | None] = {}
        for item in content["offline_scopes"]["items"]:
            self._note_access(item)
        self.documents: dict = {}
        self.lock = threading.Lock()

    def _note_access(self, item: dict) -> None:
        access = Access(item["requiredAccess"], tuple(dict.fromkeys(item["offlineScopes"])))
        if item["type"] == "type":
            self._type_access[item["typeName"]] = access
        else:
            self._field_access[item["typeName"], item["fieldName"]] = access

    def access_for(self, type_name: str, field_name: str) -> Access | None:
        """What reading a field needs: its own access, else that of the type it leads to."""
        key = type_name, field_name
        if key not in self._needed:
            self._needed[key] = self._find_access(type_name, field_name)
        return self._needed[key]

    def _find_access(self, type_name: str, field_name: str) -> Access | None:
        own = self._field_access.get((type_name, field_name))
        if own and own.scopes:
            return own
        if type_name == "Mutation":
            return None
        target = self.node_type(self.graphql.type_map[type_name].fields[field_name].type)
        led_to = self._type_access.get(target)
        return led_to if led_to and led_to.scopes else None

    def node_type(self, graphql_type) -> str:
        """The name of the type a field leads to; a connection leads to its nodes' type."""
        named = get_named_type(graphql_type)
        if named.name.endswith("Connection") and "nodes" in getattr(named, "fields", {}):
            return get_named_type(named.fields["nodes"].type).name
        return named.name

    def field_type(self, type_name: str, field_name: str):
        """The type of a field without its outer "!"."""
        return get_nullable_type(self.graphql.type_map[type_name].fields[field_name].type)

    def object_type(self, name: str) -> GraphQLObjectType | None:
        """The object type of a name, or None when the version has none."""
        found = self.graphql.type_map.get(name)
        return found if isinstance(found, GraphQLObjectType) else None

    @property
    def scopes(self) -> frozenset[str]:
        """Every access scope the schema knows."""
        named = [*self._type_access.values(), *self._field_access.values()]
        return frozenset(scope for access in named for scope in access.scopes)


_loaded: dict[Path, AdminSchema] = {}
_loading = threading.Lock()


def schema_folder() -> Path:
    """The folder with Shopify's introspection files.

    :raises SchemaMissing: the environment does not name one.
    """
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        raise SchemaMissing(
            f"Set {FOLDER_VARIABLE} to the folder with Shopify's admin_VERSION.json.gz files."
        )
    return Path(folder)


def load(version: str, folder: Path | None = None) -> AdminSchema:
    """The schema of a version, read once per process (0.5 s).

    :raises SchemaMissing: the file is not there.
    """
    path = schema_file(folder or schema_folder(), version)
    with _loading:
        if path not in _loaded:
            if not path.is_file():
                raise SchemaMissing(f"Shopify's schema {version} is not in {path.parent}.")
            with gzip.open(path, "rt", encoding="utf-8") as file:
                _loaded[path] = AdminSchema(version, json.load(file))
        return _loaded[path]
