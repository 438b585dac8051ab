# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The native limit: the shortest script that makes the orders' native records with Odoo's ORM.

``python -m bench.native_orders DATABASE FILE BATCH [COUNT]``

It takes data from memory and keeps nothing of Shopify's. The database lacks the addon, so that
none of the connector's own fields and extensions costs anything here.
"""

import json
import sys

from odoo.fields import Command

from bench.native_batches import make_in_batches, measure_native, quiet
from bench.native_partners import NativePartners


class NativeOrders:
    """Makes the records, a batch at a time.

    :cvar filled_tables: those that the database has to count again
    :param data: from ``bench.native_data_orders``
    """

    filled_tables = (
        "res_partner, sale_order, sale_order_line, account_tax_sale_order_line_rel, "
        "stock_picking, stock_move, stock_move_line, stock_reference, stock_reference_move_rel, "
        "stock_quant, account_move, account_move_line"
    )

    def __init__(self, env, data: dict) -> None:
        self.env = quiet(env)
        self.data = data
        self.partners = NativePartners(self.env, data["partners"])
        self.products = {
            product.default_code: product.id
            for product in self.env["product.product"].search([("default_code", "!=", False)])
        }

    def make(self, batch: int) -> None:
        """Make everything, and commit each batch."""
        self.make_taxes_and_services()
        make_in_batches(self.env, self.data["orders"], batch, self.filled_tables, self.make_batch)

    def make_taxes_and_services(self) -> None:
        """Make what the connector makes once: a tax per rate, a product per kind of charge."""
        data = self.data
        taxes = self.env["account.tax"].create(list(data["taxes"].values()))
        self.taxes = dict(zip(data["taxes"], taxes.ids, strict=True))
        services = self.env["product.product"].create(
            [{"name": name, "type": "service"} for name in data["services"].values()]
        )
        self.products.update(zip(map(int, data["services"]), services.ids, strict=True))

    def make_batch(self, orders: list[dict]):
        """Make a batch; what was shipped is invoiced, too."""
        _sales, shipped = self.make_sales(orders)
        if shipped:
            shipped._create_invoices(grouped=True)

    def make_sales(self, orders: list[dict]):
        """Make partners, orders and deliveries of a batch; ship what was shipped.

        :return: the sale orders, and those of them that are shipped
        """
        self.make_partners(orders)
        sales = self.env["sale.order"].create([self.sale_values(order) for order in orders])
        sales.action_confirm()
        shipped = self.env["sale.order"].union(
            *(sale for sale, order in zip(sales, orders, strict=True) if order["shipped"])
        )
        self.ship(shipped.picking_ids)
        return sales, shipped

    def make_partners(self, orders: list[dict]) -> None:
        """Make the orders' partners and delivery addresses."""
        known = self.data["partners"]
        keys = {
            str(order[name]) for order in orders for name in ("partner_id", "partner_shipping_id")
        }
        self.partners.make(
            keys | {str(known[key]["parent_id"]) for key in keys if known[key]["parent_id"]}
        )

    def sale_values(self, order: dict) -> dict:
        """:return: an order's values with its lines"""
        partner = self.partners.ids[str(order["partner_id"])]
        return {
            "partner_id": partner,
            "partner_invoice_id": partner,
            "partner_shipping_id": self.partners.ids[str(order["partner_shipping_id"])],
            "pricelist_id": False,
            "require_signature": False,
            "require_payment": False,
            **{
                name: order[name]
                for name in ("currency_id", "date_order", "client_order_ref", "origin", "note")
            },
            "order_line": [Command.create(self.line_values(line)) for line in order["lines"]],
        }

    def line_values(self, line: dict) -> dict:
        """:return: a line's values; its amounts are Shopify's, as the tax engine takes them"""
        values = {name: line[name] for name in line if name not in ("product", "taxes")}
        values["product_id"] = self.products[line["product"]]
        values["tax_ids"] = [Command.set([self.taxes[str(tax)] for tax in line["taxes"]])]
        if given := line["extra_tax_data"]:
            amounts = given.get("manual_tax_amounts") or {}
            values["extra_tax_data"] = {
                **given,
                "manual_tax_amounts": {
                    str(self.taxes.get(key, key)): amount for key, amount in amounts.items()
                },
            }
        return values

    @staticmethod
    def ship(pickings) -> None:
        """Validate deliveries with all that was ordered."""
        for move in pickings.move_ids:
            move.quantity = move.product_uom_qty
        pickings.move_ids.picked = True
        if pickings:
            pickings.with_context(skip_backorder=True, skip_sms=True).button_validate()


if __name__ == "__main__":
    print(json.dumps(measure_native(NativeOrders, "orders", *sys.argv[1:])))
