# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command
from odoo.tools import SQL

from .common import ShopifyCase

CHANGES = (
    "ProductSet",
    "ProductEdit",
    "ProductVariantsUpdate",
    "ProductVariantsCreate",
    "ProductOptionUpdate",
    "ProductOptionsCreate",
    "ProductPublish",
    "CustomIdCreate",
    "BulkRunMutation",
)
TABLES = (
    "product_template",
    "product_product",
    "product_supplierinfo",
    "product_category",
    "product_attribute",
    "product_attribute_value",
    "product_template_attribute_line",
    "product_template_attribute_value",
    "res_partner",
    "shopify_sync_skip",
)


class ProductFixtures:
    """Builds products of Odoo's that are to go to Shopify; mixed into test cases."""

    def a_product(self, name="Mug", **values):
        """Return a product without variants."""
        return self.env["product.template"].create(
            {
                "name": name,
                "list_price": 12.5,
                "company_id": self.company.id,
                "taxes_id": False,
                "is_storable": values.get("type", "consu") == "consu",
                **values,
            }
        )

    def an_attribute(self, name, *values, **fields):
        """Return an attribute with its values."""
        return self.env["product.attribute"].create(
            {
                "name": name,
                "value_ids": [
                    Command.create({"name": value, "sequence": place})
                    for place, value in enumerate(values)
                ],
                **fields,
            }
        )

    def a_shirt(self, name="Shirt", attributes=None, **values):
        """Return a product with a variant for each combination of its attributes' values.

        :param dict attributes: values by name; by default two sizes and two colours
        """
        attributes = attributes or {"Size": ("S", "M"), "Colour": ("Red", "Blue")}
        made = [self.an_attribute(each, *names) for each, names in attributes.items()]
        return self.a_product(name, attribute_line_ids=self.lines_of(*made), **values)

    @staticmethod
    def lines_of(*attributes):
        """Return the commands that give a product all values of attributes."""
        return [
            Command.create(
                {"attribute_id": each.id, "value_ids": [Command.set(each.value_ids.ids)]}
            )
            for each in attributes
        ]

    def variant_of(self, template, *values):
        """Return the variant of a product that has these attribute values."""
        return template.product_variant_ids.filtered(
            lambda product: (
                set(product.product_template_attribute_value_ids.mapped("name")) == set(values)
            )
        )


class ProductExportFixtures(ProductFixtures):
    """Lets a shop send products to Shopify, and looks at what became of them."""

    def set_up_export(self):
        """Let the shop send products, whatever is in Shopify already."""
        self.shop.write(
            {
                "product_sync": "to_shopify",
                "can_update_shopify_products": True,
                "allow_changes": True,
                "auto_create_products": False,
            }
        )
        self.before = list(self.shopify.collection("Product"))

    def add(self, *templates, shop=None):
        """Add products to Shopify and return the run."""
        ids = [template.id for template in templates]
        run = self.sync(shop or self.shop, "products", {"template_ids": ids})
        self.assert_done(run)
        return run

    def in_shopify(self, title=None):
        """Return the sandbox's products that the test has made, or the one of a title."""
        products = [each for each in self.shopify.collection("Product") if each not in self.before]
        if not title:
            return products
        return next((each for each in products if each["title"] == title), None)

    def product_of(self, template):
        """Return the Shopify product of a template."""
        return self.env["shopify.product"].search([("odoo_template_id", "=", template.id)])

    def changes(self):
        """Return the requests that were to change something in Shopify, oldest first."""
        return [each for each in self.sandbox.requests if each.operation.startswith(CHANGES)]

    def skip_of(self, template):
        return self.env["shopify.sync.skip"].search(
            [("kind", "=", "products"), ("res_id", "=", template.id)]
        )

    def assert_skipped(self, template, code, *words):
        """The product is on the list of skipped records, with these words and a way to fix it."""
        skip = self.skip_of(template)
        self.assertEqual(skip.code, code, skip.reason)
        self.assertEqual((skip.res_model, skip.name), ("product.template", template.display_name))
        for word in words:
            self.assertIn(word, skip.reason)
        self.assertTrue(skip.fix, "nothing says what to do")
        return skip

    def update(self, **options):
        """Run the product sync and return its run."""
        run = self.sync(self.shop, "products", options or None)
        self.assert_done(run)
        return run

    def shopify_changes(self, node, **fields):
        """Change a product or a variant in the sandbox, a minute later."""
        self.shopify.clock.advance(minutes=1)
        node.update(fields)
        self.shopify.touch(node.get("product") or node)

    def a_while_passes(self):
        """Let all that was written and synced be an hour old."""
        self.env.flush_all()
        written = [(table, "write_date") for table in TABLES]
        noted = [("shopify_product", "synced_at"), ("shopify_shop", "product_settings_at")]
        for table, column in written + noted:
            self.env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET %(column)s = %(column)s - interval '1 hour'",
                    table=SQL.identifier(table),
                    column=SQL.identifier(column),
                )
            )
        self.env.invalidate_all()
        self.shopify.clock.advance(hours=1)
        self.sandbox.statistics.reset()

    def listed(self, model, name):
        """Read the shop's sales channels and collections and return the one of a name."""
        with self.without_commits(), self.shop._asking_shopify() as client:
            self.shop._list_catalogue(client)
        return self.env[model].search([("name", "=", name)])


class ProductExportCase(ProductExportFixtures, ShopifyCase):
    """A shop that sends products to Shopify."""

    def setUp(self):
        super().setUp()
        self.set_up_export()
