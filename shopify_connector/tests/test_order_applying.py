# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import random

from .order_edit_case import OrderEditCase

SEED = 20261121


class TestApplying(OrderEditCase):
    """O18: what was changed in Shopify is carried over to a confirmed order."""

    def applied(self, edit, order=None, before=None):
        """Edit an imported order, and apply what has changed."""
        order, imported = self.an_imported(order)
        if before:
            before(imported)
        edit(order)
        self.take_in(order)
        self.assertTrue(imported.has_conflict)
        imported.action_apply_changes()
        self.assertFalse(imported.has_error, imported.error)
        return order, imported

    def assert_carried(self, order, imported):
        self.assertFalse(imported.conflict_ids, imported.conflict_ids.mapped("problem"))
        self.assert_left(imported.sale_order_id, order)
        self.assertEqual(imported.difference_total, 0)

    def test_o18_a_raised_quantity_is_delivered_too(self):
        order, imported = self.applied(
            lambda order: self.later().set_quantity(order, self.mugs(order), 5)
        )
        self.assert_carried(order, imported)
        line = self.sale_line(imported, self.mugs(order))
        self.assertEqual((line.product_uom_qty, self.open_units(line)), (5, 5))
        self.assertIn("Enamel Mug", imported.sale_order_id.message_ids[0].body)

    def test_o18_a_lowered_quantity_is_taken_off_the_delivery(self):
        order, imported = self.applied(
            lambda order: self.later().set_quantity(order, self.mugs(order), 1)
        )
        self.assert_carried(order, imported)
        line = self.sale_line(imported, self.mugs(order))
        self.assertEqual((line.product_uom_qty, self.open_units(line)), (1, 1))

    def test_o18_what_is_partly_delivered_is_lowered_to_what_is_delivered(self):
        order, imported = self.applied(
            lambda order: self.later().set_quantity(order, self.mugs(order), 1),
            before=lambda imported: self.deliver(imported, units=1),
        )
        self.assert_carried(order, imported)
        line = self.sale_line(imported, self.mugs(order))
        self.assertEqual((line.qty_delivered, self.open_units(line)), (1, 0))

    def test_o18_a_removed_line_is_of_nothing(self):
        order, imported = self.applied(
            lambda order: self.later().remove_line(order, self.sporks(order))
        )
        self.assert_carried(order, imported)
        line = self.sale_line(imported, self.sporks(order))
        self.assertEqual((line.product_uom_qty, self.open_units(line)), (0, 0))

    def test_o18_an_added_line_comes_with_its_product_and_delivery(self):
        order, imported = self.applied(
            lambda order: self.later().add_line(order, self.variant("Tarp 3x3"), 2)
        )
        self.assert_carried(order, imported)
        line = self.sale_line(imported, order["lineItems"][2])
        self.assertEqual((line.product_uom_qty, self.open_units(line)), (2, 2))

    def test_o18_shipping_is_added_and_removed(self):
        order, imported = self.applied(lambda order: self.later().add_shipping(order))
        self.assert_carried(order, imported)
        self.later().remove_shipping(order)
        self.take_in(order)
        imported.action_apply_changes()
        self.assert_carried(order, imported)

    def test_o18_a_discount_is_given(self):
        order, imported = self.applied(
            lambda order: self.later().discount_line(order, self.mugs(order), "7.77")
        )
        self.assert_carried(order, imported)

    def test_o18_everything_at_once_and_again(self):
        def edit(order):
            clerk = self.later()
            clerk.set_quantity(order, self.mugs(order), 1)
            clerk.remove_line(order, self.sporks(order))
            clerk.add_line(order, self.variant("Tarp 3x3"))
            clerk.discount_line(order, order["lineItems"][2], "3.33")

        builder = self.buy("Enamel Mug", 3).line(self.variant("Spork"), 2).shipping()
        placed = builder.discount_code("TEN", "10%").paid_by("visa").place()
        order, imported = self.applied(edit, placed)
        self.assert_carried(order, imported)
        self.later().set_quantity(order, order["lineItems"][2], 4)
        self.take_in(order)
        imported.action_apply_changes()
        self.assert_carried(order, imported)
        self.assertEqual(len(imported.sale_order_id.order_line), 4)

    def test_o18_totals_are_shopifys_to_the_cent_whatever_was_edited(self):
        chance = random.Random(SEED)
        titles = ("Enamel Mug", "Spork", "Tarp 3x3", "Watch Cap")
        orders = [self.a_random_order(chance, titles) for _number in range(12)]
        imported = self.take_in(*orders)
        for order in orders:
            self.edit_at_random(chance, order, titles)
        self.take_in(*orders)
        imported.filtered("has_conflict").action_apply_changes()
        for order, record in zip(orders, imported, strict=True):
            with self.subTest(order["name"], seed=SEED):
                self.assert_carried(order, record)

    def a_random_order(self, chance, titles):
        builder = self.buy(chance.choice(titles), chance.randint(1, 5)).shipping()
        for title in chance.sample(titles, chance.randint(0, 3)):
            builder = builder.line(self.variant(title), chance.randint(1, 4))
        if chance.random() < 0.5:
            builder = builder.tax_included()
        if chance.random() < 0.6:
            builder = builder.discount_code("ANY", chance.choice(["10%", "7.77"]))
        return builder.paid_by("visa").place()

    def edit_at_random(self, chance, order, titles):
        clerk = self.later()
        for line in order["lineItems"]:
            match chance.randint(0, 3):
                case 0:
                    clerk.set_quantity(order, line, line["quantity"] + chance.randint(1, 3))
                case 1:
                    clerk.set_quantity(order, line, chance.randint(0, line["quantity"]))
        if chance.random() < 0.5:
            clerk.add_line(order, self.variant(chance.choice(titles)), chance.randint(1, 3))
        if chance.random() < 0.3:
            clerk.add_shipping(order)

    # === NOT LINES === #

    def test_o18_open_deliveries_go_to_the_new_address(self):
        order, imported = self.applied(
            lambda order: self.later().readdress(order, "NL", city="Utrecht")
        )
        self.assert_carried(order, imported)
        sale = imported.sale_order_id
        self.assertEqual(sale.partner_shipping_id.city, "Utrecht")
        self.assertEqual(sale.picking_ids.partner_id.city, "Utrecht")
        self.assertFalse(sale.picking_ids.activity_ids)

    def test_o18_a_note_is_carried_over(self):
        order, imported = self.applied(lambda order: self.later().note(order, "Call <first>"))
        self.assert_carried(order, imported)
        self.assertIn("Call &lt;first&gt;", imported.sale_order_id.note)

    def test_o18_the_order_goes_to_another_customer(self):
        other = self.buy().place()["customer"]
        order, imported = self.applied(lambda order: self.later().assign(order, other))
        self.assert_carried(order, imported)
        self.assertEqual(imported.sale_order_id.partner_id, imported.customer_id.partner_id)
        self.assertEqual(imported.customer_id.shopify_id, other["id"].rpartition("/")[2])

    def moved(self, before=None):
        self.shop.action_get_locations()
        store = self.shop.location_ids.filtered(lambda one: one.name == "Store Berlin")
        place = self.shopify.node(store.shopify_id)
        _order, imported = self.applied(
            lambda order: self.later().move(order, place), before=before
        )
        return imported, store

    def test_o18_it_ships_from_another_warehouse(self):
        self.shop.action_get_locations()
        berlin = self.env["stock.warehouse"].create(
            {"name": "Berlin", "code": "BER", "company_id": self.company.id}
        )
        self.shop.location_ids.filtered(
            lambda one: one.name == "Store Berlin"
        ).warehouse_id = berlin
        imported, _store = self.moved()
        self.assertFalse(imported.conflict_ids, imported.conflict_ids.mapped("problem"))
        moves = imported.sale_order_id.picking_ids.move_ids
        waiting = moves.filtered(lambda move: move.state != "cancel")
        self.assertEqual(waiting.warehouse_id, berlin)
        self.assertEqual(sum(waiting.mapped("product_uom_qty")), 5)
        self.assertEqual(
            set(imported.line_ids.filtered("variant_id").mapped("location_name")),
            {"Store Berlin"},
        )

    # === WHAT ODOO DOES NOT ALLOW === #

    def problem(self, imported):
        (conflict,) = imported.conflict_ids
        self.assertTrue(conflict.fix, "nothing says what to do")
        return conflict.problem

    def test_o18_a_location_without_warehouse_is_told(self):
        imported, _store = self.moved()
        self.assertIn("No warehouse stands for the location Store Berlin", self.problem(imported))

    def test_o18_what_is_delivered_is_not_taken_off(self):
        order, imported = self.applied(
            lambda order: self.later().set_quantity(order, self.mugs(order), 1),
            before=self.deliver,
        )
        self.assertIn("3 are delivered already, and 1 are left", self.problem(imported))
        line = self.sale_line(imported, self.mugs(order))
        self.assertEqual(line.product_uom_qty, 3)

    def test_o18_the_rest_is_carried_over_beside_what_is_not(self):
        def edit(order):
            clerk = self.later()
            clerk.set_quantity(order, self.mugs(order), 1)
            clerk.set_quantity(order, self.sporks(order), 4)

        order, imported = self.applied(edit, before=self.deliver)
        self.assertEqual(self.conflicts(imported), [("quantity_lowered", "Enamel Mug")])
        self.assertEqual(self.sale_line(imported, self.sporks(order)).product_uom_qty, 4)
        imported.action_keep_as_it_is()
        self.assertFalse(imported.has_conflict)
        self.later().tag(order, "vip")
        self.take_in(order)
        self.assertFalse(imported.has_conflict)

    def test_o18_a_delivered_order_keeps_its_address(self):
        _order, imported = self.applied(
            lambda order: self.later().readdress(order, "NL", city="Utrecht"),
            before=self.deliver,
        )
        self.assertIn("delivered already", self.problem(imported))

    def test_o18_what_is_invoiced_is_not_changed(self):
        _order, imported = self.applied(
            lambda order: self.later().discount_line(order, self.mugs(order), "7.77"),
            before=self.invoice,
        )
        self.assertIn("invoiced already: INV", self.problem(imported))

    def test_o18_units_added_to_an_invoiced_line_are_invoiced_by_themselves(self):
        order, imported = self.applied(
            lambda order: self.later().set_quantity(order, self.mugs(order), 5),
            before=self.invoice,
        )
        self.assert_carried(order, imported)
        lines = self.sale_line(imported, self.mugs(order))
        self.assertEqual(lines.mapped("product_uom_qty"), [3, 2])
        self.assertEqual(self.open_units(lines), 5)
        more = self.invoice(imported)
        invoiced = sum(imported.sale_order_id.invoice_ids.mapped("amount_total"))
        self.assertEqual(more.invoice_line_ids.mapped("quantity"), [2])
        self.assertAlmostEqual(
            invoiced, float(order["currentTotalPriceSet"]["shopMoney"]["amount"]), 2
        )

    def test_o18_a_locked_order_is_left_alone(self):
        order, imported = self.applied(
            lambda order: self.later().set_quantity(order, self.mugs(order), 5),
            before=lambda imported: imported.sale_order_id.action_lock(),
        )
        self.assertIn("locked", self.problem(imported))
        imported.sale_order_id.action_unlock()
        imported.action_apply_changes()
        self.assert_carried(order, imported)

    def test_o18_an_added_line_without_a_product_waits_for_one(self):
        self.shop.auto_create_products = False
        for title in ("Enamel Mug", "Spork"):
            self.env["product.product"].create(
                {"name": title, "default_code": self.variant(title)["sku"], "is_storable": True}
            )
        order, imported = self.applied(
            lambda order: self.later().add_line(order, self.variant("Tarp 3x3"))
        )
        self.assertIn("Tarp 3x3", self.problem(imported))
        line = imported.line_ids.filtered(lambda one: one.name == "Tarp 3x3")
        line.product_id = self.env["product.product"].create({"name": "Tarp of Odoo"})
        imported.action_apply_changes()
        self.assert_carried(order, imported)

    def test_o18_a_line_that_was_changed_here_is_named(self):
        def change(imported):
            line = imported.sale_order_id.order_line.filtered(
                lambda one: one.product_id.name == "Spork"
            )
            line.price_unit = 1

        order, imported = self.applied(
            lambda order: self.later().set_quantity(order, self.mugs(order), 5), before=change
        )
        self.assertEqual(self.conflicts(imported), [("total", "")])
        self.assertIn("Spork", self.problem(imported))
        self.assertEqual(self.sale_line(imported, self.mugs(order)).product_uom_qty, 5)
        imported.action_keep_as_it_is()
        self.assertFalse(imported.has_conflict)

    # === WHO ASKS === #

    def test_o18_changes_are_applied_by_themselves_if_the_shop_is_set_so(self):
        self.shop.order_edits = "apply"
        order, imported = self.an_imported()
        self.later().set_quantity(order, self.mugs(order), 5)
        self.take_in(order)
        self.assert_carried(order, imported)

    def test_o18_an_applied_edit_is_invoiced_once(self):
        order, imported = self.applied(
            lambda order: self.later().set_quantity(order, self.mugs(order), 1)
        )
        self.deliver(imported)
        invoice = self.invoice(imported)
        self.assertAlmostEqual(
            invoice.amount_total, float(order["currentTotalPriceSet"]["shopMoney"]["amount"]), 2
        )
        self.assertFalse(any(imported.sale_order_id.order_line.mapped("qty_to_invoice")))
