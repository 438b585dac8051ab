# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user

from .catalogue_case import CatalogueCase


class TestProductOverview(CatalogueCase):
    """P20: what the list and the page of Shopify products tell, and where they lead."""

    def setUp(self):
        super().setUp()
        self.odoo = self.env["product.product"].create(
            {"name": "Enamel Mug", "company_id": self.company.id}
        )
        self.product = self.a_product()
        self.variants = self.env["shopify.variant"].create(
            [
                {
                    "product_id": self.product.id,
                    "shopify_id": str(number),
                    "name": f"Number {number}",
                    "price": price,
                    "odoo_product_id": self.odoo.id,
                }
                for number, price in enumerate((12.5, 9.9, 20.0))
            ]
        )

    def found(self, domain):
        return self.env["shopify.product"].search(domain)

    def a_user(self, groups="shopify_connector.group_user"):
        return new_test_user(
            self.env,
            groups,
            groups,
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )

    def test_p20_the_lowest_and_the_highest_price(self):
        self.variants[2].removed = True
        self.assertEqual(self.product.price_range.replace("\xa0", " "), "9.90 € – 12.50 €")
        self.assertEqual(self.product.variant_count, 2)
        self.variants.price = 5
        self.assertEqual(self.product.price_range.replace("\xa0", " "), "5.00 €")

    def test_p20_a_product_that_only_an_order_told_of_has_no_price(self):
        other = self.a_product("Barista Course")
        self.assertFalse(other.price_range)
        self.assertEqual(other.variant_count, 0)

    def test_p20_what_shopify_has_in_stock(self):
        self.assertFalse(self.product.is_stock_known)
        self.shop.action_get_locations()
        locations = self.shop.location_ids[:2]
        self.env["shopify.inventory.level"].create(
            [
                {
                    "variant_id": variant.id,
                    "location_id": location.id,
                    "available": 5,
                    "is_stocked": location == locations[0] or variant == self.variants[0],
                }
                for variant in self.variants
                for location in locations
            ]
        )
        self.assertTrue(self.product.is_stock_known)
        self.assertEqual(self.product.stock_total, 20)

    def test_p20_orders_that_sold_it(self):
        (order,) = self.take_in(
            self.buy("Isbre Down Parka", 2).line(self.variant("Barista Course")).place()
        )
        sold = order.line_ids.variant_id.product_id
        self.assertEqual(sold.mapped("order_count"), [1, 1])
        self.assertEqual(self.product.order_count, 0)
        action = sold[0].action_open_orders()
        self.assertEqual(self.env["shopify.order"].search(action["domain"]), order)

    def test_p20_what_was_skipped_of_it_and_of_its_variants(self):
        rows = [
            {
                "shopify_id": f"{record._name}-{record.id}",
                "name": "Mug",
                "code": "odd",
                "reason": "Odd",
                "res_model": record._name,
                "res_id": record.id,
            }
            for record in (self.product, self.variants[0], self.a_product("Barista Course"))
        ]
        self.env["shopify.sync.skip"]._note(self.shop, "products", rows)
        self.assertEqual(self.product.skip_count, 2)
        action = self.product.action_open_skips()
        self.assertEqual(self.env["shopify.sync.skip"].search_count(action["domain"]), 2)

    def test_p20_what_has_changed_in_odoo_is_found(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE product_product SET write_date = '2026-01-01'")
        self.env.cr.execute("UPDATE product_template SET write_date = '2026-01-01'")
        changed = [("is_changed_in_odoo", "=", True)]
        self.assertEqual(self.found(changed), self.product)
        self.product.synced_at = "2026-02-01"
        self.assertFalse(self.found(changed))
        self.assertFalse(self.product.is_changed_in_odoo)
        self.env.cr.execute("UPDATE product_template SET write_date = '2026-03-01'")
        self.assertEqual(self.found(changed), self.product)
        self.env.invalidate_all()
        self.assertTrue(self.product.is_changed_in_odoo)
        self.assertFalse(self.found([("is_changed_in_odoo", "=", False)]) & self.product)

    def test_p20_the_page_in_shopifys_admin(self):
        self.assertFalse(self.product.admin_url)
        self.product.connection_id.domain = "nordlicht.myshopify.com"
        number = self.product.shopify_id
        url = f"https://nordlicht.myshopify.com/admin/products/{number}"
        self.assertEqual(self.product.admin_url, url)
        self.assertEqual(self.product.action_open_in_shopify()["url"], url)
        self.product.removed = True
        self.assertFalse(self.product.admin_url)

    def test_p13_only_the_chosen_products_are_synced(self):
        shown = self.product.action_sync()
        run = self.env["shopify.sync.run"].browse(shown["res_id"])
        self.assertEqual(run.options, {"shopify_ids": [self.product.shopify_id]})
        self.shop.product_sync = "to_shopify"
        self.product.odoo_template_id = self.odoo.product_tmpl_id
        run = self.env["shopify.sync.run"].browse(self.product.action_sync()["res_id"])
        self.assertEqual(run.options, {"template_ids": self.odoo.product_tmpl_id.ids})
        other = self.a_product("Barista Course")
        shown = (self.product | other).action_sync()
        runs = self.env["shopify.sync.run"].search(shown["domain"], order="id")
        self.assertEqual(runs[1].options, {"shopify_ids": [other.shopify_id]})
        self.product.removed = True
        with self.assertRaisesRegex(UserError, "No longer in Shopify"):
            self.product.action_sync()

    def test_p20_odoo_product_and_shopify_product_lead_to_each_other(self):
        template = self.odoo.product_tmpl_id
        self.assertEqual(template.shopify_product_count, 1)
        self.assertEqual(template.shopify_shop_ids, self.shop)
        self.assertEqual(self.odoo.shopify_variant_count, 3)
        self.assertEqual(template.action_open_shopify_products()["res_id"], self.product.id)
        self.assertEqual(self.product.action_open_odoo_products()["res_id"], template.id)
        variants = self.env["shopify.variant"].search(
            self.odoo.action_open_shopify_variants()["domain"]
        )
        self.assertEqual(variants, self.variants)

    def test_p20_products_in_shopify_are_found(self):
        template = self.odoo.product_tmpl_id
        other = self.env["product.template"].create({"name": "Other"})
        templates = self.env["product.template"]
        both = [("id", "in", (template | other).ids)]
        self.assertEqual(templates.search([*both, ("shopify_shop_ids", "!=", False)]), template)
        self.assertEqual(templates.search([*both, ("shopify_shop_ids", "=", False)]), other)
        in_shop = [*both, ("shopify_shop_ids", "in", self.shop.ids)]
        self.assertEqual(templates.search(in_shop), template)
        self.assertEqual(
            templates.search([*both, ("shopify_shop_ids", "=", "Nordlicht")]), template
        )

    def test_p20_an_archived_product_shows_its_shops_too(self):
        self.odoo.action_archive()
        self.assertEqual(self.odoo.product_tmpl_id.shopify_product_count, 1)

    def test_g11_users_open_the_pages(self):
        user = self.a_user()
        self.product.shopify_add_tags(["summer"])
        with Form(self.product.with_user(user)) as form:
            self.assertEqual(form.name, "Enamel Mug")
        self.env["shopify.product"].with_user(user).get_views([(False, "list"), (False, "search")])

    def test_g11_without_the_connectors_rights_odoos_product_tells_nothing(self):
        nobody = self.a_user("base.group_user,product.group_product_manager")
        fields = self.env["product.template"].with_user(nobody).fields_get()
        self.assertNotIn("shopify_product_count", fields)
        self.assertNotIn("shopify_shop_ids", fields)
        Form(self.odoo.product_tmpl_id.with_user(nobody))

    def test_p20_texts_of_a_channel_and_a_collection_lead_to_products(self):
        self.put(self.in_sandbox(), [self.a_collection()], [self.a_publication()])
        self.assert_done(self.sync(self.shop, "products"))
        for model, name in (("shopify.collection", "Summer"), ("shopify.publication", "Fair")):
            record = self.listed(model)[name]
            self.assertEqual(record.product_count, 1)
            self.assertEqual(self.found(record.action_open_products()["domain"]), self.product)
