# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from .changes import write_changed


class ShopifySyncSkip(models.Model):
    """A record that was not synced and why, until it is (G7)."""

    _name = "shopify.sync.skip"
    _description = "Skipped record of a Shopify sync"
    _order = "id desc"

    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    run_id = fields.Many2one("shopify.sync.run", ondelete="set null")
    kind = fields.Selection(
        selection=lambda self: self.env["shopify.sync.run"]._kinds(), required=True
    )
    shopify_id = fields.Char(string="Shopify id", required=True)
    name = fields.Char(required=True, help="How Shopify calls the record, such as #1001.")
    res_model = fields.Char(string="Record's model")
    res_id = fields.Many2oneReference(string="Record", model_field="res_model")
    code = fields.Char(required=True)
    reason = fields.Char(required=True)
    fix = fields.Char(string="What to do")

    _record_uniq = models.UniqueIndex("(shop_id, kind, shopify_id)")

    @api.model
    def _note(self, shop, kind, rows, run=None):
        """Note skipped records in one go; a record noted before gets the new reason.

        :param list rows: dicts of shopify_id, name, code, reason, fix, res_model, res_id
        """
        known = {
            skip.shopify_id: skip
            for skip in self.sudo().search(
                [
                    ("shop_id", "=", shop.id),
                    ("kind", "=", kind),
                    ("shopify_id", "in", [row["shopify_id"] for row in rows]),
                ]
            )
        }
        new = []
        for row in rows:
            if skip := known.get(row["shopify_id"]):
                write_changed(skip, row)
            else:
                new.append({"shop_id": shop.id, "kind": kind, **row})
        noted = self.union(*known.values()).sudo() | self.sudo().create(new)
        noted.write({"run_id": run.id if run else False})

    @api.model
    def _resolve(self, shop, kind, shopify_ids):
        """Take records off the list that have been synced."""
        self.sudo().search(
            [
                ("shop_id", "=", shop.id),
                ("kind", "=", kind),
                ("shopify_id", "in", list(shopify_ids)),
            ]
        ).unlink()

    def action_open_record(self):
        """Open the record that was skipped.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }
