# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import Form, new_test_user
from odoo.tools import html2plaintext
from odoo.tools.misc import format_datetime

from shopify_sandbox.merchant import Merchant
from shopify_sandbox.shopper import an_order

from .common import ShopifyCase


class TestOrderForm(ShopifyCase):
    """O23: one page that answers what happened to an order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.write(
            {
                "auto_invoice": "posted",
                "auto_register_payments": True,
                "return_processing": "credit",
                "post_credit_notes": True,
            }
        )
        journal = cls.env["account.journal"].search(
            [("company_id", "=", cls.company.id), ("type", "=", "bank")], limit=1
        )
        cls.methods = cls.env["shopify.payment.method"].create(
            [
                {
                    "shop_id": cls.shop.id,
                    "gateway": gateway,
                    "gateway_name": gateway,
                    "journal_id": journal.id,
                }
                for gateway in ("shopify_payments", "cash")
            ]
        )

    def steps(self, order, part="state"):
        order.invalidate_recordset(["steps"])
        return {step["key"]: step[part] for step in order.steps}

    def totals(self, order):
        """Return (Shopify, Odoo, difference) by key of the figure; None where Odoo is to have
        nothing yet."""
        return {
            row.key: (
                row.shopify,
                *((row.odoo, round(row.odoo - row.shopify, 6)) if row.is_due else (None, None)),
            )
            for _heading, rows in order._totals()
            for row in rows
        }

    def a_paid_order(self):
        return an_order(self.shopify).line(self.variant("Enamel Mug"), 2).paid_by("visa").place()

    # === STEPS === #

    def test_o23_the_steps_of_an_order_that_came_to_its_end(self):
        order = self.a_paid_order()
        Merchant(self.shopify).fulfil(order)
        imported = self.take_in(order)
        sale = imported.sale_order_id
        self.assertEqual(
            self.steps(imported),
            {
                "ordered": "done",
                "imported": "done",
                "mapped": "done",
                "sale": "done",
                "delivered": "done",
                "fulfilled": "done",
                "invoiced": "done",
                "paid": "done",
            },
        )
        dates = self.steps(imported, "when")
        for key, moment in (
            ("ordered", imported.processed_at),
            ("imported", imported.create_date),
            ("mapped", imported.mapped_at),
            ("delivered", sale.picking_ids.date_done),
            ("paid", imported.transaction_ids.processed_at),
        ):
            self.assertTrue(moment)
            self.assertEqual(dates[key], format_datetime(self.env, moment, dt_format="short"))
        texts = self.steps(imported, "text")
        self.assertEqual(texts["sale"], sale.name)
        self.assertEqual(texts["invoiced"], sale.invoice_ids.name)
        for key, action in self.steps(imported, "action").items():
            if action:
                self.assertTrue(getattr(imported, action)(), key)

    def test_o23_the_steps_of_an_order_that_waits(self):
        self.shop.auto_create_products = False
        imported = self.take_in(self.a_paid_order())
        steps = self.steps(imported)
        self.assertEqual((steps["mapped"], steps["sale"]), ("failed", "open"))
        self.assertEqual(imported.action_map_products()["domain"][0][0], "id")
        self.assertTrue(self.totals(imported)["total"][0])

    def test_o23_what_is_done_in_part_is_said(self):
        order = self.a_paid_order()
        line = order["lineItems"][0]
        Merchant(self.shopify).fulfil(order, {line["id"]: 1})
        imported = self.take_in(order)
        steps, texts = self.steps(imported), self.steps(imported, "text")
        self.assertEqual((steps["delivered"], steps["fulfilled"]), ("partly", "partly"))
        self.assertIn("1 of 2", texts["delivered"])
        self.assertEqual(steps["paid"], "done")

    def test_o23_a_payment_that_odoo_misses_is_said(self):
        self.methods.register = False
        order = self.a_paid_order()
        Merchant(self.shopify).fulfil(order)
        imported = self.take_in(order)
        self.assertEqual(self.steps(imported)["paid"], "partly")
        self.assertIn("not in Odoo", self.steps(imported, "text")["paid"])
        shopify, odoo, difference = self.totals(imported)["received"]
        self.assertEqual((odoo, difference), (0.0, -shopify))

    def test_o23_refunds_cancelling_and_archiving_are_steps(self):
        order = self.a_paid_order()
        merchant = Merchant(self.shopify)
        merchant.fulfil(order)
        imported = self.take_in(order)
        self.merchant_later().refund(order, {order["lineItems"][0]["id"]: 1})
        self.take_in(order)
        self.assertEqual(self.steps(imported)["refunded"], "done", imported.refund_ids.error)
        credit = imported.refund_ids.move_id
        self.assertEqual(self.steps(imported, "text")["refunded"], credit.name)
        self.assertEqual((imported.invoice_count, imported.credit_note_count), (1, 1))
        self.assertEqual(imported.action_open_credit_notes()["res_id"], credit.id)
        self.assertEqual(imported.action_open_invoices()["res_id"], imported._posted_invoices().id)
        other = an_order(self.shopify).line(self.variant("Enamel Mug")).place()
        self.take_in(other)
        self.merchant_later().cancel(other)
        self.assertEqual(self.steps(self.take_in(other))["cancelled"], "failed")

    def test_o23_steps_of_many_orders_take_no_query_an_order(self):
        def statements(count):
            orders = [self.a_paid_order() for _each in range(count)]
            for order in orders:
                Merchant(self.shopify).fulfil(order)
            imported = self.take_in(*orders)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            imported.mapped("steps")
            return self.env.cr.sql_log_count - before

        statements(1)
        self.assertLessEqual(statements(8) - statements(2), 2)

    # === TOTALS === #

    def test_o23_totals_of_both_sides_agree_to_the_end(self):
        order = self.a_paid_order()
        Merchant(self.shopify).fulfil(order)
        imported = self.take_in(order)
        self.merchant_later().refund(order, {order["lineItems"][0]["id"]: 1})
        self.take_in(order)
        totals = self.totals(imported)
        self.assertEqual(
            list(totals), ["untaxed", "tax", "total", "invoiced", "received", "refunded", "open"]
        )
        self.assertEqual({row[2] for row in totals.values()}, {0.0}, totals)
        self.assertGreater(totals["received"][0], totals["invoiced"][0])
        shown = html2plaintext(imported.totals_html)
        self.assertIn(imported.currency_id.format(totals["refunded"][0]), shown)

    def test_o23_cash_is_compared_with_its_rounding(self):
        order = (
            an_order(self.shopify)
            .line(self.variant("Enamel Mug"), price="9.98")
            .at_the_counter(self.shopify.collections["Location"][0])
            .ship_to("NL")
            .paid_by("cash", rounding="0.02")
            .place()
        )
        imported = self.take_in(order)
        totals = self.totals(imported)
        self.assertEqual({row[2] for row in totals.values()}, {0.0}, totals)
        self.assertEqual(totals["received"][0], 10.0)

    def test_o23_amounts_are_those_of_the_documents_currency(self):
        self.shop.use_presentment_currency = True
        order = (
            an_order(self.shopify)
            .line(self.variant("Enamel Mug"), 3)
            .in_currency("USD", "1.10")
            .paid_by("visa")
            .place()
        )
        Merchant(self.shopify).fulfil(order)
        imported = self.take_in(order)
        self.merchant_later().refund(order, {order["lineItems"][0]["id"]: 1})
        self.take_in(order)
        self.assertEqual(imported.charged_currency_id.name, "USD")
        totals = self.totals(imported)
        self.assertEqual({row[2] for row in totals.values()}, {0.0}, totals)
        paid = float(order["totalReceivedSet"]["presentmentMoney"]["amount"])
        self.assertEqual(totals["received"][0], paid)

    def test_o23_what_odoo_is_not_to_have_yet_is_no_difference(self):
        self.shop.auto_invoice = "none"
        imported = self.take_in(self.a_paid_order())
        totals = self.totals(imported)
        self.assertEqual(totals["total"][2], 0.0)
        for key in ("invoiced", "received", "open"):
            self.assertIsNone(totals[key][1], key)

    def test_o23_a_difference_is_shown(self):
        imported = self.take_in(self.a_paid_order())
        imported.sale_order_id.order_line[:1].with_context(tracking_disable=True).price_unit += 1
        self.assertGreater(imported.difference_total, 0.0)
        self.assertIn("text-danger", imported.totals_html)

    # === WHO SEES IT === #

    def test_o23_a_salesman_sees_all_of_it(self):
        order = self.a_paid_order()
        Merchant(self.shopify).fulfil(order)
        imported = self.take_in(order)
        salesman = new_test_user(
            self.env,
            "sam",
            groups="sales_team.group_sale_salesman_all_leads",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        seen = imported.with_user(salesman)
        with Form(seen) as form:
            self.assertEqual(form.steps, imported.steps)
            self.assertEqual(form.totals_html, imported.totals_html)
