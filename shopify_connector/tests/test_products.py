# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .common import ShopifyCase

SKU = "NL-1039-01"


class TestProducts(ShopifyCase):
    """P2, P3, P4: which product an order line sells, with the mapping *Item number*."""

    def a_product(self, name, **values):
        return self.env["product.product"].create({"name": name, **values})

    def mug_order(self, builder=None):
        (order,) = self.take_in((builder or self.buy()).place())
        return order

    def assert_sells(self, order, product, rule):
        self.assert_in_odoo(order)
        line = order.line_ids[0]
        self.assertEqual(line.product_id, product)
        self.assertEqual(line.product_rule, rule)
        self.assertEqual(order.sale_order_id.order_line[0].product_id, product)

    def test_p2_products_come_with_orders_into_the_mapping_first(self):
        self.shop.auto_create_products = False
        order = self.mug_order()
        variant = order.line_ids.variant_id
        self.assertEqual(variant.sku, SKU)
        self.assertEqual(variant.barcode, self.variant("Enamel Mug")["barcode"])
        self.assertEqual(variant.product_id.name, "Enamel Mug")
        self.assertEqual(variant.product_id.vendor, "Nordlicht")
        self.assertEqual(variant.product_id.mapping_state, "unmapped")
        self.assertFalse(variant.odoo_product_id)

    def test_p4_the_sku_is_the_internal_reference(self):
        product = self.a_product("Becher", default_code=SKU)
        order = self.mug_order()
        self.assert_sells(order, product, "item_number")
        self.assertEqual(order.line_ids.variant_id.odoo_product_id, product)

    def test_p4_the_barcode_is_looked_up_as_well(self):
        product = self.a_product("Becher", barcode=self.variant("Enamel Mug")["barcode"])
        self.assert_sells(self.mug_order(), product, "barcode")

    def test_p4_a_mapped_variant_stays_mapped(self):
        order = self.mug_order()
        chosen = self.a_product("Chosen by hand")
        order.line_ids.variant_id.odoo_product_id = chosen
        self.assert_sells(self.mug_order(), chosen, "mapped")

    def test_p4_archived_products_never_match(self):
        old = self.a_product("Old", default_code=SKU)
        old.active = False
        self.assertNotEqual(self.mug_order().line_ids.product_id, old)

    def test_p4_a_product_of_another_company_never_matches(self):
        other = self.env["res.company"].create({"name": "Another"})
        product = self.a_product("Theirs", default_code=SKU, company_id=other.id)
        order = self.mug_order()
        self.assert_in_odoo(order)
        self.assertNotEqual(order.line_ids.product_id, product)

    def test_p4_a_product_of_all_companies_matches(self):
        product = self.a_product("Shared", default_code=SKU, company_id=False)
        self.assert_sells(self.mug_order(), product, "item_number")

    def test_p5_two_products_of_one_sku_are_ambiguous_and_both_named(self):
        self.a_product("Becher rot", default_code=SKU)
        self.a_product("Becher blau", default_code=SKU)
        order = self.mug_order()
        self.assert_waits(order, "ambiguous_product", "Becher rot", "Becher blau", SKU)
        self.assertIn("Choose the product on the line", order.fix)

    def test_p5_sku_and_barcode_of_different_products_are_ambiguous(self):
        self.a_product("By reference", default_code=SKU)
        self.a_product("By barcode", barcode=self.variant("Enamel Mug")["barcode"])
        order = self.mug_order()
        self.assert_waits(order, "ambiguous_product", "By reference", "By barcode")

    def test_p4_each_unknown_variant_becomes_a_product_of_its_own(self):
        mug = self.variant("Enamel Mug")
        other = mug["product"]["variants"][1]
        order = self.mug_order(self.buy().line(other, 2))
        self.assert_in_odoo(order)
        one, two = order.line_ids.product_id
        self.assertNotEqual(one.product_tmpl_id, two.product_tmpl_id)
        self.assertEqual([one.default_code, two.default_code], [SKU, "NL-1039-02"])
        self.assertEqual(one.barcode, mug["barcode"])
        self.assertIn("Enamel Mug", one.name)
        self.assertTrue(one.is_storable)
        # Products of all companies have their prices in the main company's dollars.
        self.assertEqual(one.currency_id.name, "USD")
        self.assertEqual(one.list_price, 14.19)
        self.assertEqual(order.line_ids.variant_id.product_id.mapping_state, "mapped")

    def test_p3_a_new_product_looks_like_the_item_template(self):
        category = self.env["product.category"].create({"name": "Web shop"})
        tax = self.company.account_sale_tax_id
        self.shop.item_template_id.write(
            {
                "categ_id": category.id,
                "type": "service",
                "invoice_policy": "delivery",
                "taxes_id": [(6, 0, tax.ids)],
            }
        )
        product = self.mug_order().line_ids.product_id
        self.assertEqual(product.categ_id, category)
        self.assertEqual(product.type, "service")
        self.assertFalse(product.is_storable)
        self.assertEqual(product.invoice_policy, "delivery")
        taxes = product.taxes_id.filtered(lambda one: one.company_id == self.company)
        self.assertEqual(taxes, tax)

    def test_p3_one_unknown_variant_in_two_orders_becomes_one_product(self):
        first, second = self.take_in(self.buy().place(), self.buy().place())
        self.assertEqual(first.line_ids.product_id, second.line_ids.product_id)
        self.assertEqual(self.env["product.product"].search_count([("default_code", "=", SKU)]), 1)

    def test_p3_a_new_product_leaves_a_taken_barcode_alone(self):
        mug = self.variant("Enamel Mug")
        self.a_product("Archived", barcode=mug["barcode"], active=False)
        product = self.mug_order().line_ids.product_id
        self.assertEqual(product.default_code, SKU)
        self.assertFalse(product.barcode)

    def test_p3_where_none_is_created_the_order_waits(self):
        self.shop.auto_create_products = False
        order = self.mug_order()
        self.assert_waits(order, "unknown_product", "Enamel Mug", SKU)

    def test_p4_a_variant_without_sku_and_barcode_becomes_a_product(self):
        mug = self.variant("Enamel Mug")
        mug.update(sku=None, barcode=None)
        order = self.mug_order()
        self.assert_in_odoo(order)
        self.assertFalse(order.line_ids.product_id.default_code)
        self.assert_sells(self.mug_order(), order.line_ids.product_id, "mapped")

    def test_p4_one_sku_on_two_unknown_variants_makes_one_product(self):
        mug, spork = self.variant("Enamel Mug"), self.variant("Spork")
        spork["sku"] = SKU
        spork["barcode"] = None
        order = self.mug_order(self.buy().line(spork))
        self.assert_in_odoo(order)
        references = order.line_ids.product_id.mapped("default_code")
        self.assertEqual(references.count(SKU), 1, "the next order could not tell them apart")
        self.assertEqual(mug["sku"], SKU)

    def test_p4_one_barcode_on_two_unknown_variants_makes_one_product(self):
        mug, spork = self.variant("Enamel Mug"), self.variant("Spork")
        spork["barcode"] = mug["barcode"]
        order = self.mug_order(self.buy().line(spork))
        self.assert_in_odoo(order)
        self.assertEqual(len(order.line_ids.product_id), 1)

    def test_o17_a_custom_item_sells_the_shops_custom_product(self):
        order = self.mug_order(self.buy().custom_line("Engraving", "7.50"))
        line = order.sale_order_id.order_line[1]
        self.assertEqual(line.product_id, self.shop.custom_product_id)
        self.assertIn("Engraving", line.name)

    def test_o2_what_is_no_product_sells_the_shops_products_for_it(self):
        builder = self.buy().shipping().with_tip("2.00").line(self.variant("Gift Card"))
        order = self.mug_order(builder.fee("Deposit", "0.25"))
        sold = order.sale_order_id.order_line.product_id
        for field in (
            "shipping_product_id",
            "tip_product_id",
            "gift_card_product_id",
            "fee_product_id",
        ):
            self.assertIn(self.shop[field], sold, field)
            self.assertEqual(self.shop[field].type, "service")
            self.assertEqual(self.shop[field].company_id, self.company)
