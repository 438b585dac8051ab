# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's settings for customers (C1-C5)."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    customer_import = fields.Selection(
        [("none", "None"), ("with_orders", "With order import")],
        default="with_orders",
        required=True,
        help="None: orders use the default partner. With order import: a customer becomes a "
        "partner with the first order.",
    )
    customer_mapping = fields.Selection(
        [
            ("email_phone", "By email or phone"),
            ("bill_to", "By bill-to info"),
            ("default", "Always the default customer"),
        ],
        default="email_phone",
        required=True,
        help="How an order finds its partner: by the customer's email, then phone; by name and "
        "billing address; or always the default partner. A partner that is already linked to the "
        "Shopify customer comes first.",
    )
    default_partner_id = fields.Many2one(
        "res.partner",
        check_company=True,
        help="The partner for orders without a customer of their own, such as those of a till.",
    )
    auto_create_customers = fields.Boolean(
        string="Create unknown customers",
        default=True,
        help="A customer that no partner stands for becomes a new partner. Off: the order waits "
        "until you choose or create one.",
    )
    create_without_address = fields.Boolean(
        string="Also without an address",
        help="Create the partner of a customer who gave no address, as is usual at a till. Off: "
        "such an order waits.",
    )
    customer_template_ids = fields.One2many(
        "shopify.customer.template", "shop_id", string="Customer templates"
    )
    partner_category_ids = fields.Many2many(
        "res.partner.category",
        help="Tags that new partners get, unless their country's template names others.",
    )

    @api.constrains("customer_mapping", "default_partner_id", "customer_import")
    def _check_default_partner(self):
        for shop in self:
            if shop.customer_mapping == "default" and not shop.default_partner_id:
                raise ValidationError(
                    self.env._(
                        "%s always takes the default customer: choose the default partner.",
                        shop.name,
                    )
                )
