# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The native limit: the shortest script that makes the products' native records with Odoo's ORM.

``python -m bench.native_products DATABASE FILE BATCH [COUNT]``

It takes data from memory and keeps nothing of Shopify's. The database lacks the addon, so that
none of the connector's own fields and extensions costs anything here.
"""

import json
import sys

from odoo.fields import Command

from bench.native_batches import make_in_batches, measure_native, quiet

FILLED_TABLES = (
    "product_template, product_product, product_template_attribute_line, "
    "product_template_attribute_value, product_variant_combination"
)
NOT_OF_THE_TEMPLATE = ("category", "options", "extras", "variants")


class NativeProducts:
    """Makes the products, a batch of templates at a time.

    :param data: from ``bench.native_data_products``
    """

    def __init__(self, env, data: dict) -> None:
        self.env = quiet(env)
        self.data = data

    def make(self, batch: int) -> None:
        """Make everything, and commit each batch."""
        self.make_attributes_and_categories()
        make_in_batches(self.env, self.data["products"], batch, FILLED_TABLES, self.make_batch)

    def make_attributes_and_categories(self) -> None:
        """Make what the products share."""
        self.values, self.attributes = {}, {}
        for name, kind in self.data["attributes"].items():
            attribute = self.env["product.attribute"].create(
                {
                    "name": name,
                    "create_variant": kind["create_variant"],
                    "display_type": kind["display_type"],
                    "value_ids": [Command.create({"name": value}) for value in kind["values"]],
                }
            )
            self.attributes[name] = attribute.id
            self.values |= {(name, value.name): value.id for value in attribute.value_ids}
        known = {each.name: each.id for each in self.env["product.category"].search([])}
        new = [name for name in self.data["categories"] if name not in known]
        made = self.env["product.category"].create([{"name": name} for name in new])
        self.categories = known | dict(zip(new, made.ids, strict=True))

    def make_batch(self, products: list[dict]) -> None:
        """Make the templates of a batch, what their values cost more, and their variants."""
        templates = self.env["product.template"].create(
            [self.template_values(product) for product in products]
        )
        pairs = list(zip(templates, products, strict=True))
        values = {
            template: {
                (value.attribute_id.name, value.name): value
                for value in template.attribute_line_ids.product_template_value_ids
            }
            for template in templates
        }
        for template, product in pairs:
            for attribute, name, extra in product["extras"]:
                values[template][attribute, name].price_extra = extra
        self.env["product.product"].create(
            [
                self.variant_values(template, variant, values[template])
                for template, product in pairs
                if not template.product_variant_ids
                for variant in product["variants"]
            ]
        )
        for template, product in pairs:
            self.write_made_variants(template, product["variants"])

    def template_values(self, product: dict) -> dict:
        """:return: a template's values, those of its only variant included"""
        values = {name: product[name] for name in product if name not in NOT_OF_THE_TEMPLATE}
        values["categ_id"] = self.categories.get(product["category"], False)
        values["attribute_line_ids"] = [
            Command.create(
                {
                    "attribute_id": self.attributes[option["attribute"]],
                    "value_ids": [
                        Command.set(
                            [self.values[option["attribute"], name] for name in option["values"]]
                        )
                    ],
                }
            )
            for option in product["options"]
        ]
        return values

    @staticmethod
    def variant_values(template, variant: dict, values: dict) -> dict:
        """:return: a variant's values"""
        combination = [values[tuple(option)].id for option in variant["options"]]
        return {
            **{name: variant[name] for name in variant if name != "options"},
            "product_tmpl_id": template.id,
            "product_template_attribute_value_ids": [Command.set(combination)],
        }

    @staticmethod
    def write_made_variants(template, variants: list[dict]) -> None:
        """Write the variants that Odoo has made by itself, in the data's order."""
        found = template.product_variant_ids
        if all(product.default_code for product in found):
            return
        by_options = {
            frozenset(
                (value.attribute_id.name, value.name)
                for value in product.product_template_variant_value_ids
            ): product
            for product in found
        }
        for variant in variants:
            product = by_options[frozenset(map(tuple, variant["options"]))]
            product.write({name: variant[name] for name in variant if name != "options"})


if __name__ == "__main__":
    print(json.dumps(measure_native(NativeProducts, "products", *sys.argv[1:])))
