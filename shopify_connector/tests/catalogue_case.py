# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from shopify_sandbox.mutations.product_input import ProductInput
from shopify_sandbox.world.collections import add_collection, set_collections
from shopify_sandbox.world.publications import add_publication, put_in_channels

from .common import ShopifyCase


class CatalogueFixtures:
    """Builds sales channels, collections and products; mixed into test cases."""

    def a_publication(self, name="Fair", handle="fair", **options):
        """Add a sales channel to the sandbox's shop."""
        return add_publication(self.shopify, name, handle, **options)

    def in_sandbox_channel(self, name="Online Store"):
        """Return one of the sales channels that the sandbox's shop has from the beginning."""
        channels = self.shopify.collection("Publication")
        return next(channel for channel in channels if channel["name"] == name)

    def a_collection(self, title="Summer", smart=False):
        """Add a collection to the sandbox's shop; a smart one has what is tagged with its title."""
        rules = [{"column": "TAG", "relation": "EQUALS", "condition": title}]
        rule_set = {"appliedDisjunctively": False, "rules": rules} if smart else None
        return add_collection(self.shopify, title, rule_set=rule_set)

    def in_sandbox(self, title="Enamel Mug"):
        """Return the sandbox's product of a title."""
        products = self.shopify.collection("Product")
        return next(product for product in products if product["title"] == title)

    def a_product(self, title="Enamel Mug", **values):
        """Keep a product of the sandbox's shop as an import does."""
        node = self.in_sandbox(title)
        return self.env["shopify.product"].create(
            {
                "shop_id": self.shop.id,
                "connection_id": self.shop.connection_id.id,
                "shopify_id": node["id"].rpartition("/")[2],
                "name": title,
                "status": node["status"].lower(),
                "shopify_updated_at": node["updatedAt"].replace("T", " ").replace("Z", ""),
                **values,
            }
        )

    def put(self, product, collections=(), publications=()):
        """Let a product of the sandbox be in these collections and channels, a minute later."""
        self.shopify.clock.advance(minutes=1)
        set_collections(self.shopify, product, collections)
        now = self.shopify.now()
        put_in_channels(product, {one["id"]: now for one in publications})
        self.shopify.touch(product)

    def refuse(self, title=None, message=""):
        """Let the sandbox refuse each change of a product; without title, of none any more."""
        refused = []
        original = ProductInput.__init__

        def checked(asked, context, given, *args, **options):
            original(asked, context, given, *args, **options)
            if asked._known and asked._known["title"] in refused:
                asked.error("product", message)

        if title:
            refused.append(title)
            self._refusal = patch.object(ProductInput, "__init__", checked)
            self._refusal.start()
            self.addCleanup(self._refusal.stop)
        else:
            self._refusal.stop()

    def requests(self):
        """Return how many requests the sandbox has had since the last reset."""
        return self.sandbox.statistics.total

    def asked(self, operation):
        """Return how often Shopify was asked an operation since the last reset."""
        return self.sandbox.statistics.by_operation[operation]

    def listed(self, model):
        """Return what is listed of the shop, archived ones too, by name."""
        records = self.env[model].with_context(active_test=False).search([])
        return {record.name: record for record in records}


class CatalogueCase(CatalogueFixtures, ShopifyCase):
    """A shop that reads its products from Shopify."""

    def setUp(self):
        super().setUp()
        self.shop.product_sync = "from_shopify"
