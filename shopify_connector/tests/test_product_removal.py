# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .catalogue_case import CatalogueCase

RULES = (
    # rule, status before, status in Shopify after
    ("nothing", "ACTIVE", "ACTIVE"),
    ("draft", "ACTIVE", "DRAFT"),
    ("draft", "UNLISTED", "DRAFT"),
    ("draft", "ARCHIVED", "ARCHIVED"),
    ("archived", "ACTIVE", "ARCHIVED"),
    ("archived", "DRAFT", "ARCHIVED"),
    ("archived", "ARCHIVED", "ARCHIVED"),
)


class RemovalCase(CatalogueCase):
    def setUp(self):
        super().setUp()
        self.shop.write({"allow_changes": True, "removed_products": "archived"})

    def a_linked_product(self, title="Enamel Mug", variants=1):
        """Return a Shopify product and the Odoo products of its variants."""
        product = self.a_product(title)
        odoo = self.env["product.product"].create(
            [{"name": title, "company_id": self.company.id} for _number in range(variants)]
        )
        self.env["shopify.variant"].create(
            [
                {
                    "product_id": product.id,
                    "shopify_id": f"{product.shopify_id}{number}",
                    "name": title,
                    "odoo_product_id": one.id,
                }
                for number, one in enumerate(odoo)
            ]
        )
        self.sandbox.statistics.reset()
        return product, odoo


