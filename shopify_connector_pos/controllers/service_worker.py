# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A till's page can be loaded anew without connection, wherever in it the cashier is (S9)."""

from odoo.addons.point_of_sale.controllers.main import PosController
from odoo.tools import file_open

PAGES = "shopify_connector_pos/static/src/service_worker/till_pages.js"


class TillController(PosController):
    def _get_pos_service_worker(self):
        with file_open(PAGES) as pages:
            # Who listens first, answers.
            return f"{pages.read()}\n{super()._get_pos_service_worker()}"
