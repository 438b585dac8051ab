# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from contextlib import closing
from unittest.mock import patch

from freezegun import freeze_time
from odoo.addons.shopify_connector.models.product import price_push, price_run
from odoo.addons.shopify_connector.models.product.price_taxes import PriceTaxes
from odoo.addons.shopify_connector.models.sync.meter import Meter
from odoo.addons.shopify_connector.models.sync.transaction import session_lock
from odoo.addons.shopify_connector.rules.product_fields import ProductSides
from odoo.addons.shopify_connector.shopify import prices as client_prices
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.sql_db import db_connect
from odoo.tests import new_test_user

from .price_case import PriceSyncCase
from .test_prices import fixed, percent

SALE = "Enamel Mug"
TENT = "Solo Tent Vidar"


class TestPriceSync(PriceSyncCase):
    """P12: prices of Odoo go to Shopify."""

    def setUp(self):
        super().setUp()
        self.mug = self.in_both()

    def test_p12_prices_go_to_shopify(self):
        run = self.sync_prices()
        self.assertEqual((run.total, run.changed_count, run.unchanged_count), (3, 3, 0))
        self.assertEqual(self.told(), [("10.00", None)] * 3)
        self.assertEqual(self.mug.variant_ids.mapped("price"), [10.0] * 3)
        self.assertEqual(self.mug.variant_ids.mapped("odoo_price"), [10.0] * 3)
        self.assertFalse(self.mug.variant_ids.filtered("price_differs"))

    def test_p12_a_discount_goes_with_the_full_price_and_is_taken_back_as_null(self):
        discount = self.a_pricelist(percent(20))
        self.shop.discount_pricelist_id = discount
        self.sync_prices()
        self.assertEqual(self.told(), [("8.00", "10.00")] * 3)
        self.assertEqual(self.mug.variant_ids.mapped("compare_at_price"), [10.0] * 3)
        discount.item_ids.percent_price = 0
        self.sync_prices()
        self.assertEqual(self.told(), [("10.00", None)] * 3)
        (sent, *_others) = self.pushes()[-1].variables["variants0"]
        self.assertIsNone(sent["compareAtPrice"])

    def test_p12_only_changed_prices_are_sent(self):
        self.sync_prices()
        small, *_others = self.mug.variant_ids
        small.odoo_product_id.list_price = 11
        self.sandbox.statistics.reset()
        run = self.sync_prices()
        self.assertEqual((run.changed_count, run.unchanged_count), (1, 2))
        self.assertEqual(self.told(), [("11.00", None), ("10.00", None), ("10.00", None)])
        push = self.pushes()[-1]
        self.assertEqual(len(push.variables["variants0"]), 1)

    def test_p12_a_second_run_sends_and_writes_nothing(self):
        self.shop.discount_pricelist_id = self.a_pricelist(percent(20))
        self.sync_prices()
        self.sandbox.statistics.reset()
        written = self.mug.variant_ids.mapped("write_date")
        with patch.object(price_push.PriceSync, "_keep") as keep:
            run = self.sync_prices()
        self.assertEqual((run.changed_count, run.unchanged_count), (0, 3))
        self.assertEqual(self.sandbox.statistics.total, 0)
        self.assertFalse(keep.called)
        self.assertEqual(self.mug.variant_ids.mapped("write_date"), written)

    def test_p12_a_reduction_begins_and_ends_by_date(self):
        self.shop.discount_pricelist_id = self.a_pricelist(
            percent(20, date_start="2027-11-26 00:00:00", date_end="2027-11-30 00:00:00")
        )
        for day, told in (
            ("2027-11-25", ("10.00", None)),
            ("2027-11-27", ("8.00", "10.00")),
            ("2027-12-01", ("10.00", None)),
        ):
            with freeze_time(day):
                self.sync_prices()
            self.assertEqual(self.told(), [told] * 3, day)

    def test_p12_other_currencies_are_sent_with_their_digits(self):
        for currency, told in (("JPY", "1600"), ("KWD", "3.300")):
            with self.subTest(currency):
                self.shop.currency_id = self.currency(currency)
                with patch.object(price_push.PriceSync, "_keep"):
                    self.sync_prices()
                push = self.pushes()[-1]
                self.assertEqual(push.variables["variants0"][0]["price"], told)

    def test_p12_more_variants_than_a_mutation_takes(self):
        self.shop.discount_pricelist_id = self.a_pricelist(percent(20))
        with patch.object(client_prices, "VARIANTS_AT_ONCE", 2):
            self.sync_prices()
        (push,) = self.pushes()
        self.assertEqual([len(push.variables[f"variants{n}"]) for n in (0, 1)], [2, 1])
        self.assertEqual(self.told(), [("8.00", "10.00")] * 3)

    def test_p12_many_products_go_in_one_bulk_operation(self):
        for number in range(110):
            self.add_to_shopify(f"Nr {number}", 2)
            self.in_both(f"Nr {number}", price=7)
        self.sandbox.statistics.reset()
        run = self.sync_prices()
        self.assertEqual(run.changed_count, 223)
        operations = self.sandbox.statistics.by_operation
        self.assertEqual(operations["BulkRunMutation"], 1)
        self.assertNotIn("VariantPricesUpdateBatch20", operations)
        self.assertEqual(self.told("Nr 77"), [("7.00", None)] * 2)
        self.assertFalse(self.env["shopify.variant"].search([("price_differs", "=", True)]))

    def test_p6_what_was_told_is_no_change_of_shopifys(self):
        """The import compares with what both sides held at the last sync."""
        number, *others = self.mug.variant_ids.mapped("shopify_id")
        held = {"title": SALE, "variants": {number: {"price": "12.9", "sku": "MUG"}}}
        self.mug.synced_fields = {"shopify": held, "odoo": held}
        self.shop.discount_pricelist_id = self.a_pricelist(percent(20))
        self.sync_prices()
        synced = ProductSides.from_json(self.mug.synced_fields)
        told = synced.shopify.variants[number]
        self.assertEqual((told.price, told.compare_at_price, told.sku), ("8", "10", "MUG"))
        self.assertEqual(synced.odoo.variants[number].price, "12.9")
        self.assertFalse(synced.shopify.variants.keys() & set(others))
        before = self.mug.synced_fields
        self.shopify_changes(price="99.00")
        self.sync_prices(check=True)
        self.assertEqual(self.mug.synced_fields, before, "this was a change of Shopify's")

    # === WHICH ONES === #

    def test_p12_what_keeps_its_price(self):
        gift_card, tent = self.in_both("Gift Card"), self.in_both(TENT)
        tent.variant_ids.odoo_product_id = False
        removed, archived, linked = self.mug.variant_ids
        removed.removed = True
        archived.odoo_product_id.active = False
        before = {title: self.told(title) for title in (SALE, TENT, "Gift Card")}
        run = self.sync_prices()
        self.assertEqual((run.total, run.changed_count), (1, 1))
        self.assertTrue(gift_card.is_gift_card)
        self.assertEqual(self.told("Gift Card"), before["Gift Card"])
        self.assertEqual(self.told(TENT), before[TENT])
        self.assertEqual(self.told(), [*before[SALE][:2], ("10.00", None)])
        self.assertEqual(linked.price, 10)

    def test_p12_chosen_products_or_variants_only(self):
        tent = self.in_both(TENT)
        before = self.told()
        self.sync_prices(product_ids=tent.ids)
        self.assertEqual(self.told(TENT), [("10.00", None)])
        self.assertEqual(self.told(), before)
        self.sync_prices(variant_ids=self.mug.variant_ids[1:].ids)
        self.assertEqual(self.told(), [before[0], ("10.00", None), ("10.00", None)])

    def test_o6_each_record_of_a_shop_prices_its_own_products(self):
        twin = self.a_shop(name="Twin", allow_changes=True)
        before = self.told()
        self.assert_done(self.sync(twin, "prices"))
        self.assertEqual(self.told(), before)

    def test_p12_a_price_not_yet_known_is_asked_for_first(self):
        self.mug.variant_ids.price = 0
        self.shopify_changes(price="10.00")
        run = self.sync_prices()
        self.assertEqual((run.changed_count, run.unchanged_count), (2, 1))
        self.assertEqual(len(self.pushes()[-1].variables["variants0"]), 2)

    # === WHAT DOES NOT GO === #

    def test_g13_off_nothing_is_sent_and_the_list_says_what_would_be(self):
        self.shop.allow_changes = False
        self.shop.discount_pricelist_id = self.a_pricelist(percent(20))
        before = self.told()
        run = self.sync_prices()
        self.assertEqual((run.skipped_count, run.changed_count), (3, 0))
        self.assertEqual(self.told(), before)
        self.assertFalse(self.pushes())
        variant = self.mug.variant_ids[0]
        self.assert_skipped(variant, "would_change_price", "12.90", "8.00", "nothing", "10.00")
        self.assertTrue(variant.price_differs)
        self.shop.allow_changes = True
        self.sync_prices()
        self.assertFalse(self.skips())
        self.assertEqual(self.told(), [("8.00", "10.00")] * 3)

    def test_p12_a_price_of_zero_or_less_is_not_sent(self):
        free, negative, fine = self.mug.variant_ids
        free.odoo_product_id.list_price = 0
        negative.odoo_product_id.list_price = -5
        before = self.told()
        run = self.sync_prices()
        self.assertEqual((run.skipped_count, run.changed_count), (2, 1))
        self.assertEqual(self.told(), [*before[:2], ("10.00", None)])
        self.assert_skipped(free, "zero_price", "0.00", "sales price", "give the goods away")
        self.assert_skipped(negative, "negative_price", "-", "5.00")
        self.assertFalse(free.price_differs or negative.price_differs)
        self.assertEqual(fine.price, 10)

    def test_p12_free_in_both_is_as_it_should_be(self):
        free = self.mug.variant_ids[0]
        free.odoo_product_id.list_price = 0
        self.shopify_changes(price="0.00")
        self.sync_prices(full=True)
        self.assertFalse(self.skips())
        self.assertEqual(self.told()[0], ("0.00", None))

    def test_p12_a_currency_without_a_rate_ends_the_run_before_anything_is_sent(self):
        self.currency("CHF").active = True
        self.shop.price_pricelist_id = self.a_pricelist(fixed(5), currency="CHF")
        run = self.sync(self.shop, "prices")
        self.assertEqual(run.state, "failed")
        self.assertIn("CHF", run.error)
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p12_a_variant_removed_in_shopify_takes_no_other_with_it(self):
        gone = self.mug.variant_ids[1]
        self.delete_variant(gone)
        run = self.sync_prices()
        self.assertEqual((run.changed_count, run.skipped_count), (2, 1))
        self.assertEqual(self.told(), [("10.00", None)] * 2)
        self.assert_skipped(gone, "price_variant_gone", "no longer")
        self.assertTrue(gone.removed)
        self.sync_prices()
        self.assertFalse(self.skips())

    def delete_variant(self, variant):
        node = self.node(SALE)
        gone = next(each for each in node["variants"] if self.number(each) == variant.shopify_id)
        self.merchant_later().delete_variants(node, [gone])

    def test_p12_a_product_removed_in_shopify(self):
        self.merchant_later().delete_product(self.node(SALE))
        tent = self.in_both(TENT)
        run = self.sync_prices()
        self.assertEqual((run.changed_count, run.skipped_count), (1, 3))
        self.assert_skipped(self.mug.variant_ids[0], "price_product_gone", "no longer")
        self.assertTrue(self.mug.removed)
        self.assertEqual(self.told(TENT), [("10.00", None)])
        self.assertFalse(tent.removed)
        self.assertEqual(self.sync_prices().total, 1)

    def test_p12_a_price_that_shopify_refuses_takes_no_other_with_it(self):
        dear = self.mug.variant_ids[1]
        dear.odoo_product_id.list_price = 10.0**18
        run = self.sync_prices()
        self.assertEqual((run.changed_count, run.skipped_count), (2, 1))
        self.assert_skipped(dear, "price_other", "must be less than")
        self.assertEqual(dear.price, 12.9)
        self.assertTrue(dear.price_differs)

    def test_p12_a_product_that_has_no_price_takes_no_other_with_it(self):
        odd = self.mug.variant_ids[1].odoo_product_id
        original = PriceTaxes.conversion

        def conversion(taxes, product):
            if product == odd:
                raise ZeroDivisionError("a tax in Python code")
            return original(taxes, product)

        with patch.object(PriceTaxes, "conversion", conversion):
            run = self.sync_prices()
        self.assertEqual((run.changed_count, run.skipped_count), (2, 1))
        self.assert_skipped(self.mug.variant_ids[1], "unexpected", "a tax in Python code")

    # === WHEN SOMETHING GOES WRONG === #

    def test_p12_throttled_in_the_middle_everything_goes_once(self):
        titles = [f"Nr {number}" for number in range(45)]
        for title in titles:
            self.add_to_shopify(title)
            self.in_both(title)
        self.sandbox.faults.plan("throttled", times=2, operation="VariantPricesUpdateBatch20")
        run = self.sync_prices()
        self.assertEqual(run.changed_count, 48)
        self.assertEqual({self.told(title)[0] for title in titles}, {("10.00", None)})
        self.assertFalse(self.skips())

    def test_p12_a_lost_answer_is_asked_for_again(self):
        self.sandbox.faults.plan("cut_after", operation="VariantPricesUpdateBatch1")
        run = self.sync_prices()
        self.assertEqual(run.changed_count, 3)
        self.assertEqual(self.told(), [("10.00", None)] * 3)

    def test_p12_what_was_done_before_an_outage_is_kept(self):
        for number in range(25):
            self.add_to_shopify(f"Nr {number}")
            self.in_both(f"Nr {number}")
        self.sandbox.faults.plan("cut_before", times=20, operation="VariantPricesUpdateBatch6")
        run = self.sync(self.shop, "prices")
        self.assertEqual((run.state, run.changed_count), ("failed", 22))
        self.sandbox.faults.clear()
        self.assertEqual(self.sync_prices().changed_count, 6)

    def test_p12_killed_between_call_and_commit(self):
        self.shop.discount_pricelist_id = self.a_pricelist(percent(20))
        with patch.object(price_push.PriceSync, "_keep", side_effect=RuntimeError("killed")):
            run = self.sync(self.shop, "prices")
        self.assertEqual(run.state, "failed")
        told = self.told()
        self.assertEqual(told, [("8.00", "10.00")] * 3)
        self.assertEqual(self.mug.variant_ids.mapped("price"), [12.9] * 3)
        self.sync_prices()
        self.assertEqual(self.told(), told)
        self.assertEqual(self.mug.variant_ids.mapped("price"), [8.0] * 3)
        self.sandbox.statistics.reset()
        self.sync_prices()
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p12_two_runs_at_once_the_second_leaves_it_to_the_first(self):
        run = self.shop._queue_run("prices", "script")
        with (
            closing(db_connect(self.env.cr.dbname).cursor()) as elsewhere,
            session_lock(elsewhere, "shopify.sync", self.shop.id, "prices") as granted,
            self.without_commits(),
        ):
            self.assertTrue(granted)
            self.assertFalse(run.sudo()._execute())
        self.assertFalse(self.pushes())
        self.assertEqual(run.state, "waiting")

    def test_p12_an_interrupted_run_goes_on_where_it_was(self):
        self.in_both(TENT)
        stops = iter([True])
        with (
            patch.object(price_run, "VARIANTS_AT_ONCE", 1),
            patch.object(Meter, "should_stop", lambda _meter: next(stops, False)),
            self.without_commits(),
        ):
            run = self.shop._queue_run("prices", "script").sudo()
            self.assertFalse(run._execute())
            self.assertEqual((run.total, run.changed_count), (4, 3))
            self.assertTrue(run._execute())
        self.assertEqual((run.state, run.total, run.done_count), ("done", 4, 4))

    # === WHAT SHOPIFY HAS === #

    def test_p12_a_check_shows_what_differs_and_sends_nothing(self):
        self.sync_prices()
        self.shopify_changes(price="99.00", compareAtPrice="120.00")
        self.sandbox.statistics.reset()
        run = self.sync_prices(check=True)
        self.assertFalse(self.pushes()[1:])
        self.assertEqual(self.sandbox.statistics.by_operation, {"VariantPricesById": 1})
        self.assertEqual((run.changed_count, run.unchanged_count), (1, 2))
        self.assertIn("A check sends nothing", run.hint)
        differing = self.env["shopify.variant"].search([("price_differs", "=", True)])
        self.assertEqual(differing, self.mug.variant_ids[0])
        self.assertEqual((differing.price, differing.odoo_price), (99.0, 10.0))
        self.assertEqual(self.told()[0], ("99.00", "120.00"))
        with self.without_commits():
            action = differing.action_sync_prices()
            self.env["shopify.sync.run"].browse(action["res_id"]).sudo()._execute()
        self.assertEqual(self.told()[0], ("10.00", None))
        self.assertFalse(self.env["shopify.variant"].search([("price_differs", "=", True)]))

    def test_p12_a_check_reads_on_and_finds_what_is_gone(self):
        gone = self.mug.variant_ids[2]
        self.delete_variant(gone)
        defaults = {"batch": 2, "prefetch": False}
        reader = client_prices.Prices.variant_prices
        with patch.object(reader, "__kwdefaults__", defaults):
            self.sync_prices(check=True)
        self.assertEqual(self.sandbox.statistics.by_operation, {"VariantPricesById": 2})
        self.assertEqual(self.mug.variant_ids.mapped("removed"), [False, False, True])

    def test_p12_a_full_sync_corrects_what_was_changed_in_shopify(self):
        self.sync_prices()
        self.shopify_changes(price="99.00")
        self.assertEqual(self.sync_prices().changed_count, 0)
        self.assertEqual(self.sync_prices(full=True).changed_count, 1)
        self.assertEqual(self.told()[0], ("10.00", None))

    def test_p12_a_product_is_checked_at_once(self):
        self.sync_prices()
        told = self.mug.action_check_prices()["params"]
        self.assertEqual(told["type"], "success")
        self.shopify_changes(price="99.00")
        told = self.mug.action_check_prices()["params"]
        self.assertEqual(told["type"], "warning")
        self.assertIn("99.00", told["message"])
        self.assertIn("10.00", told["message"])
        self.assertTrue(self.mug.variant_ids[0].price_differs)

    def test_g11_users_check_and_sync_prices(self):
        user = new_test_user(
            self.env,
            "clerk",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        mug = self.mug.with_user(user)
        self.assertIn("3 variants", mug.action_check_prices()["params"]["message"])
        shown = mug.action_sync_prices()
        with self.without_commits():
            self.env["shopify.sync.run"].browse(shown["res_id"]).sudo()._execute()
        self.assertEqual(mug.action_check_prices()["params"]["type"], "success")

    def test_p12_nothing_to_check_is_said(self):
        self.mug.variant_ids.odoo_product_id = False
        with self.assertRaisesRegex(UserError, "None of them is linked"):
            self.mug.action_check_prices()

    def test_p12_from_the_list_of_products(self):
        tent = self.in_both(TENT)
        action = self.env.ref("shopify_connector.shopify_product_action_sync_prices")
        chosen = {"active_model": "shopify.product", "active_ids": (self.mug + tent).ids}
        shown = action.with_context(**chosen).run()
        run = self.env["shopify.sync.run"].browse(shown["res_id"])
        self.assertFalse(run.hint)
        with self.without_commits():
            run.sudo()._execute()
        self.assertEqual(run.changed_count, 4)

    def test_g12_from_scripts(self):
        (started,) = self.shop.shopify_sync("prices", {"product_ids": self.mug.ids})
        with self.without_commits():
            self.env["shopify.sync.run"].browse(started["run_id"]).sudo()._execute()
        self.assertEqual(self.told(), [("10.00", None)] * 3)
        (status,) = self.shop.shopify_sync_status()
        self.assertEqual((status["kind"], status["changed"]), ("prices", 3))
