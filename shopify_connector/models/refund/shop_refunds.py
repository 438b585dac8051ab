# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's settings for returns and refunds (R1, R3, R4)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

ACCOUNTS = "[('account_type', 'not in', ('asset_receivable', 'liability_payable', 'off_balance'))]"


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    return_processing = fields.Selection(
        [("none", "None"), ("import", "Import only"), ("credit", "Create credit notes")],
        string="Returns and refunds",
        default="import",
        required=True,
        help="None: they are not imported. Import only: they are shown on the order, and Create "
        "credit note on the refund makes one by hand. Create credit notes: each refund becomes a "
        "credit note by itself, and goods that were restocked come back to stock.",
    )
    post_credit_notes = fields.Boolean(
        default=True,
        help="Credit notes of refunds are posted, as the money has gone back already. Off: they "
        "stay drafts.",
    )
    return_location_id = fields.Many2one(
        "stock.location",
        check_company=True,
        domain="[('usage', '=', 'internal')]",
        help="Where restocked goods come back to, whatever the order and its delivery say. Empty: "
        "where Odoo's returns of the warehouse go.",
    )
    return_location_priority = fields.Selection(
        [("shop", "Return location of the shop"), ("original", "Original location first")],
        string="Goods come back to",
        default="shop",
        required=True,
        help="Original location first: goods come back to where they were delivered from; the "
        "return location of the shop is for those of which that is not known.",
    )
    refund_account_id = fields.Many2one(
        "account.account",
        check_company=True,
        domain=ACCOUNTS,
        help="Where refunds of amounts, shipping, tips and fees are posted, and what was paid back "
        "beyond the goods. Empty: where the sale was posted.",
    )
    no_restock_account_id = fields.Many2one(
        "account.account",
        string="Refund account for items not restocked",
        check_company=True,
        domain=ACCOUNTS,
        help="Where refunds of goods are posted that did not come back to stock. Empty: where the "
        "sale was posted.",
    )

    @api.constrains("return_processing", "auto_create_orders")
    def _check_return_processing(self):
        for shop in self:
            if shop.return_processing == "credit" and not shop.auto_create_orders:
                raise ValidationError(
                    self.env._(
                        "Credit notes can only be created by themselves where orders are: switch "
                        "Create orders automatically on, or choose Import only for returns and "
                        "refunds."
                    )
                )

    def write(self, vals):
        began = self.browse()
        if vals.get("return_processing", "none") != "none":
            began = self.filtered(lambda shop: shop.return_processing == "none")
        result = super().write(vals)
        began._stage_known_refunds()
        return result
