# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The native limit: the shortest script that makes the customers' partners with Odoo's ORM.

``python -m bench.native_customers DATABASE FILE BATCH [COUNT]``

It takes data from memory and keeps nothing of Shopify's. The database lacks the addon, so that
none of the connector's own fields and extensions costs anything here.
"""

import json
import sys

from bench.native_batches import make_in_batches, measure_native, quiet
from bench.native_partners import NativePartners


class NativeCustomers:
    """Makes the partners, a batch of owners at a time.

    :param data: from ``bench.native_data_customers``
    """

    def __init__(self, env, data: dict) -> None:
        self.env = quiet(env)
        self.owners = data["owners"]
        self.partners = NativePartners(self.env, data["partners"])

    def make(self, batch: int) -> None:
        """Make everything, and commit each batch."""
        make_in_batches(self.env, self.owners, batch, "res_partner", self.make_batch)

    def make_batch(self, owners: list[list[int]]) -> None:
        """Make partners, then their contacts and delivery addresses."""
        self.partners.make(str(key) for group in owners for key in group)


if __name__ == "__main__":
    print(json.dumps(measure_native(NativeCustomers, "owners", *sys.argv[1:])))
