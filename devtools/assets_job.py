# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Run in an Odoo shell: make the files that the browser loads, once for all copies of a database.

Each browser test undoes what it has written: without them, each would make them anew.
"""

BUNDLES = (
    "web.assets_web",
    "web.assets_web_print",
    "web.assets_tests",
    "bus.websocket_worker_assets",
    "point_of_sale.assets_prod",
)

for bundle in BUNDLES:
    assets = env["ir.qweb"]._get_asset_bundle(bundle)  # noqa: F821 - Odoo's shell provides it
    assets.js()
    assets.css()
env.cr.commit()  # noqa: F821 - Odoo's shell provides it
