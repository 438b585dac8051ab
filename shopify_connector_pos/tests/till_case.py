# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A store with a till, for the addon's tests."""

import uuid

from odoo import fields
from odoo.addons.shopify_connector.tests.common import ShopifyFixtures
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged

CASHIER = "till-cashier"
MANAGER = "till-manager"


class TillFixtures(ShopifyFixtures):
    """Builds stores, cashiers, and customers as a till tells of them; mixed into test cases."""

    @classmethod
    def set_up_store(cls):
        """A company with a store, a cashier, a manager and something to sell."""
        cls.set_up_company()
        cls.store = cls.a_store("Amsterdam")
        cls.cashier = new_test_user(
            cls.env,
            CASHIER,
            "base.group_user,point_of_sale.group_pos_user",
            password=CASHIER,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.manager = new_test_user(
            cls.env,
            MANAGER,
            "base.group_user,base.group_partner_manager,point_of_sale.group_pos_manager",
            password=MANAGER,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.mug = cls.env["product.template"].create(
            {
                "name": "Till Mug",
                "available_in_pos": True,
                "list_price": 10.0,
                "taxes_id": [Command.clear()],
                "type": "consu",
            }
        )

    @classmethod
    def a_store(cls, name, **values):
        journal = cls.env["account.journal"].create(
            {
                "name": f"Cash {name}",
                "type": "cash",
                "code": f"C{name[:3].upper()}",
                "company_id": cls.company.id,
            }
        )
        cash = cls.env["pos.payment.method"].create(
            {"name": f"Cash {name}", "journal_id": journal.id, "company_id": cls.company.id}
        )
        later = cls.env["pos.payment.method"].create(
            {
                "name": f"Account {name}",
                "split_transactions": True,
                "company_id": cls.company.id,
            }
        )
        return cls.env["pos.config"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "payment_method_ids": [Command.set([cash.id, later.id])],
                **values,
            }
        )

    def open_session(self, store=None):
        """Open a session of a store, past the opening dialog."""
        store = store or self.store
        store.with_user(self.cashier).open_ui()
        session = store.current_session_id
        session.set_opening_control(0, "")
        return session

    def told(self, name="Anna Bakker", **fields_told):
        """Return a customer as a till tells of it."""
        return {"uuid": str(uuid.uuid4()), "name": name, **fields_told}

    def till(self, store=None):
        """Return the store as its cashier reaches it."""
        return (store or self.store).with_user(self.cashier)

    def create_now(self, told, store=None):
        """Make a customer at once and return the answer of the server."""
        answer = self.till(store).create_store_customer(told)
        self.env.invalidate_all()
        return answer

    def send(self, *told, store=None, asked=()):
        """Send customers for the job; return what the till is told, by GUID."""
        answer = self.till(store).sync_store_customers(list(told), list(asked))
        return {each["uuid"]: each for each in answer["customers"]}

    def run_job(self):
        """Run the scheduled job that takes customers over."""
        with self.without_commits():
            self.env["pos.pending.customer"]._cron_take_over()
        self.env.invalidate_all()

    def pending(self, told):
        """Return the server's row of a customer that a till has told of."""
        return self.env["pos.pending.customer"].search([("uuid", "=", told["uuid"])])

    def partner(self, told):
        """Return the partner that a till's customer has become."""
        return self.pending(told).partner_id

    def an_order(self, session, told=None, partner=None, **values):
        """Return a paid order of one mug as a till sends it."""
        guid = str(uuid.uuid4())
        method = values.pop("method", session.config_id.payment_method_ids[:1])
        product = self.mug.product_variant_id
        return {
            "uuid": guid,
            "access_token": str(uuid.uuid4()),
            "name": f"Order {guid[:8]}",
            "session_id": session.id,
            "state": "paid",
            "user_id": self.cashier.id,
            "partner_id": partner.id if partner else False,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "amount_paid": 10.0,
            "amount_total": 10.0,
            "amount_tax": 0.0,
            "amount_return": 0.0,
            "sequence_number": 1,
            "to_invoice": False,
            "pricelist_id": False,
            "fiscal_position_id": False,
            "last_order_preparation_change": "{}",
            "lines": [
                Command.create(
                    {
                        "uuid": str(uuid.uuid4()),
                        "product_id": product.id,
                        "full_product_name": product.name,
                        "qty": 1,
                        "price_unit": 10.0,
                        "price_subtotal": 10.0,
                        "price_subtotal_incl": 10.0,
                        "discount": 0,
                        "tax_ids": [Command.clear()],
                        "pack_lot_ids": [],
                    }
                )
            ],
            "payment_ids": [
                Command.create(
                    {
                        "uuid": str(uuid.uuid4()),
                        "payment_method_id": method.id,
                        "amount": 10.0,
                        "name": fields.Datetime.to_string(fields.Datetime.now()),
                    }
                )
            ],
            **({"pending_customer_uuid": told["uuid"], "pending_customer": told} if told else {}),
            **values,
        }

    def sell(self, order):
        """Send an order to the server as the till does; return it."""
        guid = order["uuid"]
        self.env["pos.order"].with_user(self.cashier).sync_from_ui([order])
        self.env.invalidate_all()
        return self.env["pos.order"].search([("uuid", "=", guid)])

    def partners_called(self, name):
        return self.env["res.partner"].search([("name", "=", name)])


@tagged("post_install", "-at_install")
class TillCase(TillFixtures, TransactionCase):
    """A store with a till, without a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_store()
