# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .order_edit_case import OrderEditCase


class TestEditedBeforeImport(OrderEditCase):
    """O18: what an edit does to an order that is imported for the first time."""

    def imported_after(self, edit):
        order = self.an_order()
        edit(order)
        return self.an_imported(order)

    def staged(self, imported, key):
        return imported.line_ids.filtered(lambda one: one.key == key["id"])

    def test_o18_first_import_ships_from_where_it_was_moved_to(self):
        self.shop.action_get_locations()
        berlin = self.env["stock.warehouse"].create(
            {"name": "Berlin", "code": "BER", "company_id": self.company.id}
        )
        store = self.shop.location_ids.filtered(lambda one: one.name == "Store Berlin")
        store.warehouse_id = berlin
        place = self.shopify.node(store.shopify_id)
        _order, imported = self.imported_after(lambda order: self.clerk.move(order, place))
        self.assertEqual(imported.line_ids[0].location_name, "Store Berlin")
        self.assertEqual(imported.sale_order_id.warehouse_id, berlin)
        self.assertFalse(imported.conflict_ids)

    def test_o18_first_import_takes_a_raised_quantity(self):
        order, imported = self.imported_after(
            lambda order: self.clerk.set_quantity(order, self.mugs(order), 5)
        )
        self.assertEqual(self.staged(imported, self.mugs(order)).quantity, 5)
        self.assertEqual(self.sale_line(imported, self.mugs(order)).product_uom_qty, 5)
        self.assert_charged(imported.sale_order_id, order)

    def test_o18_first_import_takes_the_original_of_a_lowered_quantity_and_fulfils_the_new(self):
        order, imported = self.imported_after(
            lambda order: self.clerk.set_quantity(order, self.mugs(order), 1)
        )
        staged = self.staged(imported, self.mugs(order))
        self.assertEqual(
            (staged.quantity, staged.current_quantity, staged.unfulfilled_quantity), (3, 1, 1)
        )
        line = self.sale_line(imported, self.mugs(order))
        self.assertEqual((line.product_uom_qty, self.open_units(line)), (3, 1))
        self.assertFalse(imported.conflict_ids)

    def test_o18_first_import_takes_a_removed_line_and_fulfils_none_of_it(self):
        order, imported = self.imported_after(
            lambda order: self.clerk.remove_line(order, self.sporks(order))
        )
        staged = self.staged(imported, self.sporks(order))
        self.assertEqual((staged.current_quantity, staged.unfulfilled_quantity), (0, 0))
        line = self.sale_line(imported, self.sporks(order))
        self.assertEqual((line.product_uom_qty, self.open_units(line)), (2, 0))

    def test_o18_first_import_takes_an_added_line(self):
        order, imported = self.imported_after(
            lambda order: self.clerk.add_line(order, self.variant("Tarp 3x3"))
        )
        self.assertEqual(len(imported.sale_order_id.picking_ids.move_ids), 3)
        self.assert_charged(imported.sale_order_id, order)

    def test_o18_first_import_is_the_same_whether_paid_or_shipped(self):
        unpaid = self.buy("Enamel Mug", 3).place()
        paid = self.buy("Enamel Mug", 3).place()
        self.clerk.pay(paid)
        self.clerk.fulfil(paid)
        first, second = self.take_in(unpaid, paid)
        self.assertEqual(
            first.sale_order_id.order_line.mapped("product_uom_qty"),
            second.sale_order_id.order_line.mapped("product_uom_qty"),
        )
        self.assertEqual(first.sale_order_id.amount_total, second.sale_order_id.amount_total)

    def test_o18_a_changed_order_is_imported_as_it_is_when_it_is_read(self):
        order = self.an_order()
        self.assert_done(self.sync(self.shop, "orders_to_import"))
        self.later().set_quantity(order, self.mugs(order), 4)
        _order, imported = self.an_imported(order)
        self.assertEqual(self.sale_line(imported, self.mugs(order)).product_uom_qty, 4)
        self.assertFalse(imported.conflict_ids)

    def test_o18_an_edit_between_reading_and_writing_is_in_the_sale_order(self):
        self.shop.auto_create_orders = False
        order, imported = self.an_order(), None
        imported = self.take_in(order)
        self.later().set_quantity(order, self.mugs(order), 4)
        self.take_in(order)
        imported.action_create_documents()
        self.assertEqual(self.sale_line(imported, self.mugs(order)).product_uom_qty, 4)
        self.assertFalse(imported.conflict_ids)


