# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The values of the credit notes that are made of Shopify's refunds (R3, R5)."""

from decimal import Decimal

from odoo import models
from odoo.fields import Command
from odoo.tools import plaintext2html

from ...rules.refund_plan import Target


class ShopifyRefund(models.Model):
    _inherit = "shopify.refund"

    def _credit_note_values(self, plan, taxes):
        """Return the values of the refund's credit note.

        :param plan: rules.refund_plan.CreditPlan
        :param dict taxes: ``account.tax`` by TaxKey
        """
        order = self.order_id
        sale = order.sale_order_id
        invoice = self._credited_invoice(plan)
        return {
            "move_type": "out_refund",
            "company_id": sale.company_id.id,
            "journal_id": invoice.journal_id.id or False,
            "partner_id": sale.partner_invoice_id.id,
            "partner_shipping_id": sale.partner_shipping_id.id,
            "currency_id": sale.currency_id.id,
            "fiscal_position_id": (invoice or sale).fiscal_position_id.id,
            "invoice_date": self.shop_id._local_day(self.processed_at),
            "invoice_payment_term_id": False,
            "invoice_origin": sale.name,
            "invoice_user_id": sale.user_id.id,
            "team_id": sale.team_id.id,
            "ref": self.name,
            "narration": self.note and plaintext2html(self.note),
            "reversed_entry_id": invoice.id,
            "shopify_order_id": order.id,
            "shopify_order_number": order.name,
            "shopify_refund_id": self.id,
            "invoice_line_ids": [
                Command.create(self._credit_line_values(line, taxes)) for line in plan.lines
            ],
        }

    def _credited_invoice(self, plan):
        """Return the posted invoice that the credit note reverses: of several, the one that has
        most of its lines, else the last (R6); an empty record where there is none."""
        invoices = self.order_id._posted_invoices().sorted("id")
        keys = {line.key for line in plan.lines}

        def shared(invoice):
            return len(
                keys & set(invoice.invoice_line_ids.sale_line_ids.shopify_line_id.mapped("key"))
            )

        return max(invoices, key=lambda invoice: (shared(invoice), invoice.id), default=invoices)

    # === LINES === #

    def _credit_line_values(self, line, taxes):
        sale_lines = self._sale_lines(line.key)
        product = self._credited_product(line, sale_lines)
        charged = self._credited_taxes(line, sale_lines, taxes)
        untaxed = line.total - sum(amount for _tax, amount in charged)
        price = untaxed + sum(amount for tax, amount in charged if tax.price_include)
        values = {
            "product_id": product.id,
            "name": self._credit_line_name(line, sale_lines),
            "quantity": line.quantity,
            "price_unit": float(price / line.quantity),
            "tax_ids": [Command.set([tax.id for tax, _amount in charged])],
            "extra_tax_data": self._given_credit(line, price, untaxed, charged),
            "sale_line_ids": [Command.set(sale_lines.ids)],
        }
        if account := self._credit_account(line, sale_lines):
            values["account_id"] = account.id
        return values

    def _credited_taxes(self, line, sale_lines, taxes):
        """Return the taxes of a line with their amounts: list of (``account.tax``, Decimal)."""
        if self.shop_id.tax_mode == "odoo":
            return self._odoo_taxes_of(line, sale_lines) if line.taxes else []
        return [
            (taxes[self.shop_id._tax_key(self.order_id, tax)], tax.amount) for tax in line.taxes
        ]

    def _given_credit(self, line, price, untaxed, charged):
        """Return Shopify's amounts in the form that Odoo's tax engine takes as given (O9)."""
        order = self.order_id
        currency = order._document_currency()
        return {
            "currency_id": currency.id,
            "price_unit": float(price / line.quantity),
            "discount": 0.0,
            "quantity": float(line.quantity),
            "rate": self.shop_id._rate(currency, self.processed_at),
            "manual_total_excluded_currency": float(untaxed),
            "manual_tax_amounts": {
                str(tax.id): {
                    "tax_amount_currency": float(amount),
                    "base_amount_currency": float(untaxed),
                }
                for tax, amount in charged
            }
            or {"0": {}},
        }

    def _sale_lines(self, key):
        lines = self.order_id.line_ids.filtered(lambda line: line.key == key)
        return lines.sale_line_ids

    def _credited_product(self, line, sale_lines):
        """Return the product of a line: only what came back to stock, and gift cards, have one."""
        if line.target in (Target.PRODUCT, Target.GIFT_CARD):
            return sale_lines.product_id[:1]
        return self.env["product.product"]

    def _credit_line_name(self, line, sale_lines):
        if line.key == "cash_rounding":
            return self.env._("Cash rounding")
        if line.key == "difference":
            return self.env._("Refund of %s", self.order_id.name)
        return line.description or sale_lines[:1].name or self.env._("Refund")

    def _credit_account(self, line, sale_lines):
        """Return the account of a line (R3): the shop's, else the one the sale posts to."""
        shop = self.shop_id.sudo()
        own = {
            Target.NOT_RESTOCKED: shop.no_restock_account_id,
            Target.REFUND: shop.refund_account_id,
            Target.GIFT_CARD: shop.gift_card_account_id,
        }.get(line.target)
        if line.key == "cash_rounding":
            own = shop.rounding_account_id or own
        if own:
            return own
        if line.target == Target.PRODUCT:
            return self.env["account.account"]
        if sale_lines and (special := shop._special_account(sale_lines[0])):
            return special
        product = sale_lines.product_id[:1].with_company(shop.company_id)
        accounts = product.product_tmpl_id.get_product_accounts(
            self.order_id.sale_order_id.fiscal_position_id
        )
        return accounts["income"] if product else self.env["account.account"]

    # === TAXES === #

    def _odoo_taxes_of(self, line, sale_lines):
        """Return the taxes that Odoo has put on the sale, with what they are of the line's
        total."""
        taxes = sale_lines.tax_ids
        currency = self.order_id._document_currency()
        details = taxes._get_tax_details(
            float(line.total),
            1.0,
            precision_rounding=currency.rounding,
            special_mode="total_included",
        )
        return [
            (part["tax"], Decimal(str(currency.round(part["tax_amount"]))))
            for part in details["taxes_data"]
        ]
