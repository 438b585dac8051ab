# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Prepare a database for the image sync: ``python pictures.py DATABASE DIRECTION``.

To Shopify each linked product gets a picture of its own. The last line of its output tells how many
products are ``linked``.
"""

import base64
import json
import sys

from bench.odoo_process import odoo_environment
from shopify_sandbox.world.pictures import a_png


def prepare(env, direction: str) -> dict:
    """:return: what it tells"""
    env["shopify.shop"].search([]).write({"image_sync": direction, "allow_changes": True})
    products = env["shopify.product"].search([("odoo_template_id", "!=", False)], order="id")
    if direction == "to_shopify":
        for number, template in enumerate(products.odoo_template_id):
            colour = (number % 256, number // 256, 99)
            template.image_1920 = base64.b64encode(a_png(20, 20, colour))
    return {"linked": len(products)}


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        told = prepare(environment, sys.argv[2])
        environment.cr.commit()
    print(json.dumps(told))
