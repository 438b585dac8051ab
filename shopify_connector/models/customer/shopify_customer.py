# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ...shopify import gid
from ..sync.changes import write_changed
from ..sync.moments import utc_naive


class ShopifyCustomer(models.Model):
    """A customer as Shopify knows it, and the partner that stands for it (C2, C14)."""

    _name = "shopify.customer"
    _description = "Shopify customer"
    _order = "name, id"

    connection_id = fields.Many2one(
        "shopify.connection", required=True, ondelete="cascade", index=True
    )
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    first_name = fields.Char(readonly=True)
    last_name = fields.Char(readonly=True)
    email = fields.Char(readonly=True)
    phone = fields.Char(readonly=True)
    state = fields.Char(readonly=True)
    tags = fields.Char(readonly=True)
    note = fields.Text(readonly=True)
    tax_exempt = fields.Boolean(readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    has_address = fields.Boolean(readonly=True)
    shopify_updated_at = fields.Datetime(string="Changed in Shopify", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", check_company=True, index="btree_not_null", ondelete="set null"
    )
    match_report = fields.Char(
        readonly=True, string="How it was found", help="Why this partner was chosen, or why none."
    )
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

    def action_unlink_partner(self):
        """Forget which partner stands for the customer. Callable over XML-RPC.

        :return: True
        """
        self.write({"partner_id": False, "match_report": False})
        return True

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

    # === STAGING === #

    @api.model
    def _stage(self, shop, customers):
        """Keep customers as Shopify sent them, in bulk.

        :param shop: the shop record
        :param customers: iterable of the client's ``Customer`` objects
        :return: dict of record by Shopify gid
        """
        customers = {customer.id: customer for customer in customers}
        numbers = {str(gid.number(key)): key for key in customers}
        known = self.search(
            [
                ("connection_id", "=", shop.connection_id.id),
                ("company_id", "=", shop.company_id.id),
                ("shopify_id", "in", list(numbers)),
            ]
        )
        records = {}
        for record in known:
            key = numbers[record.shopify_id]
            records[key] = record
            customer = customers[key]
            if record.shopify_updated_at != utc_naive(customer.updated_at):
                write_changed(record, self._staged_values(customer))
        new = [key for key in customers if key not in records]
        created = self.create(
            [
                {
                    "connection_id": shop.connection_id.id,
                    "shop_id": shop.id,
                    "shopify_id": str(gid.number(key)),
                    **self._staged_values(customers[key]),
                }
                for key in new
            ]
        )
        records.update(zip(new, created, strict=True))
        return records

    @api.model
    def _staged_values(self, customer):
        address = customer.default_address
        country = self.env["shopify.geography"]._country(address.country_code if address else "")
        return {
            "name": customer.display_name or customer.email or customer.phone or customer.id,
            "first_name": customer.first_name,
            "last_name": customer.last_name,
            "email": customer.email,
            "phone": customer.phone,
            "state": customer.state,
            "tags": ", ".join(customer.tags),
            "note": customer.note,
            "tax_exempt": customer.tax_exempt,
            "country_id": country.id,
            "has_address": bool(customer.addresses),
            "shopify_updated_at": utc_naive(customer.updated_at),
        }
