# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A month of a shop, day by day: buyers order and send back, the merchant edits, ships, cancels and
refunds at Shopify, the warehouse delivers in Odoo, and the connector keeps both in step.

``python month.py DATABASE ORDERS DAYS SEED``; the last line of its output tells the books of both
sides.
"""

import json
import os
import sys
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from unittest.mock import patch

import requests
from books import books_of
from freezegun import freeze_time

from bench.odoo_process import odoo_environment
from bench.prepare_accounting import prepare as prepare_accounting
from bench.prepare_shop import make_shop, prepare_company
from shopify_sandbox import Sandbox
from shopify_sandbox.adapter import SandboxAdapter
from shopify_sandbox.merchant import Merchant
from shopify_sandbox.seeds.demo_catalogue import add_catalogue, add_locations
from shopify_sandbox.shopper import an_order, sample_address
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.people import add_customer

ADDRESS = "127.0.0.1:8990"
FIRST_DAY = datetime(2026, 6, 1, 8, tzinfo=timezone.utc)
DAYS_AFTER = 4
CUSTOMERS = 40
GOODS = ("Enamel Mug", "Spork", "Tarp 3x3")
TAXES = ((("VAT", "0.21"),), (("VAT", "0.09"),), (("State", "0.0625"), ("County", "0.0075")))
# What happens to an order on a day that it is open: chances in a hundred.
SHIP, SHIP_AT_SHOPIFY, LOWER, ADD, DISCOUNT, CANCEL = 45, 15, 5, 4, 3, 4
BACK = 8


class Month:
    """The shop, and all that happens to it; in the days after, what is open is finished."""

    def __init__(self, env, orders, days, seed):
        self.env = env
        self.random = Random(seed)
        self.days = days
        self.a_day = Decimal(orders) / days
        self.shopify = open_shop()
        add_locations(self.shopify)
        add_catalogue(self.shopify)
        self.merchant = Merchant(self.shopify)
        self.sandbox = Sandbox(self.shopify, plan="Plus")
        self.orders = []
        self.pending = []
        self.done = Counter()
        self.is_over = False

    def session(self, *_arguments):
        session = requests.Session()
        session.mount(f"http://{ADDRESS}", SandboxAdapter(self.sandbox))
        return session

    # === SET UP === #

    def prepare(self):
        """Make the company, the shop, its products with stock, and two warehouses."""
        prepare_company(self.env)
        cards = self.env["account.account"].create(
            {"code": "447100", "name": "Gift cards", "account_type": "liability_current"}
        )
        self.shop = make_shop(
            self.env,
            ADDRESS,
            auto_create_products=True,
            product_sync="from_shopify",
            auto_invoice="posted",
            auto_register_payments=True,
            return_processing="credit",
            return_location_priority="original",
            deliver_shopify_shipments=True,
            allow_changes=True,
            cancel_confirmed_orders="cancel",
        )
        prepare_accounting(self.env)
        self.shop.gift_card_account_id = cards
        self.sync("products", "locations")
        self.map_locations()
        self.stock_up()
        self.customers = [self.a_customer(number) for number in range(CUSTOMERS)]

    def map_locations(self):
        first = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        second = self.env["stock.warehouse"].create({"name": "Second", "code": "W2"})
        locations = self.shop.location_ids.sorted("id")
        locations[0].warehouse_id = first
        locations[1:].warehouse_id = second

    def stock_up(self):
        """Give Odoo what Shopify has on hand."""
        quants = self.env["stock.quant"].with_context(inventory_mode=True)
        for title in GOODS:
            for variant in self.variants(title):
                product = self.product(variant)
                product.write({"is_storable": True, "invoice_policy": "delivery"})
                units = Counter()
                for place, count in self.on_hand(variant).items():
                    units[self.warehouse(place)] += count
                quants.create(
                    [
                        {
                            "product_id": product.id,
                            "location_id": warehouse.lot_stock_id.id,
                            "inventory_quantity": count,
                        }
                        for warehouse, count in units.items()
                    ]
                ).action_apply_inventory()

    def a_customer(self, number):
        address = sample_address(
            self.shopify,
            self.random.choice(("DE", "NL", "FR")),
            first_name=f"First{number}",
            last_name=f"Last{number}",
            phone=None,
        )
        return add_customer(
            self.shopify,
            f"First{number}",
            f"Last{number}",
            email=f"buyer-{number}@shoppers.example",
            addresses=[address],
        )

    # === LOOK-UPS === #

    def variants(self, title):
        products = self.shopify.collections["Product"]
        return next(one["variants"] for one in products if one["title"] == title)

    def product(self, variant):
        number = variant["id"].rpartition("/")[2]
        row = self.env["shopify.variant"].search([("shopify_id", "=", number)])
        return row.odoo_product_id

    def warehouse(self, place):
        return self.shop.location_ids.filtered(lambda one: one.shopify_id == place).warehouse_id

    @staticmethod
    def on_hand(variant):
        """:return: units on hand by the location's gid"""
        return {
            level["location"]["id"]: next(
                part["quantity"] for part in level["quantities"] if part["name"] == "on_hand"
            )
            for level in variant["inventoryItem"]["inventoryLevels"]
        }

    def is_in_odoo(self, order):
        found = self.env["shopify.order"].search([("name", "=", order["name"])])
        return found if found.sale_order_id else None

    # === DAYS === #

    def live(self):
        """Go through the month."""
        for day in range(self.days + DAYS_AFTER):
            self.is_over = day >= self.days
            morning = FIRST_DAY + timedelta(days=day)
            if not self.is_over:
                self.at(morning, self.buy)
            self.at(morning + timedelta(hours=2), self.sync_all)
            self.at(morning + timedelta(hours=4), self.merchant_acts)
            self.at(morning + timedelta(hours=6), self.sync_all)
            self.at(morning + timedelta(hours=7), self.warehouse_delivers)
            self.at(morning + timedelta(hours=9), self.sync_all)
        self.at(morning + timedelta(hours=10), lambda: self.sync("gift_cards"))

    def at(self, moment, work):
        with freeze_time(moment, tick=True):
            self.shopify.clock.set(moment)
            work()

    def sync_all(self):
        self.sync("orders")
        conflicts = self.env["shopify.order.conflict"].search([])
        if conflicts:
            conflicts.order_id.action_apply_changes()
            self.env.cr.commit()
        self.map_gateways()
        self.sync("fulfillments", "orders")
        self.env["shopify.shop"]._cron_retry_orders()
        self.env.cr.commit()

    def sync(self, *kinds):
        for kind in kinds:
            run = self.shop._queue_run(kind, trigger="script")
            self.env.cr.commit()
            run._execute()
            if run.state != "done":
                raise RuntimeError(f"{kind}: {run.state}: {run.error}")

    def map_gateways(self):
        for method in self.env["shopify.payment.method"].search([("journal_id", "=", False)]):
            if method.gateway == "gift_card":
                method.action_make_journal()
            elif not method.parent_id:
                card = self.env["shopify.payment.method"].search(
                    [("gateway", "=", "shopify_payments"), ("journal_id", "!=", False)], limit=1
                )
                method.journal_id = card.journal_id

    # === BUYERS === #

    def buy(self):
        count = int(self.a_day) + (self.random.random() < float(self.a_day % 1))
        for _order in range(count):
            self.orders.append(self.an_order())

    def an_order(self):
        random = self.random
        builder = an_order(self.shopify).by(random.choice(self.customers))
        locations = self.shopify.collections["Location"][:2]
        for title in random.sample(GOODS, random.randint(1, 3)):
            builder.line(
                random.choice(self.variants(title)),
                random.choice((1, 1, 2, 3, 5)),
                price=str(Decimal(random.randrange(99, 9999)) / 100),
                location=random.choice(locations),
            )
        if random.random() < 0.1:
            builder.line(self.variants("Gift Card")[0], random.randint(1, 2))
        if random.random() < 0.4:
            builder.discount_code("SAVE", random.choice(("10%", "33.33%", "5")))
        if random.random() < 0.6:
            builder.shipping(price=random.choice(("4.90", "12.35")))
        if random.random() < 0.1:
            builder.with_tip("2.50")
        builder.taxes(*random.choice(TAXES)).tax_included(random.random() < 0.5)
        self.pay(builder)
        return builder.place()

    def pay(self, builder):
        kind = self.random.random()
        cards = [
            one
            for one in self.shopify.collection("GiftCard")
            if one["enabled"] and self.balance(one) > 0
        ]
        if kind < 0.1 and cards:
            builder.paid_with_gift_card(self.random.choice(cards)).paid_by("visa")
        elif kind < 0.75:
            builder.paid_by(self.random.choice(("visa", "mastercard", "paypal")))
        elif kind < 0.9:
            builder.authorised_by("visa")

    @staticmethod
    def balance(card):
        return Decimal(card["balance"]["amount"])

    # === THE MERCHANT === #

    def merchant_acts(self):
        for order, refund in self.pending:
            self.merchant.finish_refund(order, refund)
        self.pending = []
        act = self.collect_rest if self.is_over else self.act_on
        for order in self.orders:
            if not order["cancelledAt"]:
                with suppress(ValueError):
                    act(order)
        self.shopify.clock.advance(minutes=1)

    def act_on(self, order):
        chance = self.random.randrange(100)
        if order["displayFulfillmentStatus"] == "FULFILLED":
            if chance < BACK:
                self.take_back(order)
            elif not order["fullyPaid"] and chance < 60:
                self.collect(order)
            return
        limits = (SHIP_AT_SHOPIFY, LOWER, ADD, DISCOUNT, CANCEL)
        acts = (self.ship, self.lower, self.add, self.discount, self.cancel)
        for limit, act in zip(limits, acts, strict=True):
            if chance < limit:
                act(order)
                self.done[act.__name__] += 1
                return
            chance -= limit

    def collect_rest(self, order):
        """Get the money for gift cards: they are issued when all of the order is paid."""
        if any(line["isGiftCard"] for line in order["lineItems"]) and not order["fullyPaid"]:
            self.collect(order)

    def collect(self, order):
        if order["capturable"]:
            self.merchant.capture(order)
        else:
            self.merchant.pay(order, "bank")
        self.done["collect"] += 1

    def ship(self, order):
        self.merchant.fulfil(order)

    def lower(self, order):
        lines = [one for one in order["lineItems"] if one["variant"] and not one["isGiftCard"]]
        line = self.random.choice(lines)
        self.merchant.set_quantity(
            order, line, max(line["_fulfilled"], line["currentQuantity"] - 1)
        )

    def add(self, order):
        variant = self.random.choice(self.variants(self.random.choice(GOODS)))
        self.merchant.add_line(order, variant, 1, price="7.77")

    def discount(self, order):
        if self.env["account.move"].search_count([("shopify_order_number", "=", order["name"])]):
            raise ValueError("what is invoiced is for a person to credit")
        lines = order["lineItems"]
        if any(line["currentQuantity"] != line["quantity"] for line in lines):
            raise ValueError("how Shopify parts a discount with units taken off before is unknown")
        self.merchant.discount_line(order, lines[0], "0.50")

    def cancel(self, order):
        if order["displayFulfillmentStatus"] != "UNFULFILLED":
            raise ValueError("what is shipped is for a person to take back")
        self.take_cards_back(order["lineItems"])
        self.merchant.cancel(order)

    def take_cards_back(self, lines):
        """Deactivate the gift cards of lines before they are refunded.

        :raises ValueError: some of them have paid already
        """
        sold = {line["id"] for line in lines if line["isGiftCard"]}
        cards = [
            card
            for card in self.shopify.collection("GiftCard")
            if card["lineItem"] and card["lineItem"]["id"] in sold
        ]
        if any(card["transactions"] for card in cards):
            raise ValueError("gift cards that have paid can't be given back")
        for card in cards:
            self.merchant.deactivate_gift_card(card)

    def take_back(self, order):
        random = self.random
        kind = random.choice(("goods", "goods", "kept", "amount", "shipping", "pending", "return"))
        units = {} if kind in ("amount", "shipping") else self.some_units(order)
        match kind:
            case "goods":
                self.merchant.refund(order, units, restock="RETURN")
            case "kept":
                self.merchant.refund(order, units, restock="NO_RESTOCK")
            case "amount" if Decimal(order["netPaymentSet"]["shopMoney"]["amount"]) > 2:
                self.merchant.refund(order, amount="1.50")
            case "shipping":
                self.merchant.refund(order, shipping="all")
            case "pending":
                refund = self.merchant.refund(order, units, pending=True)
                self.pending.append((order, refund))
            case "return":
                returned = self.merchant.open_return(order, units)
                self.merchant.refund(order, units, restock="RETURN", returned=returned)
        self.done[kind] += 1

    def some_units(self, order):
        """:return: units of one line to send back, by its gid; gift cards with all their units"""
        lines = [one for one in order["lineItems"] if one["currentQuantity"]]
        if not lines:
            return {}
        line = self.random.choice(lines)
        if line["isGiftCard"]:
            self.take_cards_back([line])
            return {line["id"]: line["currentQuantity"]}
        return {line["id"]: self.random.randint(1, line["currentQuantity"])}

    # === THE WAREHOUSE === #

    def warehouse_delivers(self):
        pickings = self.env["stock.picking"].search(
            [
                ("shopify_order_id", "!=", False),
                ("state", "in", ("confirmed", "assigned", "waiting")),
                ("picking_type_code", "=", "outgoing"),
            ]
        )
        for picking in pickings:
            if self.is_over or self.random.randrange(100) < SHIP:
                part = not self.is_over and self.random.random() < 0.2
                self.deliver(picking, part)
        self.env.cr.commit()

    def deliver(self, picking, part):
        moves = picking.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        for number, move in enumerate(moves):
            units = move.product_uom_qty
            if part and not number and units > 1:
                units -= 1
            move.write({"quantity": units, "picked": True})
        picking.with_context(skip_backorder=True, skip_sms=True).button_validate()
        self.done["delivered"] += 1


def main(database, orders, days, seed):
    """:return: the books of both sides, and what has happened how often"""
    os.environ["SHOPIFY_SANDBOX_ADDRESS"] = ADDRESS
    with odoo_environment(database) as env:
        month = Month(env, int(orders), int(days), int(seed))
        connection = env.registry["shopify.connection"]
        with patch.object(connection, "_http_session", month.session):
            month.at(FIRST_DAY - timedelta(days=1), month.prepare)
            month.live()
            return {
                **books_of(month),
                "done": month.done,
                "errors": [
                    [order.name, order.error]
                    for order in env["shopify.order"].search([("has_error", "=", True)])
                ],
                "refund_errors": [
                    [one.name, one.error]
                    for one in env["shopify.refund"].search([("has_error", "=", True)])
                ],
            }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
