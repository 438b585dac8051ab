# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from shopify_sandbox.shopper import an_order

from .common import ShopifyCase, moment


class TestOrderKept(ShopifyCase):
    """O4, O7: all of the order is kept, and stands where a user looks for it."""

    def test_o7_all_of_the_order_is_kept(self):
        order = (
            self.buy(quantity=2, attributes=(("Engraving", "Anna"),))
            .line(self.variant("Spork"), 3)
            .shipping("Express", "9.90", "EXP")
            .discount_code("SUMMER", "10%")
            .with_tip("2.00")
            .tax_included()
            .in_currency("USD", "1.1")
            .ship_to("NL")
            .bill_to("DE", company="Schmidt GmbH")
            .at("2026-03-02T09:30:00Z")
            .noting("Please ring twice")
            .tagged("vip", "gift")
            .attribute("Delivery day", "Monday")
            .po_number("PO-77")
            .payment_terms("Net 30", 30)
            .risky("HIGH")
            .in_language("nl")
            .paid_by("visa", "20.00")
            .failing_by("mastercard")
            .paid_by("paypal")
            .place()
        )
        self.merchant_later().fulfil(order, tracking=[("PostNL", "3SABC")])
        (kept,) = self.take_in(order)
        self.assert_in_odoo(kept)
        self.assertEqual(kept.shopify_id, order["legacyResourceId"])
        self.assertEqual(kept.processed_at, moment("2026-03-02 09:30:00"))
        self.assertEqual(kept.note, "Please ring twice")
        self.assertEqual(kept.tags, "gift, vip")
        self.assertEqual(kept.custom_attribute_text, "Delivery day: Monday")
        self.assertEqual(kept.po_number, "PO-77")
        self.assertEqual(kept.payment_terms, "Net 30")
        self.assertEqual(kept.due_at, moment("2026-04-01 09:30:00"))
        self.assertEqual(kept.risk_level, "HIGH")
        self.assertIn("security code", kept.risk_facts)
        self.assertEqual(kept.locale, "nl")
        self.assertEqual(kept.channel, "web")
        self.assertEqual(kept.discount_codes, "SUMMER")
        self.assertEqual(kept.financial_status, "PAID")
        self.assertEqual(kept.fulfillment_status, "FULFILLED")
        self.assertEqual(kept.status_page_url, order["statusPageUrl"])
        self.assertTrue(kept.taxes_included)
        self.assertEqual(kept.country_code, "NL")
        self.assertEqual(kept.customer_id.email, order["customer"]["email"])
        self.assertIn("Prinsengracht 263", kept.shipping_text)
        self.assertIn("Schmidt GmbH", kept.billing_text)
        self.assertEqual(kept.data_ids.raw["note"], "Please ring twice")
        self.assertIn("Please ring twice", kept.data_ids.text)
        self.check_lines(kept, order)
        self.check_money(kept, order)
        self.check_details(kept, order)

    def check_lines(self, kept, order):
        self.assertEqual(kept.line_ids.mapped("kind"), ["product", "product", "tip", "shipping"])
        mug = kept.line_ids[0]
        self.assertEqual(mug.sku, "NL-1039-01")
        self.assertEqual(mug.quantity, 2)
        self.assertEqual(mug.unfulfilled_quantity, 0)
        self.assertEqual(mug.custom_attributes, [{"key": "Engraving", "value": "Anna"}])
        self.assertEqual(mug.variant_id.sku, "NL-1039-01")
        self.assertEqual(f"{mug.unit_price:.2f}", "12.90")
        self.assertEqual(f"{mug.presentment_unit_price:.2f}", "14.19")
        self.assertEqual(mug.location_name, "Warehouse Hamburg")

    def check_money(self, kept, order):
        self.assertEqual(kept.currency_id.name, "EUR")
        self.assertEqual(kept.presentment_currency_id.name, "USD")
        for field, name, side in (
            ("total", "totalPriceSet", "shopMoney"),
            ("total_tax", "totalTaxSet", "shopMoney"),
            ("total_discounts", "totalDiscountsSet", "shopMoney"),
            ("total_shipping", "totalShippingPriceSet", "shopMoney"),
            ("total_tip", "totalTipReceivedSet", "shopMoney"),
            ("total_outstanding", "totalOutstandingSet", "shopMoney"),
            ("presentment_total", "totalPriceSet", "presentmentMoney"),
            ("presentment_total_tax", "totalTaxSet", "presentmentMoney"),
        ):
            self.assertAlmostEqual(kept[field], float(order[name][side]["amount"]), 2, field)

    def check_details(self, kept, order):
        taxes = [tax for line in order["lineItems"] for tax in line["taxLines"]]
        taxes += order["shippingLines"][0]["taxLines"]
        self.assertEqual(len(kept.tax_ids), len(taxes))
        self.assertEqual(set(kept.tax_ids.mapped("title")), {"NL BTW"})
        self.assertEqual(set(kept.tax_ids.mapped("percent")), {21.0})
        self.assertAlmostEqual(
            sum(kept.tax_ids.mapped("amount")), float(order["totalTaxSet"]["shopMoney"]["amount"])
        )
        self.assertEqual(kept.discount_ids.mapped("name"), ["SUMMER", "SUMMER"])
        self.assertEqual(kept.transaction_ids.mapped("status"), ["SUCCESS", "FAILURE", "SUCCESS"])
        self.assertEqual(kept.transaction_ids.mapped("kind"), ["SALE"] * 3)
        self.assertEqual(f"{kept.transaction_ids[0].presentment_amount:.2f}", "20.00")
        (shipment,) = kept.fulfillment_ids
        self.assertEqual(shipment.tracking_numbers, "3SABC")
        self.assertEqual(shipment.tracking_company, "PostNL")
        self.assertEqual(sum(shipment.quantities.values()), 5)

    def test_o4_the_order_number_stands_on_the_documents(self):
        self.shop.order_number_on_lines = True
        order = self.buy().place()
        (kept,) = self.take_in(order)
        sale = kept.sale_order_id
        self.assertEqual(sale.shopify_order_number, order["name"])
        self.assertEqual(sale.origin, order["name"])
        note = sale.order_line.filtered(lambda line: line.display_type == "line_note")
        self.assertIn(order["name"], note.name)
        self.assertEqual(sale.picking_ids.shopify_order_number, order["name"])
        self.assertEqual(sale.action_open_shopify_order()["res_id"], kept.id)
        self.assertEqual(kept.action_open_sale_order()["res_id"], sale.id)

    def test_o4_without_the_setting_there_is_no_note_line(self):
        (kept,) = self.take_in(self.buy().place())
        self.assertFalse(kept.sale_order_id.order_line.filtered("display_type"))

    def test_o3_nothing_is_created_where_the_shop_says_so(self):
        self.shop.auto_create_orders = False
        (kept,) = self.take_in(self.buy().place())
        self.assertFalse(kept.sale_order_id)
        self.assertFalse(kept.has_error)
        self.assertEqual(kept.state, "ready")
        kept.action_create_documents()
        self.assert_in_odoo(kept)

    def test_o7_an_order_at_the_counter_says_where(self):
        store = self.shopify.collections["Location"][1]
        self.shop.default_partner_id = self.env["res.partner"].create({"name": "Passers-by"})
        order = an_order(self.shopify).line(self.variant("Spork")).at_the_counter(store).place()
        (kept,) = self.take_in(order)
        self.assert_in_odoo(kept)
        self.assertEqual(kept.channel, "pos")
        self.assertEqual(kept.retail_location, store["name"])
        self.assertEqual(kept.sale_order_id.partner_id.name, "Passers-by")
