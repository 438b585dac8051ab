# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""One run of a sync, measured in a process of its own.

``python -m bench.connector_run DATABASE KIND [VALUES [OPTIONS]]``

VALUES, a JSON object, are written on the shop first; OPTIONS, another one, are those of the run.
"""

import json
import sys
from dataclasses import asdict

from odoo import release

from bench.measure import measured
from bench.odoo_process import odoo_environment

COUNTS = ("new", "changed", "unchanged", "skipped", "failed")


def main(database: str, kind: str, values: str = "{}", options: str = "{}") -> dict:
    """:return: the run's figures and what it took"""
    with odoo_environment(database) as env:
        shop = env["shopify.shop"].search([], limit=1)
        shop.write(json.loads(values))
        run = shop._queue_run(kind, trigger="script", options=json.loads(options))
        env.cr.commit()
        with measured() as result:
            run._execute()
        return {
            **asdict(result),
            "odoo": release.version,
            "state": run.state,
            "error": run.error or "",
            **{name: run[f"{name}_count"] for name in COUNTS},
        }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
