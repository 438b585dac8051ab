# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Note on the lines of sale orders what Shopify has taken off, and add its cash rounding (O2,
O18)."""

from odoo import fields, models

from .order_edit_discounts import EditedDiscounts
from .order_edit_lines import EditedLines


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _note_taken_off(self, orders):
        """Let the lines know which of their units are not invoiced, or not delivered (O18, R6)."""
        for line in orders.line_ids:
            # What was taken off the sale order as well is not there to be taken off again.
            ordered = sum(line.sale_line_ids.mapped("product_uom_qty"))
            removed = max(line.removed_quantity - (line.quantity - ordered), 0)
            cancelled = line.cancelled_quantity
            for sale_line in line.sale_line_ids:
                removed -= sale_line._take_off("shopify_removed_quantity", removed)
                cancelled -= sale_line._take_off("shopify_cancelled_quantity", cancelled)
        self._note_left_amounts(orders)

    def _note_left_amounts(self, orders):
        """Note what Shopify charges for the units that edits have left, and what its discounts come
        to then: what it takes off need not be in proportion (O9)."""
        lines = orders.line_ids.filtered(
            lambda line: any(part._lacks_left_amounts() for part in line.sale_line_ids)
        )
        discounted = orders.filtered(lambda order: order._lacks_left_discounts())
        if not lines and not discounted:
            return
        facts = (lines.order_id | discounted)._facts()
        for order, order_facts in facts.items():
            edited = EditedLines(order, order_facts)
            for line in lines.filtered(lambda line, order=order: line.order_id == order):
                edited.note_left_amounts(line)
            if order in discounted:
                EditedDiscounts(order, edited).note_left_amounts()

    def _charge_cash_rounding(self, orders):
        """Add the rounding of a cash payment that came after the order, before it is invoiced."""
        values = []
        for line in orders.line_ids.filtered(lambda line: line.kind == "cash_rounding"):
            order = line.order_id
            sale = order.sale_order_id
            if not (line.sale_line_ids or sale.invoice_ids or sale.locked):
                values.append(self._cash_rounding_values(order, line))
        self.env["sale.order.line"].create(values)

    def _cash_rounding_values(self, order, line):
        seen_by_buyer = order._document_currency() != order.currency_id
        product = self._line_product(line, line.kind)
        return {
            "order_id": order.sale_order_id.id,
            "product_id": product.id,
            "name": self.env._("Cash rounding"),
            "product_uom_qty": 1,
            "price_unit": line.presentment_unit_price if seen_by_buyer else line.unit_price,
            "tax_ids": False,
            "shopify_line_id": line.id,
        }


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _removed_units(self):
        """Return how many units edits in Shopify have taken off the sale order's lines."""
        return sum(self.sale_order_id.order_line.mapped("shopify_removed_quantity"))

    def _discount_lines(self):
        """Return the lines of discounts, where they stand apart (O10)."""
        product = self.shop_id.company_id.sale_discount_product_id
        return self.sale_order_id.order_line.filtered(
            lambda line: product and line.product_id == product
        )

    def _lacks_left_discounts(self):
        """Tell whether discounts may have changed with units that an edit has taken off."""
        removed = self._removed_units()
        return bool(removed) and any(
            (line.shopify_left_amounts or {}).get("removed") != removed
            for line in self._discount_lines()
            if not line.qty_invoiced
        )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    shopify_left_amounts = fields.Json(
        readonly=True,
        copy=False,
        help="What Shopify charges for the units that an edit has left: amounts without tax and of "
        "each tax, and of how many units; of a discount its price, too.",
    )

    def _left_units(self):
        """Return how many units edits in Shopify have left."""
        return self.product_uom_qty - self.shopify_removed_quantity

    def _lacks_left_amounts(self):
        left = (self.shopify_left_amounts or {}).get("quantity")
        return bool(self.shopify_removed_quantity and self.extra_tax_data) and (
            left != self._left_units()
        )

    def _left_price(self):
        """Return the price of a discount that an edit has changed, None where it is the line's."""
        left = self.shopify_left_amounts or {}
        if "price_unit" not in left or self.currency_id.compare_amounts(
            self.price_unit, left["instead_of"]
        ):
            return None
        return left["price_unit"]

    def _take_off(self, field, wanted):
        """Note units that Shopify has taken off, at most all there are; tell how many."""
        taken = min(wanted, self.product_uom_qty)
        if self[field] != taken:
            self[field] = taken
        return taken
