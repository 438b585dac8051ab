# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from .till_case import MANAGER
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

    def test_s2_a_customer_with_all_that_is_asked_is_made_and_edited(self):
        """Inherited (S4), further email and consent (S3), addresses (S6), questions; S1: edited."""
        self.env["res.config.settings"].create({"group_several_contact_points": True}).execute()
        taxes = self.env["account.fiscal.position"].create(
            {"name": "Domestic", "company_id": self.company.id}
        )
        group, fair = self.env["res.partner.category"].create(
            [
                {"name": "Wholesale", "is_customer_group": True},
                {"name": "Trade fair"},
            ]
        )
        group.with_company(self.company).property_account_position_id = taxes
        website = self.env["ir.model.fields"]._get("res.partner", "website")
        any_company = self.env["res.partner"].create(
            {
                "name": "Any company",
                "is_company": True,
                "receipt_preference": "email",
                "category_id": (group | fair).ids,
            }
        )
        question = Command.create({"field_id": website.id, "required": True})
        self.store.write(
            {"default_customer_id": any_company.id, "customer_attribute_ids": [question]}
        )
        self.tour("till_customer_in_full", login=MANAGER)
        bakker = self.partners_called("Bakker & Zoon")
        self.assertEqual(
            (bakker.is_company, bakker.category_id, bakker.receipt_preference, bakker.website),
            (True, group | fair, "email", "https://bakker.example"),
        )
        self.assertEqual(bakker.with_company(self.company).property_account_position_id, taxes)
        self.assertEqual((bakker.street, bakker.address_purpose), ("Dam 2", "business"))
        warehouse = bakker.child_ids
        self.assertEqual(
            (warehouse.name, warehouse.street, warehouse.type, warehouse.country_id.code),
            ("The warehouse", "Havenstraat 5", "delivery", "NL"),
        )
        points = {point.value: point for point in bakker.contact_point_ids}
        self.assertEqual(points["shop@bakker.example"].consent_state, "subscribed")
        books = points["books@bakker.example"]
        self.assertEqual((books.purpose, books.consent_state), ("business", "unsubscribed"))

    # === IN THE BACK OFFICE === #

    def test_s10_customers_that_could_not_be_taken_over_are_settled(self):
        """One is corrected, the other is chosen; both their sales get the customer."""
        self.env["res.partner"].create(
            [{"name": name, "email": "twins@example.com"} for name in ("Ann", "Hanna")]
        )
        session = self.store.current_session_id
        orders = [
            self.sell(self.an_order(session, self.told(name, email=email)))
            for name, email in (
                ("Dirk Mulder", "dirk(at)example.com"),
                ("Anna Bakker", "twins@example.com"),
            )
        ]
        self.env["pos.pending.customer"].search([])._take_over_each()
        dashboard = "/odoo/action-point_of_sale.action_pos_config_kanban"
        self.start_tour(dashboard, "till_settle_customers", login=MANAGER)
        self.env.invalidate_all()
        dirk, hanna = (order.partner_id for order in orders)
        self.assertEqual((dirk.name, dirk.email), ("Dirk Mulder", "dirk@example.com"))
        self.assertEqual(hanna.name, "Hanna")

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
