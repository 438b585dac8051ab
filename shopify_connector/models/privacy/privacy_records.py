# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the connector keeps of the person, or of the shop, that a request is about (C16)."""

from odoo import api, fields, models
from odoo.fields import Domain

from ...shopify import gid


class ShopifyPrivacyRequest(models.Model):
    _inherit = "shopify.privacy.request"

    customer_ids = fields.Many2many(
        "shopify.customer", compute="_compute_records", string="Shopify customers"
    )
    partner_ids = fields.Many2many("res.partner", compute="_compute_records", string="Partners")
    order_count = fields.Integer(compute="_compute_records", string="Shopify orders kept")

    @api.depends("kind", "shop_id", "customer_number", "order_numbers")
    def _compute_records(self):
        for request in self:
            customers = request._customers() if request.shop_id else self.env["shopify.customer"]
            erases_shop = request.kind == "shop_redact"
            # A whole shop's are too many to list.
            request.customer_ids = False if erases_shop else customers
            request.partner_ids = False if erases_shop else customers.partner_id
            request.order_count = (
                self.env["shopify.order"].search_count(request._order_domain())
                if request.shop_id
                else 0
            )

    # === RECORDS === #

    def _own(self):
        """Each company answers for what it keeps itself."""
        self.ensure_one()
        return Domain("connection_id", "=", self.connection_id.id) & Domain(
            "company_id", "=", self.company_id.id
        )

    def _customers(self):
        """Return the Shopify customers that the request is about."""
        domain = self._own()
        if self.kind != "shop_redact":
            domain &= Domain("shopify_id", "=", self.customer_number or "")
        return self.env["shopify.customer"].search(domain)

    def _order_domain(self):
        domain = self._own()
        if self.kind == "shop_redact":
            return domain
        return domain & (
            Domain("customer_id", "in", self._customers().ids)
            | Domain("shopify_id", "in", self.order_numbers or [])
        )

    def _orders(self):
        """Return the Shopify orders that the request is about."""
        return self.env["shopify.order"].search(self._order_domain())

    def _order_rows(self):
        """Return the rows of orders to import that the request is about, those left out too."""
        domain = self._own()
        if self.kind != "shop_redact":
            domain &= Domain("shopify_id", "in", self.order_numbers or [])
        return self.env["shopify.order.import"].with_context(active_test=False).search(domain)

    def _skips(self, customers, orders):
        """Return what the list of skipped records says of them."""
        shops = self.connection_id.with_context(active_test=False).shop_ids
        own = Domain("shop_id", "in", shops.ids) & Domain("company_id", "=", self.company_id.id)
        if self.kind == "shop_redact":
            return self.env["shopify.sync.skip"].search(own)
        numbers = {*customers.mapped("shopify_id"), *orders.mapped("shopify_id")}
        about = Domain.OR(
            Domain("res_model", "=", records._name) & Domain("res_id", "in", records.ids)
            for records in (customers, orders, customers.partner_id)
        )
        return self.env["shopify.sync.skip"].search(
            own & (Domain("shopify_id", "in", list(numbers)) | about)
        )

    def _log_rows(self, customers, orders):
        """Return the log entries that name the person, by id, email, phone or name."""
        shops = self.connection_id.with_context(active_test=False).shop_ids
        own = Domain("shop_id", "in", shops.ids) & Domain("company_id", "=", self.company_id.id)
        if self.kind != "shop_redact":
            own &= Domain.OR(
                Domain(field, "ilike", word)
                for word in self._words(customers, orders)
                for field in ("variables", "answer", "error")
            )
        return self.env["shopify.log"].search(own)

    def _words(self, customers, orders):
        """Return the texts by which log entries name the person."""
        words = {self.email, self.phone}
        if self.customer_number:
            words.add(gid.make("Customer", self.customer_number))
        words.update(gid.make("Order", number) for number in orders.mapped("shopify_id"))
        for record in (*customers, *orders):
            words.update((record.email, record.phone))
        words.update(customer.name for customer in customers if not customer.anonymised_at)
        for order in orders:
            for kind in ("billing", "shipping"):
                address = order._address(kind)
                words.update((address.full_name, address.phone))
        return {word for word in words if word}
