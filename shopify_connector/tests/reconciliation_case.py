# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A shop whose orders are invoiced and paid by themselves, to be compared with Odoo."""

import tempfile
from unittest.mock import patch

from odoo.tools import config

from .common import ShopifyCase

PERIOD = {"date_from": "2020-01-01", "date_to": "2039-12-31"}


class ReconciliationCase(ShopifyCase):
    """Builds orders, and compares."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.write(
            {
                "auto_invoice": "posted",
                "auto_register_payments": True,
                "return_processing": "credit",
                "post_credit_notes": True,
            }
        )
        cls.bank = cls.env["account.journal"].search(
            [("company_id", "=", cls.company.id), ("type", "=", "bank")], limit=1
        )
        cls.method = cls.env["shopify.payment.method"].create(
            {
                "shop_id": cls.shop.id,
                "gateway": "shopify_payments",
                "gateway_name": "Shopify Payments",
                "journal_id": cls.bank.id,
            }
        )

    def setUp(self):
        super().setUp()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(patch.dict(config.options, {"data_dir": folder}))
        self.merchant = self.merchant_later()

    def an_order_done(self, quantity=2):
        """An order of the sandbox that is paid and fulfilled."""
        order = self.buy(quantity=quantity).paid_by("visa").place()
        self.merchant.fulfil(order)
        return order

    def in_odoo(self, quantity=2):
        """Return (the sandbox's order, its Shopify order here), invoiced and paid."""
        order = self.an_order_done(quantity)
        imported = self.take_in(order)
        self.assertEqual(imported.payment_count, 1, imported.error)
        return order, imported

    def compare(self, **options):
        """Compare, and return the reconciliation."""
        run = self.sync(self.shop, "reconciliation", {**PERIOD, **options})
        self.assert_done(run)
        record = run.reconciliation_ids
        self.assertEqual(record.state, "done")
        return record

    def found(self, record):
        """Return (order, reason, remedy, state) of what was found."""
        return sorted((row.order_name, row.why, row.remedy, row.state) for row in record.row_ids)

    def heal(self, rows):
        """Heal as a user does; runs that it queues are worked off."""
        with self.without_commits():
            result = rows.action_heal()
            for run in self.env["shopify.sync.run"].search([("state", "=", "waiting")]):
                run.sudo()._execute()
        self.env.invalidate_all()
        return result

    def assert_healed(self, rows):
        for row in rows:
            self.assertEqual(row.state, "healed", (row.why, row.note))
        self.assertFalse(self.compare().row_ids, "it is found again")
