# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Reads a search string: terms, ``field:value``, comparisons, AND, OR, NOT and parentheses."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<open>\()|(?P<close>\))
      |(?P<minus>-)(?=[\w"'(])
      |(?:(?P<field>[A-Za-z_][\w.]*):(?P<compare>>=|<=|>|<)?)?
       (?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|(?P<bare>[^\s()]+))
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Term:
    """One condition; ``field`` is None for a search in the default fields."""

    field: str | None
    compare: str
    value: str
    quoted: bool


@dataclass(frozen=True)
class Not:
    """What must not hold."""

    part: object


@dataclass(frozen=True)
class All:
    """Conditions that must all hold."""

    parts: tuple


@dataclass(frozen=True)
class Any:
    """Conditions of which one must hold."""

    parts: tuple


def parse(text: str):
    """The condition that a search string stands for, or None when it is empty."""
    return _Reader(list(_tokens(text))).read()


def _tokens(text):
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if not found or found.end() == position:
            break
        position = found.end()
        yield found


def _term(found) -> Term:
    for name in ("double", "single"):
        if found[name] is not None:
            value = re.sub(r"\\(.)", r"\1", found[name])
            return Term(found["field"], found["compare"] or "", value, True)
    return Term(found["field"], found["compare"] or "", found["bare"], False)


class _Reader:
    def __init__(self, tokens):
        self.tokens = tokens
        self.at = 0

    def read(self):
        return self._any()

    def _peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _word(self, *words):
        token = self._peek()
        if token and token["bare"] in words and not token["field"]:
            self.at += 1
            return True
        return False

    def _any(self):
        parts = [self._all()]
        while self._word("OR"):
            parts.append(self._all())
        parts = [part for part in parts if part is not None]
        return Any(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)

    def _all(self):
        parts = []
        while (token := self._peek()) is not None and not token["close"]:
            if token["bare"] == "OR" and not token["field"]:
                break
            if self._word("AND"):
                continue
            part = self._one()
            if part is not None:
                parts.append(part)
        return All(tuple(parts)) if len(parts) > 1 else next(iter(parts), None)

    def _one(self):
        if self._word("NOT"):
            return self._negated()
        token = self.tokens[self.at]
        self.at += 1
        if token["minus"]:
            return self._negated()
        if token["open"]:
            inner = self._any()
            if self._peek() is not None:
                self.at += 1
            return inner
        return _term(token)

    def _negated(self):
        if self._peek() is None:
            return None
        part = self._one()
        return Not(part) if part is not None else None
