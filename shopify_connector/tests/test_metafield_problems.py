# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.shopify_connector.models.metafield import metafield_run
from odoo.addons.shopify_connector.shopify.scopes import REQUIRED_SCOPES
from odoo.tests import new_test_user

from shopify_sandbox.world.metafields import put_metafield

from .metafield_case import NAMESPACE, MetafieldCase

MANY_LINES = "multi_line_text_field"


class TestMetafieldProblems(MetafieldCase):
    """P19: what does not go over is said, and never spoils what does."""

    def assert_skipped(self, count, *words):
        """So many values were skipped, and the reasons say these words."""
        skips = self.skips()
        self.assertEqual(len(skips), count, skips.mapped("reason"))
        text = " ".join(f"{skip.name} {skip.reason} {skip.fix}" for skip in skips)
        for word in words:
            self.assertIn(word, text)
        self.assertTrue(all(skips.mapped("fix")))

    # === CONFLICTS === #

    def in_conflict(self, **settings):
        """Return a product of which both sides have changed the text: (node, template)."""
        self.shop.write(settings)
        node, record = self.a_product(description_sale="Old.")
        mapping = self.map("description_sale", MANY_LINES)
        self.run_metafields()
        record.odoo_template_id.description_sale = "Ours."
        self.put(node, "description_sale", "Theirs.", MANY_LINES)
        self.run_metafields()
        return node, record.odoo_template_id, mapping

    def test_p19_a_conflict_is_settled_as_the_shop_says(self):
        node, template, _mapping = self.in_conflict(product_conflict="odoo")
        self.assertEqual(self.in_shopify(node, "description_sale"), "Ours.")
        self.assertEqual(template.description_sale, "Ours.")

    def test_p19_or_by_shopifys_value(self):
        node, template, _mapping = self.in_conflict(product_conflict="shopify")
        self.assertEqual(self.in_shopify(node, "description_sale"), "Theirs.")
        self.assertEqual(template.description_sale, "Theirs.")

    def test_p19_or_by_a_person(self):
        for action, expected in (("action_keep_odoo", "Ours."), ("action_take_shopify", "Theirs.")):
            with self.subTest(action):
                node, template, mapping = self.in_conflict(product_conflict="ask")
                self.assertEqual(self.in_shopify(node, "description_sale"), "Theirs.")
                self.assertEqual(template.description_sale, "Ours.")
                value = mapping.value_ids.filtered("has_conflict")
                self.assertEqual((value.value, value.odoo_value), ("Theirs.", "Ours."))
                self.assertEqual(self.shop.metafield_conflict_count, 1)
                self.assert_skipped(1, "Theirs.", "Ours.")
                getattr(value, action)()
                run = self.shop.last_run_id
                self.assertEqual((run.kind, run.state), ("metafields", "waiting"))
                with self.without_commits():
                    run.sudo()._execute()
                self.env.invalidate_all()
                self.assertEqual(self.in_shopify(node, "description_sale"), expected)
                self.assertEqual(template.description_sale, expected)
                self.assertFalse(self.skips())
                self.assertFalse(value.has_conflict)
                mapping.unlink()

    def test_p19_a_conflict_where_one_way_is_closed(self):
        node, template, mapping = self.in_conflict(product_conflict="ask")
        mapping.value_ids.write(
            {"has_conflict": False, "synced": {"shopify": "Old.", "odoo": "Old."}}
        )
        self.env.cr.execute("UPDATE shopify_metafield_mapping SET direction = 'to_shopify'")
        self.env.invalidate_all()
        self.run_metafields()
        self.assertTrue(mapping.value_ids.has_conflict)
        mapping.value_ids.action_take_shopify()
        self.run_metafields()
        self.assertFalse(mapping.value_ids.has_conflict)
        self.assertEqual(self.in_shopify(node, "description_sale"), "Theirs.")
        self.assertEqual(template.description_sale, "Ours.")
        template.description_sale = "Ours again."
        self.run_metafields()
        self.assertEqual(self.in_shopify(node, "description_sale"), "Ours again.")

    def test_p19_customers_and_orders_have_their_own_rule(self):
        self.shop.write({"product_conflict": "odoo", "customer_conflict": "shopify"})
        customer, person = self.a_customer(function="Ours")
        order, bought = self.an_order()
        bought.sale_order_id.client_order_ref = "Ours"
        self.map("function", owner="customer")
        self.map("client_order_ref", owner="order")
        self.put(customer, "function", "Theirs")
        self.put(order, "client_order_ref", "Theirs")
        self.run_metafields()
        self.assertEqual(person.partner_id.function, "Theirs")
        self.assertEqual(bought.sale_order_id.client_order_ref, "Ours")
        self.assertEqual(self.in_shopify(order, "client_order_ref"), "Theirs")
        self.assert_skipped(1, "Theirs", "Ours")

    # === BAD VALUES === #

    def test_p19_a_bad_value_in_odoo_is_said_and_others_go(self):
        good, _record = self.a_product("Good", description_sale="One line")
        bad, record = self.a_product("Bad", description_sale="x" * 70_000)
        self.map("description_sale", MANY_LINES, direction="to_shopify")
        run = self.run_metafields()
        self.assertEqual(self.in_shopify(good, "description_sale"), "One line")
        self.assertIsNone(self.in_shopify(bad, "description_sale"))
        self.assert_skipped(1, "Bad", "65536")
        self.assertEqual((run.changed_count, run.skipped_count), (1, 1))
        self.assertIn("65536", record.metafield_ids.error)
        record.odoo_template_id.description_sale = "Short."
        self.run_metafields()
        self.assertFalse(self.skips())
        self.assertFalse(record.metafield_ids.error)

    def test_p19_a_bad_value_in_shopify_is_said_and_others_come(self):
        good, first = self.a_product("Good")
        bad, second = self.a_product("Bad")
        self.map("expense_policy", direction="from_shopify")
        self.put(good, "expense_policy", "cost")
        self.put(bad, "expense_policy", "whatever")
        self.run_metafields()
        self.assertEqual(first.odoo_template_id.expense_policy, "cost")
        self.assertEqual(second.odoo_template_id.expense_policy, "no")
        self.assert_skipped(1, "Bad", "whatever", "sales_price")

    def test_p19_a_record_that_cannot_be_written_spoils_no_other(self):
        good, first = self.a_product("Good")
        bad, second = self.a_product("Bad")
        self.map("sequence", "number_integer", direction="from_shopify")
        self.put(good, "sequence", "5", "number_integer")
        self.put(bad, "sequence", "6", "number_integer")
        original = type(self.env["product.template"]).write

        def write(records, values):
            if second.odoo_template_id in records and "sequence" in values:
                raise ValueError("Not this one.")
            return original(records, values)

        with patch.object(type(self.env["product.template"]), "write", write):
            self.run_metafields()
        self.assertEqual(first.odoo_template_id.sequence, 5)
        self.assert_skipped(1, "Bad", "Not this one.")
        self.run_metafields()
        self.assertEqual(second.odoo_template_id.sequence, 6)
        self.assertFalse(self.skips())

    def test_p19_what_shopify_refuses_is_not_asked_again_until_it_changes(self):
        _node, definition = self.define("sequence", "number_integer", max="5")
        good, _first = self.a_product("Good", sequence=4)
        bad, record = self.a_product("Bad", sequence=9)
        self.map("sequence", "number_integer", direction="to_shopify", definition_id=definition.id)
        self.run_metafields()
        self.assertEqual(self.in_shopify(good, "sequence"), "4")
        self.assertIsNone(self.in_shopify(bad, "sequence"))
        self.assert_skipped(1, "Bad", "Value has a maximum of 5.")
        self.sandbox.statistics.reset()
        run = self.run_metafields()
        self.assertEqual(self.sent(), 0)
        self.assertEqual(run.skipped_count, 1)
        self.assert_skipped(1, "Value has a maximum of 5.")
        record.odoo_template_id.sequence = 3
        self.run_metafields()
        self.assertEqual(self.in_shopify(bad, "sequence"), "3")
        self.assertFalse(self.skips())

    def test_p19_another_type_in_shopify_is_said(self):
        node, record = self.a_product()
        self.map("description_sale", MANY_LINES, direction="from_shopify")
        self.put(node, "description_sale", "5", "number_integer")
        self.run_metafields()
        self.assertFalse(record.odoo_template_id.description_sale)
        self.assert_skipped(1, "Integer", "Text, several lines")

    def test_p19_a_name_that_is_unknown_or_not_unique_is_said(self):
        unknown, _first = self.a_customer("Ada")
        twice, _second = self.a_customer("Grace")
        self.env["res.partner.industry"].create([{"name": "Math"}, {"name": "Math"}])
        self.map("industry_id", owner="customer", direction="from_shopify")
        self.put(unknown, "industry_id", "Alchemy")
        self.put(twice, "industry_id", "Math")
        self.run_metafields()
        self.assert_skipped(2, "Alchemy", "Math", "Industry")

    def test_p19_a_reference_to_what_is_not_linked_is_said(self):
        node, record = self.a_product()
        stranger = self.shopify.collections["Product"][0]
        self.map("optional_product_ids", "list.product_reference")
        reference = f'["{stranger["id"]}"]'
        self.put(node, "optional_product_ids", reference, "list.product_reference")
        self.run_metafields()
        self.assert_skipped(1, stranger["id"])
        self.drop(node, "optional_product_ids")
        record.odoo_template_id.optional_product_ids = self.env["product.template"].create(
            {"name": "Only in Odoo"}
        )
        self.run_metafields()
        self.assert_skipped(1, "Only in Odoo")

    def test_p19_amounts_are_in_the_shops_currency(self):
        node, _record = self.a_product(list_price=12.5)
        self.map("list_price", "money", direction="to_shopify")
        self.run_metafields()
        self.assertEqual(
            self.in_shopify(node, "list_price"), '{"amount":"12.5","currency_code":"EUR"}'
        )
        other, partner = self.a_customer()
        self.map("partner_latitude", "money", "customer", "from_shopify")
        self.put(other, "partner_latitude", '{"amount":"1","currency_code":"USD"}', "money")
        self.run_metafields()
        self.assertFalse(partner.partner_id.partner_latitude)
        self.assert_skipped(1, "USD", "EUR")

    def test_p19_a_rating_needs_its_definition(self):
        node, _record = self.a_product(weight=4.0)
        mapping = self.map("weight", "rating", direction="to_shopify")
        self.run_metafields()
        self.assert_skipped(1, "definition")
        _node, definition = self.define("weight", "rating", scale_min="1.0", scale_max="5.0")
        mapping.definition_id = definition
        self.run_metafields()
        self.assertIn('"value":"4"', self.in_shopify(node, "weight"))
        self.assertFalse(self.skips())

    # === SEVERAL === #

    def test_p19_one_record_for_several_owners_is_sent_and_not_written(self):
        node, record = self.a_product(description_sale="Warm.")
        other, second = self.a_product("Boot again")
        second.variant_ids.odoo_product_id = record.variant_ids.odoo_product_id
        self.map("description_sale", MANY_LINES)
        self.run_metafields()
        for one in (node, other):
            self.assertEqual(self.in_shopify(one, "description_sale"), "Warm.")
        self.put(other, "description_sale", "Theirs.", MANY_LINES)
        self.run_metafields()
        self.assertEqual(record.odoo_template_id.description_sale, "Warm.")
        self.assert_skipped(1, "Boot again")

    def test_p19_two_shops_have_their_own_mappings_and_values(self):
        second = self.a_shop(name="Wholesale", allow_changes=True)
        node, record = self.a_product(description_sale="Warm.", description_purchase="Cheap.")
        other, theirs = self.a_product("Sock", shop=second, description_purchase="Cheaper.")
        self.map("description_sale", MANY_LINES)
        self.map("description_purchase", MANY_LINES, shop_id=second.id, key="description_sale")
        self.run_metafields()
        self.assertEqual(self.in_shopify(node, "description_sale"), "Warm.")
        self.assertIsNone(self.in_shopify(other, "description_sale"))
        self.assert_done(self.sync(second, "metafields"))
        self.assertEqual(self.in_shopify(node, "description_sale"), "Warm.")
        self.assertEqual(self.in_shopify(other, "description_sale"), "Cheaper.")
        self.assertEqual(record.metafield_ids.shop_id, self.shop)
        self.assertEqual(theirs.metafield_ids.shop_id, second)

    # === CHANGES OFF, TROUBLE ON THE WAY === #

    def test_p19_with_changes_off_nothing_is_sent_and_it_is_said(self):
        node, record = self.a_product(description_sale="Warm.")
        self.map("description_sale", MANY_LINES)
        self.run_metafields()
        other, _second = self.a_product("Sock", description_sale="Thin.")
        self.shop.allow_changes = False
        record.odoo_template_id.description_sale = False
        self.sandbox.statistics.reset()
        self.run_metafields()
        self.assertEqual(self.sent(), 0)
        self.assertIsNone(self.in_shopify(other, "description_sale"))
        self.assert_skipped(2, "Thin.", "deleted", "Allow changes")
        self.shop.allow_changes = True
        self.run_metafields()
        self.assertIsNone(self.in_shopify(node, "description_sale"))
        self.assertEqual(self.in_shopify(other, "description_sale"), "Thin.")
        self.assertFalse(self.skips())

    def test_p19_what_changes_between_reading_and_writing_is_not_overwritten(self):
        node, record = self.a_product(description_sale="Old.")
        other, second = self.a_product("Sock", description_sale="Old.")
        self.map("description_sale", MANY_LINES)
        self.run_metafields()
        (record | second).odoo_template_id.description_sale = "Ours."
        original = metafield_run.MetafieldPush.send

        def send(push, pairs):
            put_metafield(
                self.shopify, node, NAMESPACE, "description_sale", MANY_LINES, "Meanwhile."
            )
            return original(push, pairs)

        with patch.object(metafield_run.MetafieldPush, "send", send):
            self.run_metafields()
        self.assertEqual(self.in_shopify(node, "description_sale"), "Meanwhile.")
        self.assertEqual(self.in_shopify(other, "description_sale"), "Ours.")
        self.assert_skipped(1, "while the sync ran")
        self.run_metafields()
        self.assertTrue(record.metafield_ids.has_conflict)

    def test_p19_a_lost_answer_is_made_good_by_the_next_run(self):
        node, record = self.a_product(description_sale="Warm.")
        self.map("description_sale", MANY_LINES)
        self.sandbox.faults.plan("cut_after", times=20, operation="MetafieldsSetBatch1")
        run = self.sync(self.shop, "metafields")
        self.assertEqual(run.state, "failed")
        self.assertEqual(self.in_shopify(node, "description_sale"), "Warm.")
        self.sandbox.faults.clear()
        self.run_metafields()
        self.assertFalse(self.skips())
        self.assertEqual(record.metafield_ids.value, "Warm.")

    def test_p19_a_killed_run_goes_on_and_does_nothing_twice(self):
        nodes = [self.a_product(f"Boot {n}", sequence=n + 2)[0] for n in range(6)]
        self.map("sequence", "number_integer", direction="to_shopify")
        original = metafield_run.MetafieldSync._keep
        calls = []

        def keep(sync, ids, pairs, sent):
            calls.append(ids)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return original(sync, ids, pairs, sent)

        with (
            patch.object(metafield_run, "BATCH", 2),
            patch.object(metafield_run.MetafieldSync, "_keep", keep),
            suppress(KeyboardInterrupt),
        ):
            self.sync(self.shop, "metafields")
        self.env.invalidate_all()
        run = self.env["shopify.sync.run"].search([("kind", "=", "metafields")])
        self.assertEqual(run.state, "running")
        self.sandbox.statistics.reset()
        with patch.object(metafield_run, "BATCH", 2), self.without_commits():
            run.sudo()._execute()
        self.env.invalidate_all()
        self.assert_done(run)
        self.assertEqual(
            [self.in_shopify(node, "sequence") for node in nodes],
            [str(n + 2) for n in range(6)],
        )
        # the second batch had been sent, the third had not
        self.assertEqual(self.sent(), 1)
        self.assertFalse(self.skips())

    def test_p19_a_run_whose_time_is_over_goes_on_where_it_stopped(self):
        nodes = [self.a_product(f"Boot {n}", sequence=n + 2)[0] for n in range(4)]
        self.map("sequence", "number_integer", direction="to_shopify")
        run = self.shop._queue_run("metafields", trigger="script")
        with patch.object(metafield_run, "BATCH", 2), self.without_commits():
            self.assertFalse(run.sudo()._execute(seconds=0))
            self.assertEqual(self.in_shopify(nodes[1], "sequence"), "3")
            self.assertIsNone(self.in_shopify(nodes[2], "sequence"))
            for _number in range(5):
                if run.sudo()._execute(seconds=0):
                    break
        self.env.invalidate_all()
        self.assert_done(run)
        self.assertEqual(self.in_shopify(nodes[3], "sequence"), "5")
        self.assertEqual((run.total, run.changed_count), (4, 4))

    # === WHAT IS LOOKED AT === #

    def test_p19_changed_ones_alone_are_read_after_other_syncs(self):
        node, record = self.a_product(description_sale="Warm.")
        _other, second = self.a_product("Sock", description_sale="Thin.")
        self.map("description_sale", MANY_LINES)
        self.run_metafields()
        self.a_while_ago()
        self.assertFalse(self.shop._metafields_have_changed(("product", "variant")))
        products = self.sync(self.shop, "products")
        self.assert_done(products)
        self.assertEqual(self.shop.run_ids.mapped("kind").count("metafields"), 1)
        self.a_while_ago()
        record.odoo_template_id.description_sale = "Warmer."
        self.assert_done(self.sync(self.shop, "products"))
        queued = self.shop.run_ids.filtered(lambda run: run.state == "waiting")
        self.assertEqual((queued.kind, queued.options), ("metafields", {"changed": True}))
        with self.without_commits():
            queued.sudo()._execute()
        self.env.invalidate_all()
        self.assertEqual(queued.total, 1)
        self.assertEqual(self.in_shopify(node, "description_sale"), "Warmer.")
        self.assertEqual(second.metafield_ids.value, "Thin.")

    def a_while_ago(self):
        """Let all be an hour older than it is; a transaction knows but one present."""
        self.env.flush_all()
        for table, column in (
            ("product_template", "write_date"),
            ("product_product", "write_date"),
            ("shopify_product", "shopify_updated_at"),
        ):
            self.env.cr.execute(f"UPDATE {table} SET {column} = {column} - interval '2 hours'")
        self.env.invalidate_all()
        self.shop.metafields_synced = {
            owner: {
                side: fields.Datetime.to_string(fields.Datetime.now() - timedelta(hours=1))
                for side in until
            }
            for owner, until in self.shop.metafields_synced.items()
        }

    def test_p19_no_run_is_queued_without_mappings(self):
        self.a_product(description_sale="Warm.")
        self.map("description_sale", MANY_LINES, direction="none")
        self.assert_done(self.sync(self.shop, "products"))
        self.assertEqual(self.shop.run_ids.mapped("kind"), ["products"])

    def test_p19_a_run_without_options_finds_what_shopify_does_not_tell(self):
        """Of customers and orders Shopify does not say that only their metafields have changed."""
        node, person = self.a_customer()
        self.map("function", owner="customer")
        self.run_metafields()
        self.put(node, "function", "Poet")
        self.run_metafields()
        self.assertEqual(person.partner_id.function, "Poet")

    def test_p19_chosen_ones_alone(self):
        node, record = self.a_product(description_sale="Warm.")
        other, _second = self.a_product("Sock", description_sale="Thin.")
        self.map("description_sale", MANY_LINES)
        self.map("function", owner="customer")
        self.run_metafields(product_ids=record.ids)
        self.assertEqual(self.in_shopify(node, "description_sale"), "Warm.")
        self.assertIsNone(self.in_shopify(other, "description_sale"))
        self.run_metafields()
        self.assertEqual(self.in_shopify(other, "description_sale"), "Thin.")

    def test_p19_what_is_gone_or_anonymised_is_left_alone(self):
        node, record = self.a_product(description_sale="Warm.")
        customer, person = self.a_customer(function="Poet")
        self.map("description_sale", MANY_LINES)
        self.map("function", owner="customer")
        self.shopify.remove(node)
        person._anonymise()
        run = self.run_metafields()
        self.assertIsNone(self.in_shopify(customer, "function"))
        self.assertEqual(run.unchanged_count, 1)
        record.removed = True
        self.assertEqual(self.run_metafields().total, 0)

    # === PRIVACY AND RIGHTS === #

    def test_c16_metafields_of_a_customer_are_shown_and_forgotten(self):
        node, person = self.a_customer()
        order, bought = self.an_order()
        self.map("function", owner="customer")
        self.map("client_order_ref", owner="order", direction="from_shopify")
        self.put(node, "function", "Rear admiral")
        self.put(order, "client_order_ref", "For Ada")
        self.run_metafields()
        self.assertIn("Rear admiral", str(person._personal_data()))
        self.assertIn("For Ada", str(bought._personal_data()))
        request = self.env["shopify.privacy.request"].create(
            {
                "kind": "customer_redact",
                "shop_id": self.shop.id,
                "customer_number": person.shopify_id,
                "order_numbers": [bought.shopify_id],
            }
        )
        self.assertIn("function", request._partner_fields())
        partner = person.partner_id
        request.shopify_anonymise("anonymise")
        self.assertFalse(self.values())
        self.assertFalse(partner.function)
        self.run_metafields()
        self.assertFalse(self.values())
        self.assertFalse(partner.function)

    def test_g2_scopes_are_asked_for_where_they_are_used(self):
        granted = set(REQUIRED_SCOPES) - {"write_orders"} | {"read_orders"}
        self.set_up_sandbox(self.shopify, scopes=granted)
        mapping = self.map("client_order_ref", owner="order", direction="from_shopify")
        self.assertNotIn("order_metafields", self.shop._scope_uses())
        mapping.direction = "both"
        self.assertIn("order_metafields", self.shop._scope_uses())
        _order, bought = self.an_order()
        bought.sale_order_id.client_order_ref = "PO 7"
        run = self.sync(self.shop, "metafields")
        self.assertEqual(run.state, "failed")
        self.assertIn("write_orders", run.error)

    def test_g11_users_settle_conflicts(self):
        user = new_test_user(
            self.env,
            "settles",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        _node, template, mapping = self.in_conflict(product_conflict="ask")
        mapping.value_ids.with_user(user).action_take_shopify()
        self.run_metafields()
        self.assertEqual(template.description_sale, "Theirs.")

    # === XML-RPC AND SCREENS === #

    def test_p19_it_can_be_started_over_xml_rpc(self):
        self.map("weight", "weight")
        node, record = self.a_product(weight=0.6)
        _other, later = self.a_product("Cap", weight=0.1)
        (answer,) = self.shop.shopify_sync("metafields", {"product_ids": record.ids})
        run = self.env["shopify.sync.run"].browse(answer["run_id"])
        with self.without_commits():
            run.sudo()._execute()
        self.assertEqual(run.state, "done", run.error)
        self.assertIn("0.6", self.in_shopify(node, "weight"))
        self.assertFalse(later.metafield_ids)
        self.assertEqual(record.metafield_ids.shown_value, "0.6 kg")

    def test_p19_values_are_shown_as_people_read_them(self):
        mapping = self.map("weight", "weight")
        self.assertIn("1.2 kg in Shopify", mapping.example)
        self.a_product("Boot", weight=0.6)
        self.run_metafields()
        self.assertEqual(mapping.example, "Boot: 0.6 kg in Shopify, 0.6 kg in Odoo")
        self.assertEqual(mapping.display_name, "custom.weight")
        self.assertEqual(self.env["shopify.metafield.mapping"].new().display_name, "New")
