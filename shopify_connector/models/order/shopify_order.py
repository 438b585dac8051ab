# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import random
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules.address import Address
from ...rules.retry_pause import next_attempt
from .order_import import RISK_LEVELS

SETTLING_TIME = timedelta(minutes=1)


class ShopifyOrder(models.Model):
    """An order as Shopify knows it, all of it, and what became of it in Odoo (O7)."""

    _name = "shopify.order"
    _description = "Shopify order"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "processed_at desc, id desc"
    _check_company_auto = True

    # === WHAT SHOPIFY SAYS === #

    connection_id = fields.Many2one(
        "shopify.connection", required=True, ondelete="restrict", index=True
    )
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(string="Order", required=True, readonly=True, index="trigram")
    created_at = fields.Datetime(string="Created in Shopify", readonly=True)
    processed_at = fields.Datetime(string="Ordered at", readonly=True)
    shopify_updated_at = fields.Datetime(string="Changed in Shopify", readonly=True)
    read_at = fields.Datetime(string="Read at", readonly=True)
    closed_at = fields.Datetime(string="Archived in Shopify", readonly=True)
    cancelled_at = fields.Datetime(string="Cancelled in Shopify", readonly=True)
    cancel_reason = fields.Char(readonly=True)
    is_edited = fields.Boolean(string="Edited in Shopify", readonly=True)
    is_test = fields.Boolean(string="Test", readonly=True)
    financial_status = fields.Char(readonly=True)
    fulfillment_status = fields.Char(readonly=True)
    return_status = fields.Char(readonly=True)
    risk_level = fields.Selection(RISK_LEVELS, readonly=True)
    risk_facts = fields.Text(readonly=True)
    channel = fields.Char(readonly=True)
    app_name = fields.Char(string="App", readonly=True)
    retail_location = fields.Char(readonly=True)
    staff_member = fields.Char(
        string="Served by",
        readonly=True,
        help="Who took the order in Shopify, such as at the till. Shopify tells it to apps with "
        "the access scope read_users, and only on its larger plans.",
    )
    staff_shopify_id = fields.Char(string="Shopify id of who served", readonly=True)
    tags = fields.Char(readonly=True)
    note = fields.Text(string="Note of the buyer", readonly=True)
    po_number = fields.Char(string="PO number", readonly=True)
    discount_codes = fields.Char(readonly=True)
    custom_attributes = fields.Json(readonly=True)
    custom_attribute_text = fields.Text(
        compute="_compute_custom_attribute_text", string="Attributes"
    )
    status_page_url = fields.Char(string="Status page", readonly=True)
    payment_terms = fields.Char(readonly=True)
    payment_terms_kind = fields.Char(readonly=True)
    payment_terms_days = fields.Integer(readonly=True)
    due_at = fields.Datetime(readonly=True)
    email = fields.Char(readonly=True)
    phone = fields.Char(readonly=True)
    locale = fields.Char(readonly=True)
    customer_id = fields.Many2one(
        "shopify.customer", readonly=True, index="btree_not_null", ondelete="set null"
    )
    billing_address = fields.Json(readonly=True)
    shipping_address = fields.Json(readonly=True)
    billing_text = fields.Text(compute="_compute_address_texts", string="Billing address")
    shipping_text = fields.Text(compute="_compute_address_texts", string="Shipping address")
    country_code = fields.Char(string="Ship-to country", readonly=True)
    taxes_included = fields.Boolean(string="Prices include tax", readonly=True)
    tax_exempt = fields.Boolean(readonly=True)
    currency_code = fields.Char(readonly=True)
    currency_id = fields.Many2one("res.currency", string="Shop currency", readonly=True)
    presentment_currency_code = fields.Char(readonly=True)
    presentment_currency_id = fields.Many2one(
        "res.currency", string="Currency of the buyer", readonly=True
    )
    untaxed = fields.Monetary(readonly=True)
    total_tax = fields.Monetary(readonly=True)
    total = fields.Monetary(readonly=True)
    current_total = fields.Monetary(
        readonly=True, help="After what was edited and refunded in Shopify."
    )
    total_shipping = fields.Monetary(readonly=True)
    total_discounts = fields.Monetary(readonly=True)
    total_tip = fields.Monetary(readonly=True)
    total_refunded = fields.Monetary(readonly=True)
    total_outstanding = fields.Monetary(readonly=True)
    cash_rounding = fields.Monetary(
        readonly=True, help="What rounding added to payments in cash, on top of the total."
    )
    presentment_cash_rounding = fields.Monetary(
        readonly=True,
        currency_field="presentment_currency_id",
        string="Cash rounding for the buyer",
    )
    total_received = fields.Monetary(readonly=True)
    presentment_total = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Total for the buyer"
    )
    presentment_total_tax = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Tax for the buyer"
    )
    presentment_received = fields.Monetary(
        readonly=True, currency_field="presentment_currency_id", string="Received from the buyer"
    )
    content_hash = fields.Char(readonly=True)
    line_ids = fields.One2many("shopify.order.line", "order_id", readonly=False)
    tax_ids = fields.One2many("shopify.order.tax", "order_id", readonly=True)
    discount_ids = fields.One2many("shopify.order.discount", "order_id", readonly=True)
    transaction_ids = fields.One2many("shopify.order.transaction", "order_id", readonly=True)
    fulfillment_ids = fields.One2many("shopify.order.fulfillment", "order_id", readonly=True)
    data_ids = fields.One2many("shopify.order.data", "order_id", readonly=True)

    # === WHAT BECAME OF IT === #

    state = fields.Selection(
        [
            ("imported", "Imported"),
            ("ready", "Mapped"),
            ("done", "In Odoo"),
            ("ignored", "Left out"),
            ("history", "History"),
        ],
        default="imported",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    create_requested = fields.Boolean(readonly=True, copy=False)
    partner_id = fields.Many2one(
        "res.partner",
        string="Partner (by hand)",
        check_company=True,
        help="Choose a partner here to book the order on it, whatever the shop's settings say.",
    )
    create_partner = fields.Boolean(readonly=True, copy=False)
    mapped_partner_id = fields.Many2one("res.partner", string="Partner", readonly=True, copy=False)
    invoice_partner_id = fields.Many2one(
        "res.partner",
        string="Bill-to partner (by hand)",
        check_company=True,
        help="Choose a partner here to invoice the order to it, whoever bought it.",
    )
    mapped_shipping_partner_id = fields.Many2one(
        "res.partner", string="Delivery address", readonly=True, copy=False
    )
    customer_rule = fields.Char(readonly=True, copy=False)
    customer_rule_value = fields.Char(readonly=True, copy=False)
    sale_order_id = fields.Many2one(
        "sale.order", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    sale_order_state = fields.Selection(related="sale_order_id.state", string="Order state")
    document_currency_id = fields.Many2one(related="sale_order_id.currency_id")
    document_untaxed = fields.Monetary(
        string="Untaxed in Odoo",
        related="sale_order_id.amount_untaxed",
        currency_field="document_currency_id",
    )
    document_tax = fields.Monetary(
        string="Tax in Odoo",
        related="sale_order_id.amount_tax",
        currency_field="document_currency_id",
    )
    document_total = fields.Monetary(
        string="Total in Odoo",
        related="sale_order_id.amount_total",
        currency_field="document_currency_id",
    )
    picking_count = fields.Integer(compute="_compute_picking_count")
    has_error = fields.Boolean(readonly=True, index=True, copy=False)
    error_code = fields.Char(readonly=True, copy=False)
    error = fields.Char(readonly=True, copy=False)
    fix = fields.Char(string="What to do", readonly=True, copy=False)
    error_at = fields.Datetime(readonly=True, copy=False)
    attempts = fields.Integer(readonly=True, copy=False)
    retry_at = fields.Datetime(string="Next attempt", readonly=True, copy=False)

    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, shopify_id)", "This Shopify order is imported already."
    )
    _queue_index = models.Index("(shop_id, id) WHERE state = 'ready' AND create_requested")

    # === COMPUTE METHODS === #

    @api.depends("custom_attributes")
    def _compute_custom_attribute_text(self):
        for order in self:
            order.custom_attribute_text = "\n".join(
                f"{attribute['key']}: {attribute['value']}"
                for attribute in order.custom_attributes or []
            )

    @api.depends("billing_address", "shipping_address")
    def _compute_address_texts(self):
        for order in self:
            order.billing_text = _address_text(order.billing_address)
            order.shipping_text = _address_text(order.shipping_address)

    def _compute_picking_count(self):
        for order in self:
            order.picking_count = len(order.sale_order_id.picking_ids)

    # === ACTIONS === #

    def action_create_documents(self):
        """Map the orders again and create their documents, or what is missing of them (O14, O16).
        Callable over XML-RPC.

        :return: True; what is still wrong stands in ``error`` and ``fix`` of each order
        :raises UserError: if an order has all its documents
        """
        self.check_access("write")
        for order in self:
            if order.sale_order_id and not order.has_error:
                raise UserError(
                    self.env._(
                        "%(order)s is in Odoo already: %(sale)s.",
                        order=order.name,
                        sale=order.sale_order_id.name,
                    )
                )
        orders = self.sudo()
        orders.create_requested = True
        for shop in orders.shop_id:
            shop._process(orders.filtered(lambda order, shop=shop: order.shop_id == shop))
        return True

    def action_create_partner(self):
        """Create a new partner for the orders, then their documents (O16). Callable over XML-RPC.

        :return: True
        """
        self.check_access("write")
        self.sudo().create_partner = True
        return self.action_create_documents()

    def action_ignore(self):
        """Leave the orders out: no documents are created. Callable over XML-RPC.

        :return: True
        """
        self.check_access("write")
        waiting = self.filtered(lambda order: not order.sale_order_id)
        waiting.sudo().write({"state": "ignored", **self._no_error_values()})
        waiting._resolve_skips()
        return True

    def action_open_sale_order(self):
        """Open the sale order.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.sale_order_id.id,
            "view_mode": "form",
        }

    def action_open_pickings(self):
        """Open the deliveries.

        :return: a window action
        """
        self.ensure_one()
        return self.sale_order_id.action_view_delivery()

    def action_open_status_page(self):
        """Open the page on which Shopify shows the buyer the order.

        :return: a URL action
        """
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.status_page_url, "target": "new"}

    # === ERRORS === #

    def _note_error(self, explained, run=None):
        """Keep why an order waits and when it is tried again, also in the skip list (G7)."""
        now = fields.Datetime.now()
        for order in self:
            attempts = order.attempts + 1
            order.write(
                {
                    "state": "done" if order.sale_order_id else "imported",
                    "has_error": True,
                    "error_code": explained.code,
                    "error": explained.message,
                    "fix": explained.fix,
                    "error_at": now,
                    "attempts": attempts,
                    "retry_at": next_attempt(attempts, now, self._jitter()),
                }
            )
            self.env["shopify.sync.skip"]._note(
                order.shop_id,
                "orders",
                [
                    {
                        "shopify_id": order.shopify_id,
                        "name": order.name,
                        "res_model": order._name,
                        "res_id": order.id,
                        "code": explained.code,
                        "reason": explained.message,
                        "fix": explained.fix,
                    }
                ],
                run,
            )

    def _no_error_values(self):
        return {
            "has_error": False,
            "error_code": False,
            "error": False,
            "fix": False,
            "error_at": False,
            "attempts": 0,
            "retry_at": False,
        }

    def _resolve_skips(self):
        for shop in self.shop_id:
            self.env["shopify.sync.skip"]._resolve(
                shop, "orders", self.filtered(lambda o, s=shop: o.shop_id == s).mapped("shopify_id")
            )

    @api.model
    def _jitter(self):
        return random.random()

    # === HELPERS === #

    def _is_as_of(self, updated_at):
        """Tell whether the order holds what Shopify had at a time.

        Shopify's times have whole seconds: an order that was read right after it had changed may
        have changed once more within the same second.
        """
        self.ensure_one()
        if self.shopify_updated_at != updated_at:
            return self.shopify_updated_at > updated_at
        return bool(self.read_at) and self.read_at >= updated_at + SETTLING_TIME

    def _address(self, kind):
        """Return an address for the rules.

        :param str kind: ``billing`` or ``shipping``
        :return: rules.address.Address, empty where Shopify gave none
        """
        self.ensure_one()
        data = self.billing_address if kind == "billing" else self.shipping_address
        return Address(**data) if data else Address()


def _address_text(data):
    if not data:
        return False
    name = f"{data['first_name']} {data['last_name']}".strip()
    city = f"{data['zip']} {data['city']}".strip()
    parts = (name, data["company"], data["street"], data["street2"], city)
    region = ", ".join(part for part in (data["province"], data["country_code"]) if part)
    return "\n".join(part for part in (*parts, region, data["phone"]) if part)
