# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from datetime import date, datetime, timezone
from decimal import Decimal

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from shopify_sandbox.merchant import Merchant

from .common import ShopifyCase

REFUNDED = datetime(2026, 4, 7, 10, tzinfo=timezone.utc)


class RefundCase(ShopifyCase):
    """Orders that are shipped, invoiced and then refunded."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.write({"return_processing": "credit", "auto_invoice": "posted"})

    def setUp(self):
        super().setUp()
        self.merchant = Merchant(self.shopify)

    def an_account(self, code, kind="income"):
        return self.env["account.account"].create(
            {
                "code": code,
                "name": f"Account {code}",
                "account_type": kind,
                "company_ids": [Command.link(self.company.id)],
            }
        )

    def a_sold_order(self, builder=None, shipped=True):
        """Import an order that is paid, and shipped unless said, up to its posted invoice."""
        builder = (
            builder
            or self.buy("Enamel Mug", 3, price="10.00")
            .line(self.variant("Spork"), 2, price="5.00")
            .shipping(price="4.90")
            .taxes(("VAT", "0.2"))
            .tax_excluded()
        )
        order = builder.paid_by("visa").place()
        if shipped:
            self.merchant.fulfil(order)
        (imported,) = self.take_in(order)
        self.assertEqual(imported.sale_order_id.invoice_ids.state, "posted", imported.error)
        return order, imported

    def refund(self, order, quantities=None, **fields):
        """Refund units by position of their line, and import it."""
        units = {order["lineItems"][place]["id"]: n for place, n in (quantities or {}).items()}
        node = self.merchant_later().refund(order, units, **fields)
        self.assert_done(self.sync(self.shop))
        return node

    def assert_credited(self, imported, refund, side="shopMoney"):
        """The refund's credit note is posted, and its total is what went back."""
        record = imported.refund_ids.filtered(
            lambda one: one.shopify_id == refund["id"].rsplit("/", 1)[1]
        )
        self.assertEqual(record.state, "done", record.error or record.hint)
        self.assertFalse(record.has_error, record.error)
        note = record.move_id
        self.assertEqual((note.move_type, note.state), ("out_refund", "posted"))
        paid = Decimal(refund["totalRefundedSet"][side]["amount"])
        digits = note.currency_id.decimal_places
        self.assertEqual(f"{note.amount_total:.{digits}f}", f"{paid:.{digits}f}")
        return note


