# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.product.variant_adding import VariantAddition
from odoo.exceptions import UserError
from odoo.tests import Form

from .product_export_case import ProductExportCase


class TestVariantAdding(ProductExportCase):
    """P10, *Add as variant*: a product of Odoo's becomes a variant of one in Shopify."""

    def setUp(self):
        super().setUp()
        self.small = self.a_product("Mug, small", default_code="S")
        self.add(self.small)
        self.made = self.in_shopify("Mug, small")
        self.product = self.product_of(self.small)
        self.large = self.a_product("Mug, large", default_code="L", list_price=15, barcode="111")

    def add_large(self, values=None, present=None):
        return self.product.shopify_add_variant(
            self.large.product_variant_id.id, values or {"Size": "L"}, present
        )

    def titles(self):
        return [variant["title"] for variant in self.made["variants"]]

    def test_p10_the_first_further_variant_gives_the_product_its_option(self):
        number = self.add_large(present={"Size": "S"})
        self.assertEqual(self.titles(), ["S", "L"])
        self.assertEqual([option["name"] for option in self.made["options"]], ["Size"])
        small, large = self.made["variants"]
        self.assertEqual((small["sku"], large["sku"]), ("S", "L"))
        self.assertEqual((large["price"], large["barcode"]), ("15.00", "111"))
        variant = self.env["shopify.variant"].browse(number)
        self.assertEqual(variant.odoo_product_id, self.large.product_variant_id)
        self.assertEqual(self.product.option_names, ["Size"])
        self.assertEqual(self.product.mapping_state, "mapped")
        self.assertEqual(
            self.product.variant_ids.odoo_product_id,
            (self.small + self.large).product_variant_ids,
        )

    def test_p10_a_third_variant_takes_a_value_of_the_option(self):
        self.add_large(present={"Size": "S"})
        huge = self.a_product("Mug, huge")
        self.product.shopify_add_variant(huge.product_variant_id.id, {"Size": "XL"})
        self.assertEqual(self.titles(), ["S", "L", "XL"])

    def test_p10_several_options(self):
        self.add_large({"Size": "L", "Colour": "Red"}, {"Size": "S", "Colour": "Red"})
        self.assertEqual(self.titles(), ["S / Red", "L / Red"])

    def test_p10_what_can_not_be_added_says_why(self):
        self.add_large(present={"Size": "S"})
        free = self.a_product("Free", list_price=0)
        unsold = self.a_product("Unsold", sale_ok=False)
        good = self.a_product("Good")
        for template, values, words in (
            (good, {"Size": "L"}, "has the same values"),
            (good, {"Size": "l"}, "has the same values"),
            (good, {"Size": ""}, "value is missing"),
            (good, {"Colour": "Red"}, "The options are: Size"),
            (self.large, {"Size": "XL"}, "in Shopify already"),
            (free, {"Size": "XL"}, "give the goods away"),
            (unsold, {"Size": "XL"}, "not for sale"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self.product.shopify_add_variant(template.product_variant_id.id, values)
        self.assertEqual(self.titles(), ["S", "L"])

    def test_p10_the_present_variant_needs_another_value(self):
        for present, words in (
            (None, "value is missing"),
            ({"Size": ""}, "value is missing"),
            ({"Size": "L"}, "has the same values"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self.add_large(present=present)
        self.assertEqual(self.titles(), ["Default Title"])

    def test_p10_a_variant_that_an_earlier_try_made_is_linked(self):
        look = VariantAddition.look
        looks = []

        def fail_after_the_call(addition):
            looks.append(addition)
            if len(looks) == 2:
                raise UserError(self.env._("The connection is gone."))
            look(addition)

        with (
            patch.object(VariantAddition, "look", fail_after_the_call),
            self.assertRaisesRegex(UserError, "gone"),
            self.env.cr.savepoint(),
        ):
            self.add_large(present={"Size": "S"})
        self.assertEqual(self.titles(), ["S", "L"])
        self.add_large(present={"Size": "S"})
        self.assertEqual(self.titles(), ["S", "L"], "it is not made twice")
        self.assertEqual(self.product.mapping_state, "mapped")

    def test_p10_variants_of_several_products_follow_each_its_own(self):
        self.add_large(present={"Size": "S"})
        self.a_while_passes()
        self.large.barcode = "999"
        self.large.name = "Another name"
        self.update()
        self.assertEqual(self.made["variants"][1]["barcode"], "999")
        self.assertEqual(self.made["title"], "Mug, small")
        self.a_while_passes()
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_g13_hands_off_adds_nothing(self):
        self.shop.allow_changes = False
        with self.assertRaisesRegex(UserError, "would add the variant L"):
            self.add_large(present={"Size": "S"})

    def test_p10_the_dialog_asks_for_what_tells_them_apart(self):
        action = self.product.action_add_variant()
        dialog = self.env[action["res_model"]].with_context(**action["context"])
        with Form(dialog) as form:
            self.assertTrue(form.is_plain)
            form.odoo_product_id = self.large.product_variant_id
            with form.line_ids.edit(0) as line:
                self.assertEqual((line.option, line.present), ("Variant", "Mug, small"))
                line.option = "Size"
                line.present = "Small"
                line.value = "Large"
        shown = form.record.action_add()
        self.assertEqual(shown["res_id"], self.product.id)
        self.assertEqual(self.titles(), ["Small", "Large"])
        action = self.a_product("Huge").action_shopify_add_as_variant()
        dialog = self.env[action["res_model"]].with_context(**action["context"])
        with Form(dialog) as form:
            form.shopify_product_id = self.product
            self.assertFalse(form.is_plain)
            with form.line_ids.edit(0) as line:
                self.assertEqual(line.option, "Size")
                line.value = "Huge"
        form.record.action_add()
        self.assertEqual(self.titles(), ["Small", "Large", "Huge"])
