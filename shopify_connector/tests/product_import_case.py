# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.opening import open_shop

from .common import ShopifyCase


class ProductImportFixtures:
    """Builds products on both sides; mixed into test cases."""

    @classmethod
    def an_empty_shop(cls):
        return open_shop()

    # === IN SHOPIFY === #

    def in_shopify(self, title="Mug", options=None, variants=None, **fields):
        """Add a product to the sandbox's shop.

        :param list options: option names
        :param list variants: dicts of ``values`` and of what else a variant has; a tuple is one
            with these values
        """
        rows = [row if isinstance(row, dict) else {"values": row} for row in variants or ()] or None
        return add_product(self.shopify, title, options=options, variants=rows, **fields)

    def change(self, product, **fields):
        """Change a product in the sandbox, a minute later."""
        self.shopify.clock.advance(minutes=1)
        product.update(fields)
        self.shopify.touch(product)

    def change_variant(self, variant, **fields):
        """Change a variant in the sandbox, a minute later."""
        self.shopify.clock.advance(minutes=1)
        for node in (variant, variant["inventoryItem"]):
            node.update({name: value for name, value in fields.items() if name in node})
        self.shopify.touch(variant)
        self.shopify.touch(variant["product"])

    def buy_of(self, product):
        """Begin an order of the first variant of a sandbox's product."""
        return an_order(self.shopify).line(product["variants"][0])

    # === IN ODOO === #

    def stage(self, anew=False):
        """Read all of the sandbox's products and keep them.

        :return: ProductBatch
        """
        with self.shop._asking_shopify() as client:
            products = [product for page in client.products() for product in page]
        return self.env["shopify.product"]._stage(self.shop, products, anew=anew)

    def record(self, product):
        """Return the Shopify product of a sandbox's product."""
        return self._of_number("shopify.product", product)

    def record_of(self, variant):
        """Return the Shopify variant of a sandbox's variant."""
        return self._of_number("shopify.variant", variant)

    def _of_number(self, model, node):
        number = node["id"].rpartition("/")[2]
        return self.env[model].search([("shopify_id", "=", number)])

    def a_product(self, name, **values):
        return self.env["product.product"].create({"name": name, **values})


class ProductImportCase(ProductImportFixtures, ShopifyCase):
    """A Shopify shop without products, and a shop record that takes them from there."""

    def setUp(self):
        super().setUp()
        self.shop.product_sync = "from_shopify"
