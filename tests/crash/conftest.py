# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Databases, a sandbox and one clean import of it, for tests with real commits and real kills."""

import json
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.sandbox_process import sandbox_process
from bench.scratch import ScratchDatabases
from devtools.environment import environment

IMPORTER = Path(__file__).with_name("importer.py")
PREPARER = Path(__file__).with_name("preparer.py")
PLAN = {
    "kinds": ["orders"],
    "options": {},
    "lives": [],
    "kill_pauses": [],
    "workers": 1,
    "write_batch": 30,
    "read_batch": 25,
    "customer_batch": None,
    "product_batch": None,
    "in_bulk": False,
    "price_batch": None,
    "history_batch": None,
    "push_batch": None,
    "stock_batch": None,
    "delivery_batch": None,
    "pauses": None,
    "seed": 0,
}

UP_TO_PAID = {
    "auto_invoice": "posted",
    "auto_register_payments": True,
    "return_processing": "credit",
    "accounting": True,
}


class Imports:
    """Imports a sandbox's orders into databases that all begin alike.

    :param start: the database that each import begins with a copy of
    """

    def __init__(self, databases, sandbox, start, folder):
        self.databases = databases
        self.sandbox = sandbox
        self.start = start
        self.folder = folder

    def run(self, database, **plan):
        """:return: what ``importer.py`` tells, with the database's ``content``"""
        file = self.folder / f"{database}.json"
        answer = self.databases.answer(
            IMPORTER,
            database,
            json.dumps({**PLAN, **plan}),
            file,
            variables={"SHOPIFY_SANDBOX_ADDRESS": self.sandbox.address},
        )
        return {**answer, "content": json.loads(file.read_text())}

    def into_a_copy(self, label, **plan):
        """Import into a fresh copy that is then removed.

        :return: as :meth:`run`
        """
        with self.databases.copy(self.start, label) as name:
            return self.run(name, **plan)


@pytest.fixture(scope="session")
def databases():
    with environment() as env:
        yield ScratchDatabases(env)


@pytest.fixture(scope="session")
def imports_of(databases, tmp_path_factory):
    """A function that gives, as a context, :class:`Imports` of a sandbox process."""

    @contextmanager
    def opened(label, sandbox, **settings):
        with databases.fresh(label) as start:
            databases.answer(
                PREPARER,
                start,
                json.dumps({"domain": sandbox.address, **settings}),
                variables={"SHOPIFY_SANDBOX_ADDRESS": sandbox.address},
            )
            yield Imports(databases, sandbox, start, tmp_path_factory.mktemp(label))

    return opened


@pytest.fixture(scope="session")
def up_to_paid(imports_of):
    """A function that gives :class:`Imports` of the demo shop up to paid invoices and credit
    notes."""

    @contextmanager
    def opened(label, orders):
        with (
            sandbox_process("demo", orders) as sandbox,
            imports_of(label, sandbox, **UP_TO_PAID) as imports,
        ):
            yield imports

    return opened


@pytest.fixture(scope="session")
def demo(up_to_paid):
    """:class:`Imports` of a mixed part of the demo shop's orders."""
    with up_to_paid("demo", 100) as imports:
        yield imports


@pytest.fixture(scope="session")
def clean(demo):
    """One such import without any trouble; its ``database`` stays."""
    with demo.databases.copy(demo.start, "clean") as name:
        yield {**demo.run(name), "database": name}
