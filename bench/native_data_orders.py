# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the orders that the connector made: ``python -m bench.native_data_orders DATABASE FILE``."""

from bench.native_data import partners_of, values_of, write_data

TAX = ("name", "amount", "amount_type", "type_tax_use", "price_include_override", "description")
LINE = ("name", "product_uom_qty", "price_unit", "discount", "sequence", "is_delivery")


def read(env) -> dict:
    """:return: ``taxes``, ``services`` and ``orders`` in the order in which they were made"""
    sales = env["sale.order"].search([("shopify_order_id", "!=", False)], order="id")
    lines = sales.order_line
    services = lines.product_id.filtered(lambda product: not product.default_code)
    partners = sales.partner_id | sales.partner_shipping_id
    return {
        "taxes": {tax.id: values_of(tax, TAX) for tax in lines.tax_ids},
        "services": {product.id: product.name for product in services},
        "partners": partners_of(partners | partners.parent_id),
        "orders": [_order(sale) for sale in sales],
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
        **values_of(line, LINE),
        "product": line.product_id.default_code or line.product_id.id,
        "taxes": line.tax_ids.ids,
        "extra_tax_data": given and {**given, "currency_id": line.currency_id.id},
    }


if __name__ == "__main__":
    write_data(read)
