# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.product.product_export import ProductCreation
from odoo.addons.shopify_connector.models.product.product_update_run import ProductUpdates
from odoo.fields import Command
from odoo.tools import mute_logger

from .product_export_case import ProductExportCase


class Killed(Exception):
    """Stands for a process that is killed."""


class TestProductExportOnce(ProductExportCase):
    """P7, P10: what is sent twice, or whose answer or commit is lost, is made once."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch("time.sleep"))

    def a_larger_shirt(self):
        """Return a shirt that is in Shopify, and has got a size since."""
        shirt = self.a_shirt(attributes={"Size": ("S", "M")})
        self.add(shirt)
        self.a_while_passes()
        line = shirt.attribute_line_ids
        value = self.env["product.attribute.value"].create(
            {"name": "L", "attribute_id": line.attribute_id.id, "sequence": 9}
        )
        line.value_ids = [Command.link(value.id)]
        return shirt

    def killed_in(self, owner, method):
        """Return a context in which a process dies as soon as it gets to a method."""
        return patch.object(owner, method, side_effect=Killed())

    def run_and_die(self, **options):
        with mute_logger("odoo.addons.shopify_connector.models.sync.sync_run"):
            run = self.sync(self.shop, "products", options or None)
        self.assertEqual(run.state, "failed")

    def test_p7_a_lost_answer_makes_no_second_product(self):
        mug = self.a_product()
        self.sandbox.faults.plan("cut_after", operation="ProductSetBatch1")
        run = self.add(mug)
        self.assertEqual(run.new_count, 1)
        self.assertEqual(len(self.in_shopify()), 1)
        self.assertEqual(self.product_of(mug).mapping_state, "mapped")

    def test_p7_a_product_whose_commit_was_lost_is_found_again(self):
        """Not even its name or a code is needed."""
        shirt = self.a_shirt()
        with self.killed_in(ProductCreation, "_take_in_created"):
            self.run_and_die(template_ids=shirt.ids)
        self.assertEqual(len(self.in_shopify()), 1)
        self.assertFalse(self.product_of(shirt))
        shirt.name = "Blouse"
        run = self.add(shirt)
        self.assertEqual((run.new_count, run.changed_count), (0, 1))
        self.assertEqual(len(self.in_shopify()), 1)
        self.assertEqual(self.product_of(shirt).mapping_state, "mapped")
        self.assertEqual(
            self.product_of(shirt).variant_ids.odoo_product_id, shirt.product_variant_ids
        )

    def test_p7_another_company_on_the_same_shopify_shop_links_what_is_there(self):
        mug = self.a_product(company_id=False)
        self.add(mug)
        other = self.env["res.company"].create(
            {"name": "Another", "currency_id": self.company.currency_id.id}
        )
        self.env.user.company_ids |= other
        self.env["account.chart.template"].try_loading("generic_coa", other, install_demo=False)
        other.currency_id = self.company.currency_id
        self.env["res.currency.rate"].create(
            {
                "name": "2020-01-01",
                "rate": 1.1,
                "currency_id": self.env.ref("base.USD").id,
                "company_id": other.id,
            }
        )
        shop = self.a_shop(
            company_id=other.id,
            item_template_id=False,
            connection_id=self.shop.connection_id.id,
            allow_changes=True,
        )
        run = self.add(mug, shop=shop)
        self.assertEqual((run.new_count, run.changed_count), (0, 1))
        self.assertEqual(len(self.in_shopify()), 1)
        self.assertEqual(self.product_of(mug).shop_id, self.shop + shop)

    def test_p7_throttled_in_the_middle_each_product_is_made_once(self):
        mugs = [self.a_product(f"Mug {number}") for number in range(25)]
        for operation in ("ProductSetBatch20", "ProductSetBatch5"):
            self.sandbox.faults.plan("throttled", times=2, operation=operation)
        self.assertEqual(self.add(*mugs).new_count, 25)
        self.assertEqual(len(self.in_shopify()), 25)

    def test_p7_no_answer_at_all_is_told_and_made_up_for(self):
        mug = self.a_product()
        self.sandbox.faults.plan("cut_after", times=20, operation="ProductSetBatch1")
        run = self.sync(self.shop, "products", {"template_ids": mug.ids})
        self.assertEqual(run.state, "failed")
        self.sandbox.faults.clear()
        self.add(mug)
        self.assertEqual(len(self.in_shopify()), 1)
        self.assertTrue(self.product_of(mug))

    def test_p10_a_lost_answer_makes_no_second_variant(self):
        shirt = self.a_larger_shirt()
        self.sandbox.faults.plan("cut_after", operation="ProductVariantsCreateBatch1")
        self.update()
        self.assertEqual(len(self.in_shopify("Shirt")["variants"]), 3)
        self.assertFalse(self.skip_of(shirt), "that it is there already is no problem")
        self.assertEqual(self.product_of(shirt).mapping_state, "mapped")

    def test_p10_a_variant_whose_commit_was_lost_is_found_again(self):
        shirt = self.a_larger_shirt()
        with self.killed_in(ProductUpdates, "_read_and_keep"):
            self.run_and_die()
        self.assertEqual(len(self.in_shopify("Shirt")["variants"]), 3)
        self.update()
        self.assertEqual(len(self.in_shopify("Shirt")["variants"]), 3)
        self.assertEqual(self.product_of(shirt).mapping_state, "mapped")

    def test_p13_a_change_whose_commit_was_lost_is_sent_again_and_no_conflict(self):
        mug = self.a_product()
        self.add(mug)
        self.a_while_passes()
        mug.name = "Cup"
        with self.killed_in(ProductUpdates, "_read_and_keep"):
            self.run_and_die()
        self.update()
        self.assertEqual(self.in_shopify()[0]["title"], "Cup")
        self.assertFalse(self.product_of(mug).has_conflict)
        self.a_while_passes()
        self.update()
        self.assertEqual(self.sandbox.statistics.total, 0)
