# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""List the headers of new and changed orders, for all shop records of a Shopify shop (O5, step 1).

One query serves them all. Each record gets rows of its own, of the orders that are no record's yet;
the changes of an order that one of them has imported are listed there only (O6).
"""

from datetime import timedelta

from odoo import api, fields, models

from ...shopify import gid
from ..sync.moments import utc_naive
from ..sync.transaction import in_fresh_transaction, one_at_a_time, when_free
from .order_import import FINANCIAL_STATUSES, FULFILLMENT_STATUSES
from .orders_taken import ALWAYS

OVERLAP = timedelta(minutes=5)
LISTING_KINDS = ("orders", "orders_to_import")


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === LIST === #

    def _list_orders(self, meter):
        """Keep the headers of orders changed since the last listing.

        :return: whether they are listed; False when another record's listing took all the time
        """
        return when_free(
            self.env,
            ("shopify.list", self.connection_id.id),
            lambda: self._is_listed_for(meter.run) or self._list_changes(meter),
            meter.should_stop,
        )

    def _is_listed_for(self, run):
        """Tell whether all that had changed when the run was asked for is listed already."""
        self.invalidate_recordset(["orders_synced_until", "list_orders_anew"])
        until = self.orders_synced_until
        return bool(until) and until > run.requested_at and not self.list_orders_anew

    def _list_changes(self, meter):
        started = fields.Datetime.now()
        shops = self._listed_together()
        rows = self.env["shopify.order.import"]

        def keep(page):
            counts = rows._list_headers(shops, page)
            meter.count("list", unchanged=counts["unchanged"])
            if counts["archived"]:
                meter.run.archived_count += counts["archived"]

        def note():
            shops.write({"orders_synced_until": started, "list_orders_anew": False})
            meter.count("list")

        with meter.client() as client:
            for page in client.order_headers(query=shops._order_window(), prefetch=True):
                # Not while a record takes orders in: its rows and these would not see each other.
                one_at_a_time(self.env, self._orders_lock(), lambda page=page: keep(page))
                if meter.is_cancelled():
                    return
        in_fresh_transaction(self.env, note)

    def _listed_together(self):
        """Return this shop record and those of the same Shopify shop that its query can serve:
        those that are synced by schedule and have been listed before."""
        if not self.orders_synced_until or self.list_orders_anew:
            return self
        others = self.connection_id.shop_ids - self
        scheduled = others.schedule_ids.filtered(
            lambda schedule: schedule.active and schedule.kind in LISTING_KINDS
        ).shop_id
        listed = scheduled.filtered("orders_synced_until").with_env(self.env)
        return self | listed.filtered(lambda shop: not shop.list_orders_anew)

    def _order_window(self):
        """Return Shopify's search for the orders to list for these shop records.

        The first time all open ones, and archived ones from the day on that the shop says; then all
        that changed since the last time, less an overlap for changes that Shopify shows late.
        """
        parts = []
        if all(shop.orders_synced_until for shop in self):
            since = min(self.mapped("orders_synced_until")) - OVERLAP
            parts.append(f"updated_at:>='{_moment(since)}'")
        if len(self) == 1 and (self.list_orders_anew or not self.orders_synced_until):
            parts.extend(self._first_window())
        text = f"({' OR '.join(parts)})" if len(parts) > 1 else "".join(parts)
        if all(shop.orders_from for shop in self):
            made = f"processed_at:>='{_moment(min(self.mapped('orders_from')))}'"
            return f"{text} AND {made}" if text else made
        return text

    def _first_window(self):
        """Return Shopify's searches, any of which is to hold, of the orders to list at first."""
        if not self.import_archived_orders:
            return ["status:not_closed"]
        since = self.archived_orders_from or ALWAYS
        return ["status:not_closed", f"processed_at:>='{_moment(since)}'"]


