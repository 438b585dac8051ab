# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from unittest.mock import patch

from odoo.tests import HttpCase, common, tagged

from .network import Network, TillBrowser
from .till_case import CASHIER, TillFixtures


@tagged("post_install", "-at_install")
class TillTourCase(TillFixtures, HttpCase):
    """A cashier at a till in the browser, on a network that can be taken away."""

    # A customer is taken over within the request that asks for it.
    _registry_readonly_enabled = False
    network = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_store()
        cls.network = Network(cls.http_port())
        cls.addClassCleanup(cls.network.close)

    def setUp(self):
        super().setUp()
        self.network.on()
        self.startPatcher(patch.object(TillBrowser, "network", self.network))
        self.startPatcher(patch.object(common, "ChromeBrowser", TillBrowser))
        self.open_session()

    @classmethod
    def base_url(cls):
        """Return the address of the server beyond the network."""
        return f"http://{common.HOST}:{cls.network.port}" if cls.network else super().base_url()

    def tour(self, name, store=None):
        """Run a tour at the till of a store, as its cashier."""
        store = store or self.store
        self.start_tour(f"/pos/ui/{store.id}", name, login=CASHIER, timeout=120)
        self.env.invalidate_all()

    def job_after(self, asked):
        """Return a context in which the scheduled job runs when tills have asked so many times.

        It stands for Odoo's scheduled workers; the tills hear of it by the bus, as they do then.
        """
        stores = self.env.registry["pos.config"]
        original = stores.sync_store_customers
        calls = []

        def sync_store_customers(store, told, uuids=()):
            answer = original(store, told, uuids)
            calls.append(uuids)
            if len(calls) >= asked:
                waiting = (
                    store.sudo().env["pos.pending.customer"].search([("state", "=", "waiting")])
                )
                waiting._take_over_each()
            return answer

        return patch.object(stores, "sync_store_customers", sync_store_customers)
