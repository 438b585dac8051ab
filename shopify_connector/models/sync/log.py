# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import timedelta

from odoo import api, fields, models
from odoo.modules.registry import Registry

CLEAN_BATCH = 5000


class ShopifyLog(models.Model):
    """Requests to Shopify and its answers, without secrets (G8)."""

    _name = "shopify.log"
    _description = "Log of requests to Shopify"
    _order = "id desc"
    _rec_name = "operation"

    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    run_id = fields.Many2one("shopify.sync.run", ondelete="set null", index="btree_not_null")
    operation = fields.Char(readonly=True)
    status = fields.Integer(string="HTTP status", readonly=True)
    is_error = fields.Boolean(string="Failed", readonly=True)
    error = fields.Char(readonly=True)
    seconds = fields.Float(digits=(16, 3), readonly=True)
    cost = fields.Float(string="Cost points", readonly=True)
    request_id = fields.Char(
        string="Request id", readonly=True, help="Shopify's support asks for it."
    )
    deprecation = fields.Char(readonly=True)
    variables = fields.Text(readonly=True)
    answer = fields.Text(readonly=True)

    @api.model
    def _write_rows(self, rows):
        """Write log rows in a transaction of their own.

        What is logged must stay even when the work it describes is rolled back.
        """
        if rows:
            with Registry(self.env.cr.dbname).cursor() as cursor:
                self.with_env(self.env(cr=cursor, su=True)).create(rows)

    @api.autovacuum
    def _gc_old_rows(self):
        """Remove rows that are older than their shop keeps them."""
        remaining = 0
        for shop in self.env["shopify.shop"]._all_shops():
            limit = fields.Datetime.now() - timedelta(days=shop.log_days)
            domain = [("shop_id", "=", shop.id), ("create_date", "<", limit)]
            rows = self.search(domain, limit=CLEAN_BATCH)
            remaining += len(rows) == CLEAN_BATCH
            rows.unlink()
        return remaining, remaining
