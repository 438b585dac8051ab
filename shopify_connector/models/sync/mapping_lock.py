# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models
from odoo.tools import SQL

from .transaction import one_at_a_time


class ShopifyMappingLock(models.Model):
    """One row a company that whoever finds or makes partners, products and taxes must hold.

    Two workers that look for the same unknown customer at once would both make a partner. The
    update below lets the second wait for the first and then fail with a serialization error, as
    its snapshot is older than the first one's partners: it starts again and finds them. The syncs,
    which come back to it all the time, wait for each other before their transaction begins.
    """

    _name = "shopify.mapping.lock"
    _description = "Lock of the Shopify mapping"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    serial = fields.Integer(default=0)

    _company_uniq = models.UniqueIndex("(company_id)")

    def _in_turn(self, company, work):
        """Run ``work`` in a transaction of its own that holds the company's lock, and commit.

        :param company: the company
        :param work: a function without arguments
        """

        def hold_and_work():
            self._hold(company)
            work()

        one_at_a_time(self.env, ("shopify.mapping", company.id), hold_and_work)

    def _hold(self, company):
        """Hold the company's lock until the end of the transaction."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO shopify_mapping_lock (company_id, serial) VALUES (%s, 1)
                ON CONFLICT (company_id) DO UPDATE SET serial = shopify_mapping_lock.serial + 1
                """,
                company.id,
            ),
            log_exceptions=False,  # that another worker was faster is no error
        )
