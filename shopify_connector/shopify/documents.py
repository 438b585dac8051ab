# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The GraphQL documents, one file an operation, loaded when first asked for.

``documents.ORDER_HEADERS`` is the file ``documents/order_headers.graphql`` with the fragments it
spreads, each from the file of its name under ``documents/fragments/``. ``continuation("Order",
"lineItems")`` is ``documents/continued/Order_lineItems.graphql``: it reads on in a nested
connection that had a further page.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "documents"

_SPREAD = re.compile(r"\.\.\.\s*(?!on\b)([A-Za-z_]\w*)")
_OPERATION = re.compile(r"^(query|mutation)\s+(\w+)", re.MULTILINE)
_READS_ONLY = re.compile(r"^# reads only", re.MULTILINE)
_REPEATABLE = re.compile(r"^# repeatable", re.MULTILINE)
_VERSIONS = re.compile(r"^#\s*versions:\s*(.+)$", re.MULTILINE)
_ROOT_FIELD = re.compile(r"\{\s*(\w+)")
_FRAGMENT_BODY = re.compile(r"fragment\s+\w+\s+on\s+(\w+)\s*(\{.*\})\s*$", re.DOTALL)
_DECLARED = re.compile(r"\$(\w+):\s*([\w!\[\]]+)")
_OPTIONAL = re.compile(r"\$(read[A-Z]\w*): Boolean!")
_CAPITAL = re.compile(r"[A-Z]")
_INCLUDE = re.compile(r"\s*@include\(if: (true|false)\)")
_FIELD_BEFORE = re.compile(r"\w+(\s*\([^)]*\))?\Z")
_VARIABLE_LIST = re.compile(r"^(query\s+\w+)\s*\([^)]*\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """One GraphQL operation.

    :param name: the operation's name, such as ``OrdersById``
    :param text: the whole text to send, fragments included
    :param kind: ``query`` or ``mutation``
    :param versions: the API versions it is valid in; empty means every supported one
    :param says_repeatable: its file says that carrying it out twice does no harm
    """

    name: str
    text: str
    kind: str = "query"
    versions: tuple[str, ...] = ()
    says_repeatable: bool = False

    @property
    def is_mutation(self) -> bool:
        """Whether sending it changes something in Shopify."""
        return self.kind == "mutation"

    @property
    def changes_the_shop(self) -> bool:
        """Whether it changes the shop; a mutation that only runs a bulk query does not (G13)."""
        return self.is_mutation and not _READS_ONLY.search(self.text)

    @property
    def is_idempotent(self) -> bool:
        """Whether it carries a key by which Shopify knows a repetition."""
        return "@idempotent(" in self.text

    @property
    def optional_scopes(self) -> dict[str, str]:
        """The access scopes without which a part of it is left out, and the variables that say
        so."""
        return {_scope(name): name for name in _OPTIONAL.findall(_own_text(self))}

    def permitted(self, lacking: Collection[str]) -> dict[str, bool]:
        """The variables that leave out the parts whose access scopes are lacking."""
        return {name: scope not in lacking for scope, name in self.optional_scopes.items()}

    @property
    def is_repeatable(self) -> bool:
        """Whether it does no harm to carry it out twice."""
        return not self.is_mutation or self.is_idempotent or self.says_repeatable


def operation(text: str) -> Document:
    """Make a document of a GraphQL text that has its fragments already."""
    found = _OPERATION.search(text)
    if not found:
        raise ValueError("A document needs a named query or mutation.")
    versions = _VERSIONS.search(text)
    named = tuple(re.split(r"[,\s]+", versions.group(1).strip())) if versions else ()
    return Document(
        name=found.group(2),
        text=text,
        kind=found.group(1),
        versions=named,
        says_repeatable=bool(_REPEATABLE.search(text)),
    )


def names() -> tuple[str, ...]:
    """The names under which the documents can be asked for, such as ``ORDERS_BY_ID``."""
    return tuple(sorted(path.stem.upper() for path in FOLDER.glob("*.graphql")))


def continuations() -> tuple[tuple[str, str], ...]:
    """The (type, connection) pairs that can be read on."""
    stems = (path.stem.split("_", 1) for path in (FOLDER / "continued").glob("*.graphql"))
    return tuple(sorted((type_name, connection) for type_name, connection in stems))


@cache
def continuation(type_name: str, connection: str) -> Document | None:
    """The document that reads the next page of a nested connection, or None.

    It takes the variables ``$id`` (of the parent) and ``$after``, has the one root field ``node``
    and nothing else, so that :func:`batched` can put several into one request.
    """
    path = FOLDER / "continued" / f"{type_name}_{connection}.graphql"
    return _load(path) if path.is_file() else None


def root_field(document: Document) -> str:
    """The name of a document's one root field, such as ``customerCreate``."""
    return _ROOT_FIELD.search(_own_text(document)).group(1)


def batched(document: Document, count: int) -> Document:
    """Put ``count`` runs of a document with one root field into one.

    The runs answer under ``n0``, ``n1``, … and take the document's variables with their number:
    ``$id`` becomes ``$id0``, ``$id1``, …
    """
    own = _own_text(document)
    head, body = own.split("{", 1)
    root = body.rsplit("}", 1)[0].strip()
    declared = dict(_DECLARED.findall(head))
    variable = re.compile(rf"\$({'|'.join(declared)})\b")
    variables = ", ".join(
        f"${name}{i}: {kind}" for i in range(count) for name, kind in declared.items()
    )
    runs = (variable.sub(rf"\g<0>{i}", root) for i in range(count))
    roots = "\n".join(f"n{i}: {run}" for i, run in enumerate(runs))
    name = f"{document.name}Batch{count}"
    return Document(
        name,
        f"{document.kind} {name}({variables}) {{{roots}}}\n{document.text[len(own) :]}",
        document.kind,
        document.versions,
        document.says_repeatable,
    )


def whole_text(document: Document) -> str:
    """A document's text without named fragments, which bulk operations do not take."""
    return _inline_fragments(_own_text(document))


def bulk_text(document: Document, **values: str | bool | None) -> str:
    """The text for a bulk query, which takes neither variables nor named fragments.

    :param values: the variables' values, written into the text as GraphQL literals; a part that
        one of them leaves out does not stand in it
    """
    text = _VARIABLE_LIST.sub(r"\1", whole_text(document))
    for name, value in values.items():
        literal = json.dumps(value)
        text = re.sub(rf"\${name}\b", lambda _, literal=literal: literal, text)
    return _without_left_out(text)


def _without_left_out(text: str) -> str:
    while found := _INCLUDE.search(text):
        start, end = found.span()
        if found.group(1) == "false":
            start = _FIELD_BEFORE.search(text[:start]).start()
            end = _end_of_selection(text, end)
        text = text[:start] + text[end:]
    return text


def _end_of_selection(text: str, position: int) -> int:
    """Where the braces that follow are closed; where nothing is selected, the position itself."""
    opened = re.compile(r"\s*\{").match(text, position)
    if not opened:
        return position
    depth, position = 1, opened.end()
    while depth:
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        position += 1
    return position


def _scope(variable: str) -> str:
    return _CAPITAL.sub(lambda found: f"_{found.group().lower()}", variable)


def _own_text(document: Document) -> str:
    return re.split(r"^fragment ", document.text, maxsplit=1, flags=re.MULTILINE)[0]


def _inline_fragments(text: str) -> str:
    def inline(found: re.Match) -> str:
        type_name, body = _FRAGMENT_BODY.search(_fragment(found.group(1))).groups()
        return f"... on {type_name} {_inline_fragments(body)}"

    return _SPREAD.sub(inline, text)


@cache
def _fragment(name: str) -> str:
    return (FOLDER / "fragments" / f"{name}.graphql").read_text(encoding="utf-8")


def _fragment_names(text: str, found: dict[str, None]) -> dict[str, None]:
    for name in _SPREAD.findall(text):
        if name not in found:
            found[name] = None
            _fragment_names(_fragment(name), found)
    return found


@cache
def _load(path: Path) -> Document:
    own = path.read_text(encoding="utf-8")
    fragments = [_fragment(name) for name in _fragment_names(own, {})]
    return operation("\n".join([own, *fragments]))


def __getattr__(name: str) -> Document:
    path = FOLDER / f"{name.lower()}.graphql"
    if not name.isupper() or not path.is_file():
        raise AttributeError(f"There is no document {name}.")
    return _load(path)
