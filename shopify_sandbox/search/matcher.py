# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A search string, made ready to test records of one type."""

from dataclasses import dataclass
from functools import lru_cache

from .filters import holds_words, parse_moment, words_of
from .syntax import All, Any, Not, Term, parse
from .tables import default_texts, filters_of

TIME_FIELDS = {
    "created_at": "createdAt",
    "updated_at": "updatedAt",
    "processed_at": "processedAt",
}


@dataclass(frozen=True)
class Matcher:
    """Tests records against a search string.

    :param condition: the parsed string, or None when there is nothing to test.
    :param warnings: Shopify's warnings about fields that the type does not know.
    """

    type_name: str
    text: str
    condition: object
    warnings: tuple[dict, ...]

    def __call__(self, record: dict) -> bool:
        return self.condition is None or self._holds(self.condition, record)

    def _holds(self, condition, record) -> bool:
        match condition:
            case Term(field=None):
                return self._found_anywhere(condition, record)
            case Term():
                known = filters_of(self.type_name).get(condition.field)
                return known is None or known.matches(record, condition)
            case Not(part=part):
                return _is_unknown(part, self.type_name) or not self._holds(part, record)
            case All(parts=parts):
                return all(self._holds(part, record) for part in parts)
            case Any(parts=parts):
                return any(self._holds(part, record) for part in parts)
        raise TypeError(f"no condition: {condition!r}")

    def _found_anywhere(self, term, record) -> bool:
        texts = default_texts(self.type_name, record)
        if term.quoted:
            return any(term.value.casefold() in text.casefold() for text in texts)
        return holds_words([word for text in texts for word in words_of(text)], term.value)

    def keys(self) -> frozenset[str] | None:
        """The state's keys that the filters read; None when more than keys is needed."""
        keys = set()
        for term in _terms(self.condition):
            if term.field is None:
                return None
            known = filters_of(self.type_name).get(term.field)
            if known is not None:
                if known.state_key is None:
                    return None
                keys.add(known.state_key)
        return frozenset(keys)

    def window(self, state_key: str) -> tuple[str | None, str | None]:
        """The bounds every match has for a time key, for bisection; None where it has none."""
        low = high = None
        parts = self.condition.parts if isinstance(self.condition, All) else (self.condition,)
        for term in parts:
            if isinstance(term, Term) and TIME_FIELDS.get(term.field or "") == state_key:
                low, high = _narrowed(term, low, high)
        return low, high


def _narrowed(term, low, high):
    asked = parse_moment(term.value)
    if asked is None:
        return low, high
    text = asked.strftime("%Y-%m-%dT%H:%M:%SZ")
    if term.compare.startswith(">"):
        return max(filter(None, (low, text))), high
    if term.compare.startswith("<"):
        return low, min(filter(None, (high, text)))
    return low, high


def _terms(condition):
    match condition:
        case Term():
            yield condition
        case Not(part=part):
            yield from _terms(part)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from _terms(part)


def _is_unknown(condition, type_name) -> bool:
    return (
        isinstance(condition, Term)
        and condition.field is not None
        and condition.field not in filters_of(type_name)
    )


@lru_cache(maxsize=512)
def matcher(text: str, type_name: str) -> Matcher:
    """The matcher of a search string for a type."""
    condition = parse(text)
    unknown = dict.fromkeys(t.field for t in _terms(condition) if _is_unknown(t, type_name))
    warnings = tuple(
        {
            "field": name,
            "message": "Invalid search field for this query.",
            "code": "invalid_field",
        }
        for name in unknown
    )
    return Matcher(type_name, text, condition, warnings)


def described(condition) -> dict:
    """A condition as ``extensions.search`` shows it under ``parsed``."""
    match condition:
        case Term(field=None):
            return {"field": "default", "match_all": condition.value}
        case Term():
            return {"field": condition.field, _verb(condition): condition.value}
        case Not(part=part):
            return {"not": described(part)}
        case All(parts=parts):
            return {"and": [described(part) for part in parts]}
        case Any(parts=parts):
            return {"or": [described(part) for part in parts]}
    return {}


def _verb(term: Term) -> str:
    names = {">": "range_gt", ">=": "range_gte", "<": "range_lt", "<=": "range_lte"}
    return names.get(term.compare, "match_phrase" if term.quoted else "match_all")
