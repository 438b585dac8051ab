# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make a quotation anew from what Shopify says now (O18)."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..sync.changes import write_changed
from ..sync.explain import MappingError


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    # === ACTIONS === #

    def action_reimport(self):
        """Replace the quotations of these orders by what Shopify says now. Callable over XML-RPC.

        :return: True; what is wrong stands in ``error`` and ``fix`` of each order
        :raises UserError: if an order is confirmed
        """
        self.check_access("write")
        for order in self:
            if order.sale_order_state not in ("draft", "sent", "cancel"):
                raise UserError(
                    self.env._(
                        "%s is no quotation. Apply the changes instead, or cancel the sale order "
                        "and set it to quotation.",
                        order.name,
                    )
                )
        for shop, orders in self.sudo().grouped("shop_id").items():
            shop._reimport(orders)
        return True

    # === BUSINESS METHODS === #

    def _reimport(self):
        """Write the quotations of these orders, all of one shop, anew."""
        if not self:
            return
        shop = self.shop_id
        facts = self._facts()
        for order in self:
            if error := shop._refusal(order):
                raise error
        for errors in (shop._map_products(self.line_ids), shop._map_customers(self)):
            if errors:
                raise next(iter(errors.values()))
        planned = {order: shop._plan(order, facts[order]) for order in self}
        taxes = shop._charged_taxes(planned)
        for order, lines in planned.items():
            if missing := shop._missing_taxes(order, lines, taxes):
                raise MappingError("unmapped_tax", tax=missing)
            order._replace_quotation(lines, taxes)
        self._note_booked(facts)
        self.conflict_ids.unlink()

    def _replace_quotation(self, lines, taxes):
        """Write everything that Shopify says into the quotation, under its own number."""
        sale = self.sale_order_id
        texts = [conflict._as_text() for conflict in self.conflict_ids]
        texts += self._edits_in_odoo()
        if sale.state == "cancel":
            sale.action_draft()
        values = self.shop_id._sale_values(self, lines, taxes)
        commands = values.pop("order_line")
        # The lines by themselves: what hangs on the order would be computed anew on them.
        write_changed(sale, values)
        gone = [Command.delete(line.id) for line in sale.order_line]
        sale.order_line = [*gone, *commands]
        if self.shop_id.tax_mode != "odoo":
            self.shop_id._prove_document(sale, lines)
        self.applied_at = False
        self._tell_on_sale(self.env._("Re-imported from Shopify. Changed was:"), texts)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _reimport(self, orders):
        """Re-import orders of this shop, as a user asked."""
        shop = self._working()
        orders = orders.with_env(shop.env)
        shop.env["shopify.mapping.lock"]._hold(shop.company_id)
        failed = shop._take_step(orders, lambda part: part._reimport(), None)
        shop._follow_up(orders - failed)
