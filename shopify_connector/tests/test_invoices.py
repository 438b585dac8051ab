# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import date, datetime, timezone

from odoo.fields import Command

from shopify_sandbox.merchant import Merchant

from .common import ShopifyCase

ORDERED = "2026-03-02T23:30:00Z"


class TestInvoices(ShopifyCase):
    """O2-O4, O9, O14, O18: what is invoiced of an order, when and how much."""

    def setUp(self):
        super().setUp()
        self.merchant = Merchant(self.shopify)

    def deliver(self, picking, pieces=None):
        """Deliver a picking, or some pieces of each move, as the warehouse would."""
        for move in picking.move_ids:
            move.write({"quantity": pieces or move.product_uom_qty, "picked": True})
        picking.with_context(skip_backorder=True).button_validate()

    def retry(self):
        with self.without_commits():
            self.env["shopify.shop"]._cron_retry_orders()
        self.env.invalidate_all()

    def invoiced_on_delivery(self, title="Enamel Mug"):
        """Import the product of the sandbox and have it invoiced on what is delivered."""
        order = self.buy(title).place()
        (imported,) = self.take_in(order)
        product = imported.line_ids.product_id
        product.invoice_policy = "delivery"
        return product

    # === WHEN === #

    def test_o3_no_invoice_where_the_shop_makes_none(self):
        (imported,) = self.take_in(self.buy().place())
        self.assertFalse(imported.sale_order_id.invoice_ids)
        self.assertEqual(imported.sale_order_id.invoice_status, "to invoice")

    def test_o3_a_draft_or_a_posted_invoice_as_the_shop_is_set(self):
        for setting, state in (("draft", "draft"), ("posted", "posted")):
            with self.subTest(setting):
                self.shop.auto_invoice = setting
                order = self.buy(quantity=3, price="19.99").shipping().place()
                (imported,) = self.take_in(order)
                invoice = imported.sale_order_id.invoice_ids
                self.assertEqual(invoice.state, state)
                self.assert_charged(invoice, order)
                self.assertEqual(imported.sale_order_id.invoice_status, "invoiced")

    def test_o3_importing_again_makes_no_second_invoice(self):
        self.shop.auto_invoice = "posted"
        order = self.buy().place()
        (imported,) = self.take_in(order)
        self.merchant_later().tag(order, "seen")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(len(imported.sale_order_id.invoice_ids), 1)

    def test_o3_what_is_invoiced_on_delivery_is_invoiced_when_all_is_delivered(self):
        self.invoiced_on_delivery()
        self.shop.auto_invoice = "posted"
        order = self.buy(quantity=3).shipping().place()
        (imported,) = self.take_in(order)
        sale = imported.sale_order_id
        self.assertFalse(sale.invoice_ids)
        self.deliver(sale.picking_ids, 1)
        self.retry()
        self.assertFalse(sale.invoice_ids, "a part was invoiced")
        self.deliver(sale.picking_ids.filtered(lambda one: one.state != "done"))
        self.retry()
        self.assertEqual(len(sale.invoice_ids), 1)
        self.assert_charged(sale.invoice_ids, order)

    def test_o14_an_order_with_nothing_left_to_fulfil_gets_its_deliveries_and_invoice(self):
        order = self.buy(quantity=2).paid_by("visa").place()
        self.merchant.fulfil(order)
        (imported,) = self.take_in(order)
        sale = imported.sale_order_id
        self.assertEqual(sale.picking_ids.state, "done")
        self.assertEqual(sale.invoice_ids.state, "draft")
        self.assert_charged(sale.invoice_ids, order)

    def test_o14_gift_cards_alone_are_invoiced_at_once(self):
        order = self.buy("Gift Card", 2).paid_by("visa").place()
        (imported,) = self.take_in(order)
        self.assertEqual(len(imported.sale_order_id.invoice_ids), 1)
        self.assertFalse(imported.sale_order_id.picking_ids)

    def test_o3_a_quotation_that_a_person_confirms_is_invoiced_and_delivered_then(self):
        self.shop.write({"auto_confirm_orders": False, "auto_invoice": "posted"})
        order = self.buy(quantity=2).paid_by("visa").place()
        self.merchant.fulfil(order)
        (imported,) = self.take_in(order)
        sale = imported.sale_order_id
        self.assertEqual((sale.state, len(sale.invoice_ids)), ("draft", 0))
        sale.action_confirm()
        self.assertEqual(sale.date_order, imported.processed_at)
        self.retry()
        self.assertEqual(sale.picking_ids.state, "done")
        self.assertEqual(sale.invoice_ids.state, "posted")

    # === THE DATE === #

    def test_o14_the_invoice_bears_the_day_of_the_order_where_the_company_is(self):
        self.company.partner_id.tz = "Europe/Amsterdam"
        self.shop.auto_invoice = "posted"
        (imported,) = self.take_in(self.buy().at(ORDERED).place())
        self.assertEqual(imported.sale_order_id.invoice_ids.invoice_date, date(2026, 3, 3))

    def test_o14_the_invoice_bears_the_day_of_the_delivery_as_the_shop_is_set(self):
        self.shop.write({"auto_invoice": "posted", "invoice_date_source": "delivery"})
        order = self.buy().at(ORDERED).paid_by("visa").place()
        self.shopify.clock.set(datetime(2026, 3, 9, 10, tzinfo=timezone.utc))
        self.merchant.fulfil(order)
        self.shopify.clock.set(None)
        (imported,) = self.take_in(order)
        self.assertEqual(imported.sale_order_id.invoice_ids.invoice_date, date(2026, 3, 9))

    def test_o14_a_closed_period_moves_the_posting_and_keeps_the_invoice_date(self):
        self.company.sale_lock_date = "2026-03-31"
        self.shop.auto_invoice = "posted"
        (imported,) = self.take_in(self.buy().at(ORDERED).place())
        invoice = imported.sale_order_id.invoice_ids
        self.assertEqual((invoice.state, imported.error), ("posted", False))
        self.assertEqual(invoice.invoice_date, date(2026, 3, 2))
        self.assertGreater(invoice.date, date(2026, 3, 31))

    # === LINKS AND ACCOUNTS === #

    def test_o4_the_number_is_on_invoice_credit_note_and_delivery_and_leads_back(self):
        self.shop.auto_invoice = "posted"
        (imported,) = self.take_in(self.buy().place())
        sale = imported.sale_order_id
        invoice = sale.invoice_ids
        note = invoice._reverse_moves()
        for document in (sale, invoice, note, sale.picking_ids):
            with self.subTest(document._name):
                found = document.search([("shopify_order_number", "=", imported.name)])
                self.assertIn(document, found)
                self.assertEqual(document.shopify_order_id, imported)
                self.assertEqual(document.action_open_shopify_order()["res_id"], imported.id)

    def test_o4_orders_of_one_customer_are_not_put_on_one_invoice(self):
        first = self.buy().place()
        second = self.buy().by(first["customer"]).place()
        sales = self.take_in(first, second).sale_order_id
        self.assertEqual(len(sales.partner_id), 1)
        self.assertEqual(len(sales._create_invoices()), 2)

    def an_account(self, code, kind="income"):
        return self.env["account.account"].create(
            {
                "code": code,
                "name": f"Account {code}",
                "account_type": kind,
                "company_ids": [Command.link(self.company.id)],
            }
        )

    def test_o2_what_is_no_product_posts_to_the_shops_accounts(self):
        card = self.an_account("445500", "liability_current")
        accounts = {
            "shipping_account_id": self.an_account("445100"),
            "tip_account_id": self.an_account("445200"),
            "fee_account_id": self.an_account("445300"),
            "rounding_account_id": self.an_account("445400"),
            "gift_card_account_id": card,
        }
        self.shop.write(
            {"auto_invoice": "posted", **{name: one.id for name, one in accounts.items()}}
        )
        order = self.buy(price="12.93").line(self.variant("Gift Card")).shipping(price="4.90")
        order = order.with_tip("3.00").fee("Deposit", "0.25").tax_excluded().taxes()
        order = order.paid_by("cash", "46.10", rounding="0.02").place()
        (imported,) = self.take_in(order)
        invoice = imported.sale_order_id.invoice_ids
        booked = {
            name: -sum(
                invoice.line_ids.filtered(lambda line, one=one: line.account_id == one).mapped(
                    "balance"
                )
            )
            for name, one in accounts.items()
        }
        self.assertEqual(
            {name: round(amount, 2) for name, amount in booked.items()},
            {
                "shipping_account_id": 4.90,
                "tip_account_id": 3.00,
                "fee_account_id": 0.25,
                "rounding_account_id": 0.02,
                "gift_card_account_id": 25.00,
            },
        )
        self.assert_charged(invoice, order)

    def test_o2_without_an_account_the_products_is_used(self):
        self.shop.auto_invoice = "posted"
        (imported,) = self.take_in(self.buy().shipping().place())
        line = imported.sale_order_id.invoice_ids.invoice_line_ids.filtered(
            lambda line: line.product_id == self.shop.shipping_product_id
        )
        product = self.shop.shipping_product_id.with_company(self.company)
        self.assertEqual(line.account_id, product.product_tmpl_id.get_product_accounts()["income"])

    # === IN PARTS === #

    def test_o9_invoices_in_steps_add_up_to_shopifys_amounts(self):
        for method in ("round_globally", "round_per_line"):
            for taxes in ((), (("State", "0.0625"), ("County", "0.0075"))):
                with self.subTest(method, taxes=taxes):
                    self.company.tax_calculation_rounding_method = method
                    self.assert_steps_add_up(taxes)

    def assert_steps_add_up(self, taxes):
        order = self.buy(quantity=7, price="9.99").discount_code("TEN", "10").taxes(*taxes)
        order = order.tax_excluded().place()
        (imported,) = self.take_in(order)
        imported.line_ids.product_id.invoice_policy = "delivery"
        sale = imported.sale_order_id
        invoices = self.env["account.move"]
        for pieces in (1, 2, 3, 1):
            open_picking = sale.picking_ids.filtered(
                lambda one: one.state not in ("done", "cancel")
            )
            self.deliver(open_picking, pieces)
            invoice = sale._create_invoices()
            self.assertEqual(invoice.invoice_line_ids.quantity, pieces)
            invoices |= invoice
        invoices.action_post()
        total, tax = (
            float(order[field]["shopMoney"]["amount"]) for field in ("totalPriceSet", "totalTaxSet")
        )
        self.assertAlmostEqual(sum(invoices.mapped("amount_total")), total, 6)
        self.assertAlmostEqual(sum(invoices.mapped("amount_tax")), tax, 6)
        self.assertEqual(sale.invoice_status, "invoiced")
        imported.line_ids.product_id.invoice_policy = "order"

    def test_o9_a_line_that_is_edited_here_is_computed_by_odoo_and_the_difference_shown(self):
        order = self.buy(quantity=3, price="20.00").discount_code("TEN", "10").taxes(("VAT", "0.2"))
        (imported,) = self.take_in(order.tax_excluded().place())
        sale = imported.sale_order_id
        self.assertEqual(imported.difference_total, 0)
        sale.order_line.price_unit = 30.0
        self.assertAlmostEqual(sale.amount_untaxed, 75.0, 2)
        self.assertAlmostEqual(imported.difference_untaxed, 25.0, 2)
        invoice = sale._create_invoices()
        self.assertAlmostEqual(invoice.amount_untaxed, 75.0, 2)
        self.assertAlmostEqual(invoice.amount_tax, 15.0, 2)

    def test_o9_an_invoice_line_that_is_edited_is_computed_by_odoo(self):
        order = self.buy(quantity=3, price="20.00").discount_code("TEN", "10").taxes(("VAT", "0.2"))
        (imported,) = self.take_in(order.tax_excluded().place())
        invoice = imported.sale_order_id._create_invoices()
        invoice.invoice_line_ids.write({"discount": 0, "quantity": 2})
        self.assertAlmostEqual(invoice.amount_total, 48.0, 2)

    # === WHAT SHOPIFY TOOK OFF === #

    def test_o18_what_an_edit_removed_is_not_invoiced(self):
        order = self.buy(quantity=3, price="10.00").line(self.variant("Spork"), 2, price="5.00")
        order = order.taxes(("VAT", "0.2")).tax_excluded().place()
        self.merchant.set_quantity(order, order["lineItems"][0], 2)
        self.merchant.remove_line(order, order["lineItems"][1])
        self.shop.auto_invoice = "posted"
        (imported,) = self.take_in(order)
        sale = imported.sale_order_id
        self.assertEqual(sale.order_line.mapped("product_uom_qty"), [3, 2])
        self.assertEqual(sale.order_line.mapped("shopify_removed_quantity"), [1, 2])
        invoice = sale.invoice_ids
        current = float(order["currentTotalPriceSet"]["shopMoney"]["amount"])
        self.assertEqual((invoice.amount_untaxed, invoice.amount_total), (20.0, current))
        self.assertEqual(sale.invoice_status, "invoiced")

    def test_o9_what_an_edit_has_left_is_invoiced_as_shopify_charges_it(self):
        """A part of a price, and of the taxes in it, rounded each for itself, are not the whole."""
        self.shop.auto_invoice = "posted"
        for price in ("28.69", "38.12", "78.93", "25.87", "43.92", "19.31"):
            builder = self.buy(quantity=2, price=price).line(self.variant("Spork"), 5, price="7.77")
            builder.taxes(("State", "0.06"), ("City", "0.0225")).tax_included()
            order = builder.discount_code("SAVE", "33.33%").place()
            mugs, sporks = order["lineItems"]
            self.merchant.set_quantity(order, mugs, 1)
            self.merchant.set_quantity(order, sporks, 4)
            self.merchant.set_quantity(order, sporks, 3)
            self.shopify.clock.advance(minutes=1)
            with self.subTest(price):
                (imported,) = self.take_in(order)
                self.assert_current(imported.sale_order_id.invoice_ids, order)

    def test_o9_so_are_its_parts_in_two_invoices(self):
        product = self.invoiced_on_delivery()
        self.shop.auto_invoice = "none"
        self.shopify.clock.advance(minutes=1)
        builder = self.buy(quantity=5, price="20.05").taxes(("State", "0.06"), ("City", "0.0225"))
        order = builder.tax_included().place()
        self.merchant.set_quantity(order, order["lineItems"][0], 3)
        (imported,) = self.take_in(order)
        sale = imported.sale_order_id
        self.assertEqual(sale.order_line.product_id, product)
        self.deliver(sale.picking_ids, 2)
        first = sale._create_invoices()
        self.deliver(sale.picking_ids.filtered(lambda one: one.state != "done"), 1)
        second = sale._create_invoices()
        self.assertEqual(
            [first.invoice_line_ids.quantity, second.invoice_line_ids.quantity], [2, 1]
        )
        self.assert_current(first | second, order)

    def test_o18_the_rest_of_a_line_that_was_lowered_after_an_invoice_makes_up_its_total(self):
        self.invoiced_on_delivery()
        self.shop.write({"auto_invoice": "none", "order_edits": "apply"})
        for price in ("28.69", "38.12", "78.93", "25.87", "43.92", "19.31"):
            self.shopify.clock.advance(minutes=1)
            builder = self.buy(quantity=5, price=price).taxes(("State", "0.06"), ("City", "0.0225"))
            order = builder.tax_included().discount_code("SAVE", "33.33%").place()
            (imported,) = self.take_in(order)
            sale = imported.sale_order_id
            self.deliver(sale.picking_ids, 2)
            first = sale._create_invoices()
            self.merchant_later().set_quantity(order, order["lineItems"][0], 4)
            self.take_in(order)
            with self.subTest(price):
                self.assertFalse(imported.has_conflict)
                self.deliver(sale.picking_ids.filtered(lambda one: one.state != "done"), 2)
                self.assert_current(first | sale._create_invoices(), order)

    def test_o10_discount_lines_are_invoiced_as_an_edit_has_left_them(self):
        self.shop.write({"auto_invoice": "posted", "discount_mode": "line"})
        for included in (False, True):
            with self.subTest(included=included):
                order = self.edited_with_discount("SAVE", "33.33%", included)
                (imported,) = self.take_in(order)
                sale = imported.sale_order_id
                self.assert_current(sale.invoice_ids, order)
                self.assertTrue(sale.order_line.filtered(lambda line: line.price_unit < 0))

    def test_o18_an_order_that_was_edited_before_it_came_follows_further_edits(self):
        self.shop.write({"auto_invoice": "none", "order_edits": "apply"})
        for mode in ("percentage", "line"):
            self.shop.discount_mode = mode
            order = self.edited_with_discount("SAVE", "33.33%", included=True)
            (imported,) = self.take_in(order)
            self.merchant_later().set_quantity(order, order["lineItems"][1], 2)
            self.take_in(order)
            with self.subTest(mode):
                self.assertFalse(imported.conflict_ids.mapped("problem"))
                self.assertEqual(imported.difference_total, 0)
                sale = imported.sale_order_id
                self.assertEqual(sum(sale.picking_ids.move_ids.mapped("product_uom_qty")), 3)
                self.assert_current(sale._create_invoices(), order)

    def test_o18_a_discount_that_is_invoiced_is_not_given_again_after_an_edit(self):
        self.shop.write({"auto_invoice": "none", "discount_mode": "line", "order_edits": "apply"})
        for tax_mode in ("shopify", "odoo"):
            self.shop.tax_mode = tax_mode
            self.shopify.clock.advance(minutes=1)
            builder = self.buy(quantity=3, price="19.31").discount_code("SAVE", "33.33%")
            if tax_mode == "shopify":
                builder.taxes(("VAT", "0.2")).tax_excluded()
            order = builder.place()
            (imported,) = self.take_in(order)
            sale = imported.sale_order_id
            first = sale._create_invoices()
            self.merchant_later().set_quantity(order, order["lineItems"][0], 5)
            self.take_in(order)
            with self.subTest(tax_mode):
                self.assertFalse(imported.conflict_ids.mapped("problem"))
                invoices = first | sale._create_invoices()
                current = float(order["currentSubtotalPriceSet"]["shopMoney"]["amount"])
                self.assertAlmostEqual(sum(invoices.mapped("amount_untaxed")), current)
                if tax_mode == "shopify":
                    self.assert_current(invoices, order)

    def test_o18_a_discount_that_was_invoiced_too_high_is_partly_given_back(self):
        product = self.invoiced_on_delivery()
        self.shop.write({"auto_invoice": "none", "discount_mode": "line", "order_edits": "apply"})
        self.shopify.clock.advance(minutes=1)
        builder = self.buy(quantity=5, price="19.31").discount_code("SAVE", "33.33%")
        order = builder.taxes(("State", "0.06"), ("City", "0.0225")).tax_included().place()
        (imported,) = self.take_in(order)
        sale = imported.sale_order_id
        self.deliver(sale.picking_ids, 2)
        first = sale._create_invoices()
        self.assertEqual(
            len(
                first.invoice_line_ids
                - first.invoice_line_ids.filtered(lambda line: line.product_id == product)
            ),
            1,
            "the whole discount is invoiced",
        )
        self.merchant_later().set_quantity(order, order["lineItems"][0], 4)
        self.take_in(order)
        self.assertFalse(imported.conflict_ids.mapped("problem"))
        self.deliver(sale.picking_ids.filtered(lambda one: one.state != "done"), 2)
        self.assert_current(first | sale._create_invoices(), order)

    def test_o10_so_are_they_where_odoo_computes_taxes(self):
        self.shop.write({"auto_invoice": "posted", "discount_mode": "line", "tax_mode": "odoo"})
        order = self.buy(quantity=4, price="10.00").discount_code("SAVE", "10%").place()
        self.merchant.set_quantity(order, order["lineItems"][0], 3)
        self.shopify.clock.advance(minutes=1)
        (imported,) = self.take_in(order)
        invoice = imported.sale_order_id.invoice_ids
        discounts = invoice.invoice_line_ids.filtered(lambda line: line.price_unit < 0)
        self.assertEqual(discounts.mapped("price_unit"), [-3.0])
        self.assertEqual(invoice.amount_untaxed, 27.0)

    def test_o10_a_discount_that_an_edit_has_ended_takes_nothing_off(self):
        self.shop.write({"auto_invoice": "posted", "discount_mode": "line"})
        builder = self.buy(quantity=2, price="10.00").line(self.variant("Spork"))
        order = builder.discount_code("HALF", "50%", on=[1]).taxes(("VAT", "0.2")).place()
        self.merchant.set_quantity(order, order["lineItems"][1], 0)
        self.shopify.clock.advance(minutes=1)
        (imported,) = self.take_in(order)
        self.assert_current(imported.sale_order_id.invoice_ids, order)

    def test_o10_a_discount_that_somebody_has_changed_in_odoo_stays(self):
        self.shop.write({"auto_invoice": "none", "discount_mode": "line"})
        order = self.edited_with_discount("SAVE", "10%", included=False)
        (imported,) = self.take_in(order)
        sale = imported.sale_order_id
        (discount,) = sale.order_line.filtered(lambda line: line.price_unit < 0)
        discount.price_unit = -1
        invoice = sale._create_invoices()
        (booked,) = invoice.invoice_line_ids.filtered(lambda line: line.price_unit < 0)
        self.assertEqual((booked.price_unit, booked.price_subtotal), (-1.0, -1.0))

    def edited_with_discount(self, code, value, included):
        """Return an order of which units were taken off before it came to Odoo."""
        builder = self.buy(quantity=2, price="19.31").line(self.variant("Spork"), 5, price="7.77")
        builder.taxes(("State", "0.06"), ("City", "0.0225"))
        builder = builder.tax_included() if included else builder.tax_excluded()
        order = builder.discount_code(code, value).place()
        mugs, sporks = order["lineItems"]
        self.merchant.set_quantity(order, mugs, 1)
        self.merchant.set_quantity(order, sporks, 3)
        self.shopify.clock.advance(minutes=1)
        return order

    def assert_current(self, invoices, order):
        """Invoices come to what an order charges now."""
        for field, name in (("amount_tax", "Tax"), ("amount_total", "Price")):
            current = float(order[f"currentTotal{name}Set"]["shopMoney"]["amount"])
            self.assertAlmostEqual(sum(invoices.mapped(field)), current, 6, field)

    def test_r6_what_was_refunded_before_it_was_shipped_is_invoiced(self):
        self.invoiced_on_delivery()
        order = self.buy(quantity=3, price="10.00").paid_by("visa").place()
        self.merchant.refund(order, {order["lineItems"][0]["id"]: 1})
        self.merchant.fulfil(order)
        self.shop.auto_invoice = "posted"
        (imported,) = self.take_in(order)
        line = imported.sale_order_id.order_line
        self.assertEqual((line.shopify_removed_quantity, line.shopify_cancelled_quantity), (0, 1))
        self.assertEqual(line.qty_delivered, 2)
        self.assertEqual(imported.sale_order_id.invoice_ids.invoice_line_ids.quantity, 3)
        self.assertEqual(line.qty_to_invoice, 0)

    def test_o2_a_payment_in_cash_after_the_import_adds_its_rounding(self):
        order = self.buy(price="12.93").taxes().tax_excluded().place()
        (imported,) = self.take_in(order)
        self.merchant_later().pay(order, "cash", "12.95", rounding="0.02")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(imported.sale_order_id.amount_total, 12.95)
        self.assertEqual(imported.difference_total, 0)
        self.assert_done(self.sync(self.shop))
        self.assertEqual(len(imported.sale_order_id.order_line), 2)

    # === WHO IS INVOICED === #

    def test_o16_the_partner_that_a_person_chose_is_invoiced(self):
        self.shop.auto_create_orders = False
        (imported,) = self.take_in(self.buy().bill_to("FR").place())
        payer = self.env["res.partner"].create({"name": "Head office"})
        imported.invoice_partner_id = payer
        imported.action_create_documents()
        sale = imported.sale_order_id
        self.assertEqual(sale.partner_invoice_id, payer)
        self.assertNotEqual(sale.partner_id, payer)
