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
