# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A pytest plugin: each worker of a parallel run has files of its own, as it has a database.

pytest-odoo lets the workers share them. After each class of tests, Odoo removes what the worker's
own database does not know: the files that the other workers' tests have just written.
"""

import os
import shutil
from pathlib import Path
from unittest.mock import patch

import pytest


@pytest.fixture(scope="session", autouse=True)
def files_of_this_worker(load_registry):
    """Copy the database's files for this worker, and remove the copy at the end."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker:
        yield
        return
    # Known only now: the plugin is loaded before Odoo.
    from odoo.tests.common import get_db_name
    from odoo.tools import config

    shared = Path(config.filestore(get_db_name()))
    own = shared.with_name(f"{shared.name}-{worker}")
    shutil.rmtree(own, ignore_errors=True)
    if shared.exists():
        # Odoo never changes a file of the store, so that copies may share it.
        shutil.copytree(shared, own, copy_function=os.link)
    with patch.object(config, "filestore", lambda _database: str(own)):
        yield
    shutil.rmtree(own, ignore_errors=True)
