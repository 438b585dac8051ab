# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from .common import ShopifyCase


class CatalogueFixtures:
    """Builds sales channels, collections and products; mixed into test cases."""

    def a_publication(self, name="Online Store", handle="online_store"):
        """Add a sales channel to the sandbox's shop."""
        return self.shopify.add(
            "Publication",
            {
                "name": name,
                "autoPublish": False,
                "supportsFuturePublishing": False,
                "app": {"__typename": "App", "id": "gid://shopify/App/1", "handle": handle},
                "catalog": None,
            },
        )

    def a_collection(self, title="Summer", smart=False):
        """Add a collection to the sandbox's shop."""
        return self.shopify.add(
            "Collection",
            {
                "title": title,
                "handle": title.lower(),
                "productsCount": {"__typename": "Count", "count": 0, "precision": "EXACT"},
                "sources": [
                    {
                        "__typename": "CollectionConditionsSource",
                        "inclusion": {
                            "__typename": "CollectionSourceInclusion",
                            "conditions": [
                                {"__typename": "CollectionSourceInclusionConditionProductTag"}
                            ]
                            * smart,
                        },
                    }
                ],
            },
        )

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
        """Put a product of the sandbox into collections and publish it, a minute later."""
        self.shopify.clock.advance(minutes=1)
        product["collections"] = list(collections)
        product["resourcePublicationsV2"] = [
            {
                "__typename": "ResourcePublicationV2",
                "publication": publication,
                "isPublished": True,
                "publishDate": self.shopify.now(),
            }
            for publication in publications
        ]
        self.shopify.touch(product)

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
