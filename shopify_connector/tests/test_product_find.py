# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .product_import_case import ProductImportCase


class TestProductFind(ProductImportCase):
    """P5: try to find mapping, a report of it, and P3: create in Odoo."""

    def setUp(self):
        super().setUp()
        self.shop.write({"sku_mapping": "item_number", "auto_create_products": False})
        self.mug = self.in_shopify("Mug", sku="MUG")
        self.cup = self.in_shopify("Cup", sku="CUP")
        self.tent = self.in_shopify("Tent", sku="TENT")
        self.assert_done(self.sync(self.shop, "products"))
        self.known = self.a_product("Odoo mug", default_code="MUG")
        self.twins = self.a_product("Cup one", default_code="CUP") | self.a_product(
            "Cup two", default_code="CUP"
        )
        self.variants = self.env["shopify.variant"].search([], order="id")

    def skips(self):
        return self.env["shopify.sync.skip"].search([("kind", "=", "products")])

    def outcomes(self, rows):
        return {row["name"]: row["outcome"] for row in rows}

    def test_p5_the_report_says_found_ambiguous_and_not_found(self):
        rows = self.variants.shopify_find_mapping()
        self.assertEqual(
            self.outcomes(rows), {"Mug": "found", "Cup": "ambiguous", "Tent": "not_found"}
        )
        by_name = {row["name"]: row for row in rows}
        self.assertEqual(by_name["Mug"]["odoo_product_id"], self.known.id)
        self.assertEqual((by_name["Mug"]["rule"], by_name["Mug"]["value"]), ("item_number", "MUG"))
        self.assertIn("Cup one", by_name["Cup"]["error"])
        self.assertIn("Cup two", by_name["Cup"]["error"])
        self.assertIn("TENT", by_name["Tent"]["error"])
        self.assertIn("Create in Odoo", by_name["Tent"]["fix"])

    def test_p5_it_stands_on_the_products_too(self):
        self.variants.action_find_mapping()
        self.assertEqual(self.record(self.mug).mapping_state, "mapped")
        self.assertFalse(self.record(self.mug).match_error)
        self.assertIn("several Odoo products", self.record(self.cup).match_error)
        self.assertTrue(self.record(self.tent).match_fix)
        self.assertEqual(set(self.skips().mapped("code")), {"ambiguous", "not_found"})
        self.assertEqual(len(self.skips()), 2)

    def test_p5_of_several_the_user_chooses_one(self):
        action = self.record(self.cup).action_find_mapping()
        report = self.env[action["res_model"]].browse(action["res_id"])
        line = report.line_ids
        self.assertEqual(line.candidate_ids, self.twins)
        line.odoo_product_id = self.twins[1]
        report.action_apply()
        variant = self.record(self.cup).variant_ids
        self.assertEqual((variant.odoo_product_id, variant.match_rule), (self.twins[1], "chosen"))
        self.assertFalse(self.record(self.cup).match_error)
        self.assertNotIn(self.record(self.cup).shopify_id, self.skips().mapped("shopify_id"))

    def test_p5_all_unmapped_ones_are_looked_for_in_a_run(self):
        run = self.env["shopify.sync.run"].browse(self.shop.action_find_product_mapping()["res_id"])
        with self.without_commits():
            run._execute()
        self.assert_done(run)
        self.assertEqual((run.new_count, run.skipped_count), (1, 2))
        self.assertEqual(self.record(self.mug).variant_ids.odoo_product_id, self.known)
        self.assertFalse(self.record(self.tent).odoo_template_id)

    def test_p5_what_is_mapped_and_gift_cards_are_left_out(self):
        card = self.in_shopify("Card", sku="CARD", gift_card=True)
        self.assert_done(self.sync(self.shop, "products"))
        chosen = self.a_product("Chosen")
        self.record(self.mug).variant_ids.odoo_product_id = chosen
        products = self.record(card) | self.record(self.mug)
        self.assertEqual(products.shopify_find_mapping(), [])
        self.assertEqual(self.record(self.mug).variant_ids.odoo_product_id, chosen)

    def test_p3_create_in_odoo_makes_what_is_not_found(self):
        rows = self.variants.shopify_find_mapping(create=True)
        self.assertEqual(
            self.outcomes(rows), {"Mug": "found", "Cup": "ambiguous", "Tent": "created"}
        )
        product = self.record(self.tent).variant_ids.odoo_product_id
        self.assertEqual((product.name, product.default_code), ("Tent", "TENT"))
        self.assertFalse(self.record(self.tent).match_error)

    def test_p3_create_in_odoo_reads_what_only_an_order_told_of(self):
        self.shop.sku_mapping = "variant_code"
        shirt = self.in_shopify("Shirt", options=["Size"], variants=[("S",), ("L",)])
        self.take_in(self.buy_of(shirt).place())
        record = self.record(shirt)
        self.assertFalse(record.option_names)
        record.action_create_in_odoo()
        self.assertEqual(record.mapping_state, "mapped")
        self.assertEqual(len(record.odoo_template_id.product_variant_ids), 2)

    def test_p5_users_may_map_and_others_may_not(self):
        companies = {"company_id": self.company.id, "company_ids": [(6, 0, self.company.ids)]}
        groups = "shopify_connector.group_user,stock.group_stock_manager"
        user = new_test_user(self.env, "mapper", groups, **companies)
        rows = self.variants.with_user(user).shopify_find_mapping(create=True)
        self.assertEqual(self.outcomes(rows)["Tent"], "created")
        stranger = new_test_user(self.env, "stranger", "base.group_user", **companies)
        with self.assertRaises(AccessError):
            self.variants.with_user(stranger).shopify_find_mapping()

    def test_p5_the_product_chosen_by_hand_stays(self):
        variant = self.record(self.tent).variant_ids
        chosen = self.a_product("Chosen")
        variant.odoo_product_id = chosen
        self.assertEqual(variant.match_rule, "chosen")
        self.change(self.tent, title="Large tent")
        self.assert_done(self.sync(self.shop, "products"))
        self.assertEqual(variant.odoo_product_id, chosen)
        variant.odoo_product_id = False
        self.assertFalse(variant.match_rule)
        self.assertEqual(self.record(self.tent).mapping_state, "unmapped")
