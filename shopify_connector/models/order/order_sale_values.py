# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The values of the sale orders that are made of Shopify's (O1, O2, O4, O9-O12)."""

from collections import Counter

from odoo import models
from odoo.fields import Command
from odoo.tools import plaintext2html

from ...rules.location_split import split_line

SPECIAL_KINDS = {
    "custom_item": "custom",
    "gift_card": "gift_card",
    "tip": "tip",
    "shipping": "shipping",
    "fee": "fee",
    "duty": "fee",
    "cash_rounding": "rounding",
    "rounding": "rounding",
}
LAST = 999


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _sale_values(self, order, lines, taxes):
        """Return the values of an order's sale order.

        :param order: the ``shopify.order``
        :param lines: rules.order_plan.PlannedLine objects
        :param dict taxes: ``account.tax`` by TaxKey
        """
        known = {line.key: line for line in order.line_ids}
        warehouse = self._order_warehouse(order)
        commands = [
            Command.create(
                {
                    **self._sale_line_values(order, known.get(line.key), part, taxes),
                    **self._place_of_line(place, warehouse),
                }
            )
            for line in lines
            for place, part in self._located(order, known.get(line.key), line)
        ]
        if self.order_number_on_lines:
            commands.insert(0, Command.create(self._number_line(order)))
        values = {
            "company_id": self.company_id.id,
            "partner_id": order.mapped_partner_id.id,
            "partner_invoice_id": (order.invoice_partner_id or order.mapped_partner_id).id,
            "partner_shipping_id": order.mapped_shipping_partner_id.id,
            "date_order": order.processed_at,
            "pricelist_id": False,
            "currency_id": order._document_currency().id,
            "client_order_ref": order.po_number or order.name,
            "origin": order.name,
            "note": order.note and self._note_html(order.note),
            "shopify_order_id": order.id,
            "shopify_order_number": order.name,
            "order_line": commands,
            "require_signature": False,
            "require_payment": False,
        }
        if warehouse:
            values["warehouse_id"] = warehouse.id
        if position := self._tax_area_position(order):
            values["fiscal_position_id"] = position.id
        return {**values, **order._rule_sale_values()}

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

    # === WAREHOUSES === #

    def _order_warehouse(self, order):
        """Return the warehouse that ships most units, else the shop's (O12)."""
        units = Counter()
        for line in order.line_ids:
            units.update(self._units_by_warehouse(line))
        return max(units, key=units.get) if units else order._setting("warehouse_id")

    def _units_by_warehouse(self, line):
        """Return how many units of a line each warehouse ships, the line's own location first."""
        units = Counter()
        fixed = line.order_id.rule_id.warehouse_id
        for place in line.places or ():
            location = self._location(place["location"])
            if warehouse := fixed or location.warehouse_id or self.warehouse_id:
                units[warehouse] += place["units"]
        return +units

    def _location(self, key):
        """Return the location of a gid; an empty record if it is not known."""
        return self.location_ids.filtered(lambda location: location.shopify_id == key)[:1]

    def _located(self, order, line, planned):
        """Part a line over the warehouses that ship it (O12).

        :return: list of (warehouse, PlannedLine); the warehouse is empty where none is known
        """
        units = self._units_by_warehouse(line) if line else {}
        if sum(units.values()) != planned.quantity or not units:
            return [(self.env["stock.warehouse"].union(*list(units)[:1]), planned)]
        digits = order._document_currency().decimal_places
        return zip(units, split_line(planned, list(units.values()), digits), strict=True)

    @staticmethod
    def _place_of_line(place, warehouse):
        return {"shopify_warehouse_id": place.id} if place and place != warehouse else {}

    # === LINES === #

    def _sale_line_values(self, order, line, planned, taxes):
        product = self._line_product(line, planned.kind)
        values = {
            "product_id": product.id,
            "name": self._line_name(order, planned, product),
            "product_uom_qty": planned.quantity,
            "product_uom_id": self._line_unit(line, product).id,
            "discount": float(planned.discount_percent),
            "sequence": 10 + (line.sequence if line else LAST),
            "shopify_line_id": line.id if line else False,
            "is_delivery": planned.kind == "shipping",
        }
        if self.tax_mode == "odoo":
            return {**values, **self._computed_amounts(order, planned)}
        return {**values, **self._charged_amounts(order, planned, taxes)}

    def _computed_amounts(self, order, planned):
        """Return price and taxes of a line whose taxes Odoo computes (O8)."""
        taxes = self._odoo_taxes(planned)
        return {
            "price_unit": self._odoo_price(planned.price_unit, taxes, order.taxes_included),
            "tax_ids": [Command.set(taxes.ids)],
        }

    def _charged_amounts(self, order, planned, taxes):
        """Return price and taxes of a line, with Shopify's amounts in the form that Odoo's tax
        engine takes as given (O9)."""
        charged = [(taxes[self._tax_key(order, tax)], tax) for tax in planned.taxes]
        values = {
            "price_unit": float(planned.price_unit),
            "tax_ids": [Command.set([tax.id for tax, _amount in charged])],
        }
        if planned.quantity:
            values["extra_tax_data"] = self._given_amounts(order, planned, charged)
        return values

    def _given_amounts(self, order, planned, charged):
        currency = order._document_currency()
        untaxed = float(planned.untaxed)
        given = {
            str(tax.id): {
                "tax_amount_currency": float(part.amount),
                "base_amount_currency": untaxed,
            }
            for tax, part in charged
        }
        return {
            "currency_id": currency.id,
            "price_unit": float(planned.price_unit),
            "discount": float(planned.discount_percent),
            "quantity": float(planned.quantity),
            "rate": self._rate(currency, order.processed_at),
            "manual_total_excluded_currency": untaxed,
            # Odoo takes the amounts of a line only where there is an entry, also without taxes.
            "manual_tax_amounts": given or {"0": {}},
        }

    def _rate(self, currency, moment):
        return self.env["res.currency"]._get_conversion_rate(
            self.company_id.currency_id, currency, self.company_id, moment.date()
        )

    def _line_product(self, line, kind):
        """Return the product of a line of the order.

        :param line: the ``shopify.order.line``; None for what the plan has added
        :param str kind: the planned line's kind
        """
        if kind == "discount":
            return self._discount_product()
        if kind in SPECIAL_KINDS:
            mapped = line.product_id if line else None
            return mapped or self._special_product(SPECIAL_KINDS[kind])
        return line.product_id

    def _line_unit(self, line, product):
        return line.variant_id._sold_unit(product) if line else product.uom_id

    def _line_name(self, order, planned, product):
        """Return a line's text; what its discounts take off stands below (O10)."""
        name = planned.description or product.display_name
        if planned.kind == "discount":
            return self.env._("Discount: %s", planned.description or product.display_name)
        if planned.kind == "duty":
            name = self.env._("Duty: %s", name)
        if planned.kind == "cash_rounding":
            name = self.env._("Cash rounding")
        if self.discount_mode == "line" or not planned.discounts:
            return name
        return "\n".join((name, *(self._discount_text(order, part) for part in planned.discounts)))

    def _discount_text(self, order, discount):
        currency = order._document_currency()
        return self.env._(
            "%(discount)s: -%(amount)s",
            discount=discount.title or self.env._("Discount"),
            amount=f"{discount.amount:.{currency.decimal_places}f} {currency.name}",
        )
