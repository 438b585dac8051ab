# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the native records that the connector made, as data for a script that makes the same.

``python -m bench.native_data DATABASE FILE``

The data are plain values. What the script has to make itself (partners, taxes, the products of
shipping and the like) is named by a key; products with an internal reference are there before.
"""

import json
import sys
from pathlib import Path

from bench.odoo_process import odoo_environment

PARTNER = ("name", "company_name", "type", "email", "phone", "street", "street2", "city", "zip")
TAX = ("name", "amount", "amount_type", "type_tax_use", "price_include_override", "description")
LINE = ("name", "product_uom_qty", "price_unit", "discount", "sequence", "is_delivery")


def read(env) -> dict:
    """:return: ``taxes``, ``services`` and ``orders`` in the order in which they were made"""
    sales = env["sale.order"].search([("shopify_order_id", "!=", False)], order="id")
    lines = sales.order_line
    services = lines.product_id.filtered(lambda product: not product.default_code)
    return {
        "taxes": {tax.id: _values(tax, TAX) for tax in lines.tax_ids},
        "services": {product.id: product.name for product in services},
        "partners": {partner.id: _partner(partner) for partner in _partners(sales)},
        "orders": [_order(sale) for sale in sales],
    }


def _partners(sales):
    partners = sales.partner_id | sales.partner_shipping_id
    return (partners | partners.parent_id).sorted("id")


def _values(record, names):
    return {name: record[name] for name in names}


def _partner(partner):
    return {
        **_values(partner, PARTNER),
        "parent_id": partner.parent_id.id,
        "country_id": partner.country_id.id,
        "state_id": partner.state_id.id,
    }


def _order(sale):
    return {
        "partner_id": sale.partner_id.id,
        "partner_shipping_id": sale.partner_shipping_id.id,
        "currency_id": sale.currency_id.id,
        "date_order": str(sale.date_order),
        "client_order_ref": sale.client_order_ref,
        "origin": sale.origin,
        "note": sale.note and str(sale.note),
        "lines": [_line(line) for line in sale.order_line],
        "shipped": sale.picking_ids and all(p.state == "done" for p in sale.picking_ids),
    }


def _line(line):
    given = line.extra_tax_data or {}
    return {
        **_values(line, LINE),
        "product": line.product_id.default_code or line.product_id.id,
        "taxes": line.tax_ids.ids,
        "extra_tax_data": given and {**given, "currency_id": line.currency_id.id},
    }


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        Path(sys.argv[2]).write_text(json.dumps(read(environment)))
    print("{}")
