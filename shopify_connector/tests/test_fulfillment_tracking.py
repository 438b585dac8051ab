# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.tests import Form

from .fulfillment_case import FulfillmentCase

LINK = "https://track.example/?n=<shipmenttrackingnumber>"


class TestFulfillmentTracking(FulfillmentCase):
    """F4, F5: tracking numbers, links, carriers, and whether the buyer is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        service = cls.env["product.product"].create({"name": "Parcel", "type": "service"})
        cls.carrier = cls.env["delivery.carrier"].create(
            {"name": "Our courier", "product_id": service.id, "tracking_url": LINK}
        )
        cls.postnl = cls.env.ref("shopify_connector.tracking_company_postnl")

    def sent(self, tracking=False, carrier=None, **values):
        """A delivery that was sent, and what Shopify has of it."""
        (order,), imported = self.several(1)
        picking = self.pickings(imported)
        picking.write({"carrier_id": carrier and carrier.id, **values})
        self.deliver(imported, tracking=tracking)
        self.send()
        (node,) = order["fulfillments"]
        return picking, node

    def tracking(self, node):
        return [(one["company"], one["number"], one["url"]) for one in node["trackingInfo"]]

    def test_f4_number_link_and_the_company_that_shopify_knows(self):
        self.carrier.shopify_tracking_company_id = self.postnl
        _picking, node = self.sent("3S1", self.carrier)
        self.assertEqual(self.tracking(node), [("PostNL", "3S1", "https://track.example/?n=3S1")])

    def test_f4_without_a_company_the_carriers_name(self):
        _picking, node = self.sent("3S1", self.carrier)
        self.assertEqual(self.tracking(node)[0][0], "Our courier")

    def test_f4_several_packages_all_numbers(self):
        picking, node = self.sent("3S1,3S2, 3S3", self.carrier)
        self.assertEqual(
            self.tracking(node),
            [
                ("Our courier", number, f"https://track.example/?n={number}")
                for number in ("3S1", "3S2", "3S3")
            ],
        )
        (row,) = picking.shopify_fulfillment_ids
        self.assertEqual(row.tracking_numbers, "3S1, 3S2, 3S3")

    def test_f4_a_company_that_shopify_does_not_know_can_be_typed(self):
        with Form(self.carrier) as form:
            form.shopify_tracking_company_id = self.env["shopify.tracking.company"].browse(
                self.env["shopify.tracking.company"].name_create("Cargo bike")[0]
            )
        self.assertFalse(self.carrier.shopify_tracking_company_id.is_known)
        _picking, node = self.sent("7", self.carrier)
        self.assertEqual(self.tracking(node)[0][0], "Cargo bike")

    def test_f4_shopifys_companies_are_offered(self):
        companies = self.env["shopify.tracking.company"]
        self.assertGreater(companies.search_count([("is_known", "=", True)]), 150)
        for name in ("DHL Express", "UPS", "OnTrac", "Österreichische Post", "Inpost"):
            self.assertTrue(companies.search([("name", "=", name)]).is_known, name)

    def test_f4_without_a_number_there_is_no_tracking(self):
        _picking, node = self.sent(carrier=self.carrier)
        self.assertEqual(node["trackingInfo"], [])

    def test_f4_a_number_that_is_added_or_changed_later_updates_the_fulfilment(self):
        self.shop.fulfil_on_delivery = True
        picking, node = self.sent(carrier=self.carrier)
        self.assertFalse(picking.shopify_tracking_due)
        self.env["shopify.sync.run"].search([]).unlink()
        picking.carrier_tracking_ref = "3S9"
        self.env.cr.precommit.run()
        self.assertTrue(picking.shopify_tracking_due)
        self.assertEqual(self.env["shopify.sync.run"].search([]).trigger, "deliveries")
        run = self.send()
        self.assertEqual(
            self.tracking(node), [("Our courier", "3S9", "https://track.example/?n=3S9")]
        )
        self.assertEqual(run.changed_count, 1)
        self.assertFalse(picking.shopify_tracking_due)
        self.carrier.shopify_tracking_company_id = self.postnl
        picking.write({"carrier_tracking_ref": "3S9,3S10", "carrier_id": self.carrier.id})
        self.send()
        self.assertEqual(
            [one[:2] for one in self.tracking(node)], [("PostNL", "3S9"), ("PostNL", "3S10")]
        )
        (row,) = picking.shopify_fulfillment_ids
        self.assertEqual((row.tracking_company, row.tracking_numbers), ("PostNL", "3S9, 3S10"))
        requests = len(self.sandbox.requests)
        self.send()
        self.assertEqual(len(self.sandbox.requests), requests, "nothing has changed")

    def test_f4_a_number_that_is_the_same_sends_nothing(self):
        picking, _node = self.sent("3S1", self.carrier)
        picking.carrier_tracking_ref = "3S1"
        self.send()
        self.assertFalse(self.operations("FulfillmentTrackingUpdate"))
        self.assertFalse(picking.shopify_tracking_due)

    def test_f4_tracking_of_many_deliveries_goes_in_few_requests(self):
        _orders, imported = self.several(12, sporks=0, mugs=1)
        for one in imported:
            self.deliver(one)
        self.send()
        for number, picking in enumerate(self.pickings(imported)):
            picking.carrier_tracking_ref = f"N{number}"
        self.send()
        self.assertEqual(len(self.operations("FulfillmentTrackingUpdate")), 1)
        self.assertFalse(any(self.pickings(imported).mapped("shopify_tracking_due")))

    def test_f4_tracking_that_shopify_refuses_says_why(self):
        picking, node = self.sent("3S1", self.carrier)
        self.shopify.remove(node)
        picking.carrier_tracking_ref = "3S2"
        run = self.send()
        self.assert_state(picking, "sent", "Shopify refused the tracking")
        self.assertEqual((run.changed_count, run.failed_count), (0, 1))
        self.assertFalse(picking.shopify_tracking_due)

    def test_f5_the_buyer_is_told_as_shop_and_delivery_say(self):
        for shop, own, told in (
            (False, False, False),
            (True, False, True),
            (True, "no", False),
            (False, "yes", True),
        ):
            with self.subTest(shop=shop, own=own):
                self.shop.notify_customers = shop
                picking, node = self.sent(shopify_notify=own)
                self.assertEqual(node["_notified"], told)
                picking.carrier_tracking_ref = "3S1"
                node["_notified"] = None
                self.send()
                self.assertEqual(node["_notified"], told)
