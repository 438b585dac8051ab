# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

COUNTS = ("new", "changed", "unchanged", "skipped", "failed")


class ShopifySyncBatch(models.Model):
    """What one committed batch of a run did.

    Workers only ever add rows here, so that they never wait for each other to count.
    """

    _name = "shopify.sync.batch"
    _description = "Batch of a Shopify sync run"
    _order = "id desc"

    run_id = fields.Many2one("shopify.sync.run", required=True, ondelete="cascade", index=True)
    step = fields.Selection(
        [("list", "Listing"), ("read", "Reading"), ("write", "Writing")], required=True
    )
    new = fields.Integer()
    changed = fields.Integer()
    unchanged = fields.Integer()
    skipped = fields.Integer()
    failed = fields.Integer()
    requests = fields.Integer()
    cost = fields.Float(string="Cost points")
    seconds = fields.Float(digits=(16, 3))
