# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .till_tour_case import TillTourCase


class TestTillTours(TillTourCase):
    """What cashiers do about customers, in the browser."""

    def test_s1_create_customers_from_both_places(self):
        self.tour("till_create_customer")
        anna = self.partners_called("Anna Bakker")
        self.assertEqual(
            (anna.email, anna.phone, anna.street, anna.address_purpose),
            ("anna@example.com", "020 123 4567", "Dam 1", "home"),
        )
        self.assertEqual(anna.country_id.code, "NL")
        self.assertEqual(anna.pos_order_ids.amount_total, 10.0)
        self.assertEqual(len(self.partners_called("Bert Visser")), 1)

    # === WITHOUT NETWORK === #

    def assert_three_customers_two_orders(self):
        """Anna and Bert were sold a mug each, Carla is there too, and nothing is double."""
        orders = self.env["pos.order"].search([("config_id", "=", self.store.id)], order="id")
        self.assertEqual(sorted(orders.mapped("partner_id.name")), ["Anna Bakker", "Bert Visser"])
        self.assertEqual(orders.mapped("amount_total"), [10.0, 10.0])
        self.assertEqual(orders.mapped("state"), ["paid", "paid"])
        for name in ("Anna Bakker", "Bert Visser", "Carla Smit"):
            self.assertEqual(len(self.partners_called(name)), 1, name)
        made = self.env["pos.pending.customer"].search([("config_id", "=", self.store.id)])
        self.assertEqual(made.mapped("state"), ["done"] * 3)

    def test_s9_offline_customers_are_there_once_beside_another_tills_and_an_old_one(self):
        """Bert is a customer already; another till has made an Anna too, and sold to her."""
        bert = self.env["res.partner"].create({"name": "Bert Visser", "phone": "+31201234567"})
        utrecht = self.a_store("Utrecht")
        anna = self.told("Anna Bakker", email="ANNA@example.com")
        other = self.sell(self.an_order(self.open_session(utrecht), anna))
        with self.job():
            self.tour("till_offline")
        self.assert_three_customers_two_orders()
        order = self.env["pos.order"].search([("partner_id", "=", bert.id)])
        self.assertEqual(order.config_id, self.store)
        self.assertEqual(other.partner_id, self.partners_called("Anna Bakker"))

    def test_s9_the_connection_drops_while_orders_and_customers_are_sent(self):
        with self.job():
            self.tour("till_offline_cut")
        self.assertEqual(self.network.cut_paths, ["sync_from_ui", "sync_store_customers"])
        self.assert_three_customers_two_orders()

    def test_s7_an_asynchronous_customer_is_pending_until_the_job_has_run(self):
        """And then gets the receipt as the store's customers do: by email (S5)."""
        walk_in = self.env["res.partner"].create({"name": "Walk-in", "receipt_preference": "email"})
        self.store.write({"customer_creation": "async", "default_customer_id": walk_in.id})
        with self.job(held=True):
            self.tour("till_asynchronous")
        anna = self.partners_called("Anna Bakker")
        order = anna.pos_order_ids
        self.assertEqual(order.amount_total, 10.0)
        self.assertTrue(order.preferred_receipt_sent)
        mail = self.env["mail.mail"].search(
            [("model", "=", "pos.order"), ("res_id", "=", order.id)]
        )
        self.assertEqual(mail.email_to, "anna@example.com")
        self.assertEqual(mail.attachment_ids.mimetype, "image/jpeg")
