# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""One run of the job that takes customers of tills over, in a process of its own.

``python -m bench.pos_customers_run DATABASE``
"""

import json
import sys
from dataclasses import asdict

from odoo import release

from bench.measure import measured
from bench.odoo_process import odoo_environment


def main(database: str) -> dict:
    """:return: what the run took, and how many customers it has taken over"""
    with odoo_environment(database) as env:
        customers = env["pos.pending.customer"]
        with measured() as result:
            customers._cron_take_over()
        done = customers.search_count([("state", "=", "done"), ("match_rule", "=", "created")])
        return {**asdict(result), "odoo": release.version, "new": done}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
