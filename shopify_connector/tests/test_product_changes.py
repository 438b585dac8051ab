# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.product import product_change_run
from odoo.exceptions import UserError, ValidationError

from .catalogue_case import CatalogueCase


class TestProductChanges(CatalogueCase):
    """P15, P17, P18: many products are changed in one go; each has its own outcome."""

    def setUp(self):
        super().setUp()
        self.shop.allow_changes = True
        self.titles = [product["title"] for product in self.shopify.collection("Product")[:3]]
        self.products = self.env["shopify.product"].union(*map(self.a_product, self.titles))
        self.summer, self.sale = self.a_collection(), self.a_collection("Sale", smart=True)
        self.fair = self.a_publication()
        self.shop.action_get_publications()
        self.shop.action_get_collections()
        self.collection = self.env["shopify.collection"].search([("name", "=", "Summer")])
        self.channel = self.env["shopify.publication"].search([("name", "=", "Fair")])
        self.sandbox.statistics.reset()

    def in_shopify(self, key="status"):
        return [self.in_sandbox(title)[key] for title in self.titles]

    def members(self):
        return [product["title"] for product in self.summer["products"]()]

    # === STATUS === #

    def test_p15_the_status_of_many_in_one_request(self):
        outcomes = self.products.shopify_set_status("draft")
        self.assertEqual(self.in_shopify(), ["DRAFT"] * 3)
        self.assertEqual(self.products.mapped("status"), ["draft"] * 3)
        self.assertEqual([outcome["done"] for outcome in outcomes], [True] * 3)
        self.assertEqual(self.requests(), 1)

    def test_p15_one_that_is_refused_takes_no_other_with_it(self):
        self.refuse(self.titles[1], "Not now")
        outcomes = self.products.shopify_set_status("archived")
        self.assertEqual([outcome["done"] for outcome in outcomes], [True, False, True])
        self.assertEqual(outcomes[1]["product_id"], self.products[1].id)
        self.assertIn("Not now", outcomes[1]["error"])
        self.assertTrue(outcomes[1]["fix"])
        self.assertEqual(self.products.mapped("status"), ["archived", "active", "archived"])
        self.assertEqual(self.in_shopify(), ["ARCHIVED", "ACTIVE", "ARCHIVED"])

    def test_p15_a_lost_answer_changes_nothing_twice(self):
        self.sandbox.faults.plan("cut_after", operation="ProductEditBatch3")
        outcomes = self.products.shopify_set_status("draft")
        self.assertEqual([outcome["done"] for outcome in outcomes], [True] * 3)
        self.assertEqual(self.in_shopify(), ["DRAFT"] * 3)

    def test_p15_an_unknown_status(self):
        with self.assertRaisesRegex(UserError, "no status sold.*active, draft"):
            self.products.shopify_set_status("sold")

    def test_g13_while_changes_are_off_nothing_is_sent(self):
        self.shop.allow_changes = False
        with self.assertRaisesRegex(UserError, "switched off for Nordlicht"):
            self.products.shopify_set_status("draft")
        self.assertEqual(self.requests(), 0)

    # === COLLECTIONS === #

    def test_p18_products_join_and_leave_a_collection(self):
        self.products.shopify_join_collections(self.collection.ids)
        self.assertEqual(self.members(), self.titles)
        self.assertEqual(self.products.collection_ids, self.collection)
        self.products[0].shopify_leave_collections(self.collection.ids)
        self.assertEqual(self.members(), self.titles[1:])
        self.assertFalse(self.products[0].collection_ids)
        self.assertEqual(self.products[1].collection_ids, self.collection)

    def test_p18_a_collection_with_rules_is_refused_before_anything_is_sent(self):
        smart = self.env["shopify.collection"].search([("name", "=", "Sale")])
        with self.assertRaisesRegex(ValidationError, "decides by rules.*Sale"):
            self.products.shopify_join_collections((self.collection | smart).ids)
        self.assertEqual(self.requests(), 0)

    def test_p18_without_any_collection(self):
        with self.assertRaisesRegex(UserError, "Choose at least one"):
            self.products.shopify_join_collections([])

    def test_p18_another_shops_collection_is_refused(self):
        other = self.env["shopify.shop"].create(
            {"name": "Other", "domain": "other.myshopify.com", "company_id": self.company.id}
        )
        theirs = self.collection.create(
            {
                "shop_id": other.id,
                "connection_id": other.connection_id.id,
                "shopify_id": "5",
                "name": "Theirs",
            }
        )
        with self.assertRaisesRegex(UserError, "Theirs belongs to another shop than Nordlicht"):
            self.products.shopify_join_collections(theirs.ids)

    # === SALES CHANNELS === #

    def shown(self):
        return [product["title"] for product in self.fair["products"]()]

    def test_p17_products_are_published_and_taken_off(self):
        self.products.shopify_publish(self.channel.ids)
        self.assertEqual(self.shown(), self.titles)
        self.assertEqual(self.requests(), 1)
        self.assertIn(self.channel, self.products[0].publication_ids)
        self.products[0].shopify_unpublish(self.channel.ids)
        self.assertEqual(self.shown(), self.titles[1:])
        self.assertNotIn(self.channel, self.products[0].publication_ids)

    def test_p17_a_channel_that_is_gone_is_told_as_such(self):
        self.channel.shopify_id = "999999"
        (outcome,) = self.products[0].shopify_publish(self.channel.ids)
        self.assertFalse(outcome["done"])
        self.assertIn("Publication does not exist", outcome["error"])
        self.assertFalse(self.products[0].publication_ids)

    def test_p17_a_product_that_is_gone_is_told_as_such(self):
        self.products[1].shopify_id = "999999"
        outcomes = self.products.shopify_publish(self.channel.ids)
        self.assertEqual([outcome["done"] for outcome in outcomes], [True, False, True])
        self.assertIn("no longer in Shopify", outcomes[1]["error"])

    def test_p17_another_shops_channel_is_refused(self):
        other = self.env["shopify.shop"].create(
            {"name": "Other", "domain": "other.myshopify.com", "company_id": self.company.id}
        )
        self.channel.connection_id = other.connection_id
        with self.assertRaisesRegex(UserError, "Fair belongs to another shop than Nordlicht"):
            self.products.shopify_publish(self.channel.ids)

    # === IN THE BACKGROUND === #

    def change(self, *options):
        run = self.sync(
            self.shop, "product_changes", {"product_ids": self.products.ids, "change": options}
        )
        self.assert_done(run)
        return run

    def test_p15_more_than_a_user_waits_for_goes_in_the_background(self):
        run = self.change("status", "draft")
        self.assertEqual(self.in_shopify(), ["DRAFT"] * 3)
        self.assertEqual((run.changed_count, run.total), (3, 3))

    def test_p18_collections_in_the_background(self):
        self.change("join", self.collection.ids)
        self.assertEqual(self.members(), self.titles)

    def test_p17_sales_channels_in_the_background(self):
        self.change("publish", self.channel.ids)
        self.assertEqual(self.shown(), self.titles)
        self.change("unpublish", self.channel.ids)
        self.assertEqual(self.shown(), [])

    def test_g7_what_is_refused_in_the_background_is_listed_until_it_goes_through(self):
        self.refuse(self.titles[1], "Not now")
        run = self.change("status", "draft")
        (skip,) = run.skip_ids
        self.assertEqual((skip.res_id, skip.code), (self.products[1].id, "change_refused"))
        self.assertIn("Not now", skip.reason)
        self.assertTrue(skip.fix)
        self.assertEqual(self.products.mapped("status"), ["draft", "active", "draft"])
        self.refuse()
        self.change("status", "draft")
        self.assertFalse(skip.exists())

    def test_g13_what_would_be_sent_is_listed(self):
        self.shop.allow_changes = False
        run = self.change("join", self.collection.ids)
        self.assertEqual(len(run.skip_ids), 3)
        self.assertIn("join Summer", run.skip_ids[0].reason)
        self.assertEqual(self.members(), [])
        self.assertFalse(self.products.collection_ids)

    def test_p15_killed_after_the_call_a_run_does_it_again(self):
        run = self.shop._queue_run(
            "product_changes",
            trigger="script",
            options={"product_ids": self.products.ids, "change": ["status", "draft"]},
        )
        push = product_change_run.ProductChangePush
        with self.without_commits():
            killed = patch.object(push, "_note", side_effect=KeyboardInterrupt)
            with killed, self.assertRaises(KeyboardInterrupt):
                run.sudo()._execute()
            self.assertEqual(self.in_shopify(), ["DRAFT"] * 3)
            self.assertEqual(self.products.mapped("status"), ["active"] * 3)
            run.sudo()._execute()
        self.assert_done(run)
        self.assertEqual(self.products.mapped("status"), ["draft"] * 3)

    def test_g11_a_script_changes_no_other_shops_products(self):
        other = self.env["shopify.shop"].create(
            {"name": "Other", "domain": "other.myshopify.com", "company_id": self.company.id}
        )
        self.products[1].write({"shop_id": other.id, "connection_id": other.connection_id.id})
        self.change("status", "draft")
        self.assertEqual(self.products.mapped("status"), ["draft", "active", "draft"])
        self.assertEqual(self.in_shopify(), ["DRAFT", "ACTIVE", "DRAFT"])

    def test_p15_a_run_that_was_stopped_goes_on_where_it_was(self):
        run = self.shop._queue_run(
            "product_changes",
            trigger="script",
            options={"product_ids": self.products.ids, "change": ["status", "draft"]},
        )
        with patch.object(product_change_run, "AT_ONCE", 2), self.without_commits():
            run.sudo()._execute(seconds=0)
        self.assertEqual(run.state, "running")
        self.assertEqual(self.in_shopify(), ["DRAFT", "DRAFT", "ACTIVE"])
        self.sandbox.statistics.reset()
        with self.without_commits():
            run.sudo()._execute()
        self.assert_done(run)
        self.assertEqual(self.in_shopify(), ["DRAFT"] * 3)
        self.assertEqual((run.changed_count, run.total), (3, 3))

    # === THE DIALOG === #

    def a_dialog(self, subject, **values):
        action = getattr(self.products, f"action_change_{subject}")()
        dialog = self.env[action["res_model"]].browse(action["res_id"])
        dialog.write(values)
        return dialog

    def test_p15_the_dialog_tells_that_all_went_through(self):
        told = self.a_dialog("status", status="archived").action_apply()
        self.assertEqual(told["tag"], "display_notification")
        self.assertIn("3 products", told["params"]["message"])
        self.assertEqual(self.in_shopify(), ["ARCHIVED"] * 3)

    def test_p15_the_dialog_shows_the_outcome_of_each(self):
        self.refuse(self.titles[1], "Not now")
        dialog = self.a_dialog("status", status="archived")
        dialog.action_apply()
        self.assertTrue(dialog.is_done)
        self.assertEqual(dialog.done_count, 2)
        line = dialog.line_ids.filtered(lambda line: not line.done)
        self.assertEqual(line.product_id, self.products[1])
        self.assertIn("Not now", line.error)

    def test_p18_the_dialog_for_collections(self):
        self.a_dialog("collections", collection_ids=self.collection.ids).action_apply()
        self.assertEqual(self.members(), self.titles)
        values = {"collection_ids": self.collection.ids, "collection_change": "leave"}
        self.a_dialog("collections", **values).action_apply()
        self.assertEqual(self.members(), [])

    def test_p17_the_dialog_for_sales_channels_begins_with_the_shops_own(self):
        self.shop.publication_ids = self.channel
        dialog = self.a_dialog("channels")
        self.assertEqual(dialog.publication_ids, self.channel)
        dialog.action_apply()
        self.assertEqual(self.shown(), self.titles)
        self.a_dialog("channels", channel_change="unpublish").action_apply()
        self.assertEqual(self.shown(), [])

    def test_p15_the_dialog_queues_many(self):
        with patch("odoo.addons.shopify_connector.wizards.product_change.MOST_AT_ONCE", 2):
            shown = self.a_dialog("status", status="draft").action_apply()
        self.assertEqual(shown["res_model"], "shopify.sync.run")
        run = self.env["shopify.sync.run"].browse(shown["res_id"])
        self.assertEqual((run.kind, run.state), ("product_changes", "waiting"))
        self.assertEqual(self.in_shopify(), ["ACTIVE"] * 3)
