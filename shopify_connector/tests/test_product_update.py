# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from .product_export_case import ProductExportCase


class TestProductUpdate(ProductExportCase):
    """P1, P9, P10, P13, P14: what changes in Odoo follows in Shopify, and nothing else is sent."""

    def added(self, *templates):
        """Add products, and let an hour pass."""
        self.add(*templates)
        self.a_while_passes()
        return templates[0]

    def test_p14_nothing_changed_nothing_sent(self):
        self.added(self.a_product(), self.a_shirt())
        run = self.update()
        self.assertEqual((run.changed_count, run.skipped_count), (0, 0))
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p14_what_shopify_does_not_get_is_no_change(self):
        mug = self.added(self.a_product())
        mug.write({"sequence": 7, "description": "internal"})
        self.assertEqual(self.update().unchanged_count, 1)
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p9_each_field_follows_alone(self):
        self.shop.write({"export_description": True, "customs_data": True, "weight_unit": "GRAMS"})
        category = self.env["product.category"].create({"name": "Tableware"})
        vendor = self.env["res.partner"].create({"name": "Acme"})
        mug = self.added(self.a_product(weight=0.35, default_code="1000"))
        for values, sent in (
            ({"name": "Cup"}, {"title": "Cup"}),
            ({"description_sale": "For tea"}, {"descriptionHtml": "<p>For tea</p>"}),
            ({"categ_id": category.id}, {"productType": "Tableware"}),
            (
                {"seller_ids": [Command.create({"partner_id": vendor.id})]},
                {"vendor": "Acme"},
            ),
            ({"default_code": "2000"}, {"inventoryItem": {"sku": "2000"}}),
            ({"barcode": "4006381333931"}, {"barcode": "4006381333931"}),
            ({"standard_price": 4.25}, {"inventoryItem": {"cost": "4.25"}}),
            (
                {"weight": 0.4},
                {"inventoryItem": {"measurement": {"weight": {"unit": "GRAMS", "value": 400.0}}}},
            ),
            ({"hs_code": "691200"}, {"inventoryItem": {"harmonizedSystemCode": "691200"}}),
            (
                {"country_of_origin": self.env.ref("base.de").id},
                {"inventoryItem": {"countryCodeOfOrigin": "DE"}},
            ),
        ):
            with self.subTest(values):
                mug.with_company(self.company).write(values)
                run = self.update()
                self.assertEqual((run.changed_count, run.skipped_count), (1, 0))
                (change,) = self.changes()
                given = change.variables
                if "product0" in given:
                    told = {key: value for key, value in given["product0"].items() if key != "id"}
                else:
                    (variant,) = given["variants0"]
                    told = {key: value for key, value in variant.items() if key != "id"}
                self.assertEqual(told, sent)
                self.a_while_passes()
        made = self.in_shopify("Cup")
        (variant,) = made["variants"]
        self.assertEqual(made["descriptionHtml"], "<p>For tea</p>")
        self.assertEqual((made["vendor"], made["productType"]), ("Acme", "Tableware"))
        self.assertEqual((variant["sku"], variant["barcode"]), ("2000", "4006381333931"))
        self.assertEqual(self.update().unchanged_count, 0)
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p8_off_nothing_is_updated(self):
        self.shop.can_update_shopify_products = False
        mug = self.added(self.a_product())
        mug.name = "Cup"
        self.update()
        self.assertFalse(self.changes())

    def test_p8_a_setting_that_changes_what_is_sent_has_all_looked_at(self):
        mug = self.added(self.a_product(description_sale="For tea"))
        self.shop.export_description = True
        self.update()
        self.assertEqual(self.in_shopify("Mug")["descriptionHtml"], "<p>For tea</p>")
        self.assertTrue(self.product_of(mug).export_hash)

    def test_p8_names_in_the_shops_language_follow(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.shop.language_id = self.env.ref("base.lang_de")
        mug = self.added(self.a_product())
        mug.with_context(lang="de_DE").name = "Becher"
        self.update()
        self.assertTrue(self.in_shopify("Becher"))

    def test_p13_a_vendors_new_name_follows(self):
        vendor = self.env["res.partner"].create({"name": "Acme"})
        self.added(self.a_product(seller_ids=[Command.create({"partner_id": vendor.id})]))
        vendor.name = "Acme Ltd"
        self.update()
        self.assertEqual(self.in_shopify("Mug")["vendor"], "Acme Ltd")

    def test_p13_a_categorys_new_name_follows(self):
        category = self.env["product.category"].create({"name": "Mugs"})
        self.added(self.a_product(categ_id=category.id))
        category.name = "Cups"
        self.update()
        self.assertEqual(self.in_shopify("Mug")["productType"], "Cups")

    def test_p13_chosen_products_alone(self):
        mug, cup = self.a_product("Mug"), self.a_product("Cup")
        self.added(mug, cup)
        (mug + cup).write({"name": "New"})
        self.add(mug)
        self.assertEqual(len([each for each in self.in_shopify() if each["title"] == "New"]), 1)

    def test_p13_full_compares_all_of_them_with_shopify(self):
        self.added(self.a_product())
        self.shopify_changes(self.in_shopify("Mug"), title="Elsewhere")
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0)
        run = self.update(full=True)
        self.assertEqual(run.unchanged_count, 1)
        self.assertFalse(self.changes(), "Odoo has not changed it")

    # === VARIANTS === #

    def test_p10_a_new_variant_is_added(self):
        shirt = self.added(self.a_shirt(attributes={"Size": ("S", "M")}))
        self.add_value(shirt, "L")
        large = self.variant_of(shirt, "L")
        large.write({"default_code": "SHIRT-L", "barcode": "999"})
        self.update()
        made = self.in_shopify("Shirt")
        self.assertEqual([each["title"] for each in made["variants"]], ["S", "M", "L"])
        variant = made["variants"][2]
        self.assertEqual((variant["sku"], variant["barcode"]), ("SHIRT-L", "999"))
        self.assertEqual(variant["price"], "12.50")
        self.assertTrue(variant["inventoryItem"]["tracked"])
        product = self.product_of(shirt)
        self.assertEqual(product.mapping_state, "mapped")
        self.assertEqual(product.variant_ids.odoo_product_id, shirt.product_variant_ids)
        self.a_while_passes()
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p10_a_new_variant_that_shopify_has_already_is_linked(self):
        shirt = self.added(self.a_shirt(attributes={"Size": ("S", "M")}))
        product = self.product_of(shirt)
        small = product.variant_ids.filtered(lambda variant: variant.name == "S")
        small.odoo_product_id = False
        self.a_while_passes()
        self.update()
        self.assertEqual(small.odoo_product_id, self.variant_of(shirt, "S"))
        self.assertEqual(small.match_rule, "options")
        self.assertEqual(len(self.in_shopify("Shirt")["variants"]), 2)

    def test_p10_a_variant_deleted_in_odoo_stays_in_shopify_and_is_told(self):
        shirt = self.added(self.a_shirt(attributes={"Size": ("S", "M")}))
        self.variant_of(shirt, "S").unlink()
        for _again in range(2):
            self.update()
            self.assertEqual(len(self.in_shopify("Shirt")["variants"]), 2)
            self.assert_skipped(shirt, "variant_gone", "S")
            self.a_while_passes()

    def test_p10_an_archived_variant_is_told_until_it_is_gone_in_shopify(self):
        shirt = self.added(self.a_shirt(attributes={"Size": ("S", "M")}))
        self.variant_of(shirt, "S").active = False
        self.update()
        self.assert_skipped(shirt, "variant_gone", "S")
        self.assertIn("S", self.product_of(shirt).match_error)
        made = self.in_shopify("Shirt")
        self.merchant_later().delete_variants(made, [made["variants"][0]])
        self.a_while_passes()
        self.update()
        self.assertFalse(self.skip_of(shirt))
        self.assertFalse(self.product_of(shirt).match_error)

    def test_p10_a_value_with_another_name_follows(self):
        shirt = self.added(self.a_shirt())
        _size, colour = shirt.attribute_line_ids.attribute_id
        colour.value_ids[0].name = "Crimson"
        self.update()
        made = self.in_shopify("Shirt")
        self.assertEqual(
            {each["title"] for each in made["variants"]},
            {"S / Crimson", "S / Blue", "M / Crimson", "M / Blue"},
        )
        self.assertEqual(len(made["variants"]), 4)
        self.a_while_passes()
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p10_an_attribute_with_another_name_follows(self):
        shirt = self.added(self.a_shirt())
        size, _colour = shirt.attribute_line_ids.attribute_id
        size.name = "Fit"
        self.update()
        made = self.in_shopify("Shirt")
        self.assertEqual([each["name"] for each in made["options"]], ["Fit", "Colour"])
        self.assertEqual(len(made["variants"]), 4)
        self.a_while_passes()
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p10_a_product_gets_its_first_option(self):
        shirt = self.added(
            self.a_product(
                "Shirt", attribute_line_ids=self.lines_of(self.an_attribute("Size", "S"))
            )
        )
        sold = shirt.product_variant_id
        self.add_value(shirt, "M")
        self.assertIn(sold, shirt.product_variant_ids)
        self.update()
        made = self.in_shopify("Shirt")
        self.assertEqual([each["name"] for each in made["options"]], ["Size"])
        self.assertEqual([each["title"] for each in made["variants"]], ["S", "M"])
        product = self.product_of(shirt)
        self.assertEqual(product.mapping_state, "mapped")
        self.assertEqual(product.variant_ids[0].odoo_product_id, sold)
        self.a_while_passes()
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0)

    def test_p10_a_product_gets_a_further_option(self):
        size, fit = self.an_attribute("Size", "S", "M"), self.an_attribute("Fit", "Slim")
        shirt = self.added(self.a_product("Shirt", attribute_line_ids=self.lines_of(size, fit)))
        self.add_value(shirt, "Wide", place=1)
        self.update()
        made = self.in_shopify("Shirt")
        self.assertEqual(
            {each["title"] for each in made["variants"]},
            {"S / Slim", "M / Slim", "S / Wide", "M / Wide"},
        )
        self.assertEqual(self.product_of(shirt).mapping_state, "mapped")

    def test_p10_options_that_differ_are_told(self):
        shirt = self.added(self.a_shirt(attributes={"Size": ("S", "M")}))
        option = self.in_shopify("Shirt")["options"][0]
        self.shopify_changes(self.in_shopify("Shirt"))
        option["name"] = "Größe"
        for variant in self.in_shopify("Shirt")["variants"]:
            variant["selectedOptions"][0]["name"] = option["name"]
        self.product_of(shirt).write({"synced_fields": False, "synced_at": False})
        self.add_value(shirt, "L")
        self.update()
        self.assert_skipped(shirt, "options_differ", "Size", "Größe")
        self.assertEqual(len(self.in_shopify("Shirt")["variants"]), 2)

    def add_value(self, template, name, place=0):
        """Give one of a product's attributes a further value."""
        line = template.attribute_line_ids[place]
        value = self.env["product.attribute.value"].create(
            {"name": name, "attribute_id": line.attribute_id.id, "sequence": 9}
        )
        line.value_ids = [Command.link(value.id)]

    def test_p10_a_product_whose_variants_were_all_replaced_is_told(self):
        shirt = self.added(self.a_product("Shirt"))
        product = self.product_of(shirt)
        sold = shirt.product_variant_id
        shirt.attribute_line_ids = self.lines_of(self.an_attribute("Size", "S", "M"))
        self.assertFalse(sold.exists())
        archived = self.variant_of(shirt, "S")
        product.variant_ids.odoo_product_id = archived
        archived.active = False
        self.update()
        self.assert_skipped(shirt, "none_linked", "None of its variants")
        self.assertTrue(product.match_fix)

    # === PROBLEMS === #

    def test_p13_what_can_not_be_sent_says_why_and_the_rest_goes(self):
        mug, cup = self.a_product("Mug"), self.a_product("Cup")
        self.added(mug, cup)
        mug.name = "x" * 256
        cup.name = "Bowl"
        run = self.update()
        self.assertEqual((run.changed_count, run.skipped_count), (1, 1))
        self.assert_skipped(mug, "title_too_long", "256")
        self.assertTrue(self.in_shopify("Bowl"))
        self.a_while_passes()
        mug.name = "Beaker"
        self.update()
        self.assertFalse(self.skip_of(mug))
        self.assertTrue(self.in_shopify("Beaker"))

    def test_p13_a_refusal_is_told_and_tried_again_once_it_has_changed(self):
        vendor = self.env["res.partner"].create({"name": "Acme"})
        mug = self.added(self.a_product(seller_ids=[Command.create({"partner_id": vendor.id})]))
        vendor.name = "x" * 256
        self.update()
        self.assert_skipped(mug, "refused_too_long", "Vendor is too long")
        self.a_while_passes()
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0, "it is refused as long as it is so")
        vendor.name = "Acme Ltd"
        self.update()
        self.assertEqual(self.in_shopify("Mug")["vendor"], "Acme Ltd")
        self.assertFalse(self.skip_of(mug))

    def test_p13_a_product_that_is_gone_in_shopify_is_marked(self):
        mug = self.added(self.a_product())
        product = self.product_of(mug)
        self.merchant_later().delete_product(self.in_shopify("Mug"))
        mug.name = "Cup"
        self.update()
        self.assertTrue(product.removed)
        self.assertFalse(self.changes())
        self.add(mug)
        self.assertTrue(self.in_shopify("Cup"), "it can be added anew")

    def test_p13_what_an_order_tells_of_a_deleted_product_is_none_in_shopify(self):
        mug = self.a_product()
        ghost = self.env["shopify.product"].create(
            {
                "shop_id": self.shop.id,
                "connection_id": self.shop.connection_id.id,
                "shopify_id": "variant-5",
                "name": "Deleted",
                "variant_ids": [
                    Command.create(
                        {
                            "shopify_id": "5",
                            "name": "Deleted",
                            "odoo_product_id": mug.product_variant_id.id,
                        }
                    )
                ],
            }
        )
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0)
        self.assertEqual(self.add(mug).new_count, 1)
        mug.name = "Cup"
        self.update()
        self.assertTrue(self.in_shopify("Cup"))
        self.assertEqual(ghost.name, "Deleted")

    def test_g13_hands_off_tells_what_would_change(self):
        shirt = self.added(self.a_shirt(attributes={"Size": ("S", "M")}))
        self.shop.allow_changes = False
        shirt.name = "Blouse"
        self.variant_of(shirt, "S").barcode = "111"
        self.update()
        self.assertFalse(self.changes())
        self.assert_skipped(shirt, "would_change", "Name from Shirt to Blouse", "S: Barcode")
        self.shop.allow_changes = True
        self.a_while_passes()
        self.update()
        self.assertTrue(self.in_shopify("Blouse"))
        self.assertFalse(self.skip_of(shirt))

    def test_p1_other_directions_update_nothing(self):
        mug = self.added(self.a_product())
        mug.name = "Cup"
        for direction in ("none", "from_shopify"):
            with self.subTest(direction):
                self.shop.product_sync = direction
                self.update()
                self.assertFalse(self.changes())
