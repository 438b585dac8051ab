# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Odoo inside of a benchmark's own process."""

from collections.abc import Iterator
from contextlib import contextmanager

import odoo
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tools import config


@contextmanager
def odoo_environment(database: str) -> Iterator[Environment]:
    """Load a database's registry and give the superuser's environment; commit at the end."""
    config.parse_config(["-d", database, "--no-http", "--log-level=warn"], setup_logging=True)
    odoo.modules.initialize_sys_path()
    with Registry(database).cursor() as cursor:
        yield Environment(cursor, SUPERUSER_ID, {})
