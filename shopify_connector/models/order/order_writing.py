# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Turn mapped Shopify orders into sale orders with exactly Shopify's totals. The step *write*."""

from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from ...rules.order_plan import PlanError, plan_lines, plan_order
from ...shopify.objects.order import Order
from ..sync.explain import MappingError
from ..sync.transaction import in_halves
from .order_charges import order_charges


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _write_orders(self, orders, run=None):
        """Create the sale orders of orders that are ready (O9, O14, O15).

        :param orders: ``shopify.order`` records of this shop, in state *ready*
        :param run: the sync run, if any
        :return: the orders that now have a sale order
        """
        self.ensure_one()
        in_halves(
            orders,
            lambda part: self._write_batch(part, run),
            lambda order, error: order._note_error(
                self.env["shopify.explain"]._explain(error), run
            ),
        )
        done = orders.filtered("sale_order_id")
        done._resolve_skips()
        return done

    def _write_batch(self, orders, run):
        explain = self.env["shopify.explain"]
        planned, facts = {}, orders._facts()
        for order in orders:
            try:
                planned[order] = self._plan(order, facts[order])
            except PlanError as error:
                order._note_error(explain._explain(error), run)
        taxes = self._charged_taxes(planned)
        for order in list(planned):
            if missing := self._missing_taxes(order, planned[order], taxes):
                error = MappingError("unmapped_tax", tax=missing)
                order._note_error(explain._explain(error), run)
                del planned[order]
        self._create_sale_orders(planned, taxes)
        orders.union(*planned)._note_booked(facts)

    def _plan(self, order, facts):
        """Return the lines of an order's sale order, proved where Shopify's taxes are taken."""
        charges = order_charges(
            facts,
            presentment=self.use_presentment_currency,
            digits=order._document_currency().decimal_places,
        )
        return self._plan_charges(order, charges)

    def _plan_charges(self, order, charges):
        """Return the lines of a sale order that charges for these.

        :param charges: rules.charges.OrderCharges
        """
        discount_lines = self.discount_mode == "line"
        if self.tax_mode == "odoo":
            return plan_lines(self._with_odoo_taxes(order, charges), discount_lines)
        return plan_order(charges, self._tolerance(), discount_lines).lines

    def _tolerance(self):
        return Decimal(str(self.rounding_tolerance))

    def _create_sale_orders(self, planned, taxes):
        if not planned:
            return
        sales = (
            self.env["sale.order"]
            .sudo()
            .with_company(self.company_id)
            .create([self._sale_values(order, lines, taxes) for order, lines in planned.items()])
        )
        for order, lines, sale in zip(planned, planned.values(), sales, strict=True):
            if self.tax_mode != "odoo":
                self._prove_document(sale, lines)
            order.write(
                {
                    "state": "done",
                    "sale_order_id": sale.id,
                    "confirm_requested": order._setting("auto_confirm_orders"),
                    **order._no_error_values(),
                }
            )

    def _prove_document(self, sale, lines):
        """Compare Odoo's totals with the plan; a difference undoes the order (O9)."""
        currency = sale.currency_id
        untaxed = sum(line.untaxed for line in lines)
        total = sum(line.total for line in lines)
        for what, computed, expected in (
            (self.env._("the untaxed amount"), sale.amount_untaxed, untaxed),
            (self.env._("the tax"), sale.amount_tax, total - untaxed),
            (self.env._("the total"), sale.amount_total, total),
        ):
            if currency.compare_amounts(computed, float(expected)):
                raise MappingError(
                    "document_differs",
                    what=what,
                    computed=currency.format(computed),
                    expected=currency.format(float(expected)),
                )


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _facts(self):
        """Return what Shopify said, as typed objects, read for the whole batch at once.

        :return: dict of the client's ``Order`` by record, in the recordset's order
        """
        self.env["shopify.order.data"].flush_model(["raw"])
        # Read past the ORM: it would copy each of these large values once more.
        self.env.cr.execute(
            SQL(
                "SELECT order_id, raw FROM shopify_order_data WHERE order_id IN %s",
                tuple(self.ids),
            )
        )
        raw = dict(self.env.cr.fetchall())
        return {order: Order.from_node(raw[order.id]) for order in self}
