# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Note on the lines of sale orders what Shopify has taken off, and add its cash rounding (O2, "
"O18)."""

from odoo import fields, models

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
        """Note what Shopify charges for the units that edits have left: what it takes off need not
        be in proportion (O9)."""
        if self.tax_mode == "odoo":
            return
        lines = orders.line_ids.filtered(
            lambda line: any(part._lacks_left_amounts() for part in line.sale_line_ids)
        )
        if not lines:
            return
        facts = lines.order_id._facts()
        for order, own in lines.grouped("order_id").items():
            edited = EditedLines(order, facts[order])
            for line in own:
                edited.note_left_amounts(line)

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


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    shopify_left_amounts = fields.Json(
        readonly=True,
        copy=False,
        help="What Shopify charges for the units that an edit has left: amounts without tax and of "
        "each tax, and of how many units.",
    )

    def _left_units(self):
        """Return how many units edits in Shopify have left."""
        return self.product_uom_qty - self.shopify_removed_quantity

    def _lacks_left_amounts(self):
        left = (self.shopify_left_amounts or {}).get("quantity")
        return bool(self.shopify_removed_quantity and self.extra_tax_data) and (
            left != self._left_units()
        )

    def _take_off(self, field, wanted):
        """Note units that Shopify has taken off, at most all there are; tell how many."""
        taken = min(wanted, self.product_uom_qty)
        if self[field] != taken:
            self[field] = taken
        return taken
