# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which access scopes a document needs, from what Shopify says about its types and fields."""

import re
from collections.abc import Iterable

SCOPE = re.compile(r"`((?:read|write|unauthenticated)_[a-z_]+)`")
# "A as well as any of B, C": both sides are needed; "A or B": one of them.
BOTH = re.compile(r"\bas well as\b|\band \(")
MUTATIONS_TOO = re.compile(r"for queries and both")
ALSO_REQUIRED = re.compile(r"\bRequires (?:the )?(`[^.]*)")
# Whoever works with fulfilment orders wants those of every kind of location.
TOGETHER = {
    "read_merchant_managed_fulfillment_orders": "read_third_party_fulfillment_orders",
    "write_merchant_managed_fulfillment_orders": "write_third_party_fulfillment_orders",
}
# Alternatives that only other kinds of apps have: a sales channel, a fulfilment service.
NOT_FOR_US = re.compile(r"marketplace|quick_sale|assigned_fulfillment|_home$|_pos_")

Clause = tuple[str, ...]


def clauses(access: str, scopes: Iterable[str], mutation: bool = False) -> list[Clause]:
    """Read Shopify's sentence on the access a type or field needs.

    :param access: the sentence
    :param scopes: the scopes that Shopify lists beside it, the ones for apps
    :param mutation: whether the document changes something
    :return: clauses that must all hold; in each, one scope is enough
    """
    known = set(scopes)
    if not known:
        return []
    first, _, also = access.partition("Also:")
    if MUTATIONS_TOO.search(first):
        names = _named(first, known)
        return [(name,) for name in (dict.fromkeys(names) if mutation else names[:1])]
    parts = [_named(part, known) for part in BOTH.split(first)]
    parts += [_named(part, known) for part in ALSO_REQUIRED.findall(also)]
    found = [part for part in parts if part]
    # A sentence without names that are known: any of the listed scopes is enough.
    return found or [tuple(scopes)]


def _named(text: str, known: set[str]) -> Clause:
    return tuple(dict.fromkeys(name for name in SCOPE.findall(text) if name in known))


def solve(needs: Iterable[Clause]) -> set[str]:
    """:return: the scopes to ask for, so that every clause holds"""
    needs = list(needs)
    chosen = {need[0] for need in needs if len(need) == 1}
    for need in needs:
        if not chosen.intersection(need):
            ours = [scope for scope in need if not NOT_FOR_US.search(scope)]
            chosen.add((ours or need)[0])
    return chosen | {TOGETHER[scope] for scope in chosen if scope in TOGETHER}
