# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's settings for customers (C1-C6, C9-C12)."""

import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError

NAME_SOURCES = [
    ("none", "None"),
    ("first_last", "First name and last name"),
    ("last_first", "Last name and first name"),
    ("company", "Company name"),
]


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === WHICH PARTNER AN ORDER GETS === #

    customer_import = fields.Selection(
        [("none", "None"), ("with_orders", "With order import"), ("all", "All customers")],
        default="with_orders",
        required=True,
        help="None: orders use the default partner. With order import: a customer becomes a "
        "partner with the first order. All customers: the customer sync also brings those who "
        "have not ordered yet.",
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

    # === NEW PARTNERS === #

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
    further_addresses = fields.Boolean(
        string="Further addresses",
        default=True,
        help="Each further address of a Shopify customer becomes a delivery address of its "
        "partner. Off: only those that orders are shipped to.",
    )
    customer_template_ids = fields.One2many(
        "shopify.customer.template", "shop_id", string="Customer templates"
    )

    # === NAMES AND PROVINCES === #

    name_source = fields.Selection(
        NAME_SOURCES,
        string="Name from",
        default="first_last",
        required=True,
        help="What a partner's name is made of. While it gives nothing, as for a company without a "
        "person, the second name takes its place, else the contact's name. Export reads the "
        "name the same way.",
    )
    name2_source = fields.Selection(
        NAME_SOURCES,
        string="Second name from",
        default="company",
        required=True,
        help="What a partner's second name (its company name in Odoo) is made of.",
    )
    contact_source = fields.Selection(
        NAME_SOURCES,
        string="Contact's name from",
        default="none",
        required=True,
        help="What the name of a partner's contact person is made of. A contact whose name is not "
        "the partner's own becomes a contact under it.",
    )
    county_source = fields.Selection(
        [("code", "Code"), ("name", "Name")],
        string="Provinces by",
        default="code",
        required=True,
        help="How Shopify's provinces and Odoo's states find each other: by code, such as ON, or "
        "by name, such as Ontario.",
    )

    # === CHANGES AND EXPORT === #

    shopify_can_update_customers = fields.Boolean(
        string="Shopify can update customers",
        help="A partner that stands for a Shopify customer follows what is changed in Shopify. "
        "Only what has changed there is written; what you entered in other fields stays.",
    )
    customer_export = fields.Boolean(
        string="Export customers",
        help="The customer sync makes Shopify customers of partners that have none yet. Each "
        "needs a valid email; who can't be exported is listed under skipped records with the "
        "reason.",
    )
    customer_export_domain = fields.Char(
        string="Which partners",
        default="[('customer_rank', '>', 0)]",
        required=True,
        help="The partners that are exported. Archived ones, contacts and addresses of another "
        "partner, and partners of another company never are.",
    )
    can_update_shopify_customers = fields.Boolean(
        string="Can update Shopify customers",
        help="A Shopify customer follows what is changed on its partner in Odoo.",
    )
    customer_conflict = fields.Selection(
        [("odoo", "Odoo wins"), ("shopify", "Shopify wins"), ("ask", "Ask")],
        string="Changed on both sides",
        default="ask",
        required=True,
        help="What happens to a field that was changed both in Odoo and in Shopify since the last "
        "sync. Ask: both stay as they are until you choose.",
    )

    # === CONSTRAINTS === #

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

    @api.constrains("customer_export_domain")
    def _check_customer_export_domain(self):
        partners = self.env["res.partner"].sudo()
        for shop in self:
            try:
                partners.search(ast.literal_eval(shop.customer_export_domain), limit=1)
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "%(domain)s does not say which partners are exported: %(error)s",
                        domain=shop.customer_export_domain,
                        error=error,
                    )
                ) from error
