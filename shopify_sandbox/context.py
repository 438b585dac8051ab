# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What one request knows while it is answered."""

import json

from graphql import get_location, get_named_type, is_abstract_type

from .errors import ApiError, IdempotencyRefused
from .execution.literals import argument_values

SIXTY_DAYS = 60


class RequestContext:
    """One operation being executed.

    :param sandbox: the shop's sandbox.
    :param schema: the schema of the version that answers.
    :param grant: the app's token: who asks and what it may.
    :param variables: the operation's coerced variables.
    :param bulk: whether a bulk operation asks (connections then need no size).
    """

    def __init__(self, sandbox, schema, grant, variables: dict, *, bulk: bool = False):
        self.sandbox = sandbox
        self.shop = sandbox.shop
        self.schema = schema
        self.grant = grant
        self.variables = variables
        self.bulk = bulk
        self.errors: list[dict] = []
        self.search_notes: list[dict] = []

    def note_error(self, error: ApiError, path: list, nodes) -> None:
        """Add an entry to the answer's errors."""
        entry = {"message": error.message}
        if nodes:
            entry["locations"] = [_location(node) for node in nodes]
        entry["extensions"] = error.extensions
        entry["path"] = path
        self.errors.append(entry)

    def listed(self, type_name: str):
        """The shop's collection of a type; empty when it has none."""
        return self.shop.collections.get(type_name, [])

    def node(self, gid: str, type_name: str | None = None) -> dict | None:
        """A node by its id, None when there is none this app may see.

        :raises ApiError: what was given is no gid.
        """
        if not str(gid).startswith("gid://shopify/"):
            raise ApiError(f"Invalid global id '{gid}'", "argumentLiteralsIncompatible")
        found = self.shop.node(gid)
        if found is None or not self._is_a(found, type_name):
            return None
        visible = self.visible(found.get("__typename", ""))
        return found if visible is None or visible(found) else None

    def _is_a(self, node: dict, type_name: str | None) -> bool:
        wanted = self.schema.graphql.type_map.get(type_name or "")
        if wanted is None or is_abstract_type(wanted):
            return True
        return node.get("__typename", type_name) == type_name

    def visible(self, type_name: str):
        """A test of which nodes of a type this app may list, or None for all.

        Orders older than 60 days need the scope ``read_all_orders``.
        """
        if type_name != "Order" or self.grant.allows(("read_all_orders",)):
            return None
        oldest = self.sandbox.moment(days=-SIXTY_DAYS)
        return lambda record: (record.get("createdAt") or "") >= oldest

    def mutate(self, entry, name: str, arguments: dict, node) -> dict:
        """Carry out a mutation once for each idempotency key."""
        key = self._idempotency_key(node)
        needed = entry.idempotent_from
        if key is None:
            if needed and self.schema.version >= needed:
                raise ApiError(
                    "The @idempotent directive is required for this mutation but was not provided.",
                    "BAD_REQUEST",
                )
            return entry.run(self, arguments)
        try:
            return self.sandbox.idempotency.once(
                (self.grant.app, name, key),
                json.dumps(arguments, sort_keys=True, default=str),
                lambda: entry.run(self, arguments),
            )
        except IdempotencyRefused as refusal:
            code = refusal.extensions["code"]
            if code not in self._user_error_codes(name):
                raise
            return {"userErrors": [{"field": None, "message": refusal.message, "code": code}]}

    def _user_error_codes(self, mutation: str):
        """The codes that a mutation's ``userErrors`` can have; none where they have no codes."""
        payload = get_named_type(self.schema.graphql.mutation_type.fields[mutation].type)
        fields = get_named_type(payload.fields["userErrors"].type).fields
        return get_named_type(fields["code"].type).values if "code" in fields else ()

    def _idempotency_key(self, node):
        for directive in node.directives or ():
            if directive.name.value == "idempotent":
                definition = self.schema.graphql.get_directive("idempotent")
                return argument_values(definition.args, directive, self.variables)["key"]
        return None


def _location(node) -> dict:
    place = get_location(node.loc.source, node.loc.start)
    return {"line": place.line, "column": place.column}