class TestEditedAfterImport(OrderEditCase):
    """O18: an edit of an order that is in Odoo is kept and shown, and changes no document."""

    def edited(self, edit, kind, line=""):
        """Edit an imported order, and see that nothing but the record here has changed."""
        order, imported = self.an_imported()
        sale = imported.sale_order_id
        before = sale.order_line.mapped(lambda one: (one.product_uom_qty, one.price_unit))
        edit(order)
        self.take_in(order)
        self.assertEqual(self.conflicts(imported), [(kind, line)])
        self.assertTrue(imported.has_conflict)
        self.assertTrue(sale.shopify_has_conflict)
        after = sale.order_line.mapped(lambda one: (one.product_uom_qty, one.price_unit))
        self.assertEqual(after, before)
        return order, imported

    def sides(self, imported):
        (conflict,) = imported.conflict_ids
        return conflict.in_odoo, conflict.in_shopify

    def test_o18_a_changed_location_leaves_the_original_one_on_the_lines(self):
        self.shop.action_get_locations()
        place = self.shopify.node(
            self.shop.location_ids.filtered(lambda one: one.name == "Store Berlin").shopify_id
        )
        _order, imported = self.edited(lambda order: self.later().move(order, place), "location")
        self.assertEqual(self.sides(imported), ("Warehouse Hamburg", "Store Berlin"))
        self.assertEqual(
            set(imported.line_ids.filtered("variant_id").mapped("location_name")),
            {"Warehouse Hamburg"},
        )

    def test_o18_a_raised_quantity_is_on_the_shopify_order(self):
        _order, imported = self.edited(
            lambda order: self.later().set_quantity(order, self.mugs(order), 5),
            "quantity_raised",
            "Enamel Mug",
        )
        self.assertEqual(imported.line_ids[0].quantity, 5)
        self.assertEqual(
            self.sides(imported), ("3 × 12.90\N{NO-BREAK SPACE}€", "5 × 12.90\N{NO-BREAK SPACE}€")
        )

    def test_o18_a_lowered_quantity_is_on_the_shopify_order(self):
        _order, imported = self.edited(
            lambda order: self.later().set_quantity(order, self.mugs(order), 1),
            "quantity_lowered",
            "Enamel Mug",
        )
        line = imported.line_ids[0]
        self.assertEqual((line.quantity, line.current_quantity), (3, 1))

    def test_o18_a_removed_line_stays_visible_with_nothing_left(self):
        order, imported = self.edited(
            lambda order: self.later().remove_line(order, self.sporks(order)),
            "line_removed",
            "Spork",
        )
        line = imported.line_ids[1]
        self.assertEqual((line.quantity, line.current_quantity), (2, 0))
        left = order["currentTotalPriceSet"]["shopMoney"]["amount"]
        self.assertEqual(imported.current_total, float(left))

    def test_o18_an_added_line_is_on_the_shopify_order(self):
        _order, imported = self.edited(
            lambda order: self.later().add_line(order, self.variant("Tarp 3x3")),
            "line_added",
            "Tarp 3x3",
        )
        self.assertEqual(self.sides(imported)[0], "(none)")
        self.assertEqual(len(imported.line_ids), 4)

    def test_o18_a_removed_shipping_line_stays_visible_with_nothing_left(self):
        _order, imported = self.edited(
            lambda order: self.later().remove_shipping(order), "line_removed", "Standard"
        )
        shipping = imported.line_ids.filtered(lambda one: one.kind == "shipping")
        self.assertEqual(shipping.current_quantity, 0)

    def test_o18_shipping_and_payment_change_the_header_only(self):
        order, imported = self.an_imported(self.buy("Enamel Mug", 2).place())
        sale = imported.sale_order_id
        self.later().pay(order)
        self.clerk.fulfil(order)
        self.take_in(order)
        self.assertEqual(
            (imported.financial_status, imported.fulfillment_status), ("PAID", "FULFILLED")
        )
        self.assertFalse(imported.conflict_ids)
        self.assertEqual(sale.order_line.mapped("product_uom_qty"), [2.0])

    def test_o18_what_is_paid_back_is_no_edit(self):
        order, imported = self.an_imported()
        self.later().refund(order, {self.mugs(order)["id"]: 1}, shipping="all")
        self.take_in(order)
        self.assertEqual(imported.line_ids[0].current_quantity, 2)
        self.assertFalse(imported.conflict_ids)

    def test_o18_a_part_that_is_shipped_from_one_of_two_places_is_no_edit(self):
        order, imported = self.an_imported()
        self.later().fulfil(order, {self.mugs(order)["id"]: 1})
        self.take_in(order)
        self.assertFalse(imported.conflict_ids)

    def test_o18_addresses_customer_and_note_are_told_in_plain_words(self):
        order, imported = self.an_imported()
        clerk = self.later()
        clerk.readdress(order, "NL", city="Utrecht", address1="Oudegracht 1")
        clerk.note(order, "Call first")
        self.take_in(order)
        self.assertEqual(self.conflicts(imported), [("shipping_address", ""), ("note", "")])
        self.assertIn("Oudegracht 1", imported.conflict_ids[0].in_shopify)
        self.assertEqual(imported.conflict_ids[1].in_odoo, "Ring twice")

    def test_o18_an_edit_that_is_taken_back_is_no_conflict_any_more(self):
        order, imported = self.an_imported()
        self.later().set_quantity(order, self.mugs(order), 5)
        self.take_in(order)
        self.assertTrue(imported.has_conflict)
        self.later().set_quantity(order, self.mugs(order), 3)
        self.take_in(order)
        # Shopify keeps five as what was ordered, of which two were taken off.
        self.assertFalse(imported.has_conflict)

    def test_o18_a_conflict_is_left_as_it_is_until_the_next_change(self):
        order, imported = self.an_imported()
        self.later().set_quantity(order, self.mugs(order), 5)
        self.take_in(order)
        imported.action_keep_as_it_is()
        self.assertFalse(imported.has_conflict)
        self.assertIn("Enamel Mug", imported.sale_order_id.message_ids[0].body)
        self.later().tag(order, "vip")
        self.take_in(order)
        self.assertFalse(imported.has_conflict)
        self.later().set_quantity(order, self.mugs(order), 6)
        self.take_in(order)
        self.assertEqual(self.conflicts(imported), [("quantity_raised", "Enamel Mug")])

    def test_o18_one_of_several_conflicts_is_left_as_it_is(self):
        order, imported = self.an_imported()
        clerk = self.later()
        clerk.set_quantity(order, self.mugs(order), 5)
        clerk.note(order, "Call first")
        self.take_in(order)
        imported.conflict_ids.filtered(lambda one: one.kind == "note").action_keep()
        self.assertEqual(self.conflicts(imported), [("quantity_raised", "Enamel Mug")])

    def test_o18_a_conflict_keeps_the_time_of_its_change(self):
        order, imported = self.an_imported()
        self.later().set_quantity(order, self.mugs(order), 5)
        self.take_in(order)
        conflict, moment = imported.conflict_ids, imported.shopify_updated_at
        self.later().tag(order, "vip")
        self.take_in(order)
        self.assertEqual(imported.conflict_ids, conflict)
        self.assertEqual(conflict.in_shopify, "5 × 12.90\N{NO-BREAK SPACE}€")
        self.assertEqual(conflict.shopify_changed_at, moment)
        self.assertGreater(imported.shopify_updated_at, moment)

    def test_o18_salespeople_see_what_has_changed(self):
        order, imported = self.an_imported()
        self.later().set_quantity(order, self.mugs(order), 5)
        self.take_in(order)
        imported.tag_ids = imported.tag_ids.create({"name": "rush", "company_id": self.company.id})
        salesman = new_test_user(
            self.env,
            "sales-person",
            "sales_team.group_sale_salesman_all_leads",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        mine = imported.with_user(salesman)
        names = ("tag_ids", "shown_note", "push_hint", "odoo_edits_html", "risk_html")
        (row,) = mine.read([*names, "conflict_ids", "is_partly_applied"])
        self.assertEqual(row["conflict_ids"], imported.conflict_ids.ids)
        self.assertIn("rush", row["push_hint"])
        self.assertTrue(mine.conflict_ids.in_shopify)
        with self.assertRaises(AccessError):
            mine.action_apply_changes()
