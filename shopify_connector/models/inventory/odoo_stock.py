# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Odoo has of products for a Shopify location, all products in one go (N3)."""

from dataclasses import dataclass
from datetime import datetime, time, timezone
from zoneinfo import ZoneInfo

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

OPEN_STATES = ("waiting", "confirmed", "assigned", "partially_available")


@dataclass
class Leaving:
    """What open moves are to take of a product, in the product's unit.

    :ivar sold: all that orders of Shopify want
    :ivar sold_reserved: what of it is reserved
    :ivar reserved: what is reserved for others
    """

    sold: float = 0.0
    sold_reserved: float = 0.0
    reserved: float = 0.0


class ShopifyLocation(models.Model):
    _inherit = "shopify.location"

    def _odoo_quantities(self, products):
        """Compute the location's figure of each product.

        Odoo computes it, kits included. Taken off as well is what Odoo's own figure leaves in but
        Shopify has sold: an order that is in Odoo and neither reserved nor due yet (N7).

        :param products: ``product.product`` records
        :return: dict of float by product id, in the product's unit
        """
        self.ensure_one()
        sources = self.sudo()._stock_sources()
        if not sources:
            return dict.fromkeys(products.ids, 0.0)
        until = self._end_of_today()
        located = (
            products.sudo()
            .with_company(self.company_id)
            .with_context(location=sources.ids, to_date=until)
        )
        figures = located._compute_quantities_dict(None, None, None, to_date=until)
        nothing = Leaving()
        leaving = self._leaving(located, until)
        return {
            product_id: self._figure(figures[product_id], leaving.get(product_id, nothing))
            for product_id in products.ids
        }

    def _figure(self, odoo, leaving):
        """Return Odoo's figure of a product, less what is promised beyond it.

        :param dict odoo: Odoo's figures
        :param Leaving leaving: with *Forecast as of today* what is due later, else all
        """
        match self.stock_calculation, self.quantity_name:
            case "forecast_today", _:
                return odoo["virtual_available"] - leaving.sold - leaving.reserved
            case "free", _:
                return odoo["free_qty"] - (leaving.sold - leaving.sold_reserved)
            case "on_hand", "available":
                return odoo["qty_available"] - leaving.sold
        return odoo["qty_available"]

    def _leaving(self, products, until):
        """Sum up what open moves are to take away from the places.

        :param products: with the places to look at in their context
        :param datetime until: the end of today
        :return: dict of Leaving by product id
        """
        _in_stock, _coming, going = products._get_domain_locations()
        domain = (
            going & Domain("product_id", "in", products.ids) & Domain("state", "in", OPEN_STATES)
        )
        if self.stock_calculation == "forecast_today":
            domain &= Domain("date", ">", until)
        moves = products.env["stock.move"].with_context(active_test=False)
        moves.flush_model(["product_qty", "quantity", "sale_line_id"])
        query = moves._search(domain)
        move = query.table
        query.add_join(
            "LEFT JOIN",
            "sold_line",
            "sale_order_line",
            SQL("sold_line.id = %s", SQL.identifier(move, "sale_line_id")),
        )
        query.add_join(
            "LEFT JOIN",
            "sold",
            "sale_order",
            SQL("sold.id = sold_line.order_id AND sold.shopify_order_id IS NOT NULL"),
        )
        query.groupby = SQL("1, 2")
        rows = products.env.execute_query(
            query.select(
                SQL.identifier(move, "product_id"),
                SQL.identifier(move, "product_uom"),
                SQL("SUM(CASE WHEN sold.id IS NULL THEN 0 ELSE product_qty END)"),
                SQL("SUM(CASE WHEN sold.id IS NULL THEN 0 ELSE quantity END)"),
                SQL("SUM(CASE WHEN sold.id IS NULL THEN quantity ELSE 0 END)"),
            )
        )
        found = {}
        for product_id, unit_id, sold, sold_reserved, reserved in rows:
            own = products.browse(product_id).uom_id
            unit = own.browse(unit_id)
            sums = found.setdefault(product_id, Leaving())
            sums.sold += float(sold or 0)
            for name, quantity in (("sold_reserved", sold_reserved), ("reserved", reserved)):
                amount = unit._compute_quantity(float(quantity or 0), own, round=False)
                setattr(sums, name, getattr(sums, name) + amount)
        return found

    def _end_of_today(self):
        """Return the last moment of the company's present day, in UTC."""
        company = self.company_id
        zone = company.partner_id.tz or company.resource_calendar_id.tz or "UTC"
        today = datetime.now(ZoneInfo(zone)).date()
        end = datetime.combine(today, time.max, ZoneInfo(zone)).astimezone(timezone.utc)
        return end.replace(tzinfo=None)
