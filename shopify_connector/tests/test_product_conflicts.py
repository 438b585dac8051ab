# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError

from .product_export_case import ProductExportCase


class TestProductConflicts(ProductExportCase):
    """P8, P13: what was changed in Shopify since is not overwritten in silence."""

    def setUp(self):
        super().setUp()
        self.mug = self.a_product(default_code="1000")
        self.add(self.mug)
        self.made = self.in_shopify("Mug")
        self.product = self.product_of(self.mug)
        self.a_while_passes()

    def change_both(self):
        """Change the name on both sides, differently."""
        self.shopify_changes(self.made, title="Becher")
        self.mug.name = "Cup"
        return self.update()

    def the_conflict(self):
        (conflict,) = self.product.conflict_ids
        return conflict

    def test_p8_ask_waits_for_somebody_to_choose(self):
        self.change_both()
        self.assertFalse(self.changes())
        self.assertTrue(self.product.has_conflict)
        conflict = self.the_conflict()
        self.assertEqual((conflict.in_odoo, conflict.in_shopify), ("Cup", "Becher"))
        self.assertEqual((conflict.field_label, conflict.variant_id.id), ("Name", False))
        self.assertEqual(conflict.odoo_user_id, self.env.user)
        self.assertTrue(conflict.odoo_changed_at and conflict.shopify_changed_at)
        self.assertEqual(self.shop.product_conflict_count, 1)

    def test_p8_odoo_wins_where_the_shop_says_so(self):
        self.shop.product_conflict = "odoo"
        self.change_both()
        self.assertEqual(self.made["title"], "Cup")
        self.assertFalse(self.product.has_conflict)

    def test_p8_shopify_wins_where_the_shop_says_so(self):
        self.shop.product_conflict = "shopify"
        self.change_both()
        self.assertFalse(self.changes())
        self.assertEqual(self.made["title"], "Becher")
        self.assertFalse(self.product.has_conflict)

    def test_p8_other_fields_go_meanwhile(self):
        self.shopify_changes(self.made, title="Becher")
        self.mug.write({"name": "Cup", "barcode": "111"})
        self.update()
        self.assertEqual(self.made["title"], "Becher")
        self.assertEqual(self.made["variants"][0]["barcode"], "111")
        self.assertTrue(self.product.has_conflict)

    def test_p8_what_only_shopify_changed_stays(self):
        self.shopify_changes(self.made, vendor="Somebody")
        self.mug.name = "Cup"
        self.update()
        (change,) = self.changes()
        self.assertEqual(set(change.variables["product0"]), {"id", "title"})
        self.assertEqual((self.made["title"], self.made["vendor"]), ("Cup", "Somebody"))

    def test_p8_the_same_change_on_both_sides_is_no_conflict(self):
        self.shopify_changes(self.made, title="Cup")
        self.mug.name = "Cup"
        self.update()
        self.assertFalse(self.changes())
        self.assertFalse(self.product.has_conflict)

    def test_p8_a_conflict_of_a_variant_names_it(self):
        self.shopify_changes(self.made["variants"][0], barcode="222")
        self.mug.barcode = "111"
        self.update()
        conflict = self.the_conflict()
        self.assertEqual(conflict.variant_id, self.product.variant_ids)
        self.assertEqual((conflict.in_odoo, conflict.in_shopify), ("111", "222"))

    def test_p8_a_conflict_that_is_none_any_more_is_gone(self):
        self.change_both()
        self.a_while_passes()
        self.mug.name = "Becher"
        self.update()
        self.assertFalse(self.product.has_conflict)

    def test_p8_a_conflict_costs_no_call_as_long_as_nothing_changes(self):
        self.change_both()
        self.a_while_passes()
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0)
        self.assertTrue(self.product.has_conflict)

    # === SETTLE === #

    def test_p8_keep_odoos_tells_shopify(self):
        self.change_both()
        message = self.the_conflict().action_keep_odoo()["params"]["message"]
        self.assertIn("Shopify is being told", message)
        self.assertFalse(self.product.has_conflict)
        run = self.env["shopify.sync.run"].search([("state", "=", "waiting")])
        self.assertEqual(run.options, {"template_ids": self.mug.ids})
        with self.without_commits():
            run.sudo()._execute()
        self.assert_done(run)
        self.assertEqual(self.made["title"], "Cup")
        self.a_while_passes()
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p8_take_shopifys_changes_odoo_and_sends_nothing(self):
        self.change_both()
        self.the_conflict().action_take_shopify()
        self.assertEqual(self.mug.name, "Becher")
        self.assertFalse(self.product.has_conflict)
        self.update()
        self.assertFalse(self.changes())
        self.assertFalse(self.product.has_conflict)

    def test_p8_each_field_that_odoo_has_is_taken_over(self):
        self.shop.customs_data = True
        variant = self.made["variants"][0]
        item = variant["inventoryItem"]
        self.shopify_changes(variant, barcode="222")
        self.shopify_changes(
            item,
            harmonizedSystemCode="691200",
            countryCodeOfOrigin="DE",
            unitCost={**item["unitCost"], "amount": "5.5"} if item["unitCost"] else None,
        )
        self.shopify.touch(self.made)
        france = self.env.ref("base.fr")
        self.mug.write({"barcode": "111", "hs_code": "700000", "country_of_origin": france.id})
        self.update()
        self.assertEqual(len(self.product.conflict_ids), 3)
        self.product.action_take_shopify()
        self.assertEqual((self.mug.barcode, self.mug.hs_code), ("222", "691200"))
        self.assertEqual(self.mug.country_of_origin.code, "DE")

    def test_p8_what_odoo_has_no_field_for_stays_as_it_is_on_both_sides(self):
        item = self.made["variants"][0]["inventoryItem"]
        weight = {**item["measurement"]["weight"], "unit": "KILOGRAMS", "value": 2.0}
        item["measurement"] = {**item["measurement"], "weight": weight}
        self.shopify_changes(self.made)
        self.mug.weight = 3
        self.update()
        self.assertEqual(self.the_conflict().in_shopify, "2")
        self.the_conflict().action_take_shopify()
        self.update()
        self.assertFalse(self.changes())
        self.assertFalse(self.product.has_conflict)
        self.assertEqual(self.mug.weight, 3)

    def test_p8_what_odoo_can_not_take_over_stays_in_conflict_and_says_why(self):
        self.a_product("Other", barcode="222")
        self.shopify_changes(self.made["variants"][0], barcode="222")
        self.shopify_changes(self.made, title="Becher")
        self.mug.write({"barcode": "111", "name": "Cup"})
        self.update()
        params = self.product.action_take_shopify()["params"]
        self.assertEqual(params["type"], "warning")
        self.assertIn("222", params["message"])
        self.assertEqual(self.the_conflict().field_name, "barcode")
        self.assertEqual((self.mug.name, self.mug.barcode), ("Becher", "111"))

    def test_g13_keep_odoos_with_hands_off_says_that_shopify_is_not_told(self):
        self.change_both()
        self.shop.allow_changes = False
        params = self.the_conflict().action_keep_odoo()["params"]
        self.assertEqual(params["type"], "warning")
        self.assertIn("Allow changes", params["message"])

    def test_g12_settled_from_scripts(self):
        self.change_both()
        (outcome,) = self.product.action_settle_conflict("shopify", "title")
        self.assertEqual(outcome["settled"], ["title"])
        self.assertEqual(self.product.action_settle_conflict("shopify"), [])
        with self.assertRaisesRegex(UserError, "none of"):
            self.product.action_settle_conflict("nobody")
        with self.assertRaisesRegex(UserError, "none of"):
            self.product.action_settle_conflict("odoo", "nothing")
