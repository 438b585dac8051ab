# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Import a shop's orders over XML-RPC, find those that wait, and give each the partner it lacks.

``python import_orders.py https://odoo.example.com DATABASE LOGIN API_KEY``

Orders that wait for want of a partner are given the one with the order's email, else a new one.
"""

import sys
import time
import xmlrpc.client

NO_PARTNER = ("ambiguous_customer", "creation_off", "no_address", "no_default_partner")


class Odoo:
    """Calls methods of an Odoo database as one user.

    :param common: a proxy of ``/xmlrpc/2/common``
    :param objects: a proxy of ``/xmlrpc/2/object``
    """

    def __init__(self, common, objects, database, login, key):
        self._objects = objects
        self._database = database
        self._key = key
        self._user = common.authenticate(database, login, key, {})
        if not self._user:
            raise SystemExit("Odoo refused the login or the key.")

    def call(self, model, method, *arguments, **named):
        """Call a method and return its answer."""
        return self._objects.execute_kw(
            self._database, self._user, self._key, model, method, arguments, named
        )


def start_import(odoo, shop_id):
    """Queue the order sync of a shop.

    :return: the id of its run
    """
    (run,) = odoo.call("shopify.shop", "shopify_sync", [shop_id], "orders")
    return run["run_id"]


def wait_for(odoo, run_id, pause=5):
    """Wait until a run has ended.

    :return: its figures
    """
    fields = ["state", "new_count", "changed_count", "failed_count", "error", "fix"]
    while True:
        (run,) = odoo.call("shopify.sync.run", "read", [run_id], fields)
        if run["state"] not in ("waiting", "running"):
            return run
        time.sleep(pause)


def waiting_orders(odoo, shop_id):
    """Return the orders of a shop that wait with an error."""
    return odoo.call(
        "shopify.order",
        "search_read",
        [["shop_id", "=", shop_id], ["has_error", "=", True]],
        ["name", "email", "error_code", "error", "fix"],
    )


def give_partner(odoo, order):
    """Let an order find its documents with the partner of its email, else with a new one."""
    wanted = [["email", "=ilike", order["email"]], ["parent_id", "=", False]]
    partners = odoo.call("res.partner", "search", wanted) if order["email"] else []
    if len(partners) == 1:
        odoo.call("shopify.order", "write", [order["id"]], {"partner_id": partners[0]})
        odoo.call("shopify.order", "action_create_documents", [order["id"]])
    else:
        odoo.call("shopify.order", "action_create_partner", [order["id"]])


def result_of(odoo, order_ids):
    """Return what became of orders: their sale order, and what is still wrong."""
    return odoo.call(
        "shopify.order", "read", order_ids, ["name", "state", "sale_order_id", "error", "fix"]
    )


def main(odoo, wait=wait_for):
    """Import the orders of each shop, mend what lacks a partner, and print what came of it."""
    for shop in odoo.call("shopify.shop", "search_read", [["active", "=", True]], ["name"]):
        run = wait(odoo, start_import(odoo, shop["id"]))
        print(
            f"{shop['name']}: {run['state']}, {run['new_count']} new, {run['failed_count']} waiting"
        )
        orders = waiting_orders(odoo, shop["id"])
        for order in orders:
            print(f"  {order['name']}: {order['error']} {order['fix']}")
            if order["error_code"] in NO_PARTNER:
                give_partner(odoo, order)
        for order in result_of(odoo, [order["id"] for order in orders]):
            made = order["sale_order_id"]
            print(f"  {order['name']}: {made[1] if made else order['error']}")


if __name__ == "__main__":
    url, *access = sys.argv[1:]
    main(
        Odoo(
            xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common"),
            xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/object"),
            *access,
        )
    )
