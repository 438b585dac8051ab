# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The committed list of access scopes, ``REQUIRED_SCOPES`` in ``shopify/scopes.py``.

A scope that documents need stands with their names; one that is needed for another reason
(such as orders older than 60 days) stands with a sentence that says so. A scope that documents can
do without stands in ``OPTIONAL_SCOPES``.
"""

import ast
from pathlib import Path

NAME = "REQUIRED_SCOPES"
OPTIONAL = "OPTIONAL_SCOPES"
BEGINNING = '''# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The access scopes that the connector needs, and the documents that need them."""

'''
HINT = "./dev lint --write-scopes brings it up to date"

Scopes = dict[str, "tuple[str, ...] | str"]


def read(text: str, name: str = NAME) -> Scopes:
    """:return: the list of that name that a file's text holds; empty if it holds none"""
    found = _statement(text, name)
    return ast.literal_eval(found.value) if found else {}


def compare(file: Path, derived: Scopes) -> list[str]:
    """:return: how the committed list differs from what the documents need"""
    if not file.exists():
        return [f"{file.name}: the list of access scopes is missing; {HINT}"]
    text = file.read_text(encoding="utf-8")
    committed = {**read(text, OPTIONAL), **read(text)}
    by_documents = {scope: why for scope, why in committed.items() if not isinstance(why, str)}
    problems = [f"{file.name}: {scope} is missing" for scope in derived if scope not in committed]
    problems += [
        f"{file.name}: no document needs {scope}" for scope in by_documents if scope not in derived
    ]
    problems += [
        f"{file.name}: other documents than those listed need {scope}"
        for scope, names in by_documents.items()
        if scope in derived and set(names) != set(derived[scope])
    ]
    return [f"{problem}; {HINT}" for problem in problems]


def write(file: Path, derived: Scopes) -> None:
    """Write the list into the file, and keep what else stands there."""
    text = file.read_text(encoding="utf-8") if file.exists() else BEGINNING + f"{NAME} = {{}}\n"
    found = _statement(text)
    reasons = {scope: why for scope, why in read(text).items() if isinstance(why, str)}
    derived = {scope: why for scope, why in derived.items() if scope not in read(text, OPTIONAL)}
    lines = text.splitlines()
    before, after = lines[: found.value.lineno - 1], lines[found.value.end_lineno :]
    start = lines[found.value.lineno - 1][: found.value.col_offset]
    block = render({**derived, **reasons}).splitlines()
    block[0] = start + block[0]
    file.write_text("\n".join([*before, *block, *after]) + "\n", encoding="utf-8")


def render(scopes: Scopes) -> str:
    """:return: the list as Python source"""
    lines = ["{"]
    for scope, why in sorted(scopes.items()):
        if isinstance(why, str):
            lines.append(f"    {_quoted(scope)}: {_quoted(why)},")
        else:
            names = [f"        {_quoted(name)}," for name in why]
            lines += [f"    {_quoted(scope)}: (", *names, "    ),"]
    return "\n".join([*lines, "}"])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _statement(text: str, wanted: str = NAME) -> ast.Assign | ast.AnnAssign | None:
    for node in ast.parse(text).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == wanted for target in targets):
            return node
    return None
