# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import tempfile
from unittest.mock import patch

from odoo.tools import config

from .tour_case import TourCase


class TestReconciliationTours(TourCase):
    """What users do with reconciliations in the browser, against the sandbox."""

    def test_o24_a_missing_order_is_found_and_healed(self):
        shop = self.a_shop()
        self.take_in(self.buy().place(), shop=shop)
        self.shopify.clock.advance(minutes=1)
        missing = self.buy().place()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(patch.dict(config.options, {"data_dir": folder}))
        with self.runs_worked_off():
            self.start_tour("/odoo/shopify-orders", "shopify_reconciliation", login="admin")
        self.env.invalidate_all()
        self.assertTrue(self.imported(missing["name"]).sale_order_id)
        self.assertEqual(shop.difference_count, 0)

    def runs_worked_off(self):
        """Return a context in which waiting runs are worked off when the form looks again, as
        Odoo's scheduled workers do."""
        records = self.env.registry["shopify.reconciliation"]
        read = records.web_read

        def web_read(record, specification):
            found = read(record, specification)
            runs = record.env["shopify.sync.run"].sudo().search([("state", "=", "waiting")])
            for run in runs:
                run._execute()
            if runs:
                record.env.invalidate_all()
            return found

        return patch.object(records, "web_read", web_read)
