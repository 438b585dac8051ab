# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tell which tests a command line selects, and which runner they belong to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PLAIN = "tests"
TAKES_A_VALUE = ("-k", "-m", "-n", "-p", "-W", "-o", "-c", "--maxfail", "--deselect", "--durations")


@dataclass(frozen=True)
class Selection:
    """What to run.

    :ivar plain: paths of plain tests, below ``tests/``; None: this runner is not needed
    :ivar odoo: paths of Odoo tests, below an addon; None: this runner is not needed
    :ivar options: what goes to both runners unchanged
    :ivar everything: whether nothing was selected
    """

    plain: tuple[str, ...] | None
    odoo: tuple[str, ...] | None
    options: tuple[str, ...]
    everything: bool = False


def select(
    arguments: Sequence[str], addons: Sequence[str], exists: Callable[[str], bool]
) -> Selection:
    """Part paths from options. Without any path, both runners run all they have.

    :param addons: the names of the folders that hold Odoo tests
    :param exists: tells whether a path, relative to the project's root, exists
    """
    plain, odoo, options = [], [], []
    for before, argument in zip(["", *arguments], arguments, strict=False):
        path = argument.partition("::")[0].rstrip("/")
        top = Path(path).parts[0] if path else ""
        is_path = top in {PLAIN, *addons} and exists(path)
        if before in TAKES_A_VALUE or not is_path:
            options.append(argument)
        elif top == PLAIN:
            plain.append(argument)
        else:
            odoo.append(f"{path}/tests" if path == top else argument)
    if not plain and not odoo:
        every_addon = tuple(f"{name}/tests" for name in addons if exists(f"{name}/tests"))
        return Selection((PLAIN,), every_addon or None, tuple(options), everything=not options)
    return Selection(tuple(plain) or None, tuple(odoo) or None, tuple(options))
