# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Turn mapped Shopify orders into sale orders with exactly Shopify's totals. The step *write*."""

from decimal import Decimal

from odoo import models
from odoo.fields import Command
from odoo.tools import SQL, plaintext2html

from ...rules import order_plan as plans
from ...rules.taxes import TaxKey
from ...shopify.objects.order import Order
from ..sync.explain import MappingError
from ..sync.transaction import in_halves
from .order_charges import order_charges

SPECIAL_KINDS = {
    "custom_item": "custom",
    "gift_card": "gift_card",
    "tip": "tip",
    "shipping": "shipping",
    "fee": "fee",
    "duty": "fee",
    "rounding": "rounding",
}


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
        self._follow_up(done, run)
        return done

    def _write_batch(self, orders, run):
        explain = self.env["shopify.explain"]
        planned = {}
        for order, facts in orders._facts().items():
            try:
                planned[order] = self._plan(order, facts)
            except plans.PlanError as error:
                order._note_error(explain._explain(error), run)
        taxes = self._taxes_of(planned)
        for order in list(planned):
            if missing := self._missing_taxes(order, planned[order], taxes):
                error = MappingError("unmapped_tax", tax=missing)
                order._note_error(explain._explain(error), run)
                del planned[order]
        self._create_sale_orders(planned, taxes)

    def _plan(self, order, facts):
        charges = order_charges(
            facts,
            presentment=self.use_presentment_currency,
            digits=order._document_currency().decimal_places,
        )
        return plans.plan_order(charges, self._tolerance())

    def _tolerance(self):
        return Decimal(str(self.rounding_tolerance))

    # === TAXES === #

    def _taxes_of(self, planned):
        keys = {
            self._tax_key(order, tax)
            for order, plan in planned.items()
            for line in plan.lines
            for tax in line.taxes
        }
        return self.env["shopify.tax"]._map(self, keys)

    def _missing_taxes(self, order, plan, taxes):
        """Return the names of the order's taxes that no Odoo tax stands for, "" if all do."""
        missing = {
            f"{tax.title} {float(tax.rate * 100):g} %"
            for line in plan.lines
            for tax in line.taxes
            if not taxes[self._tax_key(order, tax)]
        }
        return ", ".join(sorted(missing))

    @staticmethod
    def _tax_key(order, tax):
        return TaxKey(
            title=tax.title,
            rate=tax.rate.normalize(),
            included=order.taxes_included,
            country_code=order.country_code or "",
        )

    # === SALE ORDERS === #

    def _create_sale_orders(self, planned, taxes):
        if not planned:
            return
        sales = (
            self.env["sale.order"]
            .sudo()
            .with_company(self.company_id)
            .with_context(shopify_keep_order_date=True)
            .create([self._sale_values(order, plan, taxes) for order, plan in planned.items()])
        )
        if self.auto_confirm_orders:
            sales.action_confirm()
        for plan, sale in zip(planned.values(), sales, strict=True):
            self._prove_document(sale, plan)
        self._link_documents(planned, sales)
        if self.auto_confirm_orders:
            self._align_deliveries(self.env["shopify.order"].union(*planned))

    def _align_deliveries(self, orders):
        """Bring deliveries in line with Shopify; one that Odoo refuses is left to a person."""
        in_halves(
            orders._settled(),
            lambda part: part._align_deliveries(),
            lambda order, error: order._ask_person(
                self.env._("Deliver what Shopify has shipped"),
                self.env._(
                    "Shopify has shipped goods of %(order)s, but Odoo can't deliver them: %(why)s",
                    order=order.name,
                    why=self.env["shopify.explain"]._explain(error).message,
                ),
            ),
        )

    def _sale_values(self, order, plan, taxes):
        currency = order._document_currency()
        lines = {line.key: line for line in order.line_ids}
        commands = [
            Command.create(
                self._sale_line_values(order, lines.get(planned.key), planned, currency, taxes)
            )
            for planned in plan.lines
        ]
        if self.order_number_on_lines:
            commands.insert(0, Command.create(self._number_line(order)))
        values = {
            "company_id": self.company_id.id,
            "partner_id": order.mapped_partner_id.id,
            "partner_invoice_id": order.mapped_partner_id.id,
            "partner_shipping_id": order.mapped_shipping_partner_id.id,
            "date_order": order.processed_at,
            "pricelist_id": False,
            "currency_id": currency.id,
            "client_order_ref": order.po_number or order.name,
            "origin": order.name,
            "note": order.note and self._note_html(order.note),
            "shopify_order_id": order.id,
            "shopify_order_number": order.name,
            "order_line": commands,
            "require_signature": False,
            "require_payment": False,
        }
        if warehouse := self._order_warehouse(order):
            values["warehouse_id"] = warehouse.id
        if self.team_id:
            values["team_id"] = self.team_id.id
        return values

    @staticmethod
    def _note_html(note):
        """Return a buyer's note as HTML: escaped, as it is anybody's text."""
        return plaintext2html(note)

    def _number_line(self, order):
        return {
            "display_type": "line_note",
            "name": self.env._("Shopify order %s", order.name),
            "sequence": 0,
        }

    def _order_warehouse(self, order):
        """Return the warehouse of the location that ships most lines, else the shop's (O12)."""
        names = [line.location_shopify_id for line in order.line_ids if line.location_shopify_id]
        for location in self.location_ids:
            if location.shopify_id in names and location.warehouse_id:
                return location.warehouse_id
        return self.warehouse_id

    def _sale_line_values(self, order, line, planned, currency, taxes):
        product = self._line_product(line, planned)
        line_taxes = [(taxes[self._tax_key(order, tax)], tax) for tax in planned.taxes]
        values = {
            "product_id": product.id,
            "name": self._line_name(order, planned, product, currency),
            "product_uom_qty": planned.quantity,
            "product_uom_id": self._line_unit(line, product).id,
            "price_unit": float(planned.price_unit),
            "discount": float(planned.discount_percent),
            "tax_ids": [Command.set([tax.id for tax, _charged in line_taxes])],
            "sequence": 10 + (line.sequence if line else 999),
            "shopify_line_id": line.id if line else False,
            "is_delivery": planned.kind == "shipping",
        }
        if line_taxes and planned.quantity:
            values["extra_tax_data"] = self._given_amounts(planned, currency, line_taxes, order)
        return values

    def _given_amounts(self, planned, currency, line_taxes, order):
        """Return Shopify's amounts in the form that Odoo's tax engine takes as given (O9)."""
        untaxed = float(planned.untaxed)
        return {
            "currency_id": currency.id,
            "price_unit": float(planned.price_unit),
            "discount": float(planned.discount_percent),
            "quantity": float(planned.quantity),
            "rate": self._rate(currency, order.processed_at),
            "manual_total_excluded_currency": untaxed,
            "manual_tax_amounts": {
                str(tax.id): {
                    "tax_amount_currency": float(charged.amount),
                    "base_amount_currency": untaxed,
                }
                for tax, charged in line_taxes
            },
        }

    def _rate(self, currency, moment):
        return self.env["res.currency"]._get_conversion_rate(
            self.company_id.currency_id, currency, self.company_id, moment.date()
        )

    def _line_product(self, line, planned):
        if planned.kind in SPECIAL_KINDS:
            mapped = line.product_id if line else None
            return mapped or self._special_product(SPECIAL_KINDS[planned.kind])
        return line.product_id

    def _line_unit(self, line, product):
        return line.variant_id._sold_unit(product) if line else product.uom_id

    def _line_name(self, order, planned, product, currency):
        name = planned.description or product.display_name
        if planned.kind == "duty":
            name = self.env._("Duty: %s", name)
        if not planned.discount:
            return name
        titles = {
            discount.name or self.env._("Discount")
            for discount in order.discount_ids
            if discount.line_key == planned.key
        }
        return self.env._(
            "%(line)s\n%(discounts)s: -%(amount)s",
            line=name,
            discounts=", ".join(sorted(titles)),
            amount=f"{planned.discount:.{currency.decimal_places}f} {currency.name}",
        )

    # === PROOF AND LINKS === #

    def _prove_document(self, sale, plan):
        """Compare Odoo's totals with the plan; a difference undoes the order (O9)."""
        currency = sale.currency_id
        for what, computed, expected in (
            (self.env._("the untaxed amount"), sale.amount_untaxed, plan.untaxed),
            (self.env._("the tax"), sale.amount_tax, plan.tax),
            (self.env._("the total"), sale.amount_total, plan.total),
        ):
            if currency.compare_amounts(computed, float(expected)):
                raise MappingError(
                    "document_differs",
                    what=what,
                    computed=currency.format(computed),
                    expected=currency.format(float(expected)),
                )

    def _link_documents(self, planned, sales):
        for order, sale in zip(planned, sales, strict=True):
            order.write({"state": "done", "sale_order_id": sale.id, **order._no_error_values()})


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
