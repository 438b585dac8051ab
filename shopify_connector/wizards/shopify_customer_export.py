# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

OUTCOMES = [
    ("create", "Create"),
    ("link", "Link"),
    ("update", "Update"),
    ("same", "Nothing to do"),
    ("skip", "Skip"),
]


class ShopifyCustomerExport(models.TransientModel):
    """Adds partners to a Shopify shop by hand, and shows before what will become of each (C11)."""

    _name = "shopify.customer.export"
    _description = "Add customers to Shopify"

    shop_id = fields.Many2one(
        "shopify.shop", required=True, default=lambda self: self._default_shop_id()
    )
    allow_changes = fields.Boolean(related="shop_id.allow_changes")
    partner_ids = fields.Many2many(
        "res.partner", string="Partners", default=lambda self: self._default_partner_ids()
    )
    is_checked = fields.Boolean(readonly=True)
    line_ids = fields.One2many("shopify.customer.export.line", "wizard_id", readonly=True)
    going_count = fields.Integer(compute="_compute_counts", string="To be exported")
    same_count = fields.Integer(compute="_compute_counts", string="Nothing to do")
    skip_count = fields.Integer(compute="_compute_counts", string="Skipped")

    @api.model
    def _default_shop_id(self):
        return self.env["shopify.shop"].search([], limit=1)

    @api.model
    def _default_partner_ids(self):
        if self.env.context.get("active_model") != "res.partner":
            return self.env["res.partner"]
        return self.env["res.partner"].browse(self.env.context.get("active_ids"))

    # === COMPUTE METHODS === #

    @api.depends("line_ids.outcome")
    def _compute_counts(self):
        for wizard in self:
            outcomes = wizard.line_ids.mapped("outcome")
            wizard.same_count = outcomes.count("same")
            wizard.skip_count = outcomes.count("skip")
            wizard.going_count = len(outcomes) - wizard.same_count - wizard.skip_count

    # === ACTIONS === #

    def action_check(self):
        """Show what will become of each partner; nothing is sent.

        :return: an action that shows the dialog again
        """
        self.ensure_one()
        partners = self.shop_id._chosen_partners(self.partner_ids.ids)
        previews = self.shop_id._preview_export(partners)
        self.line_ids.unlink()
        self.env["shopify.customer.export.line"].create(
            [
                {
                    "wizard_id": self.id,
                    "partner_id": preview.partner.id,
                    "outcome": preview.outcome,
                    "reason": preview.reason,
                    "fix": preview.fix,
                }
                for preview in previews
            ]
        )
        self.is_checked = True
        return self._show()

    def action_choose_again(self):
        """Go back to choosing partners.

        :return: an action that shows the dialog again
        """
        self.ensure_one()
        self.is_checked = False
        return self._show()

    def action_export(self):
        """Queue the export of the chosen partners and show its run.

        :return: a window action
        """
        self.ensure_one()
        partners = self.shop_id._chosen_partners(self.partner_ids.ids)
        options = {"partner_ids": partners.ids}
        return self.shop_id._queue_run("customers", trigger="button", options=options)._show()

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add customers to Shopify"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


class ShopifyCustomerExportLine(models.TransientModel):
    """What will become of one partner."""

    _name = "shopify.customer.export.line"
    _description = "Partner to add to Shopify"
    _order = "id"

    wizard_id = fields.Many2one("shopify.customer.export", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    email = fields.Char(related="partner_id.email")
    outcome = fields.Selection(OUTCOMES, required=True, readonly=True)
    reason = fields.Char(readonly=True)
    fix = fields.Char(string="What to do", readonly=True)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_shopify_export(self):
        """Open the dialog that adds these partners to Shopify; with one shop, checked at once.

        :return: a window action
        """
        wizard = self.env["shopify.customer.export"].create({"partner_ids": self.ids})
        one_shop = self.env["shopify.shop"].search_count([]) == 1
        return wizard.action_check() if one_shop else wizard._show()
