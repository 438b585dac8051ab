# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which runner a command line of ``./dev test`` means."""

import pytest

from devtools.test_selection import Selection, select

FILES = {"tests", "tests/rules", "tests/rules/test_money.py", "addon", "addon/tests"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], Selection(("tests",), ("addon/tests",), (), everything=True)),
        (["-k", "money"], Selection(("tests",), ("addon/tests",), ("-k", "money"))),
        (["tests/rules/"], Selection(("tests/rules/",), None, ())),
        (
            ["tests/rules/test_money.py::test_sum", "-x"],
            Selection(("tests/rules/test_money.py::test_sum",), None, ("-x",)),
        ),
        (["addon"], Selection(None, ("addon/tests",), ())),
        (["addon/tests", "tests"], Selection(("tests",), ("addon/tests",), ())),
        # A word after an option that takes one is no path.
        (["-k", "tests"], Selection(("tests",), ("addon/tests",), ("-k", "tests"))),
        (["-k", "addon_x"], Selection(("tests",), ("addon/tests",), ("-k", "addon_x"))),
    ],
)
def test_paths_and_options_are_parted(arguments, expected):
    assert select(arguments, ["addon"], FILES.__contains__) == expected


def test_without_an_addon_only_plain_tests_run():
    assert select([], [], FILES.__contains__) == Selection(("tests",), None, (), everything=True)
