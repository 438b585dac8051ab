# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.inventory import stock_run, stock_send
from odoo.addons.shopify_connector.shopify import stock
from odoo.exceptions import UserError, ValidationError

from shopify_sandbox.world.places import add_location

from .common import ADDRESS
from .stock_case import StockCase


class TestStockSync(StockCase):
    """N1, N2, N4, N5, N6: Shopify's stock is read, compared, and what differs is sent."""

    # === N5: COMPARE FIRST === #

    def test_n5_what_differs_is_sent_and_both_figures_are_kept(self):
        self.in_odoo(self.mug, 8)
        run = self.send()
        self.assertEqual(self.in_shopify(self.mug), 8)
        level = self.level(self.mug)
        self.assertEqual((level.available, level.on_hand, level.odoo_quantity), (8, 8, 8.0))
        self.assertEqual((level.wanted, level.difference, level.state), (8, 0, "equal"))
        self.assertTrue(level.sent_at and level.read_at and level.compared_at)
        self.assertEqual((run.changed_count, run.skipped_count, run.failed_count), (1, 0, 0))
        self.assertEqual((run.total, run.progress), (1, 100))

    def test_n5_equal_stock_is_compared_and_nothing_is_sent_or_written(self):
        self.in_odoo(self.mug, 5)
        self.send()
        level = self.level(self.mug)
        self.assertEqual((level.state, level.sent_at, level.shopify_quantity), ("equal", False, 5))
        self.assertTrue(self.here.stock_compared_at)
        written = level.write_date
        self.sandbox.statistics.reset()
        run = self.send()
        self.assertEqual(self.operations(), {"Locations": 1, "StockLevelsBatch1": 1})
        self.assertEqual((run.unchanged_count, run.changed_count), (1, 0))
        self.assertEqual(level.write_date, written)

    def test_n5_a_changed_figure_of_shopify_is_set_right_again(self):
        self.in_odoo(self.mug, 8)
        self.send()
        self.set_in_shopify(self.mug, 99)
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 8)

    def test_n5_the_call_compares_with_the_figure_that_was_read_and_has_a_key(self):
        self.in_odoo(self.mug, 8)
        self.send()
        sent = self.sent("InventorySetQuantitiesBatch1")
        line = sent["input0"]["quantities"][0]
        self.assertEqual((line["changeFromQuantity"], line["quantity"]), (5, 8))
        self.assertEqual(sent["input0"]["reason"], "correction")
        self.assertTrue(sent["input0"]["referenceDocumentUri"].startswith("gid://odoo/StockCall/"))
        self.assertEqual(len(sent["key0"]), 36)

    def test_n5_hundreds_go_250_a_call_and_several_calls_a_request(self):
        variants = [self.a_linked_variant(f"Thing {number}") for number in range(7)]
        for variant in variants:
            self.in_odoo(variant, 8)
        short = patch.object(stock_send, "LINES_IN_A_CALL", 2)
        with patch.multiple(stock, IDS_IN_A_LIST=3, CALLS_IN_A_REQUEST=2), short:
            self.sandbox.statistics.reset()
            self.send()
        self.assertEqual({self.in_shopify(variant) for variant in variants}, {8})
        operations = self.operations()
        self.assertEqual(operations["StockLevelsBatch3"], 1)
        self.assertEqual(operations["InventorySetQuantitiesBatch2"], 2)

    def test_n5_more_variants_than_go_in_one_go_are_all_synced(self):
        variants = [self.a_linked_variant(f"Thing {number}") for number in range(4)]
        for variant in variants:
            self.in_odoo(variant, 8)
        with patch.object(stock_run, "VARIANTS_AT_ONCE", 2):
            run = self.send()
        self.assertEqual({self.in_shopify(variant) for variant in variants}, {8})
        self.assertEqual((run.total, run.done_count), (5, 5))

    # === N1, N2: WHAT IS SYNCED === #

    def test_n1_only_locations_with_stock_sync_are_synced(self):
        self.assertFalse(self.there.stock_sync, "it is off at first")
        self.here.stock_sync = False
        self.in_odoo(self.mug, 8)
        run = self.send()
        self.assertEqual(self.in_shopify(self.mug), 5)
        self.assertIsNone(self.in_shopify(self.mug, self.there))
        self.assertFalse(self.level(self.mug))
        self.assertEqual(run.total, 0)

    def test_n1_variants_that_stay_as_they_are_and_why(self):
        cases = [
            ("untracked", {"tracked": False}, "untracked"),
            ("bundle", {"requires_components": True}, "bundle"),
            ("gift card", {"gift_card": True, "tracked": False}, "gift_card"),
        ]
        self.in_odoo(self.mug, 8)
        variants = {}
        for title, fields, code in cases:
            variants[code] = self.a_linked_variant(title, **fields)
            self.in_odoo(variants[code], 8)
        variants["excluded"] = self.a_linked_variant("excluded", stock=3)
        variants["excluded"].stock_excluded = True
        variants["not_stored"] = self.a_linked_variant(
            "not stored", self.a_product("Manual", is_storable=False), stock=3
        )
        run = self.send()
        self.assertEqual(self.in_shopify(self.mug), 8, "they spoil no other")
        self.assertEqual((run.changed_count, run.skipped_count, run.failed_count), (1, 5, 0))
        for code, variant in variants.items():
            with self.subTest(code):
                level = self.level(variant)
                self.assertEqual((level.state, level.code), ("left_out", code))
                self.assertTrue(level.reason and level.fix)
                self.assertNotEqual(self.in_shopify(variant), 8)
                listed = code not in ("excluded", "gift_card")
                self.assertEqual(self.skips(variant).reason or False, listed and level.reason)
        self.assertEqual(
            self.operations()["InventorySetQuantitiesBatch1"], 1, "a bundle was sent along"
        )

    def test_n1_a_variant_without_odoo_product_is_none_of_it(self):
        self.mug.odoo_product_id = False
        self.assertEqual(self.send().total, 0)
        self.assertEqual(self.in_shopify(self.mug), 5)

    def test_n1_what_shopify_tells_of_variants_is_kept(self):
        self.mug.write({"tracked": False, "inventory_policy": False})
        self.send()
        self.assertTrue(self.mug.tracked)
        self.assertEqual(self.mug.inventory_policy, "deny")
        item = self.node(self.mug)["inventoryItem"]["id"]
        self.assertEqual(self.mug.inventory_item_id, item.rpartition("/")[2])

    def test_n2_a_location_without_a_source_warns_and_is_not_set_to_zero(self):
        self.feed(self.here)
        self.assertIn("Choose the warehouses", self.here.stock_hint)
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 5)
        skip = self.skips(self.here)
        self.assertIn("Warehouse Hamburg", skip.reason)
        self.assertTrue(skip.fix)
        self.feed(self.here, self.warehouse)
        self.send()
        self.assertFalse(self.skips())
        self.assertFalse(self.here.stock_hint)

    def test_n2_the_calculation_none_sends_nothing(self):
        self.here.stock_calculation = "none"
        self.assertIn("None", self.here.stock_hint)
        self.in_odoo(self.mug, 8)
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 5)

    def test_n2_all_pages_of_locations_are_read(self):
        for number in range(60):
            add_location(self.shopify, f"Place {number}")
        self.send()
        self.assertEqual(len(self.shop.location_ids), 62)
        self.assertTrue(self.here.stock_sync, "the settings are kept")

    def test_n2_switching_it_off_forgets_the_levels(self):
        self.send()
        self.assertTrue(self.level(self.mug))
        self.here.stock_sync = False
        self.assertFalse(self.level(self.mug))

    def test_n9_on_hand_goes_with_its_own_calculation_only(self):
        for calculation in ("free", "forecast_today"):
            with self.assertRaisesRegex(ValidationError, "take its own off once more"):
                self.here.write({"quantity_name": "on_hand", "stock_calculation": calculation})
        self.here.write({"quantity_name": "on_hand", "stock_calculation": "on_hand"})
        with self.assertRaisesRegex(ValidationError, "On hand"):
            self.here.stock_calculation = "free"

    def test_n2_a_shop_that_two_records_share_syncs_a_location_once(self):
        other = self.a_shop(name="Second", domain=ADDRESS)
        other.action_get_locations()
        with self.assertRaisesRegex(ValidationError, "Nordlicht"):
            self.feed(self.place("Warehouse Hamburg", other), self.warehouse)
        self.feed(self.place("Cellar", other), self.warehouse)

    # === N6: ACTIVATION === #

    def test_n6_a_variant_is_stocked_at_the_location(self):
        self.feed(self.there, self.warehouse)
        self.in_odoo(self.mug, 8)
        self.assertIsNone(self.in_shopify(self.mug, self.there))
        run = self.send()
        self.assertEqual(self.in_shopify(self.mug, self.there), 8)
        level = self.level(self.mug, self.there)
        self.assertEqual((level.state, level.is_stocked, level.available), ("equal", True, 8))
        self.assertEqual((run.new_count, run.changed_count), (1, 1))
        self.assertEqual(self.send().unchanged_count, 2)

    def test_n6_on_hand_is_what_it_is_stocked_with(self):
        self.feed(self.there, self.warehouse, quantity_name="on_hand", stock_calculation="on_hand")
        self.in_odoo(self.mug, 8)
        self.send()
        self.assertEqual(self.in_shopify(self.mug, self.there, "on_hand"), 8)

    def test_n6_quantities_that_an_item_out_of_use_has_kept_are_overwritten(self):
        self.feed(self.there, self.warehouse)
        self.in_odoo(self.mug, 8)
        self.send()
        level = self.node(self.mug)["inventoryItem"]["inventoryLevels"][1]
        level["isActive"] = False
        self.send()
        self.assertEqual(self.in_shopify(self.mug, self.there), 8)

    # === N4: STARTING IT === #

    def test_n4_from_the_shop_and_from_the_products_list(self):
        cup = self.a_linked_variant("Cup")
        for variant in (self.mug, cup):
            self.in_odoo(variant, 8)
        action = self.mug.product_id.action_sync_stock()
        run = self.env["shopify.sync.run"].browse(action["res_id"])
        self.assertEqual(
            (run.kind, run.options), ("stock", {"product_ids": [self.mug.product_id.id]})
        )
        with self.without_commits():
            run.sudo()._execute()
        self.assertEqual((self.in_shopify(self.mug), self.in_shopify(cup)), (8, 5))
        action = self.shop.action_sync_stock()
        run = self.env["shopify.sync.run"].browse(action["res_id"])
        self.assertEqual((run.kind, run.options or {}), ("stock", {}))
        with self.without_commits():
            run.sudo()._execute()
        self.assertEqual(self.in_shopify(cup), 8)

    def test_n4_products_whose_stock_is_not_synced_say_so(self):
        self.here.stock_sync = False
        with self.assertRaisesRegex(UserError, "switch stock sync on"):
            self.mug.product_id.action_sync_stock()

    def test_n4_by_schedule(self):
        schedule = self.env["shopify.schedule"].create(
            {"shop_id": self.shop.id, "kind": "stock", "active": True}
        )
        self.in_odoo(self.mug, 8)
        schedule.cron_id.method_direct_trigger()
        run = self.shop.last_run_id
        self.assertEqual((run.kind, run.trigger), ("stock", "schedule"))

    def test_n4_by_script(self):
        self.in_odoo(self.mug, 8)
        (row,) = self.shop.shopify_sync("stock")
        self.assertEqual(self.env["shopify.sync.run"].browse(row["run_id"]).kind, "stock")

    # === G13 === #

    def test_g13_with_changes_off_it_says_what_would_be_sent(self):
        self.feed(self.there, self.warehouse)
        self.shop.allow_changes = False
        self.in_odoo(self.mug, 8)
        run = self.send()
        self.assertEqual(self.in_shopify(self.mug), 5)
        self.assertEqual(self.level(self.mug).state, "differs")
        skip = self.skips(self.mug)
        self.assertEqual(skip.code, "would_set")
        self.assertIn("8 instead of 5 at Warehouse Hamburg", skip.reason)
        self.assertIn("8 instead of 0 at Cellar", skip.reason)
        self.assertEqual(run.skipped_count, 2)
        self.shop.allow_changes = True
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 8)
        self.assertFalse(self.skips())

    # === HELPERS === #

    def sent(self, operation):
        """Return the variables of the last request of an operation."""
        return [
            received.variables
            for received in self.sandbox.statistics.requests
            if received.operation == operation
        ][-1]
