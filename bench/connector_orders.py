# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""One run of the order sync, measured in a process of its own.

``python -m bench.connector_orders DATABASE``
"""

import json
import sys
from dataclasses import asdict

from odoo import release

from bench.measure import measured
from bench.odoo_process import odoo_environment


def main(database: str) -> dict:
    """:return: the run's figures and what it took"""
    with odoo_environment(database) as env:
        shop = env["shopify.shop"].search([], limit=1)
        run = shop._queue_run("orders", trigger="script")
        env.cr.commit()
        with measured() as result:
            run._execute()
        return {
            **asdict(result),
            "odoo": release.version,
            "state": run.state,
            "error": run.error or "",
            "new": run.new_count,
            "failed": run.failed_count,
        }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
