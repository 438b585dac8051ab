# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Invoice the orders of Shopify, one invoice an order, as soon as all of it may be (O3, O14)."""

from zoneinfo import ZoneInfo

from odoo import models

from ..sync.explain import MappingError


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _invoice_orders(self, orders):
        """Create the invoices that are due, and post them where the shop is set so."""
        due = orders.filtered(lambda order: order._is_to_be_invoiced())
        if not due:
            return
        sales = due.sale_order_id.sudo().with_context(shopify_dates_invoices=True)
        invoices = sales._create_invoices()
        invoices._prove_shopify_amounts()
        posted = due._with_setting("auto_invoice", "posted")
        invoices.filtered(lambda invoice: invoice.shopify_order_id in posted).action_post()


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _is_to_be_invoiced(self):
        """Tell whether the order's invoice is to be made now.

        Where nothing is left to fulfil, the invoice is all that the order still needs (O14).
        """
        sale = self.sale_order_id
        if sale.state != "sale":
            return False
        if self._setting("auto_invoice") == "none" and not self._is_fulfilled():
            return False
        units = [line._shopify_units() for line in sale.order_line if not line.display_type]
        return all(line.is_complete for line in units) and any(line.to_invoice for line in units)

    def _is_fulfilled(self):
        """Tell whether Shopify has nothing left to fulfil."""
        return not any(self.line_ids.mapped("unfulfilled_quantity"))

    def _invoice_date(self):
        """Return the day that the order's invoice bears: that of the order, or of its last
        delivery, as the shop is set, in the company's time zone."""
        moment = self.processed_at
        if self.shop_id.invoice_date_source == "delivery":
            done = self.sale_order_id.picking_ids.filtered(lambda one: one.state == "done")
            moment = max(done.mapped("date_done"), default=moment)
        return self.shop_id._local_day(moment)


class ShopifyShopDays(models.Model):
    _inherit = "shopify.shop"

    def _local_day(self, moment):
        """Return the company's day of a moment.

        :param datetime moment: naive, in UTC
        """
        return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(self._zone()).date()

    def _zone(self):
        """Return the company's time zone."""
        company = self.company_id
        return ZoneInfo(company.partner_id.tz or company.resource_calendar_id.tz or "UTC")


class AccountMove(models.Model):
    _inherit = "account.move"

    def _prove_shopify_amounts(self):
        """Compare the lines with the amounts that Shopify gave for them (O9).

        :raises MappingError: if Odoo computes something else
        """
        for line in self.invoice_line_ids:
            given = line.extra_tax_data or {}
            expected = given.get("manual_total_excluded_currency")
            if expected is None:
                continue
            currency = line.currency_id
            tax = sum(
                part.get("tax_amount_currency", 0.0)
                for part in given["manual_tax_amounts"].values()
            )
            for computed, wanted in (
                (line.price_subtotal, expected),
                (line.price_total, expected + tax),
            ):
                if currency.compare_amounts(computed, wanted):
                    raise MappingError(
                        "invoice_differs",
                        line=line.name,
                        computed=currency.format(computed),
                        expected=currency.format(wanted),
                    )
