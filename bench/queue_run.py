# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Queue a sync of the shop: ``python -m bench.queue_run DATABASE KIND``."""

import sys

from bench.odoo_process import odoo_environment

if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as env:
        env["shopify.shop"].search([], limit=1)._queue_run(sys.argv[2], trigger="script")
    print("{}")
