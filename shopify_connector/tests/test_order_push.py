# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.addons.shopify_connector.models.order.order_push_run import OrderPush
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user

from .common import ShopifyCase


class OrderPushCase(ShopifyCase):
    """Orders of which Shopify is told something."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop.allow_changes = True

    def push(self):
        run = self.sync(self.shop, "order_changes")
        self.assert_done(run)
        return run

    def asked(self, operation):
        """Return how often the sandbox was asked for an operation."""
        return sum(operation in one.operation for one in self.sandbox.requests)

    def an_imported(self, **fields):
        builder = self.buy().tagged("gift", "web").noting("Ring twice")
        order = builder.attribute("Wrap", "red").paid_by("visa").place()
        return order, self.take_in(order)

    def tag(self, *names):
        tags = self.env["shopify.order.tag"]
        ids = tags._ids_by_name(self.company, set(names))
        return tags.browse(ids[name] for name in names)

    def read_again(self, order):
        """Return how many orders Shopify is found to have changed."""
        self.shopify.clock.advance(minutes=2)
        self.shopify.touch(order)
        return self.sync(self.shop).changed_count

    def reread(self, order):
        """Let Shopify be asked for an order once more, a minute later."""
        self.shopify.clock.advance(minutes=2)
        return self.take_in(order)


class TestEditedHere(OrderPushCase):
    """O22: tags and the note are edited on the Shopify order and go out."""

    def test_o22_a_user_edits_tags_and_note_and_they_go_out_at_once(self):
        order, imported = self.an_imported()
        user = new_test_user(
            self.env,
            "order-editor",
            "shopify_connector.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        mine = imported.with_user(user)
        self.assertEqual(mine.tag_ids.mapped("name"), ["gift", "web"])
        mine.write(
            {
                "tag_ids": [Command.create({"name": "rush"}), Command.unlink(self.tag("web").id)],
                "shown_note": "Ring thrice",
            }
        )
        self.assertIn("tags +rush, −web, the note", imported.push_hint)
        self.assertEqual((imported.note, imported.shown_note), ("Ring twice", "Ring thrice"))
        (run,) = self.shop.run_ids.filtered(lambda one: one.kind == "order_changes")
        self.assertEqual((run.state, run.trigger), ("waiting", "change"))
        self.assertEqual(self.push(), run)
        self.assertEqual(order["tags"], ["gift", "rush"])
        self.assertEqual(order["note"], "Ring thrice")
        self.assertEqual((imported.tags, imported.note), ("gift, rush", "Ring thrice"))
        self.assertFalse(imported.push_requested or imported.push_hint)

    def test_o22_a_note_that_is_written_here_is_the_sale_orders_too_and_no_conflict(self):
        order, imported = self.an_imported()
        imported.shown_note = "Ring thrice"
        self.push()
        self.assertIn("Ring thrice", imported.sale_order_id.note)
        self.merchant_later().tag(order, "vip")
        self.take_in(order)
        self.assertFalse(imported.conflict_ids)

    def test_o22_what_was_sent_before_a_crash_is_found_and_kept(self):
        self.shop.write_reference = "attribute"
        order, imported = self.an_imported()
        imported.write({"shown_note": "Ring thrice", "tag_ids": [Command.set(self.tag("one").ids)]})
        with patch.object(OrderPush, "_keep", lambda *_arguments: None):
            self.push()
        self.assertEqual(order["note"], "Ring thrice")
        self.assertTrue(imported.push_requested)
        self.sandbox.requests.clear()
        self.push()
        self.assertFalse(self.asked("OrderUpdate"))
        self.assertEqual((imported.note, imported.tags), ("Ring thrice", "one"))
        self.assertIn("Odoo order", imported.custom_attribute_text)
        self.assertEqual(self.read_again(order), 0)

    def test_o22_a_note_that_was_put_back_is_not_sent(self):
        _order, imported = self.an_imported()
        imported.shown_note = "Ring thrice"
        imported.shown_note = "Ring twice"
        imported.tag_ids = self.tag("gift")
        imported.tag_ids = self.tag("gift", "web")
        self.assertFalse(imported.push_requested)

    def test_o22_the_note_is_emptied(self):
        order, imported = self.an_imported()
        imported.shown_note = False
        self.push()
        self.assertFalse(order["note"])
        self.assertFalse(imported.shown_note)
        self.assertEqual(self.read_again(order), 0)

    def test_o22_a_note_that_was_changed_in_shopify_meanwhile_is_not_overwritten(self):
        order, imported = self.an_imported()
        imported.shown_note = "Ring thrice"
        self.merchant_later().note(order, "Call first")
        run = self.push()
        self.assertEqual(order["note"], "Call first")
        self.assertEqual(run.skip_ids.code, "note_changed_meanwhile")
        self.assertIn("Call first", run.skip_ids.reason)
        # The foreign note comes in, and the own one is written on top of it, knowingly.
        self.reread(order)
        self.assertEqual((imported.note, imported.shown_note), ("Call first", "Ring thrice"))
        imported.shown_note = "Call first, ring thrice"
        self.push()
        self.assertEqual(order["note"], "Call first, ring thrice")
        self.assertFalse(self.shop.skip_count)

    def test_o22_tags_that_change_in_shopify_meanwhile_stay(self):
        order, imported = self.an_imported()
        imported.tag_ids = self.tag("gift", "rush")
        self.merchant_later().tag(order, "vip")
        self.push()
        self.assertEqual(order["tags"], ["gift", "rush", "vip"])
        self.assertEqual(imported.tag_ids.mapped("name"), ["gift", "rush", "vip"])
        # What somebody else has changed is read, and not taken for our own echo.
        self.assertEqual(self.read_again(order), 1)
        self.assertEqual(self.read_again(order), 0)

    def test_o22_what_is_wrong_is_said_when_it_is_typed(self):
        _order, imported = self.an_imported()
        for name, words in (("x" * 41, "at most 40"), ("red, blue", "no comma")):
            with self.assertRaisesRegex(ValidationError, words):
                self.env["shopify.order.tag"].create({"name": name, "company_id": self.company.id})
        with self.assertRaisesRegex(ValidationError, "same tag"):
            imported.tag_ids = self.tag("Gift", "gift")
        with self.assertRaisesRegex(ValidationError, "5001 characters"):
            imported.shown_note = "x" * 5001

    def test_o22_what_shopify_refuses_is_told_and_tried_again_later(self):
        order, imported = self.an_imported()
        imported.tag_ids = self.tag("gift", "web", "x" * 41)
        run = self.push()
        self.assertIn("exceeds the maximum length of 40", run.skip_ids.reason)
        self.assertTrue(run.skip_ids.fix)
        self.assertTrue(imported.push_requested)
        before = self.asked("OrderTags")
        self.assertEqual(self.push().skipped_count, 0)
        self.assertEqual(self.asked("OrderTags"), before, "it is asked again at once")
        imported.tag_ids = self.tag("gift")
        self.push()
        self.assertEqual(order["tags"], ["gift"])
        self.assertFalse(self.shop.skip_count)

    def test_o22_an_order_that_is_gone_is_let_go(self):
        order, imported = self.an_imported()
        imported.shown_note = "Ring thrice"
        self.shopify.remove(order)
        self.assertEqual(self.push().skip_ids.code, "order_not_in_shopify")
        self.assertFalse(imported.push_requested)

    def test_o22_what_is_edited_while_it_is_sent_is_sent_next(self):
        order, imported = self.an_imported()
        imported.write({"shown_note": "one", "tag_ids": [Command.set(self.tag("one").ids)]})
        self.edit_while_sent(imported)
        self.assertEqual((order["note"], order["tags"]), ("one", ["one"]))
        self.assertEqual(imported.shown_note, "two")
        self.push()
        self.assertEqual((order["note"], order["tags"]), ("two", ["two"]))

    def edit_while_sent(self, imported):
        """Push, and let a user edit the order between question and answer."""
        keep = OrderPush._keep

        def edited(push, plans, answers, refused):
            imported.write({"shown_note": "two", "tag_ids": [Command.set(self.tag("two").ids)]})
            return keep(push, plans, answers, refused)

        with patch.object(OrderPush, "_keep", edited):
            self.push()

    def test_o22_with_changes_off_it_is_said_what_would_be_sent(self):
        self.shop.allow_changes = False
        order, imported = self.an_imported()
        imported.tag_ids = self.tag("gift")
        self.assertIn("switched off", imported.push_hint)
        run = self.push()
        self.assertEqual(run.skip_ids.code, "order_would_change")
        self.assertIn("tags −web", run.skip_ids.reason)
        self.assertEqual(order["tags"], ["gift", "web"])
        self.shop.allow_changes = True
        self.push()
        self.assertEqual(order["tags"], ["gift"])


class TestReference(OrderPushCase):
    """O22: the number of Odoo's order is written to Shopify."""

    def test_o22_as_a_tag(self):
        self.shop.write_reference = "tag"
        order, imported = self.an_imported()
        self.assertTrue(imported.reference_requested, "not flagged with the sale order")
        number = imported.sale_order_id.name
        self.assertIn(number, imported.push_hint)
        self.push()
        self.assertIn(number, order["tags"])
        self.assertIn(number, imported.tag_ids.mapped("name"))
        self.assertFalse(imported.push_requested)

    def test_o22_as_an_attribute_beside_those_that_are_there(self):
        self.shop.write({"write_reference": "attribute", "reference_attribute": "Our order"})
        order, imported = self.an_imported()
        order["customAttributes"].append({"__typename": "Attribute", "key": "Empty", "value": None})
        self.push()
        self.assertEqual(
            [(one["key"], one["value"]) for one in order["customAttributes"]],
            [("Wrap", "red"), ("Empty", ""), ("Our order", imported.sale_order_id.name)],
        )
        self.assertEqual(order["note"], "Ring twice")

    def test_o22_the_echo_does_not_bring_the_order_in_again(self):
        for mode in ("tag", "attribute"):
            self.shop.write_reference = mode
            _order, imported = self.an_imported()
            self.push()
            known = imported.content_hash
            before = self.shop.run_ids.filtered(lambda one: one.kind == "order_changes")
            self.shopify.clock.advance(minutes=2)
            run = self.sync(self.shop)
            self.assert_done(run)
            self.assertEqual((run.changed_count, run.new_count), (0, 0), mode)
            self.assertEqual(imported.content_hash, known)
            after = self.shop.run_ids.filtered(lambda one: one.kind == "order_changes")
            self.assertEqual(after, before, "the next round has begun")

    def test_o22_a_change_of_somebody_else_is_not_taken_for_the_echo(self):
        self.shop.write_reference = "attribute"
        order, imported = self.an_imported()
        self.shopify.clock.advance(minutes=1)
        order["note"] = "Call first"
        self.push()
        self.reread(order)
        self.assertEqual(imported.note, "Call first")
        self.assertIn("Odoo order", imported.custom_attribute_text)

    def test_o22_it_follows_the_order_sync_by_itself(self):
        self.shop.write_reference = "tag"
        self.an_imported()
        run = self.shop.run_ids.filtered(lambda one: one.kind == "order_changes")
        self.assertEqual(run.state, "waiting")

    def test_o22_many_go_in_one_request_of_a_kind(self):
        self.shop.write_reference = "tag"
        orders = [self.buy().place() for _number in range(12)]
        imported = self.take_in(*orders)
        self.sandbox.requests.clear()
        self.push()
        self.assertEqual(len(self.sandbox.requests), 1)
        for order, record in zip(orders, imported, strict=True):
            self.assertEqual(order["tags"], [record.sale_order_id.name])

    def test_o22_a_number_that_is_no_tag_is_explained(self):
        self.shop.write_reference = "tag"
        _order, imported = self.an_imported()
        imported.sale_order_id.name = "S,1"
        run = self.push()
        self.assertEqual(run.skip_ids.code, "reference_is_no_tag")
        self.assertIn("attribute", run.skip_ids.fix)

    def test_o22_the_attribute_needs_a_name(self):
        with self.assertRaisesRegex(ValidationError, "Name the attribute"):
            self.shop.write({"write_reference": "attribute", "reference_attribute": " "})

    def test_o22_older_orders_are_told_when_asked_for(self):
        order, imported = self.an_imported()
        self.shop.write_reference = "tag"
        imported.action_write_reference()
        self.push()
        self.assertIn(imported.sale_order_id.name, order["tags"])

    def test_o22_what_shopify_has_already_is_not_written_again(self):
        self.shop.write_reference = "attribute"
        _order, imported = self.an_imported()
        self.push()
        imported.action_write_reference()
        self.sandbox.requests.clear()
        self.push()
        self.assertEqual([one.operation for one in self.sandbox.requests], ["OrderNotes"])
        self.assertFalse(imported.push_requested)
