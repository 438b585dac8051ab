# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The native limit: orders, their posted invoices and payments, made with Odoo's ORM.

``python -m bench.native_orders_paid DATABASE FILE BATCH [COUNT]``

Payments are created and posted in one go and reconciled by Odoo's own plan; Odoo's wizard, invoice
by invoice, takes several times as long.
"""

import json
import sys

from bench.native_batches import measure_native
from bench.native_orders import NativeOrders
from bench.prepare_accounting import bank


class NativeOrdersPaid(NativeOrders):
    """Makes the records, a batch at a time."""

    filled_tables = f"{NativeOrders.filled_tables}, account_payment, account_partial_reconcile"

    def make_taxes_and_services(self) -> None:
        """Have the services invoiced on what is ordered, too."""
        super().make_taxes_and_services()
        self.env["product.template"].search([]).invoice_policy = "order"
        self.method = bank(self.env).inbound_payment_method_line_ids[:1]
        payment = self.env["account.payment"].new({"company_id": self.env.company.id})
        self.outstanding = payment._get_outstanding_account("inbound")

    def make_batch(self, orders: list[dict]):
        """Make orders, invoices and payments of a batch."""
        sales, _shipped = self.make_sales(orders)
        invoices = sales._create_invoices(grouped=True)
        invoices.action_post()
        by_order = {invoice.invoice_origin: invoice for invoice in invoices}
        paid = [
            (by_order[sale.name], order["paid"])
            for sale, order in zip(sales, orders, strict=True)
            if order["paid"]
        ]
        receivable = [
            invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
            for invoice, _amount in paid
        ]
        payments = (
            self.env["account.payment"]
            .with_context(skip_invoice_sync=True)
            .create(
                [
                    self.payment_values(invoice, amount, lines)
                    for (invoice, amount), lines in zip(paid, receivable, strict=True)
                ]
            )
        )
        payments.action_post()
        self.env["account.move.line"]._reconcile_plan(
            [
                lines + payment.move_id.line_ids.filtered(lambda line: line.credit)
                for payment, lines in zip(payments, receivable, strict=True)
            ]
        )

    def payment_values(self, invoice, amount: float, lines) -> dict:
        """:return: the values of an invoice's payment"""
        return {
            "payment_type": "inbound",
            "partner_type": "customer",
            "amount": amount,
            "currency_id": invoice.currency_id.id,
            "partner_id": invoice.commercial_partner_id.id,
            "destination_account_id": lines.account_id.id,
            "journal_id": self.method.journal_id.id,
            "payment_method_line_id": self.method.id,
            "outstanding_account_id": self.outstanding.id,
            "memo": invoice.payment_reference,
        }


if __name__ == "__main__":
    print(json.dumps(measure_native(NativeOrdersPaid, "orders", *sys.argv[1:])))
