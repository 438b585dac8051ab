# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Register the payments of all orders in several processes at once: ``python payer.py DATABASE N``.

Each does what a user's click does on all orders, and starts again if another was faster.
"""

import os
import sys

import odoo
from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tools import config


def register(database: str) -> None:
    """Register the payments of all orders; never returns."""
    # The addons' folder is known only now.
    from odoo.addons.shopify_connector.models.sync.transaction import in_fresh_transaction

    status = 1
    try:
        with Registry(database).cursor() as cursor:
            env = Environment(cursor, SUPERUSER_ID, {})
            in_fresh_transaction(env, lambda: env["shopify.order"].search([])._pay_now())
        status = 0
    finally:
        sys.stdout.flush()
        os._exit(status)


def main(database: str, processes: int) -> None:
    """Fork after the registry is loaded, so that all begin at once."""
    config.parse_config(["-d", database, "--no-http", "--log-level=warn"], setup_logging=True)
    odoo.modules.initialize_sys_path()
    Registry(database)
    sql_db.close_all()
    children = []
    for _number in range(processes):
        child = os.fork()
        if not child:
            register(database)
        children.append(child)
    failed = [child for child in children if os.waitpid(child, 0)[1]]
    if failed:
        raise RuntimeError(f"{len(failed)} processes failed")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
    print("{}")
