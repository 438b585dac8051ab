# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import threading
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
        self.job_may_run = threading.Event()
        self.startPatcher(patch.object(TillBrowser, "network", self.network))
        self.startPatcher(patch.object(TillBrowser, "job", self.job_may_run))
        self.startPatcher(patch.object(common, "ChromeBrowser", TillBrowser))
        self.open_session()

    @classmethod
    def base_url(cls):
        """Return the address of the server beyond the network."""
        return f"http://{common.HOST}:{cls.network.port}" if cls.network else super().base_url()

    def tour(self, name, login=CASHIER):
        """Run a tour at the till of the store, as its cashier unless another user is named."""
        self.start_tour(f"/pos/ui/{self.store.id}", name, login=login, timeout=120)
        self.env.invalidate_all()

    def job(self, held=False):
        """Return a context in which the scheduled job runs whenever a till has asked.

        It stands for Odoo's scheduled workers; the tills hear of it by the bus, as they do then.

        :param held: whether it only runs once the tour has let it (``letJobRun``)
        """
        stores = self.env.registry["pos.config"]
        original = stores.sync_store_customers
        if not held:
            self.job_may_run.set()

        def sync_store_customers(store, told, uuids=()):
            answer = original(store, told, uuids)
            if self.job_may_run.is_set():
                pending_customers = store.sudo().env["pos.pending.customer"]
                pending_customers.search([("state", "=", "waiting")])._take_over_each()
            return answer

        return patch.object(stores, "sync_store_customers", sync_store_customers)
