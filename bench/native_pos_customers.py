# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The native limit: the shortest script that makes the partners of tills' customers.

``python -m bench.native_pos_customers DATABASE FILE BATCH [COUNT]``

They have the same tags, pricelist and language. It matches nobody, and keeps no consent. The
database lacks the addon.
"""

import json
import sys

from odoo.fields import Command

from bench.native_batches import measure_native
from bench.native_customers import NativeCustomers
from bench.prepare_tills import a_pricelist


class NativePosCustomers(NativeCustomers):
    """Makes the partners, a batch of owners at a time.

    :param data: from ``bench.native_data_pos_customers``
    """

    def __init__(self, env, data: dict) -> None:
        tags = env["res.partner.category"].create([{"name": name} for name in data["tags"]])
        pricelist = a_pricelist(env)
        for owner, *_children in data["owners"]:
            data["partners"][str(owner)].update(
                category_id=[Command.set(tags.ids)],
                specific_property_product_pricelist=pricelist.id,
            )
        super().__init__(env, data)


if __name__ == "__main__":
    print(json.dumps(measure_native(NativePosCustomers, "owners", *sys.argv[1:])))