class TestRefunds(RefundCase):
    """R1, R3-R6: each refund becomes one credit note with Shopify's amounts, and goods come
    back."""

    # === WHETHER === #

    def test_r1_credit_notes_need_orders_that_are_created_by_themselves(self):
        with self.assertRaisesRegex(ValidationError, "Create orders automatically"):
            self.shop.auto_create_orders = False

    def test_r1_where_nothing_is_imported_there_are_no_refunds_until_it_is_switched_on(self):
        self.shop.return_processing = "none"
        order, imported = self.a_sold_order()
        self.refund(order, {0: 1}, restock="RETURN")
        self.assertFalse(imported.refund_ids)
        self.shop.return_processing = "import"
        self.assertEqual(len(imported.refund_ids), 1)

    def test_r1_import_only_shows_it_and_a_person_makes_the_credit_note(self):
        self.shop.return_processing = "import"
        order, imported = self.a_sold_order()
        refund = self.refund(order, {0: 1}, restock="RETURN")
        record = imported.refund_ids
        self.assertEqual((record.state, record.move_id.id), ("waiting", False))
        self.assertIn("Create credit note", record.hint)
        record.action_create_credit_note()
        self.assert_credited(imported, refund)
        with self.assertRaisesRegex(UserError, "has its credit note"):
            record.action_create_credit_note()

    def test_r3_importing_again_makes_no_second_credit_note(self):
        order, imported = self.a_sold_order()
        self.refund(order, {0: 1})
        self.merchant_later().tag(order, "seen")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(len(imported.refund_ids.move_id), 1)
        notes = self.env["account.move"].search([("shopify_order_id", "=", imported.id)])
        self.assertEqual(notes.mapped("move_type").count("out_refund"), 1)

    def test_r1_left_out_refunds_stay_out(self):
        self.shop.return_processing = "import"
        order, imported = self.a_sold_order()
        self.refund(order, {0: 1})
        imported.refund_ids.action_ignore()
        self.shop.return_processing = "credit"
        self.merchant_later().tag(order, "seen")
        self.assert_done(self.sync(self.shop))
        self.assertFalse(imported.refund_ids.move_id)

    # === WHAT IT POSTS TO === #

    def test_r3_the_table(self):
        no_restock, refund_account, cards = (
            self.an_account("446100"),
            self.an_account("446200"),
            self.an_account("446300", "liability_current"),
        )
        self.shop.write(
            {
                "no_restock_account_id": no_restock.id,
                "refund_account_id": refund_account.id,
                "gift_card_account_id": cards.id,
            }
        )
        builder = self.buy("Enamel Mug", 2, price="10.00").line(
            self.variant("Spork"), 2, price="5.00"
        )
        builder.line(self.variant("Gift Card")).with_tip("3.00").shipping(price="4.90")
        order, imported = self.a_sold_order(builder.taxes(("VAT", "0.2")).tax_excluded())
        mug, spork, card, tip = (line["id"] for line in order["lineItems"])
        refund = self.merchant_later().refund(
            order,
            {mug: 1, spork: 1, card: 1, tip: 1},
            restock={mug: "RETURN"},
            shipping="all",
        )
        self.assert_done(self.sync(self.shop))
        note = self.assert_credited(imported, refund)
        product = imported.line_ids[0].product_id
        booked = {
            (line.product_id, line.account_id): line.price_subtotal
            for line in note.invoice_line_ids
        }
        nothing = self.env["product.product"]
        self.assertEqual(booked[nothing, no_restock], 5.0)
        self.assertEqual(booked[self.shop.gift_card_product_id, cards], 25.0)
        goods = [key for key in booked if key[0] == product]
        self.assertEqual([booked[key] for key in goods], [10.0])
        others = note.invoice_line_ids.filtered(lambda line: line.account_id == refund_account)
        self.assertEqual(sorted(others.mapped("price_subtotal")), [3.0, 4.9])
        self.assertEqual(note.amount_tax, 3.98)

    def test_r3_without_accounts_it_posts_where_the_sale_was_posted(self):
        order, imported = self.a_sold_order()
        refund = self.refund(order, {0: 1}, shipping="all")
        note = self.assert_credited(imported, refund)
        sold = imported.sale_order_id.invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice"
        )
        for line in note.invoice_line_ids:
            self.assertIn(line.account_id, sold.invoice_line_ids.account_id)

    def test_r3_an_amount_beyond_the_lines_posts_to_the_refund_account(self):
        account = self.an_account("446200")
        self.shop.refund_account_id = account
        order, imported = self.a_sold_order()
        refund = self.refund(order, {0: 1}, amount="15.00")
        note = self.assert_credited(imported, refund)
        extra = note.invoice_line_ids.filtered(lambda line: line.account_id == account)
        self.assertEqual(extra.price_total, 3.0)

    def test_r6_less_than_the_lines_by_decision_is_taken_off(self):
        order, imported = self.a_sold_order()
        refund = self.refund(order, {0: 1}, amount="9.00")
        self.assert_credited(imported, refund)

    def test_r6_a_refund_of_shipping_only(self):
        order, imported = self.a_sold_order()
        refund = self.refund(order, shipping="all")
        note = self.assert_credited(imported, refund)
        self.assertEqual(note.amount_tax, 0.98)
        self.assertFalse(imported.refund_ids.picking_ids)

    def test_r6_a_refund_larger_than_the_orders_lines(self):
        order, imported = self.a_sold_order()
        units = {place: line["quantity"] for place, line in enumerate(order["lineItems"])}
        refund = self.refund(order, units, shipping="all", amount="60.00")
        self.assert_credited(imported, refund)

    # === EXACT === #

    def test_r5_several_partial_refunds_take_back_exactly_what_was_sold(self):
        for included in (False, True):
            with self.subTest(included=included):
                builder = self.buy("Enamel Mug", 7, price="9.99").discount_code("TEN", "10")
                builder.taxes(("State", "0.0625"), ("County", "0.0075")).tax_included(included)
                order, imported = self.a_sold_order(builder)
                for units in (1, 2, 3, 1):
                    refund = self.refund(order, {0: units}, restock="RETURN")
                    self.assert_credited(imported, refund)
                invoice = imported._posted_invoices()
                notes = imported.refund_ids.move_id
                self.assertAlmostEqual(sum(notes.mapped("amount_total")), invoice.amount_total, 6)
                self.assertAlmostEqual(sum(notes.mapped("amount_tax")), invoice.amount_tax, 6)

    def test_r6_a_refund_in_the_buyers_currency(self):
        self.shop.use_presentment_currency = True
        builder = self.buy("Enamel Mug", 3, price="9.99").in_currency("USD", "1.0837")
        order, imported = self.a_sold_order(builder.taxes(("VAT", "0.2")).tax_excluded())
        refund = self.refund(order, {0: 1})
        note = self.assert_credited(imported, refund, "presentmentMoney")
        self.assertEqual(note.currency_id.name, "USD")

    def test_r5_the_currency_is_that_of_the_order_whatever_the_shop_is_set_to_since(self):
        builder = self.buy("Enamel Mug", 3, price="9.99").in_currency("USD", "1.0837")
        order, imported = self.a_sold_order(builder)
        self.shop.use_presentment_currency = True
        refund = self.refund(order, {0: 1})
        note = self.assert_credited(imported, refund)
        self.assertEqual(note.currency_id.name, "EUR")

    # === WHICH INVOICE, AND WHEN === #

    def test_r3_it_reverses_the_invoice_and_bears_the_day_of_the_refund(self):
        order, imported = self.a_sold_order()
        invoice = imported._posted_invoices()
        self.shopify.clock.set(REFUNDED)
        refund = self.merchant.refund(order, {order["lineItems"][0]["id"]: 1})
        self.shopify.clock.set(None)
        self.merchant_later().tag(order, "refunded")
        self.assert_done(self.sync(self.shop))
        note = self.assert_credited(imported, refund)
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertEqual(note.invoice_date, date(2026, 4, 7))
        self.assertIn(note, imported.sale_order_id.invoice_ids)
        self.assertEqual(imported.sale_order_id.invoice_status, "invoiced")

    def test_r6_an_order_with_two_invoices(self):
        order = self.buy("Enamel Mug", 3, price="10.00").line(
            self.variant("Spork"), 2, price="5.00"
        )
        self.shop.auto_invoice = "none"
        (imported,) = self.take_in(order.paid_by("visa").place())
        order = self.shopify.collections["Order"][-1]
        sale = imported.sale_order_id
        invoices = self.env["account.move"]
        for quantity in (1, 2):
            invoice = sale._create_invoices()
            invoice.invoice_line_ids[0].quantity = quantity
            if quantity == 1:
                invoice.invoice_line_ids[1].unlink()
            invoice.action_post()
            invoices |= invoice
        refund = self.refund(order, {1: 2})
        note = self.assert_credited(imported, refund)
        self.assertEqual(note.reversed_entry_id, invoices[1])

    def test_r6_before_the_invoice_it_waits_and_follows_when_it_is_posted(self):
        self.shop.auto_invoice = "none"
        order = self.buy("Enamel Mug", 3, price="10.00").paid_by("visa").place()
        (imported,) = self.take_in(order)
        refund = self.refund(order, {0: 1}, restock="CANCEL")
        self.assertEqual(imported.refund_ids.state, "waiting")
        self.assertIn("invoice", imported.refund_ids.hint)
        sale = imported.sale_order_id
        self.assertEqual(sale.picking_ids.move_ids.product_uom_qty, 2)
        invoice = sale._create_invoices()
        self.assertEqual(invoice.invoice_line_ids.quantity, 3)
        invoice.action_post()
        imported._follow_up_soon()
        with self.without_commits():
            self.env["shopify.shop"]._cron_retry_orders()
        self.assert_credited(imported, refund)

    def test_r6_an_order_that_comes_with_its_refund(self):
        order = self.buy("Enamel Mug", 3, price="10.00").paid_by("visa").place()
        self.merchant.fulfil(order)
        refund = self.merchant.refund(order, {order["lineItems"][0]["id"]: 1}, restock="RETURN")
        (imported,) = self.take_in(order)
        self.assert_credited(imported, refund)
        self.assertEqual(imported.sale_order_id.order_line.qty_delivered, 2)

    def test_r6_a_full_refund_with_cancellation_before_it_was_shipped(self):
        order, imported = self.a_sold_order(shipped=False)
        self.merchant_later().cancel(order)
        self.assert_done(self.sync(self.shop))
        self.assert_credited(imported, order["refunds"][0])
        invoice = imported._posted_invoices()
        self.assertEqual(imported.refund_ids.move_id.amount_total, invoice.amount_total)
        moves = imported.sale_order_id.picking_ids.move_ids
        self.assertFalse(moves.filtered(lambda move: move.state not in ("done", "cancel")))

    def test_r6_pending_money_waits_without_an_error(self):
        order, imported = self.a_sold_order()
        refund = self.refund(order, {0: 1}, pending=True)
        record = imported.refund_ids
        self.assertEqual((record.state, record.has_error), ("waiting", False))
        self.assertIn("on its way", record.hint)
        with self.assertRaisesRegex(UserError, "on its way"):
            record.action_create_credit_note()
        self.merchant_later().finish_refund(order, refund)
        self.assert_done(self.sync(self.shop))
        self.assert_credited(imported, refund)

    def test_r6_an_exchange_without_money_credits_what_came_back(self):
        order, imported = self.a_sold_order()
        mug = order["lineItems"][0]["id"]
        returned = self.merchant_later().open_return(order, {mug: 1})
        self.merchant.refund(order, {mug: 1}, restock="RETURN", pay=False, returned=returned)
        self.assert_done(self.sync(self.shop))
        note = imported.refund_ids.move_id
        self.assertEqual((note.state, note.amount_total), ("posted", 12.0))
        self.assertEqual(imported.refund_ids.return_id.name, returned["name"])

    def test_o18_units_that_an_edit_took_off_are_nothing_to_credit(self):
        order = self.buy("Enamel Mug", 3, price="10.00").place()
        (imported,) = self.take_in(order)
        self.refund(order, {0: 1}, pay=False)
        self.assertEqual(imported.refund_ids.state, "nothing")
        with self.assertRaisesRegex(UserError, "neither money nor goods"):
            imported.refund_ids.action_create_credit_note()

    def test_r6_a_shipped_unit_that_the_buyer_still_owes_is_credited_without_money(self):
        order = self.buy("Enamel Mug", 2, price="10.00").with_tip("3.00").place()
        self.merchant.fulfil(order)
        (imported,) = self.take_in(order)
        tip = next(place for place, line in enumerate(order["lineItems"]) if line["title"] == "Tip")
        self.refund(order, {0: 1, tip: 1}, pay=False)
        note = imported.refund_ids.move_id
        self.assertEqual((note.state, note.amount_total), ("posted", 13.0))
        invoice = imported.sale_order_id.invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice"
        )
        owed = order["totalOutstandingSet"]["shopMoney"]["amount"]
        self.assertEqual(invoice.amount_residual - note.amount_residual, float(owed))

    def test_r6_shipping_that_the_buyer_still_owes_is_credited_without_money(self):
        order = self.buy("Enamel Mug", 1, price="10.00").shipping(price="4.90").place()
        self.merchant.fulfil(order)
        (imported,) = self.take_in(order)
        self.refund(order, shipping="all", pay=False)
        self.assertEqual(imported.refund_ids.move_id.amount_total, 4.9)

    # === CHANGED LATER === #

    def test_r6_a_refund_that_changes_after_its_credit_note_asks_a_person(self):
        order, imported = self.a_sold_order()
        refund = self.refund(order, {0: 1})
        refund["totalRefundedSet"]["shopMoney"]["amount"] = "11.00"
        self.merchant_later().tag(order, "changed")
        self.assert_done(self.sync(self.shop))
        record = imported.refund_ids
        self.assertEqual(record.error_code, "refund_changed")
        self.assertIn(record.move_id.name, record.error)
        self.assertTrue(record.fix)

    def test_r6_a_draft_credit_note_is_made_anew(self):
        self.shop.post_credit_notes = False
        order, imported = self.a_sold_order()
        refund = self.refund(order, {0: 1}, amount="12.00")
        first = imported.refund_ids.move_id
        self.assertEqual(first.state, "draft")
        refund["totalRefundedSet"]["shopMoney"]["amount"] = "13.00"
        self.merchant_later().tag(order, "changed")
        self.assert_done(self.sync(self.shop))
        self.assertEqual(first.state, "cancel")
        self.assertFalse(imported.refund_ids.has_error, imported.refund_ids.error)
        self.assertEqual(imported.refund_ids.move_id.amount_total, 13.0)

    def test_r6_a_deleted_refund_asks_a_person_and_blocks_no_later_one(self):
        order, imported = self.a_sold_order()
        gone = self.refund(order, {0: 1})
        order["refunds"].remove(gone)
        later = self.refund(order, {0: 1})
        deleted = imported.refund_ids.filtered("is_deleted")
        self.assertEqual(deleted.error_code, "refund_deleted")
        self.assert_credited(imported, later)


