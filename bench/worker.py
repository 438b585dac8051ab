# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A scheduled worker: ``python -m bench.worker DATABASE``.

It says ``ready`` when Odoo is loaded, waits for a line, and works until no run is left.
"""

import sys

from bench.odoo_process import odoo_environment

UNFINISHED = ("waiting", "running")


def main(database: str) -> None:
    """Work as Odoo's scheduled action does, called again at once."""
    with odoo_environment(database) as env:
        print("ready", flush=True)
        sys.stdin.readline()
        runs = env["shopify.sync.run"]
        while runs.search_count([("state", "in", UNFINISHED)]):
            runs._cron_work()
            env.cr.commit()


if __name__ == "__main__":
    main(sys.argv[1])
