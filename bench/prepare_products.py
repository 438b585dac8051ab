# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make products of ten variants each that a shop can sell.

``python -m bench.prepare_products DATABASE SIZE``

Each has a description, a vendor and a category; each variant its reference, barcode, cost and
weight.
"""

import sys

from odoo.fields import Command

from bench.native_batches import make_in_batches, quiet
from bench.odoo_process import odoo_environment
from bench.prepare_shop import prepare_company

BATCH = 100
SIZES = ("XS", "S", "M", "L", "XL")
COLOURS = ("Red", "Blue")
TABLES = "product_template, product_product"


def prepare(env, size: int) -> None:
    """Make the products.

    :param size: how many
    """
    prepare_company(env)
    make_products(env, size)


def make_products(env, size: int) -> None:
    """Make products of ten variants each, called ``Exported 0`` and so on.

    :param size: how many
    """
    attributes = [_attribute(env, "Size", SIZES), _attribute(env, "Colour", COLOURS)]
    vendor = env["res.partner"].create({"name": "Weber Handel"})
    category = env["product.category"].create({"name": "Shirts"})

    def make(numbers):
        templates = quiet(env)["product.template"].create(
            [_values(env, number, attributes, vendor, category) for number in numbers]
        )
        for number, template in zip(numbers, templates, strict=True):
            for place, product in enumerate(template.product_variant_ids):
                code = f"{number:05d}{place:02d}"
                product.write(
                    {
                        "default_code": f"SHIRT-{code}",
                        "barcode": f"29{code}",
                        "standard_price": 4 + place / 100,
                        "weight": 0.25 + place / 100,
                    }
                )

    make_in_batches(env, list(range(size)), BATCH, TABLES, make)


def _attribute(env, name, values):
    return env["product.attribute"].create(
        {
            "name": name,
            "value_ids": [
                Command.create({"name": value, "sequence": place})
                for place, value in enumerate(values)
            ],
        }
    )


def _values(env, number, attributes, vendor, category):
    return {
        "name": f"Exported {number}",
        "company_id": env.company.id,
        "categ_id": category.id,
        "list_price": 10 + number % 97 + 0.95,
        "taxes_id": [Command.clear()],
        "description_sale": f"A shirt of good cotton, number {number}.",
        "seller_ids": [Command.create({"partner_id": vendor.id})],
        "attribute_line_ids": [
            Command.create(
                {"attribute_id": each.id, "value_ids": [Command.set(each.value_ids.ids)]}
            )
            for each in attributes
        ],
    }


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        prepare(environment, int(sys.argv[2]))
    print("{}")
