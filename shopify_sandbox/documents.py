# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Documents, parsed and checked once per version and text."""

from dataclasses import dataclass

from graphql import (
    FragmentDefinitionNode,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    parse,
    validate,
)

from .errors import RequestRefused
from .schema import AdminSchema
from .validation import syntax_refusal, validation_errors

KEPT_TEXTS = 1000


@dataclass(frozen=True)
class Document:
    """A document that passed Shopify's schema."""

    operations: dict[str | None, OperationDefinitionNode]
    fragments: dict[str, FragmentDefinitionNode]

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run.

        :raises RequestRefused: none of that name, or several and no name.
        """
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if name in self.operations:
            return self.operations[name]
        message = (
            "An operation name is required" if name is None else f'No operation named "{name}"'
        )
        raise RequestRefused([{"message": message, "extensions": {"code": "BAD_REQUEST"}}])


def document(schema: AdminSchema, text: str) -> Document:
    """The checked document of a text.

    :raises RequestRefused: it does not parse, or does not fit the schema.
    """
    known = schema.documents.get(text)
    if known is None:
        known = _read(schema, text)
        with schema.lock:
            if len(schema.documents) >= KEPT_TEXTS:
                schema.documents.clear()
            schema.documents[text] = known
    if isinstance(known, list):
        raise RequestRefused(known)
    return known


def _read(schema, text):
    try:
        ast = parse(text)
    except GraphQLSyntaxError as error:
        return [syntax_refusal(error, text)]
    found = validate(schema.graphql, ast)
    if found:
        return validation_errors(found, ast, schema.graphql)
    definitions = ast.definitions
    return Document(
        {d.name.value if d.name else None: d for d in _of(definitions, OperationDefinitionNode)},
        {d.name.value: d for d in _of(definitions, FragmentDefinitionNode)},
    )


def _of(definitions, kind):
    return [definition for definition in definitions if isinstance(definition, kind)]