class TestGoodsReturned(RefundCase):
    """R3, R4: restocked goods come back to stock, the others don't."""

    def test_r3_restocked_goods_are_received_and_the_delivery_is_returned(self):
        order, imported = self.a_sold_order()
        self.refund(order, {0: 2, 1: 1}, restock="RETURN")
        back = imported.refund_ids.picking_ids
        self.assertEqual(back.state, "done")
        self.assertEqual(sorted(back.move_ids.mapped("quantity")), [1, 2])
        self.assertEqual(back.date_done, imported.refund_ids.processed_at)
        delivery = imported.sale_order_id.picking_ids - back
        self.assertEqual(back.return_id, delivery)
        self.assertEqual(imported.sale_order_id.order_line[0].qty_delivered, 1)

    def test_r3_what_is_not_restocked_stays_away(self):
        order, imported = self.a_sold_order()
        self.refund(order, {0: 2}, restock="NO_RESTOCK")
        self.assertFalse(imported.refund_ids.picking_ids)
        self.assertEqual(imported.sale_order_id.order_line[0].qty_delivered, 3)

    def test_r4_the_return_location_of_the_shop_is_used(self):
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)])
        shelf = self.env["stock.location"].create(
            {"name": "Returns", "location_id": warehouse.lot_stock_id.id}
        )
        self.shop.return_location_id = shelf
        order, imported = self.a_sold_order()
        self.refund(order, {0: 1}, restock="RETURN")
        self.assertEqual(imported.refund_ids.picking_ids.move_ids.location_dest_id, shelf)

    def test_r4_an_empty_location_is_odoos_own_choice(self):
        order, imported = self.a_sold_order()
        self.refund(order, {0: 1}, restock="RETURN")
        back = imported.refund_ids.picking_ids
        self.assertEqual(
            back.move_ids.location_dest_id, back.picking_type_id.default_location_dest_id
        )

    def test_r4_original_location_first(self):
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)])
        shelf = self.env["stock.location"].create(
            {"name": "Returns", "location_id": warehouse.lot_stock_id.id}
        )
        self.shop.write({"return_location_id": shelf.id, "return_location_priority": "original"})
        order, imported = self.a_sold_order()
        self.refund(order, {0: 1}, restock="RETURN")
        back = imported.refund_ids.picking_ids
        self.assertEqual(back.move_ids.location_dest_id, back.return_id.location_id)

    def test_r3_goods_that_odoo_has_not_delivered_yet_are_not_delivered_any_more(self):
        self.shop.auto_invoice = "posted"
        order, imported = self.a_sold_order(shipped=False)
        self.merchant_later().fulfil(order)
        self.refund(order, {0: 1}, restock="RETURN")
        sale_line = imported.sale_order_id.order_line[0]
        self.assertEqual(
            sum(sale_line._open_moves().mapped("product_uom_qty")) + sale_line.qty_delivered, 2
        )
        self.assertTrue(imported.refund_ids.goods_returned)

    def test_r2_a_return_is_shown_with_reasons_and_its_delivery_can_be_prepared(self):
        order, imported = self.a_sold_order()
        mug = order["lineItems"][0]["id"]
        self.merchant_later().open_return(
            order, {mug: 2}, reason="DEFECTIVE", customer_note="The handle is off"
        )
        self.assert_done(self.sync(self.shop))
        returned = imported.return_ids
        self.assertEqual((returned.status, returned.total_quantity), ("OPEN", 2))
        self.assertEqual(returned.reasons, "Damaged or defective")
        self.assertEqual(returned.line_ids.customer_note, "The handle is off")
        returned.action_prepare_delivery()
        back = returned.picking_ids
        self.assertEqual(back.move_ids.product_uom_qty, 2)
        self.assertNotEqual(back.state, "done")
        with self.assertRaisesRegex(UserError, "Nothing of"):
            returned.action_prepare_delivery()
