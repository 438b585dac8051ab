# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where fields and mutations that are more than a look into the state are registered."""

from collections.abc import Callable
from dataclasses import dataclass

Resolver = Callable[[object, dict, dict], object]

_fields: dict[tuple[str, str], Resolver] = {}
_mutations: dict[str, "MutationEntry"] = {}


@dataclass(frozen=True)
class MutationEntry:
    """A mutation the sandbox carries out.

    :param run: called with the request's context and the arguments; gives the payload.
    :param idempotent_from: the first version in which ``@idempotent`` is required, if any.
    """

    run: Callable[[object, dict], dict]
    idempotent_from: str | None = None


def field(type_name: str, *names: str):
    """Register a resolver for fields of a type.

    The function is called with the request's context, the object and the arguments, and returns
    a value of the same shape as the state.
    """

    def register(resolver: Resolver) -> Resolver:
        for name in names:
            _fields[type_name, name] = resolver
        return resolver

    return register


def mutation(name: str, *, idempotent_from: str | None = None):
    """Register a mutation; see `MutationEntry`."""

    def register(run):
        _mutations[name] = MutationEntry(run, idempotent_from)
        return run

    return register


def resolver_of(type_name: str, name: str) -> Resolver | None:
    """The registered resolver of a field, if any."""
    return _fields.get((type_name, name))


def mutation_of(name: str) -> MutationEntry | None:
    """The registered mutation of a name, if any."""
    return _mutations.get(name)
