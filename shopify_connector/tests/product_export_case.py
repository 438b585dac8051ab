# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.fields import Command

from .common import ShopifyCase


class ProductFixtures:
    """Builds products of Odoo's that are to go to Shopify; mixed into test cases."""

    def a_product(self, name="Mug", **values):
        """Return a product without variants."""
        return self.env["product.template"].create(
            {"name": name, "list_price": 12.5, "is_storable": True, **values}
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


class ProductExportCase(ProductFixtures, ShopifyCase):
    """A shop that sends products to Shopify."""

    def setUp(self):
        super().setUp()
        self.shop.write(
            {
                "product_sync": "to_shopify",
                "can_update_shopify_products": True,
                "allow_changes": True,
                "auto_create_products": False,
            }
        )
