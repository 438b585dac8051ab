# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from .common import ShopifyFixtures

LOOKS_BEFORE_DONE = 2


@tagged("post_install", "-at_install")
class TourCase(ShopifyFixtures, HttpCase):
    """The administrator of a company, in the browser, against the sandbox."""

    # A run is worked off within the request that looks at it.
    _registry_readonly_enabled = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_company()
        cls.allow_sandbox()
        admin = cls.env.ref("base.user_admin")
        admin.company_ids |= cls.company
        admin.company_id = cls.company

    def setUp(self):
        super().setUp()
        self.set_up_sandbox()
        self.enterContext(self.without_commits())

    def worked_off_while_watched(self):
        """Return a context in which a waiting run is worked off when it is looked at again.

        It stands for Odoo's scheduled workers, and proves that the form looks by itself.
        """
        runs = self.env.registry["shopify.sync.run"]
        read = runs.web_read
        looks = []

        def web_read(records, specification):
            if records.filtered(lambda run: run.state == "waiting"):
                looks.append(records)
                if len(looks) > LOOKS_BEFORE_DONE:
                    records.sudo()._execute()
                    # A worker has a cache of its own.
                    records.env.invalidate_all()
            return read(records, specification)

        return patch.object(runs, "web_read", web_read)
