# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the products made of Shopify's: ``python -m bench.native_data_products DATABASE FILE``."""

from bench.native_data import values_of, write_data

TEMPLATE = ("name", "type", "is_storable", "list_price", "sale_ok", "purchase_ok", "invoice_policy")
VARIANT = ("default_code", "barcode", "weight", "standard_price")


def read(env) -> dict:
    """:return: ``attributes`` and ``products`` in the order in which they were made"""
    templates = env["shopify.variant"].search([]).odoo_product_id.product_tmpl_id.sorted("id")
    attributes = templates.attribute_line_ids.attribute_id
    return {
        "attributes": {
            attribute.name: {
                "create_variant": attribute.create_variant,
                "display_type": attribute.display_type,
                "values": attribute.value_ids.mapped("name"),
            }
            for attribute in attributes
        },
        "categories": sorted(set(templates.categ_id.mapped("name"))),
        "products": [_template(template) for template in templates],
    }


def _template(template):
    lines = template.attribute_line_ids
    return {
        **values_of(template, TEMPLATE),
        "category": template.categ_id.name,
        "options": [
            {"attribute": line.attribute_id.name, "values": line.value_ids.mapped("name")}
            for line in lines
        ],
        "extras": [
            [value.attribute_id.name, value.name, value.price_extra]
            for value in lines.product_template_value_ids
            if value.price_extra
        ],
        "variants": [_variant(product) for product in template.product_variant_ids],
    }


def _variant(product):
    return {
        **values_of(product, VARIANT),
        "options": [
            [value.attribute_id.name, value.name]
            for value in product.product_template_variant_value_ids
        ],
    }


if __name__ == "__main__":
    write_data(read)
