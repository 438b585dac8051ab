# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models

MATCH_RULES = [
    ("email", "By email"),
    ("phone", "By phone"),
    ("bill_to", "By name and billing address"),
    ("created", "Newly created"),
    ("chosen", "Chosen by hand"),
    ("exported", "Exported from Odoo"),
    ("merged", "Taken over from a merged customer"),
    ("country_default", "Default partner of the country"),
    ("shop_default", "Default partner of the shop"),
]
REMOVED = [("deleted", "Deleted in Shopify"), ("merged", "Merged in Shopify")]


class ShopifyCustomer(models.Model):
    """A customer as Shopify knows it, and the partner that stands for it (C2, C14)."""

    _name = "shopify.customer"
    _description = "Shopify customer"
    _order = "name, id"

    # The unique index below begins with the connection; there are but a few shops.
    connection_id = fields.Many2one("shopify.connection", required=True, ondelete="cascade")
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    first_name = fields.Char(readonly=True)
    last_name = fields.Char(readonly=True)
    email = fields.Char(readonly=True)
    phone = fields.Char(readonly=True)
    state = fields.Char(readonly=True)
    locale = fields.Char(string="Language", readonly=True)
    verified_email = fields.Boolean(readonly=True)
    tag_ids = fields.Many2many("shopify.customer.tag", string="Tags", readonly=True)
    note = fields.Text(readonly=True)
    tax_exempt = fields.Boolean(readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    has_address = fields.Boolean(readonly=True)
    address_ids = fields.One2many("shopify.customer.address", "customer_id", readonly=True)
    email_consent_state = fields.Char(string="Marketing by email", readonly=True)
    email_consent_level = fields.Char(string="Opt-in by email", readonly=True)
    email_consent_at = fields.Datetime(string="Email consent since", readonly=True)
    email_consent_source = fields.Char(string="Email consent given at", readonly=True)
    sms_consent_state = fields.Char(string="Marketing by SMS", readonly=True)
    sms_consent_level = fields.Char(string="Opt-in by SMS", readonly=True)
    sms_consent_at = fields.Datetime(string="SMS consent since", readonly=True)
    sms_consent_source = fields.Char(string="SMS consent given at", readonly=True)
    shopify_updated_at = fields.Datetime(string="Changed in Shopify", readonly=True)
    is_complete = fields.Boolean(
        readonly=True,
        help="Whether all addresses and consents have been read. An order brings only the default "
        "address; the customer sync completes it.",
    )
    partner_id = fields.Many2one(
        "res.partner", check_company=True, index="btree_not_null", ondelete="set null"
    )
    match_rule = fields.Selection(
        MATCH_RULES,
        readonly=True,
        string="How it was found",
        help="Why this partner stands for the customer.",
    )
    match_value = fields.Char(
        readonly=True, string="Found with", help="The email, phone or name that both sides share."
    )
    match_error = fields.Char(string="Why none was found", readonly=True)
    match_fix = fields.Char(string="What to do", readonly=True)
    removed = fields.Selection(
        REMOVED, readonly=True, help="The customer is no longer in Shopify; its history stays."
    )
    merged_into_id = fields.Many2one(
        "shopify.customer", readonly=True, index="btree_not_null", ondelete="set null"
    )
    synced_fields = fields.Json(
        readonly=True,
        help="What Shopify and Odoo held at the last sync: what differs from it has changed since.",
    )
    synced_at = fields.Datetime(string="Last synced", readonly=True)
    order_ids = fields.One2many("shopify.order", "customer_id", string="Orders")
    order_count = fields.Integer(compute="_compute_order_count")

    _check_company_auto = True
    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, company_id, shopify_id)", "This Shopify customer is there already."
    )

    def _compute_order_count(self):
        groups = self.env["shopify.order"]._read_group(
            [("customer_id", "in", self.ids)], ["customer_id"], ["__count"]
        )
        counts = {customer.id: count for customer, count in groups}
        for customer in self:
            customer.order_count = counts.get(customer.id, 0)

    # === ACTIONS === #

    def action_open_orders(self):
        """Show the customer's Shopify orders.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Shopify orders"),
            "res_model": "shopify.order",
            "view_mode": "list,form",
            "domain": [("customer_id", "=", self.id)],
        }
