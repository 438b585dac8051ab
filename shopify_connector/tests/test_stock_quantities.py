# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .stock_case import StockCase

CALCULATIONS = {
    "free": "free_qty",
    "forecast_today": "virtual_available",
    "on_hand": "qty_available",
}


class TestStockQuantities(StockCase):
    """N3: what Odoo has for a location, by each of the calculations."""

    def figures(self, *variants, **settings):
        """Return the location's figure of each variant's product, with other settings."""
        self.here.write(settings)
        self.env.flush_all()
        products = self.env["product.product"].union(*(v.odoo_product_id for v in variants))
        quantities = self.here._odoo_quantities(products)
        return [quantities[variant.odoo_product_id.id] for variant in variants]

    def figure(self, calculation, **settings):
        settings.setdefault("quantity_name", "available")
        return self.figures(self.mug, stock_calculation=calculation, **settings)[0]

    def all_figures(self):
        return {calculation: self.figure(calculation) for calculation in CALCULATIONS}

    # === EACH CALCULATION === #

    def test_n3_what_is_there_is_the_figure_of_all_calculations(self):
        self.in_odoo(self.mug, 10)
        self.assertEqual(self.all_figures(), {"free": 10, "forecast_today": 10, "on_hand": 10})

    def test_n3_moves_count_by_calculation(self):
        cases = [
            ("reserved, due today", {"reserve": True}, (9, 9, 10)),
            ("reserved, due in a week", {"reserve": True, "days": 7}, (9, 9, 10)),
            ("due today", {}, (10, 9, 10)),
            ("overdue", {"days": -3}, (10, 9, 10)),
            ("due in a week", {"days": 7}, (10, 10, 10)),
            ("coming today", {"incoming": True}, (10, 11, 10)),
            ("coming in a week", {"incoming": True, "days": 7}, (10, 10, 10)),
        ]
        for name, move, expected in cases:
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                self.in_odoo(self.mug, 10)
                self.a_move(self.mug, 1, **move)
                self.assertEqual(tuple(self.all_figures().values()), expected)
                savepoint.rollback()

    def test_n3_the_day_of_the_company_counts(self):
        """Today ends when it ends where the company is."""
        self.company.partner_id.tz = "Pacific/Kiritimati"
        late = self.here._end_of_today()
        self.company.partner_id.tz = "Pacific/Midway"
        early = self.here._end_of_today()
        self.assertNotEqual(late, early)
        self.assertEqual((late.minute, late.second), (59, 59))
        self.assertEqual((late.hour, early.hour), (9, 10))

    # === SEVERAL SOURCES === #

    def test_n2_several_warehouses_and_stock_locations_are_summed_up(self):
        second = self.a_warehouse("W2")
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.warehouse.lot_stock_id.id, "usage": "internal"}
        )
        self.in_odoo(self.mug, 10)
        self.in_odoo(self.mug, 20, second.lot_stock_id)
        self.in_odoo(self.mug, 5, shelf)
        for sources, expected in (
            ((self.warehouse,), 15),
            ((second,), 20),
            ((self.warehouse, second), 35),
            ((shelf,), 5),
            ((self.warehouse.lot_stock_id,), 15),
            ((self.warehouse, shelf), 15),
            ((self.warehouse, shelf, second.lot_stock_id), 35),
            ((second, shelf), 25),
            ((), 0),
        ):
            with self.subTest([source.name for source in sources]):
                self.feed(self.here, *sources)
                self.assertEqual(self.figure("free"), expected)

    def test_n3_a_move_between_the_sources_takes_nothing_away(self):
        second = self.a_warehouse("W2")
        self.feed(self.here, self.warehouse, second)
        self.in_odoo(self.mug, 10)
        move = self.a_move(self.mug, 4)
        move.write({"location_dest_id": second.lot_stock_id.id, "location_final_id": False})
        self.assertEqual(self.figure("forecast_today"), 10)
        self.feed(self.here, self.warehouse)
        self.assertEqual(self.figure("forecast_today"), 6)

    # === ODOO'S OWN FIGURES === #

    def test_n3_the_figures_are_odoos_own(self):
        second = self.a_warehouse("W2")
        self.feed(self.here, self.warehouse, second)
        variants = [self.mug, *(self.a_linked_variant(f"Thing {n}") for n in range(12))]
        for number, variant in enumerate(variants):
            self.in_odoo(variant, 1 + number * 1.5)
            if number % 2:
                self.in_odoo(variant, number, second.lot_stock_id)
            if number % 3 == 0:
                self.a_move(variant, 2, days=-1, reserve=number % 2 == 0)
            if number % 4 == 0:
                self.a_move(variant, 3, incoming=True, days=number - 4)
        self.env.flush_all()
        products = self.env["product.product"].union(*(v.odoo_product_id for v in variants))
        located = products.with_context(
            location=(self.warehouse | second).view_location_id.ids,
            to_date=self.here._end_of_today(),
        )
        for calculation, name in CALCULATIONS.items():
            own = located.with_context(to_date=False) if name != "virtual_available" else located
            with self.subTest(calculation):
                self.assertEqual(
                    self.figures(*variants, stock_calculation=calculation),
                    [own.browse(v.odoo_product_id.id)[name] for v in variants],
                )

    def test_n3_ten_thousand_variants_would_take_as_many_statements_as_one(self):
        variants = [self.a_linked_variant(f"Thing {number}") for number in range(20)]
        self.env.flush_all()
        counts = []
        for number in (1, 20):
            products = self.env["product.product"].union(
                *(variant.odoo_product_id for variant in variants[:number])
            )
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.here._odoo_quantities(products)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    # === UNITS === #

    def test_n3_the_unit_of_the_variant_is_converted(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        box = self.a_linked_variant("Box of mugs", self.mug.odoo_product_id)
        box.uom_id = dozen
        self.in_odoo(self.mug, 30)
        self.send()
        self.assertEqual((self.in_shopify(self.mug), self.in_shopify(box)), (30, 2))

    def test_n3_a_unit_that_can_not_be_converted_leaves_the_variant_out(self):
        self.mug.uom_id = self.env.ref("uom.product_uom_kgm")
        self.in_odoo(self.mug, 30)
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 5)
        level = self.level(self.mug)
        self.assertEqual((level.state, level.code), ("left_out", "stock_unit"))
        skip = self.skips(self.mug)
        for word in ("Mug", "kg", "Units"):
            self.assertIn(word, skip.reason)
        self.assertTrue(skip.fix)
        self.mug.uom_id = False
        self.send()
        self.assertEqual(self.in_shopify(self.mug), 30)
        self.assertFalse(self.skips(), self.skips().mapped("reason"))
