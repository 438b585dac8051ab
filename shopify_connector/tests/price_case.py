# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from shopify_sandbox.world.catalogue import add_product

from .common import ShopifyCase


class PriceFixtures:
    """Builds products, pricelists and taxes; mixed into test cases."""

    def a_product(self, name="Mug", price=100.0, **values):
        """Return a product of the company, so that its price is in euro."""
        return self.env["product.product"].create(
            {
                "name": name,
                "list_price": price,
                "company_id": self.company.id,
                "taxes_id": [Command.clear()],
                **values,
            }
        )

    def some_variants(self, count=3, price=20.0, extra=5.5, name="Shirt"):
        """Return the variants of a product; the second one costs the extra price more, and so on.

        :param count: how many variants
        """
        attribute = self.env["product.attribute"].create(
            {
                "name": "Size",
                "value_ids": [
                    Command.create(
                        {"name": f"Size {number}", "default_extra_price": number * extra}
                    )
                    for number in range(count)
                ],
            }
        )
        line = {"attribute_id": attribute.id, "value_ids": [Command.set(attribute.value_ids.ids)]}
        template = self.env["product.template"].create(
            {
                "name": name,
                "list_price": price,
                "company_id": self.company.id,
                "taxes_id": [Command.clear()],
                "attribute_line_ids": [Command.create(line)],
            }
        )
        return template.product_variant_ids

    def a_pricelist(self, *rules, name="Web", currency="EUR"):
        """Return a pricelist; each rule is the values of an item."""
        return self.env["product.pricelist"].create(
            {
                "name": name,
                "company_id": self.company.id,
                "currency_id": self.currency(currency).id,
                "item_ids": [Command.create(rule) for rule in rules],
            }
        )

    def a_tax(self, percent, included=False, **values):
        group = {
            "name": "VAT",
            "company_id": self.company.id,
            "country_id": self.env.ref("base.nl").id,
        }
        number = self.env["account.tax"].search_count([("company_id", "=", self.company.id)])
        return self.env["account.tax"].create(
            {
                "name": f"{percent} % ({number})",
                "company_id": self.company.id,
                "country_id": self.env.ref("base.nl").id,
                "tax_group_id": self.env["account.tax.group"].create(group).id,
                "amount": percent,
                "type_tax_use": "sale",
                "price_include_override": "tax_included" if included else "tax_excluded",
                **values,
            }
        )

    def a_template(self, country="base.ch", **values):
        """Return a customer template of the shop, and let prices go by it."""
        template = self.env["shopify.customer.template"].create(
            {"shop_id": self.shop.id, "country_id": self.env.ref(country).id, **values}
        )
        self.shop.price_template_id = template
        return template

    def currency(self, name):
        return (
            self.env["res.currency"].with_context(active_test=False).search([("name", "=", name)])
        )

    def price(self, product, **options):
        """Return (price, compare-at) of a product as texts; "" for no compare-at."""
        priced = self.priced(product, **options)
        self.assertFalse(getattr(priced, "code", ""), "there is no price")
        compare_at = "" if priced.compare_at is None else f"{priced.compare_at:f}"
        return f"{priced.price:f}", compare_at

    def priced(self, product, **options):
        return self.shop._shopify_prices(product, **options)[product]

    def assert_price(self, product, price, compare_at="", **options):
        self.assertEqual(self.price(product, **options), (price, compare_at))


class PriceSyncFixtures(PriceFixtures):
    """Builds products that are in both, and looks at what Shopify asks for."""

    def in_both(self, title="Enamel Mug", price=10.0, **values):
        """Return a Shopify product as the sandbox has it, its variants linked to new products.

        :param price: the sales price of each of the Odoo products
        """
        node = self.node(title)
        product = self.env["shopify.product"].create(
            {
                "shop_id": self.shop.id,
                "connection_id": self.shop.connection_id.id,
                "shopify_id": self.number(node),
                "name": title,
                "is_gift_card": node["isGiftCard"],
            }
        )
        self.env["shopify.variant"].create(
            [
                {
                    "product_id": product.id,
                    "shopify_id": self.number(variant),
                    "name": variant["title"],
                    "price": float(variant["price"]),
                    "compare_at_price": float(variant["compareAtPrice"] or 0),
                    "odoo_product_id": self.a_product(f"{title} {number}", price, **values).id,
                }
                for number, variant in enumerate(node["variants"])
            ]
        )
        return product

    def add_to_shopify(self, title, count=1, price="5.00"):
        """Add a product to the sandbox, with so many variants."""
        return add_product(
            self.shopify,
            title,
            options=["Size"],
            variants=[{"values": [str(number)], "price": price} for number in range(count)],
        )

    def node(self, title):
        """Return the sandbox's product of a title."""
        return next(each for each in self.shopify.collections["Product"] if each["title"] == title)

    @staticmethod
    def number(node):
        return node["id"].rpartition("/")[2]

    def told(self, title="Enamel Mug"):
        """Return (price, compare-at price) of each of a product's variants in Shopify."""
        return [
            (variant["price"], variant["compareAtPrice"])
            for variant in self.node(title)["variants"]
        ]

    def shopify_changes(self, title="Enamel Mug", place=0, **values):
        """Change a variant in Shopify by hand."""
        self.node(title)["variants"][place].update(values)

    def sync_prices(self, **options):
        """Run the price sync and return its run."""
        run = self.sync(self.shop, "prices", options or None)
        self.assert_done(run)
        return run

    def pushes(self):
        """Return the requests that were to change prices, oldest first."""
        names = ("VariantPricesUpdate", "BulkRunMutation")
        return [each for each in self.sandbox.requests if each.operation.startswith(names)]

    def skips(self):
        return self.env["shopify.sync.skip"].search([("kind", "=", "prices")], order="id")

    def assert_skipped(self, variant, code, *words):
        """The variant is on the list of skipped records, with these words and a way to fix it."""
        skip = self.skips().filtered(lambda one: one.res_id == variant.id)
        self.assertEqual(skip.code, code, skip.reason)
        for word in words:
            self.assertIn(word, skip.reason)
        self.assertTrue(skip.fix, "nothing says what to do")


class PriceCase(PriceFixtures, ShopifyCase):
    """A shop that may be changed."""

    def setUp(self):
        super().setUp()
        self.shop.allow_changes = True


class PriceSyncCase(PriceSyncFixtures, PriceCase):
    """A shop whose products are in both."""