class TestDeletedRows(RemovalCase):
    """P15: deleting the row does what *For removed products* says."""

    def test_p15_each_rule(self):
        for rule, before, after in RULES:
            with self.subTest(rule=rule, status=before):
                node = self.in_sandbox()
                node["status"] = before
                self.shop.removed_products = rule
                product = self.a_product()
                self.sandbox.statistics.reset()
                product.unlink()
                self.assertEqual(node["status"], after)
                self.assertEqual(self.requests(), int(before != after))
                self.assertFalse(product.exists())

    def test_p15_many_rows_go_in_one_request(self):
        titles = [product["title"] for product in self.shopify.collection("Product")[:5]]
        products = self.env["shopify.product"].union(*map(self.a_product, titles))
        self.sandbox.statistics.reset()
        products.unlink()
        self.assertEqual(self.requests(), 1)
        self.assertEqual({self.in_sandbox(title)["status"] for title in titles}, {"ARCHIVED"})

    def test_p15_what_shopify_refuses_is_not_deleted(self):
        product = self.a_product()
        self.refuse("Enamel Mug", "It is part of a bundle")
        with self.assertRaisesRegex(UserError, "Enamel Mug: .*It is part of a bundle"):
            product.unlink()
        self.assertTrue(product.exists())
        self.assertEqual(self.in_sandbox()["status"], "ACTIVE")

    def test_p15_of_many_only_those_that_are_refused_stay(self):
        mug, course = self.a_product(), self.a_product("Barista Course")
        self.refuse("Enamel Mug", "It is part of a bundle")
        (mug | course).unlink()
        self.assertTrue(mug.exists())
        self.assertFalse(course.exists())
        self.assertEqual(self.in_sandbox("Barista Course")["status"], "ARCHIVED")

    def test_g13_while_changes_are_off_the_row_stays(self):
        product = self.a_product()
        self.shop.allow_changes = False
        with self.assertRaisesRegex(UserError, "nothing was deleted.*For removed products"):
            product.unlink()
        self.assertTrue(product.exists())
        self.shop.removed_products = "nothing"
        product.unlink()
        self.assertEqual(self.in_sandbox()["status"], "ACTIVE")

    def test_p15_a_product_that_shopify_no_longer_has_is_just_deleted(self):
        product = self.a_product(shopify_id="999999")
        product.unlink()
        self.assertFalse(product.exists())
        gone = self.a_product(removed=True)
        self.sandbox.statistics.reset()
        gone.unlink()
        self.assertEqual(self.requests(), 0)

    def test_g11_users_delete_no_rows(self):
        user = new_test_user(
            self.env,
            "user",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        with self.assertRaises(AccessError):
            self.a_product().with_user(user).unlink()
        self.assertEqual(self.in_sandbox()["status"], "ACTIVE")


class TestForgotten(RemovalCase):
    """P15: a deleted product does not come back in silence."""

    def left(self, *titles):
        """Return the titles that an import would keep."""
        nodes = [self.in_sandbox(title) for title in titles or ("Enamel Mug",)]
        with self.shop._asking_shopify() as client:
            (page,) = client.products_by_id(node["id"] for node in nodes)
        kept = self.env["shopify.forgotten.product"]._leave_out(self.shop, page)
        return [product.title for product in kept]

    def test_p15_it_stays_away_after_our_own_change_of_its_status(self):
        self.shopify.clock.advance(minutes=1)
        self.a_product().unlink()
        self.assertEqual(self.in_sandbox()["status"], "ARCHIVED")
        self.assertEqual(self.left("Enamel Mug", "Barista Course"), ["Barista Course"])

    def test_p15_it_stays_away_where_nothing_is_sent(self):
        self.shop.removed_products = "nothing"
        self.a_product().unlink()
        self.assertEqual(self.left(), [])

    def test_p15_it_comes_back_once_it_changes_in_shopify(self):
        self.a_product().unlink()
        self.shopify.clock.advance(minutes=1)
        self.shopify.touch(self.in_sandbox())
        self.assertEqual(self.left(), ["Enamel Mug"])
        self.assertFalse(self.env["shopify.forgotten.product"].search([]))

    def test_p15_one_that_an_order_brought_back_is_kept_up_to_date(self):
        self.a_product().unlink()
        self.a_product()
        self.assertEqual(self.left(), ["Enamel Mug"])

    def test_p15_one_that_is_deleted_again_is_remembered_once(self):
        self.a_product().unlink()
        self.a_product().unlink()
        self.assertEqual(self.left(), [])
        self.assertEqual(self.env["shopify.forgotten.product"].search_count([]), 1)

    def test_p15_the_next_imports_leave_it_out_until_it_changes(self):
        products = self.env["shopify.product"]
        self.assert_done(self.sync(self.shop, "products"))
        products.search([("name", "=", "Enamel Mug")]).unlink()
        for options in (None, {"full": True}):
            self.assert_done(self.sync(self.shop, "products", options))
            self.assertFalse(products.search([("name", "=", "Enamel Mug")]))
        self.shopify.clock.advance(hours=1)
        self.shopify.touch(self.in_sandbox())
        self.assert_done(self.sync(self.shop, "products", {"full": True}))
        self.assertTrue(products.search([("name", "=", "Enamel Mug")]))

    def test_p15_users_let_it_come_back(self):
        self.a_product().unlink()
        user = new_test_user(
            self.env,
            "user",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.env["shopify.forgotten.product"].with_user(user).search([]).unlink()
        self.assertEqual(self.left(), ["Enamel Mug"])


class TestArchivedInOdoo(RemovalCase):
    """P15: a product that is archived in Odoo is put away in Shopify, soon and once."""

    def waiting(self):
        return self.env["shopify.sync.run"].search([("state", "=", "waiting")])

    def work_off(self):
        with self.without_commits():
            for run in self.waiting().sudo():
                run._execute()
                self.assert_done(run)
        self.env.invalidate_all()

    def test_p15_each_rule(self):
        for rule, before, after in RULES:
            with self.subTest(rule=rule, status=before):
                node = self.in_sandbox()
                node["status"] = before
                self.shop.removed_products = rule
                product, odoo = self.a_linked_product()
                odoo.action_archive()
                self.work_off()
                self.assertEqual(node["status"], after)
                self.assertEqual(product.status, after.lower())
                self.assertEqual(product.is_put_away, before != after)
                self.shop.removed_products = "nothing"
                product.unlink()

    def test_p15_soon_after_the_template_is_archived(self):
        product, odoo = self.a_linked_product()
        odoo.product_tmpl_id.action_archive()
        run = self.waiting()
        self.assertEqual((run.kind, run.trigger), ("product_changes", "change"))
        self.assertEqual(self.in_sandbox()["status"], "ACTIVE")
        self.work_off()
        self.assertEqual(self.in_sandbox()["status"], "ARCHIVED")
        self.assertEqual(product.status, "archived")

    def test_p15_many_are_put_away_by_one_run(self):
        titles = [product["title"] for product in self.shopify.collection("Product")[:4]]
        odoo = [self.a_linked_product(title)[1] for title in titles]
        for one in odoo:
            one.action_archive()
        self.assertEqual(len(self.waiting()), 1)
        self.work_off()
        self.assertEqual(self.requests(), 1)
        self.assertEqual({self.in_sandbox(title)["status"] for title in titles}, {"ARCHIVED"})

    def test_p15_the_next_product_sync_does_it_too(self):
        _product, odoo = self.a_linked_product()
        odoo.action_archive()
        self.waiting().action_cancel()
        self.assert_done(self.sync(self.shop, "products"))
        self.assertEqual(self.in_sandbox()["status"], "ARCHIVED")

    def test_p15_while_one_of_its_products_is_in_use_it_stays(self):
        product, odoo = self.a_linked_product(variants=2)
        odoo[0].action_archive()
        self.work_off()
        self.assertEqual(self.in_sandbox()["status"], "ACTIVE")
        odoo[1].action_archive()
        self.work_off()
        self.assertEqual(self.in_sandbox()["status"], "ARCHIVED")
        self.assertTrue(product.is_put_away)

    def test_p15_products_without_a_link_stay(self):
        product = self.a_product()
        self.assert_done(self.sync(self.shop, "product_changes"))
        self.assertEqual(product.status, "active")

    def test_p15_what_is_set_in_shopify_afterwards_stays(self):
        product, odoo = self.a_linked_product()
        odoo.action_archive()
        self.work_off()
        product.status = "active"
        self.assert_done(self.sync(self.shop, "product_changes"))
        self.assertEqual(self.in_sandbox()["status"], "ACTIVE")

    def test_p15_coming_back_is_told_and_changes_nothing_by_itself(self):
        product, odoo = self.a_linked_product()
        odoo.action_archive()
        self.work_off()
        self.assertFalse(product.is_in_use_again)
        told = []
        with patch.object(
            self.env.registry["res.users"],
            "_bus_send",
            lambda _user, _kind, message: told.append(message["message"]),
        ):
            odoo.action_unarchive()
        self.assertIn("Enamel Mug", told[0])
        self.assertTrue(product.is_in_use_again)
        self.assertEqual(
            self.env["shopify.product"].search([("is_in_use_again", "=", True)]), product
        )
        self.work_off()
        self.assertEqual(self.in_sandbox()["status"], "ARCHIVED")
        product.status = "active"
        self.assertFalse(product.is_in_use_again)

    def test_p15_what_came_back_may_stay_put_away(self):
        product, odoo = self.a_linked_product()
        odoo.action_archive()
        self.work_off()
        odoo.action_unarchive()
        product.action_leave_put_away()
        self.assertFalse(product.is_in_use_again)
        self.assertEqual(self.in_sandbox()["status"], "ARCHIVED")

    def test_p15_archived_once_more_it_is_put_away_once_more(self):
        product, odoo = self.a_linked_product()
        odoo.action_archive()
        self.work_off()
        odoo.action_unarchive()
        product.status = "active"
        odoo.action_archive()
        self.work_off()
        self.assertEqual(self.in_sandbox()["status"], "ARCHIVED")

    def test_g7_what_shopify_refuses_is_listed_and_tried_again(self):
        product, odoo = self.a_linked_product()
        self.refuse("Enamel Mug", "It is part of a bundle")
        odoo.action_archive()
        self.work_off()
        skip = self.env["shopify.sync.skip"].search([("kind", "=", "product_changes")])
        self.assertEqual((skip.res_model, skip.res_id), (product._name, product.id))
        self.assertIn("It is part of a bundle", skip.reason)
        self.assertFalse(product.is_put_away)
        self.refuse()
        self.assert_done(self.sync(self.shop, "product_changes"))
        self.assertEqual(self.in_sandbox()["status"], "ARCHIVED")
        self.assertFalse(skip.exists())

    def test_g13_while_changes_are_off_it_is_only_listed(self):
        product, odoo = self.a_linked_product()
        self.shop.allow_changes = False
        odoo.action_archive()
        self.work_off()
        self.assertEqual(self.in_sandbox()["status"], "ACTIVE")
        skip = self.env["shopify.sync.skip"].search([("kind", "=", "product_changes")])
        self.assertIn("Would be sent: status Archived", skip.reason)
        odoo.action_unarchive()
        self.assertFalse(skip.exists())
        self.assertEqual(product.status, "active")

    def test_o6_each_record_of_a_shop_heeds_its_own_rule(self):
        second = self.env["shopify.shop"].create(
            {
                "name": "Till",
                "domain": self.shop.domain,
                "company_id": self.company.id,
                "allow_changes": True,
                "removed_products": "draft",
            }
        )
        _mug, mug_odoo = self.a_linked_product()
        course, course_odoo = self.a_linked_product("Barista Course")
        course.shop_id = second
        (mug_odoo | course_odoo).action_archive()
        self.work_off()
        self.assertEqual(self.in_sandbox()["status"], "ARCHIVED")
        self.assertEqual(self.in_sandbox("Barista Course")["status"], "DRAFT")
