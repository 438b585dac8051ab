# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which of the Shopify shop's orders a shop record takes (O5, O6)."""

from odoo import api, fields, models
from odoo.fields import Domain

ALWAYS = fields.Datetime.to_datetime("1970-01-01")
# What decides which of the listed orders are the record's own.
CHOICES = ("order_filter", "orders_from", "import_test_orders")


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    import_archived_orders = fields.Boolean(
        string="Import archived orders too",
        help="Off, orders that are archived in Shopify are left out: archiving an order keeps it "
        "out of Odoo. Switch it on where Shopify archives orders by itself: it does so with sales "
        "at the point of sale, and with all orders where its own setting says so.",
    )
    archived_orders_from = fields.Datetime(
        string="Archived orders from",
        help="Archived orders made before are left out; empty: none are. To bring old orders "
        "without moving stock or books, use Import history.",
    )

    list_orders_anew = fields.Boolean(
        readonly=True,
        copy=False,
        help="The record takes orders that it left out before: the next listing asks for all of "
        "them again, and not only for what has changed.",
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._begin_archived(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Look again at what is listed, and at what is not, once the record takes other orders."""
        if not all(self.mapped("import_archived_orders")):
            vals = dict(vals)
            self._begin_archived(vals)
        before = {shop: shop._taken_from() for shop in self}
        result = super().write(vals)
        if not set(CHOICES).isdisjoint(vals):
            self._all_order_rows()._mark_outside()
        more = self.filtered(lambda shop: shop._takes_more_than(before[shop]))
        if more:
            more.list_orders_anew = True
        return result

    @api.model
    def _begin_archived(self, vals):
        """Take archived orders from now on, unless the user says from when."""
        if vals.get("import_archived_orders") and "archived_orders_from" not in vals:
            vals["archived_orders_from"] = vals.get("orders_from") or fields.Datetime.now()

    # === BUSINESS METHODS === #

    def _taken_from(self):
        """Return from when on the record takes orders, archived ones and tests; None: none."""
        self.ensure_one()
        archived = (self.archived_orders_from or ALWAYS) if self.import_archived_orders else None
        return self.orders_from or ALWAYS, archived, ALWAYS if self.import_test_orders else None

    def _takes_more_than(self, before):
        """Tell whether the record takes orders that it left out before its settings changed.

        :param before: what ``_taken_from`` gave then
        """
        return any(
            now is not None and (then is None or now < then)
            for now, then in zip(self._taken_from(), before, strict=True)
        )

    def _all_order_rows(self):
        return (
            self.env["shopify.order.import"]
            .sudo()
            .with_context(active_test=False)
            .search([("shop_id", "in", self.ids)])
        )

    def _own_orders_domain(self):
        """Return which of the listed orders are this record's: those it may import by itself."""
        self.ensure_one()
        domain = self.env["shopify.order.import"]._filter_domain(self.order_filter)
        if self.orders_from:
            domain &= Domain("processed_at", ">=", self.orders_from)
        if not self.import_test_orders:
            domain &= Domain("is_test", "=", False)
        return domain
