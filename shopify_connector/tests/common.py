# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A sandbox shop joined to a company, in process, for the addon's tests."""

import os
from decimal import Decimal
from unittest.mock import patch

import requests
from odoo import fields
from odoo.addons.shopify_connector.models.shop.connection import SANDBOX_ADDRESS
from odoo.addons.shopify_connector.models.sync import transaction
from odoo.addons.shopify_connector.shopify.retry import RetryPolicy
from odoo.tests import TransactionCase, tagged

from shopify_sandbox import Sandbox
from shopify_sandbox.adapter import SandboxAdapter
from shopify_sandbox.merchant import Merchant
from shopify_sandbox.seeds.demo_catalogue import add_catalogue, add_locations
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.opening import open_shop

ADDRESS = "127.0.0.1:8990"
moment = fields.Datetime.to_datetime
RATES = {"USD": 1.1, "GBP": 0.86, "JPY": 160.0, "KWD": 0.33}


class SandboxSession(requests.Session):
    """A session that goes straight to the sandbox: Odoo's guard of outgoing requests expects a
    single number as timeout, and no request goes out here."""

    def send(self, request, **options):
        options.pop("allow_redirects", None)
        return self.get_adapter(request.url).send(request, **options)


class ShopifyFixtures:
    """Builds the fixtures; mixed into TransactionCase and HttpCase."""

    @classmethod
    def set_up_company(cls):
        """A euro company with rates for some currencies."""
        currencies = cls.env["res.currency"].with_context(active_test=False)
        cls.company = cls.env["res.company"].create(
            {"name": "Nordlicht B.V.", "country_id": cls.env.ref("base.nl").id}
        )
        found = currencies.search([("name", "in", ["EUR", *RATES])])
        found.active = True
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.company, install_demo=False
        )
        # The generic chart of accounts makes every company a dollar company.
        cls.company.currency_id = found.filtered(lambda currency: currency.name == "EUR")
        cls.env["res.currency.rate"].create(
            [
                {
                    "currency_id": currency.id,
                    "company_id": cls.company.id,
                    "name": "2020-01-01",
                    "rate": RATES[currency.name],
                }
                for currency in found
                if currency.name in RATES
            ]
        )
        cls.env.user.company_ids |= cls.company
        cls.env.user.company_id = cls.company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})

    def set_up_sandbox(self, shop=None, **options):
        """A sandbox in process that the connector talks to, until the test ends.

        :param shop: the sandbox's ``Shop``; by default one with a catalogue and no orders
        """
        self.shopify = shop or self.an_empty_shop()
        self.sandbox = Sandbox(self.shopify, **{"plan": "Plus", **options})
        connection = self.env.registry["shopify.connection"]
        self.startPatcher(patch.object(connection, "_http_session", self._session))
        # What goes wrong is soon tried again; the pauses have tests of their own.
        self.startPatcher(patch.object(RetryPolicy, "pause", lambda *_args: 0.01))

    @classmethod
    def an_empty_shop(cls):
        """A shop with locations and a catalogue, without orders."""
        shop = open_shop()
        add_locations(shop)
        add_catalogue(shop)
        return shop

    def variant(self, title):
        """Return the first variant of the sandbox's product of that title."""
        return next(
            product["variants"][0]
            for product in self.shopify.collections["Product"]
            if product["title"] == title
        )

    def _session(self, *_args):
        session = SandboxSession()
        session.mount(f"http://{ADDRESS}", SandboxAdapter(self.sandbox))
        return session

    @classmethod
    def allow_sandbox(cls):
        """Let the sandbox's address through, as the server's environment would."""
        cls.enterClassContext(patch.dict(os.environ, {SANDBOX_ADDRESS: ADDRESS}))

    @classmethod
    def a_shop(cls, **values):
        """A shop record joined to the sandbox, which creates unknown products."""
        template = cls.env["shopify.item.template"].create(
            {"name": "Goods", "company_id": cls.company.id}
        )
        return cls.env["shopify.shop"].create(
            {
                "name": "Nordlicht",
                "company_id": cls.company.id,
                "domain": ADDRESS,
                "authentication": "token",
                "access_token": "shpat_sandbox",
                "auto_create_products": True,
                "item_template_id": template.id,
                **values,
            }
        )

    def sync(self, shop, kind="orders", options=None):
        """Run a sync to its end; commits become flushes inside the test's transaction."""
        with self.without_commits():
            run = shop._queue_run(kind, trigger="script", options=options)
            run.sudo()._execute()
        self.env.invalidate_all()
        return run

    def assert_done(self, run):
        """The run has come to its good end."""
        self.assertEqual(run.state, "done", run.error)

    def without_commits(self):
        """Return a context in which the engine flushes where it would commit."""
        return patch.multiple(
            transaction,
            commit=lambda env: env.flush_all(),
            rollback=lambda env: env.invalidate_all(flush=False),
        )

    def imported(self, name):
        """Return the Shopify order of a name such as ``#1001``."""
        return self.env["shopify.order"].search([("name", "=", name)])

    # === ORDERS === #

    def buy(self, title="Enamel Mug", quantity=1, **fields):
        """Begin an order of one of the sandbox's products."""
        return an_order(self.shopify).line(self.variant(title), quantity, **fields)

    def merchant_later(self):
        """Return the merchant, who acts a minute from now: times of Shopify have whole seconds."""
        self.shopify.clock.advance(minutes=1)
        return Merchant(self.shopify)

    def take_in(self, *orders, shop=None):
        """Import all that is new and return the Shopify orders of the sandbox's given ones."""
        self.assert_done(self.sync(shop or self.shop))
        records = self.env["shopify.order"]
        for order in orders:
            records += self.imported(order["name"])
        self.assertEqual(len(records), len(orders), "not every order was imported")
        return records

    def assert_in_odoo(self, imported):
        """Each order has become a confirmed sale order."""
        for order in imported:
            self.assertEqual(order.state, "done", order.error)
            self.assertEqual(order.sale_order_id.state, "sale")

    def assert_waits(self, imported, code, *words):
        """The order waits with an error that says these words, and says what to do."""
        self.assertFalse(imported.sale_order_id)
        self.assertTrue(imported.has_error, "there is no error")
        self.assertEqual(imported.error_code, code, imported.error)
        for word in words:
            self.assertIn(word, imported.error)
        self.assertTrue(imported.fix, "nothing says what to do")

    def assert_charged(self, sale, order, side="shopMoney"):
        """A sale order's (or invoice's) untaxed amount, tax and total are Shopify's exactly, with
        what rounding added to a payment in cash."""
        rounding = order["totalCashRoundingAdjustment"]["paymentSet"]
        total, tax, rounding = (
            Decimal(money[side]["amount"])
            for money in (order["totalPriceSet"], order["totalTaxSet"], rounding)
        )
        total += rounding
        digits = sale.currency_id.decimal_places
        for field, expected in (
            ("amount_untaxed", total - tax),
            ("amount_tax", tax),
            ("amount_total", total),
        ):
            self.assertEqual(f"{sale[field]:.{digits}f}", f"{expected:.{digits}f}", field)


@tagged("post_install", "-at_install")
class ShopifyCase(ShopifyFixtures, TransactionCase):
    """A company, a sandbox and a shop record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_company()
        cls.allow_sandbox()
        cls.shop = cls.a_shop()

    def setUp(self):
        super().setUp()
        self.set_up_sandbox()
        self.enterContext(self.enter_registry_test_mode())
