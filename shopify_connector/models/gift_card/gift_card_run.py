# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The sync of gift cards: their balances, and which sold card is which (R8)."""

from datetime import timedelta, timezone

from odoo import api, fields, models

from ...shopify import gid
from ...shopify.scopes import GIFT_CARDS
from ..sync.changes import write_changed
from ..sync.moments import utc_naive
from ..sync.transaction import in_fresh_transaction

OVERLAP = timedelta(minutes=5)


class ShopifySyncRun(models.Model):
    _inherit = "shopify.sync.run"

    @api.model
    def _kinds(self):
        return [*super()._kinds(), ("gift_cards", self.env._("Gift cards"))]


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    gift_cards_read_until = fields.Datetime(
        copy=False,
        help="The next sync reads the gift cards that have changed since. Empty it to have all "
        "read again.",
    )

    def action_sync_gift_cards(self):
        """Queue reading the gift cards, and show the run.

        :return: a window action
        """
        self.ensure_one()
        return self._queue_run("gift_cards", trigger="button")._show()

    def _scope_uses(self):
        uses = super()._scope_uses()
        reads = self.schedule_ids.filtered(lambda one: one.active and one.kind == "gift_cards")
        return uses | {GIFT_CARDS} if reads or self.gift_cards_read_until else uses

    def _sync_gift_cards(self, meter):
        """Read the gift cards that have changed since the last time."""
        started = fields.Datetime.now()
        since = self.gift_cards_read_until
        since = since and (since - OVERLAP).replace(tzinfo=timezone.utc)
        with meter.client() as client:
            for page in client.gift_cards(changed_since=since or None):
                in_fresh_transaction(self.env, lambda page=page: self._keep_cards(page, meter))
                if meter.is_cancelled():
                    return True

        def note():
            self.gift_cards_read_until = started
            meter.count("read")

        in_fresh_transaction(self.env, note)
        return True

    def _keep_cards(self, cards, meter):
        keeper = CardKeeper(self.sudo(), cards)
        new, changed = keeper.keep(cards)
        meter.count("write", new=new, changed=changed, unchanged=len(cards) - new - changed)


class CardKeeper:
    """Writes a page of gift cards: onto the sold or paying card that each is, else as a new one."""

    def __init__(self, shop, cards):
        self._shop = shop
        self._env = shop.env
        self._orders = self._by_gid("shopify.order", "Order", [one.order_id for one in cards])
        self._customers = self._by_gid(
            "shopify.customer", "Customer", [one.customer_id for one in cards]
        )
        model = self._env["shopify.gift.card"]
        numbers = [_number(card.id) for card in cards]
        known = model.search(
            [("connection_id", "=", shop.connection_id.id), ("shopify_id", "in", numbers)]
        )
        self._known = {card.shopify_id: card for card in known}
        orders = model.env["shopify.order"].union(*self._orders.values())
        self._sold = model.search(
            [("order_id", "in", orders.ids), ("shopify_id", "=", False)], order="unit_number, id"
        )

    def _by_gid(self, model, kind, keys):
        numbers = [_number(key) for key in keys if key]
        found = self._env[model].search(
            [
                ("connection_id", "=", self._shop.connection_id.id),
                ("shopify_id", "in", numbers),
            ]
        )
        return {gid.make(kind, record.shopify_id): record for record in found}

    def keep(self, cards):
        """Write the cards; return how many are new and how many have changed."""
        new, changed = [], 0
        for card in cards:
            values = self._values(card)
            row = self._row_of(card)
            if row:
                changed += write_changed(row, values)
            else:
                new.append(values)
        self._env["shopify.gift.card"].create(new)
        return len(new), changed

    def _row_of(self, card):
        """Return the row of a card: a sold one that is not told from others yet takes its place."""
        paying = self._known.get(_number(card.id))
        if paying and paying.order_line_id:
            return paying
        sold = self._unnamed_sold_card(card)
        if not sold:
            return paying
        self._sold -= sold
        if paying:
            paying.unlink()
        return sold

    def _unnamed_sold_card(self, card):
        order = self._orders.get(card.order_id)
        if not order:
            return self._sold.browse()
        value = float(card.initial_value.amount)
        return self._sold.filtered(
            lambda row: (
                row.order_id == order
                and not row.currency_id.compare_amounts(row.initial_value, value)
            )
        )[:1]

    def _values(self, card):
        order = self._orders.get(card.order_id)
        customer = self._customers.get(card.customer_id)
        currency = self._env["shopify.currency"]._currency(card.balance.currency_code)
        return {
            "connection_id": self._shop.connection_id.id,
            "shop_id": (order.shop_id if order else self._shop).id,
            "shopify_id": _number(card.id),
            "last_characters": card.last_characters,
            "currency_id": currency.id,
            "initial_value": float(card.initial_value.amount),
            "balance": float(card.balance.amount),
            "is_read": True,
            "is_enabled": card.enabled and not card.deactivated_at,
            "expires_on": card.expires_on or False,
            "issued_at": utc_naive(card.created_at),
            "customer_id": customer.id if customer else False,
            "order_id": order.id if order else False,
        }


def _number(key):
    return str(gid.number(key))
