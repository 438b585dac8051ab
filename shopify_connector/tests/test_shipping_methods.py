# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from shopify_sandbox.merchant import Merchant
from shopify_sandbox.world.shipping_zones import add_carrier_method, add_method

from .common import ShopifyCase


class TestShippingMethods(ShopifyCase):
    """O11: shipping methods, and the carriers that stand for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.methods = cls.env["shopify.shipping.method"]

    def a_carrier(self, name="Parcel service", **values):
        product = self.env["product.product"].create(
            {"name": f"{name} fee", "type": "service", "taxes_id": []}
        )
        return self.env["delivery.carrier"].create(
            {
                "name": name,
                "product_id": product.id,
                "company_id": self.company.id,
                "delivery_type": "fixed",
                **values,
            }
        )

    def a_method(self, carrier=None, title="Standard", **values):
        return self.methods.create(
            {
                "shop_id": self.shop.id,
                "title": title,
                "carrier_id": carrier and carrier.id,
                **values,
            }
        )

    def listed(self):
        return sorted(self.methods.search([("shop_id", "=", self.shop.id)]).mapped("title"))

    # === ROWS === #

    def test_o11_methods_are_listed_from_delivery_profiles_once(self):
        express = self.a_carrier("express")
        add_method(self.shopify, "Freight", profile=1)
        add_carrier_method(self.shopify, "UPS", ["UPS Saver", "(UPS Worldwide)"])
        self.a_method(title="standard")
        (told,) = self.shop.shopify_get_shipping_methods()
        self.assertEqual(told, {"shop_id": self.shop.id, "found": 5, "added": 4})
        names = ["Express", "Freight", "International", "UPS Saver", "standard"]
        self.assertEqual(self.listed(), names)
        by_name = {method.title: method for method in self.shop.shipping_method_ids}
        self.assertEqual(by_name["Express"].carrier_id, express, "a carrier of the same name")
        self.assertEqual(by_name["Freight"].state, "unmapped")
        (told,) = self.shop.shopify_get_shipping_methods()
        self.assertEqual((told["added"], self.listed()), (0, names))
        self.assertIn("Nothing to add", self.methods.action_get()["params"]["message"])

    def test_o11_a_missing_scope_is_said(self):
        self.set_up_sandbox(self.shopify, scopes={"read_orders"})
        self.shopify.profile["features"]["marketDrivenShipping"] = True
        with self.assertRaises(UserError) as caught:
            self.shop.action_get_shipping_methods()
        self.assertIn("read_markets", str(caught.exception))

    def test_o11_a_method_is_listed_with_the_first_order_that_is_shipped_so(self):
        self.a_method(title="Express", source="ups")
        orders = [
            self.buy().shipping("Express", code="EX").place(),
            self.buy().shipping("Envío exprés", code="express").place(),
            self.buy().shipping("Bicycle").place(),
            self.buy().place(),
        ]
        imported = self.take_in(*orders)
        self.assert_in_odoo(imported)
        self.assertEqual(self.listed(), ["Bicycle", "Express", "Express"])
        lines = imported.line_ids.filtered(lambda line: line.kind == "shipping")
        found = lines.shipping_method_id.sorted("title")
        self.assertEqual(found.mapped("title"), ["Bicycle", "Express"])
        self.assertEqual(found.mapped("source"), [False, False], "none is of UPS")

    def test_o11_what_a_method_stands_for_is_checked(self):
        self.a_method(title="Standard")
        for values in ({"title": "STANDARD"}, {"title": False}, {"title": ""}):
            with (
                self.subTest(values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.a_method(**values)

    # === DOCUMENTS === #

    def test_o11_the_carrier_is_on_the_order_and_its_delivery(self):
        carrier = self.a_carrier()
        self.a_method(carrier)
        (imported,) = self.take_in(self.buy().shipping("Standard", "4.90").place())
        sale = imported.sale_order_id
        self.assertEqual(sale.carrier_id, carrier)
        self.assertEqual(sale.picking_ids.carrier_id, carrier)
        charge = sale.order_line.filtered("is_delivery")
        self.assertEqual(charge.product_id, self.shop.shipping_product_id)
        self.assertEqual(charge.price_total, 4.90)

    def test_o11_all_shipping_lines_are_charged_and_the_first_mapped_names_the_carrier(self):
        first, second = self.a_carrier("First"), self.a_carrier("Second")
        self.a_method(second, title="Express")
        self.a_method(first, title="Freight")
        order = (
            self.buy("Tarp 3x3")
            .shipping("Bicycle", "3.00")
            .shipping("Freight", "20.00")
            .shipping("Express", "9.00")
            .place()
        )
        (imported,) = self.take_in(order)
        sale = imported.sale_order_id
        self.assertEqual(sale.carrier_id, first)
        self.assertEqual(
            sorted(sale.order_line.filtered("is_delivery").mapped("price_total")), [3, 9, 20]
        )
        self.assert_charged(sale, order)
        self.assertFalse(imported.unmapped_shipping_id)

    def test_o11_a_line_that_was_taken_off_does_not_count(self):
        self.a_method(self.a_carrier(), title="Freight")
        order = self.buy().shipping("Freight", "20.00").shipping("Bicycle", "3.00").place()
        order["shippingLines"][0]["isRemoved"] = True
        for key in ("totalPriceSet", "currentTotalPriceSet", "totalShippingPriceSet"):
            for side in ("shopMoney", "presentmentMoney"):
                money = order[key][side]
                money["amount"] = f"{float(money['amount']) - 20:.2f}"
        (imported,) = self.take_in(order)
        self.assertFalse(imported.carrier_id)
        self.assertEqual(imported.unmapped_shipping_id.title, "Bicycle")

    def test_o11_the_carriers_product_stands_for_the_charge_and_the_shops_account_wins(self):
        carrier = self.a_carrier()
        self.a_method(carrier, use_carrier_product=True)
        account = self.env["account.account"].search(
            [("account_type", "=", "income"), ("company_ids", "=", self.company.id)], limit=1
        )
        own = account.copy({"name": "Shipping", "code": "499900"})
        self.shop.write({"auto_invoice": "posted", "shipping_account_id": own.id})
        order = self.buy().shipping("Standard", "4.90").place()
        Merchant(self.shopify).fulfil(order)
        (imported,) = self.take_in(order)
        self.assert_in_odoo(imported)
        charge = imported.sale_order_id.order_line.filtered("is_delivery")
        self.assertEqual(charge.product_id, carrier.product_id)
        self.assert_charged(imported.sale_order_id, order)
        self.assertEqual(charge.invoice_lines.account_id, own)

    def test_o11_an_order_is_not_kept_waiting_and_gets_its_carrier_later(self):
        orders = [self.buy().shipping("Standard").place() for _each in range(2)]
        shipped = self.buy().shipping("Standard").place()
        Merchant(self.shopify).fulfil(shipped)
        first, second, delivered = self.take_in(*orders, shipped)
        self.assert_in_odoo(first | second | delivered)
        method = first.unmapped_shipping_id
        self.assertEqual((method.order_count, method.open_order_count), (3, 2))
        with self.assertRaises(UserError):
            method.action_set_carrier()
        second.sale_order_id.carrier_id = self.a_carrier("Chosen by hand")
        method.carrier_id = self.a_carrier()
        method.action_set_carrier()
        self.assertEqual(first.sale_order_id.carrier_id, method.carrier_id)
        self.assertEqual(first.sale_order_id.picking_ids.carrier_id, method.carrier_id)
        self.assertEqual(second.sale_order_id.carrier_id.name, "Chosen by hand")
        self.assertFalse(delivered.sale_order_id.carrier_id)
        self.assertEqual(method.open_order_count, 0)

    def test_o11_a_method_that_says_more_takes_its_orders_over(self):
        (imported,) = self.take_in(self.buy().shipping("Saver", code="65").place())
        line = imported.line_ids.filtered(lambda line: line.kind == "shipping")
        general = line.shipping_method_id
        special = self.a_method(title="Saver", code="65")
        self.assertEqual(line.shipping_method_id, special)
        special.code = "66"
        self.assertEqual(line.shipping_method_id, general)

    # === WHAT CARRIERS DO === #

    def test_o11_a_carrier_charges_nothing_on_top_and_ships_nothing_twice(self):
        carrier = self.a_carrier(invoice_policy="real", fixed_price=7.0)
        self.a_method(carrier, use_carrier_product=True)
        self.env["stock.picking.type"].search([]).print_label = True
        shipped = self.buy().shipping("Standard", "0.00").place()
        Merchant(self.shopify).fulfil(shipped)
        waiting = self.buy().shipping("Standard", "0.00").place()
        calls = []
        carriers = self.env.registry["delivery.carrier"]
        send = carriers.send_shipping

        def note(carrier, pickings):
            calls.append(pickings)
            return send(carrier, pickings)

        with patch.object(carriers, "send_shipping", note):
            done, open_one = self.take_in(shipped, waiting)
            self.assertFalse(calls, "Shopify's shop has shipped it")
            picking = open_one.sale_order_id.picking_ids
            picking.move_ids.quantity = 1
            picking.move_ids.picked = True
            picking.button_validate()
        self.assertEqual(len(calls), 1)
        for imported, order in ((done, shipped), (open_one, waiting)):
            self.assertEqual(imported.sale_order_id.picking_ids.state, "done")
            self.assert_charged(imported.sale_order_id, order)

    # === BUDGET AND RIGHTS === #

    def test_o11_methods_take_no_query_an_order(self):
        def statements(count):
            orders = [self.buy().shipping(f"Way {count}").place() for _each in range(count)]
            self.sync(self.shop, "orders_to_import")
            before = self.env.cr.sql_log_count
            found = [self.shop._client(self.shop._recorder()).orders([o["id"] for o in orders])]
            page = [order for pages in found for part in pages for order in part]
            self.shop._stage_shipping_methods(page)
            return self.env.cr.sql_log_count - before

        statements(1)
        self.assertLessEqual(statements(20) - statements(2), 2)

    def test_o11_users_choose_carriers_and_make_no_methods(self):
        clerk = new_test_user(
            self.env,
            "clerk",
            groups="shopify_connector.group_user,sales_team.group_sale_salesman",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        method = self.a_method()
        method.with_user(clerk).carrier_id = self.a_carrier()
        self.assertEqual(method.state, "mapped")
        self.assertTrue(self.shop.with_user(clerk).shopify_get_shipping_methods()[0]["added"])
        with Form(method.with_user(clerk), "shopify_connector.shopify_shipping_method_view_list"):
            pass
