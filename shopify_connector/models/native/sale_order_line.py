# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Lines of sale orders that come from Shopify: where they ship from, what they cost, and what is
invoiced."""

from decimal import Decimal

from odoo import api, fields, models

from ...rules.billing import LineUnits
from ...rules.given_amounts import TAXES, UNTAXED, given_part, given_rest


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    shopify_line_id = fields.Many2one(
        "shopify.order.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    shopify_warehouse_id = fields.Many2one(
        "stock.warehouse",
        readonly=True,
        copy=False,
        help="The warehouse of the Shopify location that ships the line, where it is not the "
        "order's.",
    )
    shopify_removed_quantity = fields.Float(
        string="Removed in Shopify",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Taken off by an edit in Shopify: neither delivered nor invoiced.",
    )
    shopify_cancelled_quantity = fields.Float(
        string="Refunded before shipping",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Refunded in Shopify before it was shipped: it is invoiced, and the refund's credit "
        "note takes it back.",
    )

    # === COMPUTE METHODS === #

    @api.depends("shopify_warehouse_id")
    def _compute_warehouse_id(self):
        """Deliver a line from where Shopify has it shipped (O12)."""
        result = super()._compute_warehouse_id()
        for line in self.filtered("shopify_warehouse_id"):
            line.warehouse_id = line.shopify_warehouse_id
        return result

    def _compute_price_unit(self):
        """Keep Shopify's price when a quantity is changed: the buyer has ordered at it (O19)."""
        return super(SaleOrderLine, self._priced_by_odoo())._compute_price_unit()

    def _compute_discount(self):
        """Keep Shopify's discount as its price."""
        return super(SaleOrderLine, self._priced_by_odoo())._compute_discount()

    def _priced_by_odoo(self):
        """Return the lines that Odoo may price: not Shopify's, unless somebody updates prices."""
        if self.env.context.get("force_price_recomputation"):
            return self
        return self.filtered(lambda line: not line.shopify_line_id)

    @api.depends("shopify_removed_quantity", "shopify_cancelled_quantity")
    def _compute_qty_to_invoice(self):
        """Invoice what Shopify sold: credit notes follow its refunds, not Odoo's returns."""
        result = super()._compute_qty_to_invoice()
        for line in self.filtered(lambda line: line.shopify_line_id and line.state == "sale"):
            line.qty_to_invoice = line._shopify_units().to_invoice
        return result

    @api.depends("shopify_removed_quantity")
    def _compute_invoice_status(self):
        result = super()._compute_invoice_status()
        for line in self.filtered(lambda line: line.shopify_line_id and line.state == "sale"):
            units = line._shopify_units()
            if line.invoice_status == "no" and units.is_complete and not units.to_invoice:
                line.invoice_status = "invoiced"
        return result

    # === BUSINESS METHODS === #

    def _shopify_units(self):
        """Return the line's units as the rules count them.

        :return: rules.billing.LineUnits
        """
        self.ensure_one()
        invoiced = credited = 0.0
        for part in self.invoice_lines:
            if part.parent_state != "cancel":
                units = part.product_uom_id._compute_quantity(part.quantity, self.product_uom_id)
                if part.move_type == "out_refund":
                    credited += units
                else:
                    invoiced += units
        return LineUnits(
            ordered=self.product_uom_qty,
            removed=self.shopify_removed_quantity,
            cancelled=self.shopify_cancelled_quantity,
            delivered=self.qty_delivered,
            invoiced=invoiced,
            credited=credited,
            by_delivery=self.product_id.invoice_policy == "delivery",
        )

    def _prepare_invoice_line(self, **optional_values):
        """Invoice Shopify's amounts, in part where a part is invoiced, on the shop's accounts."""
        values = super()._prepare_invoice_line(**optional_values)
        if not self.order_id.shopify_order_id or self.display_type:
            return values
        if self.extra_tax_data and "quantity" in values:
            values["extra_tax_data"] = self._given_part(values["quantity"])
        if (price := self._left_price()) is not None:
            values["price_unit"] = price
        if account := self.order_id.shopify_order_id.shop_id._special_account(self):
            values["account_id"] = account.id
        return values

    def _given_part(self, quantity):
        """Return the given amounts of some of the units: with those invoiced before and after, they
        are the whole to the smallest unit. A line that was edited in Odoo is left to Odoo."""
        given = self.extra_tax_data
        if not self._has_given_amounts() or not given["quantity"]:
            return False
        left = self.shopify_left_amounts or given
        amounts = left if left["quantity"] == self._left_units() else given
        whole, invoiced = amounts["quantity"], self._shopify_units().invoiced
        booked = self._given_so_far() if invoiced and invoiced + quantity == whole else None
        if quantity == whole:
            part = {name: amounts[name] for name in (UNTAXED, TAXES)}
        elif booked:
            part = given_rest(amounts, booked)
        else:
            units = (Decimal(str(number)) for number in (invoiced, invoiced + quantity, whole))
            part = given_part(amounts, *units, self.currency_id.decimal_places)
        price = amounts.get("price_unit", given["price_unit"])
        return {**given, "quantity": quantity, "price_unit": price, **part}

    def _given_so_far(self):
        """Return the given amounts of what is invoiced; nothing where somebody has changed it."""
        lines = self._shopify_invoice_lines()
        if all(_is_as_given(line, line.quantity) for line in lines):
            return [line.extra_tax_data for line in lines]
        return []

    def _shopify_invoice_lines(self):
        """Return the lines of invoices that were not cancelled; credit notes are none."""
        return self.invoice_lines.filtered(
            lambda line: line.parent_state != "cancel" and line.move_type == "out_invoice"
        )

    def _has_given_amounts(self):
        """Tell whether the line still is what its given amounts are for."""
        return _is_as_given(self, self.product_uom_qty)


def _is_as_given(line, quantity):
    """Tell whether a line of an order or an invoice still is what its given amounts are for."""
    given, currency = line.extra_tax_data or {}, line.currency_id
    return "quantity" in given and all(
        currency.compare_amounts(given[name], value) == 0
        for name, value in (
            ("quantity", quantity),
            ("price_unit", line.price_unit),
            ("discount", line.discount),
        )
    )