class ShopifyOrderImport(models.Model):
    _inherit = "shopify.order.import"

    @api.model
    def _list_headers(self, shops, headers):
        """Keep order headers that are new or have changed, in bulk.

        :param shops: shop records of one Shopify shop
        :param headers: the client's ``OrderHeader`` objects
        :return: counts: dict of new, changed, unchanged, and of archived ones that were left out
        """
        listing = Listing(shops, {str(gid.number(header.id)): header for header in headers})
        return listing.keep()

    @api.model
    def _is_wanted(self, shop, header):
        """Tell whether an order not known yet is to be listed: not archived unless the shop takes
        archived ones, not cancelled, not older than the shop wants, no test unless the shop
        imports them (O5, O14)."""
        if header.cancelled_at or (header.test and not shop.import_test_orders):
            return False
        made = utc_naive(header.processed_at)
        if shop.orders_from and made < shop.orders_from:
            return False
        if not header.closed:
            return True
        since = shop.archived_orders_from
        return shop.import_archived_orders and (not since or made >= since)

    @api.model
    def _header_values(self, header):
        currency = self.env["shopify.currency"]._currency(header.currency_code)
        return {
            "name": header.name,
            "created_at": utc_naive(header.created_at),
            "processed_at": utc_naive(header.processed_at),
            "shopify_updated_at": utc_naive(header.updated_at),
            "financial_status": _known(header.display_financial_status, FINANCIAL_STATUSES),
            "fulfillment_status": _known(header.display_fulfillment_status, FULFILLMENT_STATUSES),
            "risk_level": header.risk_level or "NONE",
            "channel": header.channel or header.source_name,
            "app_name": header.app.name if header.app else False,
            "retail_location": header.retail_location.name if header.retail_location else False,
            "tags": ", ".join(header.tags),
            "custom_attributes": "\n".join(f"{a.key}: {a.value}" for a in header.custom_attributes),
            "currency_code": header.currency_code,
            "currency_id": currency.id,
            "total": float(header.total_price.shop),
            "country_code": header.shipping_country_code or header.billing_country_code,
            "is_test": header.test,
            "is_paid": header.fully_paid,
            "is_archived": header.closed,
        }


class Listing:
    """Order headers, as rows of the shop records that may import them or follow them."""

    def __init__(self, shops, headers):
        self._shops = shops
        self._headers = headers
        self._rows = shops.env["shopify.order.import"].with_context(active_test=False)
        own = [
            ("connection_id", "=", shops.connection_id.id),
            ("shopify_id", "in", list(headers)),
        ]
        listed = self._rows.search([*own, ("shop_id", "in", shops.ids)])
        self._listed = {(row.shop_id, row.shopify_id): row for row in listed}
        orders = shops.env["shopify.order"].search_fetch(
            own, ["shopify_id", "shop_id", "shopify_updated_at", "read_at"]
        )
        self._orders = {order.shopify_id: order for order in orders}
        self._new = []
        self._changed = self._gone = self._rows.browse()

    def keep(self):
        """Write the rows.

        :return: as ``_list_headers``
        """
        counts = {"new": 0, "changed": 0, "unchanged": 0, "archived": 0}
        for number, header in self._headers.items():
            values = self._rows._header_values(header)
            order = self._orders.get(number)
            shops = self._shops & order.shop_id if order else self._shops
            done = {self._keep_row(shop, number, header, values, order) for shop in shops}
            counts[next((each for each in ("new", "changed") if each in done), "unchanged")] += 1
            counts["archived"] += bool(not order and header.closed and self._leaves_out(header))
        self._gone._remove()
        (self._changed | self._rows.create(self._new))._mark_outside()
        return counts

    def _keep_row(self, shop, number, header, values, order):
        wanted = order or self._rows._is_wanted(shop, header)
        row = self._listed.get((shop, number))
        if row and not wanted:
            # Archived or cancelled before it was imported: so it is not to be.
            self._gone |= row
            return "changed"
        if row and row.shopify_updated_at < values["shopify_updated_at"]:
            row.write({**values, **self._rows._fresh_values()})
            self._changed |= row
            return "changed"
        if row or not wanted or (order and order._is_as_of(values["shopify_updated_at"])):
            return "unchanged"
        self._new.append(
            {
                **values,
                "connection_id": shop.connection_id.id,
                "shop_id": shop.id,
                "shopify_id": number,
                "action": "update" if order else "new",
            }
        )
        return "new"

    def _leaves_out(self, header):
        """Tell whether no shop record takes an order because it is archived in Shopify."""
        return not header.cancelled_at and not any(s.import_archived_orders for s in self._shops)


def _known(status, statuses):
    """Return a status as the selection knows it."""
    return status if status in dict(statuses) else status and "OTHER"


def _moment(moment):
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
