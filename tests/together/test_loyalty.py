# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Beside Odoo's loyalty programs, which are not in the tests' usual database."""

import os
import subprocess
from pathlib import Path

import pytest

from bench.scratch import ScratchDatabases
from devtools.environment import environment
from devtools.paths import ROOT

TESTS = Path(__file__).with_name("tills_with_loyalty.py")

pytestmark = pytest.mark.xdist_group("together")


def test_s8_loyalty_cards_are_not_for_pending_customers():
    with environment(browser=True) as env:
        databases = ScratchDatabases(env)
        with databases.fresh("loyalty") as name:
            databases.run_odoo(name, "-i", "pos_loyalty")
            command = [str(env.python), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
            done = subprocess.run(
                [*command, f"--odoo-database={name}", "--odoo-http", str(TESTS)],
                cwd=ROOT,
                env={**env.variables, "PYTEST_ADDOPTS": "", "HOME": os.environ["HOME"]},
                capture_output=True,
                text=True,
            )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
