# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Keep orders as Shopify sent them, in bulk (O7). The step *stage*."""

import hashlib
import json
import re
from itertools import chain

from odoo import fields, models
from odoo.tools import SQL

from ...shopify import gid
from ..sync.address_values import address_values
from ..sync.changes import write_changed
from ..sync.moments import utc_naive
from .line_counts import LineCounts
from .order_charges import order_charges, shipping_lines

# Shopify forgets none of these: one that is missing was made after the order was read.
_LASTING = ("shopify.order.fulfillment", "shopify.order.transaction")
# A time stamp moves with every touch, ours too (O22): it is no content.
LOCATION = ("location_name", "location_shopify_id")
_UPDATED_AT = re.compile(r'"updatedAt": ?"[^"]*"')


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _stage_orders(self, orders):
        """Keep orders of this shop as Shopify sent them.

        :param list orders: the client's ``Order`` objects
        :return: (records that are new or changed in content, number of unchanged ones)
        """
        self.ensure_one()
        known = {
            record.shopify_id: record
            for record in self.env["shopify.order"].search(
                [
                    ("connection_id", "=", self.connection_id.id),
                    ("shopify_id", "in", [_number(order.id) for order in orders]),
                ]
            )
        }
        texts = {order.id: json.dumps(order.raw, sort_keys=True) for order in orders}
        hashes = {key: content_hash(text) for key, text in texts.items()}
        new = [order for order in orders if _number(order.id) not in known]
        changed = []
        for order in orders:
            record = known.get(_number(order.id))
            if record and record.content_hash == hashes[order.id]:
                record._note_time(order.updated_at)
            elif record:
                changed.append(order)
        customers = self._stage_order_customers(new + changed)
        variants = self._stage_order_variants(new + changed)
        shipping = self._stage_shipping_methods(new + changed)
        staging = OrderStaging(self, customers, variants, shipping, texts, hashes)
        created = staging.create_records(new)
        pairs = [(known[_number(order.id)], order) for order in changed]
        records = created | staging.update_records(pairs)
        self._stage_refunds([*zip(created, new, strict=True), *pairs])
        self._note_gift_cards(records)
        return records, len(orders) - len(records)

    def _stage_order_customers(self, orders):
        customers = [order.customer for order in orders if order.customer]
        return self.env["shopify.customer"]._stage(self, customers).records

    def _stage_order_variants(self, orders):
        lines = [line for order in orders for line in order.line_items if line.variant]
        return self.env["shopify.variant"]._stage_from_lines(self, lines)


class OrderStaging:
    """Turns a batch of the client's orders into field values and writes them, a model at a time."""

    def __init__(self, shop, customers, variants, shipping, texts, hashes):
        self._shop = shop
        self._env = shop.env
        self._customers = customers
        self._variants = variants
        self._shipping = shipping
        self._variant_ids = [variant.id for variant in variants.values()]
        self._texts = texts
        self._hashes = hashes
        kind = self._env["shopify.order.line"]._fields["kind"]
        self._kinds = dict(kind._description_selection(self._env))

    def create_records(self, orders):
        """Create records of new orders with all that hangs on them."""
        records = self._env["shopify.order"].create(
            [
                {
                    "connection_id": self._shop.connection_id.id,
                    "shop_id": self._shop.id,
                    "company_id": self._shop.company_id.id,
                    "shopify_id": _number(order.id),
                    **self._header(order),
                }
                for order in orders
            ]
        )
        pairs = list(zip(records, orders, strict=True))
        self._env["shopify.order.line"].create(
            [
                {**values, **self._known_product(values)}
                for record, order in pairs
                for values in self._lines(record, order)
            ]
        )
        self._create_details(pairs)
        self._shop._choose_rules(records)
        records._with_setting("auto_create_orders").create_requested = True
        return records

    def update_records(self, pairs):
        """Write changed orders; their lines keep what the user mapped.

        :param list pairs: (record, the client's ``Order``)
        :return: the records
        """
        records = self._env["shopify.order"].union(*(record for record, _order in pairs))
        for record, order in pairs:
            write_changed(record, self._header(order))
        self._update_lines(records, pairs)
        self._update_details(records, pairs)
        return records

    def _update_lines(self, records, pairs):
        known = {(line.order_id.id, line.key): line for line in records.line_ids}
        new = []
        for record, order in pairs:
            for values in self._lines(record, order):
                if line := known.pop((record.id, values["key"]), None):
                    write_changed(line, _without_location(values) if line.sale_line_ids else values)
                else:
                    new.append({**values, **self._known_product(values)})
        lines = self._env["shopify.order.line"]
        lines.create(new)
        gone = lines.union(*known.values())
        booked = gone.filtered("sale_line_ids")
        booked.filtered("current_quantity").current_quantity = 0
        (gone - booked).unlink()

    def _update_details(self, records, pairs):
        for model, values in self._without_id():
            self._env[model].search([("order_id", "in", records.ids)]).unlink()
            self._create_rows(model, values, pairs)
        for model, values in self._with_id():
            self._update_rows(model, values, records, pairs)
        self._keep_data(pairs)

    def _update_rows(self, model, values, records, pairs):
        """Write rows that Shopify knows by an id: other records may refer to them."""
        rows = self._env[model].search([("order_id", "in", records.ids)])
        known = {(row.order_id.id, row.shopify_id): row for row in rows}
        new = []
        for record, order in pairs:
            for wanted in values(record, order):
                if row := known.pop((record.id, wanted["shopify_id"]), None):
                    write_changed(row, wanted)
                else:
                    new.append(wanted)
        self._env[model].create(new)
        if model not in _LASTING:
            self._env[model].union(*known.values()).unlink()

    def _create_details(self, pairs):
        for model, values in (*self._without_id(), *self._with_id()):
            self._create_rows(model, values, pairs)
        self._keep_data(pairs)

    def _create_rows(self, model, values, pairs):
        self._env[model].create([row for record, order in pairs for row in values(record, order)])

    def _without_id(self):
        return (
            ("shopify.order.tax", self._taxes),
            ("shopify.order.discount", self._discounts),
        )

    def _with_id(self):
        return (
            ("shopify.order.transaction", self._transactions),
            ("shopify.order.fulfillment", self._fulfillments),
            ("shopify.order.instalment", self._instalments),
        )

    # === HEADER === #

    def _header(self, order):
        customer = self._customers.get(order.customer.id) if order.customer else None
        return {
            **self._header_money(order),
            **self._header_facts(order),
            "name": order.name,
            "created_at": utc_naive(order.created_at),
            "processed_at": utc_naive(order.processed_at),
            "shopify_updated_at": utc_naive(order.updated_at),
            "read_at": fields.Datetime.now(),
            "closed_at": utc_naive(order.closed_at),
            "cancelled_at": utc_naive(order.cancelled_at),
            "email": order.email,
            "phone": order.phone,
            "customer_id": customer.id if customer else False,
            "billing_address": _address(order.billing_address),
            "shipping_address": _address(order.shipping_address),
            "country_code": _country_code(order),
            "content_hash": self._hashes[order.id],
        }

    def _header_money(self, order):
        currency = self._env["shopify.currency"]._currency
        return {
            "currency_code": order.currency_code,
            "currency_id": currency(order.currency_code).id,
            "presentment_currency_code": order.presentment_currency_code,
            "presentment_currency_id": currency(order.presentment_currency_code).id,
            "taxes_included": order.taxes_included,
            "tax_exempt": order.tax_exempt,
            "untaxed": float(order.total_price.shop - order.total_tax.shop),
            "total_tax": float(order.total_tax.shop),
            "total": float(order.total_price.shop),
            "current_total": float(order.current_total_price.shop),
            "total_shipping": float(order.total_shipping_price.shop),
            "total_discounts": float(order.total_discounts.shop),
            "total_tip": float(order.total_tip_received.shop),
            "total_refunded": float(order.total_refunded.shop),
            "total_outstanding": float(order.total_outstanding.shop),
            "total_received": float(order.total_received.shop),
            "cash_rounding": float(order.cash_rounding_payment.shop),
            "refund_rounding": float(order.cash_rounding_refund.shop),
            "presentment_cash_rounding": float(order.cash_rounding_payment.presentment),
            "presentment_refund_rounding": float(order.cash_rounding_refund.presentment),
            "presentment_current_total": float(order.current_total_price.presentment),
            "presentment_refunded": float(order.total_refunded.presentment),
            "presentment_outstanding": float(order.total_outstanding.presentment),
            "presentment_total": float(order.total_price.presentment),
            "presentment_total_tax": float(order.total_tax.presentment),
            "presentment_received": float(order.total_received.presentment),
        }

    @staticmethod
    def _header_facts(order):
        terms = order.payment_terms
        due = [schedule.due_at for schedule in terms.schedules if schedule.due_at] if terms else []
        facts = [fact.description for risk in order.risk_assessments for fact in risk.facts]
        return {
            "cancel_reason": order.cancel_reason,
            "is_edited": order.edited,
            "is_test": order.test,
            "financial_status": order.display_financial_status,
            "fulfillment_status": order.display_fulfillment_status,
            "return_status": order.return_status,
            "risk_level": order.risk_level,
            "risk_facts": "\n".join(facts),
            "risk_assessments": [
                {
                    "level": risk.level,
                    "facts": [
                        {"description": fact.description, "sentiment": fact.sentiment}
                        for fact in risk.facts
                    ],
                }
                for risk in order.risk_assessments
            ],
            "channel": order.channel or order.source_name,
            "app_name": order.app.name if order.app else False,
            "retail_location": order.retail_location.name if order.retail_location else False,
            "retail_location_shopify_id": order.retail_location and order.retail_location.id,
            "staff_member": order.staff_member.name if order.staff_member else False,
            "staff_shopify_id": order.staff_member and _number(order.staff_member.id),
            "tags": ", ".join(order.tags),
            "note": order.note,
            "po_number": order.po_number,
            "discount_codes": ", ".join(order.discount_codes),
            "custom_attributes": _attributes(order.custom_attributes),
            "status_page_url": order.status_page_url,
            "payment_terms": terms.name if terms else False,
            "payment_terms_kind": terms.type if terms else False,
            "payment_terms_days": terms.due_in_days if terms else 0,
            "due_at": utc_naive(max(due)) if due else False,
            "locale": order.customer_locale,
        }

    # === LINES === #

    def _lines(self, record, order):
        items = {line.id: line for line in order.line_items}
        counts = LineCounts(order)
        shop, presentment = (
            order_charges(order, presentment=side, digits=0).charges for side in (False, True)
        )
        for sequence, (charge, seen) in enumerate(zip(shop, presentment, strict=True)):
            item = items.get(charge.key)
            yield {
                "order_id": record.id,
                "company_id": self._shop.company_id.id,
                "sequence": sequence,
                "key": charge.key,
                "kind": charge.kind,
                "name": charge.description or self._kinds[charge.kind],
                "quantity": charge.quantity,
                "current_quantity": item.current_quantity if item else charge.quantity,
                "unit_price": float(charge.unit_price),
                "presentment_unit_price": float(seen.unit_price),
                "discount": float(charge.discount),
                "presentment_discount": float(seen.discount),
                "tax": float(sum(tax.amount for tax in charge.taxes)),
                **self._shipping.get(charge.key, {}),
                **(self._item_values(item, counts) if item else {}),
            }

    def _item_values(self, line, counts):
        off = counts.taken_off(line)
        place = counts.location(line)
        variant = self._variants[line.variant.id] if line.variant else None
        return {
            "sku": line.sku or (line.variant.sku if line.variant else ""),
            "unfulfilled_quantity": line.unfulfilled_quantity,
            "removed_quantity": off.removed,
            "cancelled_quantity": off.cancelled,
            "custom_attributes": _attributes(line.custom_attributes),
            "location_name": place.name if place else False,
            "location_shopify_id": place.id if place else False,
            "places": counts.places(line),
            "variant_id": variant.id if variant else False,
        }

    def _known_product(self, values):
        """Return the product of a line whose variant is mapped already."""
        variant = self._env["shopify.variant"].browse(values.get("variant_id"))
        # Read together with those of all other lines.
        product = variant.with_prefetch(self._variant_ids).odoo_product_id
        return {"product_id": product.id, "product_rule": "mapped"} if product.active else {}

    # === DETAILS === #

    @staticmethod
    def _taxes(record, order):
        for line in chain(order.line_items, shipping_lines(order), order.additional_fees):
            for tax in line.tax_lines:
                yield {
                    "order_id": record.id,
                    "line_key": line.id,
                    "line_name": getattr(line, "title", None) or line.name,
                    "title": tax.title,
                    "percent": float((tax.rate or 0) * 100),
                    "amount": float(tax.price.shop),
                    "presentment_amount": float(tax.price.presentment),
                    "channel_liable": bool(tax.channel_liable),
                }

    @staticmethod
    def _discounts(record, order):
        applications = {discount.index: discount for discount in order.discount_applications}
        for line in chain(order.line_items, shipping_lines(order)):
            for part in line.discount_allocations:
                discount = applications.get(part.index)
                yield {
                    "order_id": record.id,
                    "line_key": line.id,
                    "line_name": line.title,
                    "name": discount and (discount.code or discount.title or discount.description),
                    "kind": discount and discount.kind.removesuffix("DiscountApplication"),
                    "amount": float(part.allocated_amount.shop),
                    "presentment_amount": float(part.allocated_amount.presentment),
                }

    @staticmethod
    def _transactions(record, order):
        for transaction in order.transactions:
            details = transaction.payment_details
            yield {
                "order_id": record.id,
                "shopify_id": _number(transaction.id),
                "parent_shopify_id": transaction.parent_id and _number(transaction.parent_id),
                "kind": transaction.kind,
                "status": transaction.status,
                "gateway": transaction.gateway,
                "gateway_name": transaction.formatted_gateway,
                "card_brand": details.company if details else False,
                "gift_card_shopify_id": transaction.gift_card_id or False,
                "gift_card_characters": transaction.gift_card_characters or False,
                "is_test": transaction.test,
                "error_code": transaction.error_code,
                "processed_at": utc_naive(transaction.processed_at or transaction.created_at),
                "amount": float(transaction.amount.shop),
                "rounding": float(transaction.amount_rounding.shop),
                "presentment_amount": float(transaction.amount.presentment),
                "presentment_rounding": float(transaction.amount_rounding.presentment),
                "payment_reference": transaction.payment_id,
            }

    @staticmethod
    def _instalments(record, order):
        for schedule in order.payment_terms.schedules if order.payment_terms else ():
            yield {
                "order_id": record.id,
                "shopify_id": _number(schedule.id),
                "issued_at": utc_naive(schedule.issued_at),
                "due_at": utc_naive(schedule.due_at),
                "completed_at": utc_naive(schedule.completed_at),
                "balance": float(schedule.total_balance.amount),
                "currency_code": schedule.total_balance.currency_code,
            }

    @staticmethod
    def _fulfillments(record, order):
        for fulfillment in order.fulfillments:
            tracking = fulfillment.tracking_info
            yield {
                "order_id": record.id,
                "shopify_id": _number(fulfillment.id),
                "name": fulfillment.name,
                "status": fulfillment.status,
                "created_at": utc_naive(fulfillment.created_at),
                "location_name": fulfillment.location.name if fulfillment.location else False,
                "location_shopify_id": fulfillment.location.id if fulfillment.location else False,
                "tracking_numbers": ", ".join(info.number for info in tracking if info.number),
                "tracking_company": tracking[0].company if tracking else False,
                "tracking_url": tracking[0].url if tracking else False,
                "quantities": {
                    line.line_item_id: line.quantity or 0 for line in fulfillment.line_items
                },
            }

    def _keep_data(self, pairs):
        """Keep the raw orders, past the ORM: it would copy each of these large values twice."""
        company = self._shop.company_id.id
        rows = [
            SQL("(%s, %s, %s::jsonb)", record.id, company, self._texts[order.id])
            for record, order in pairs
        ]
        if rows:
            self._env.cr.execute(
                SQL(
                    """
                    INSERT INTO shopify_order_data (order_id, company_id, raw) VALUES %s
                    ON CONFLICT (order_id) DO UPDATE SET raw = EXCLUDED.raw
                    """,
                    SQL(", ").join(rows),
                )
            )
            self._env["shopify.order.data"].invalidate_model(["raw"])


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    def _note_time(self, updated_at):
        """Note that the order was read again and its content is the same (O22)."""
        self.write({"shopify_updated_at": utc_naive(updated_at), "read_at": fields.Datetime.now()})


def _without_location(values):
    """Let a line that is in Odoo keep the location that it came with (O18)."""
    return {name: value for name, value in values.items() if name not in LOCATION}


def _address(address):
    return address_values(address) if address else False


def _country_code(order):
    address = order.shipping_address or order.billing_address
    return address.country_code if address else False


def _attributes(attributes):
    return [{"key": entry.key, "value": entry.value} for entry in attributes]


def content_hash(text):
    """Return what stands for an order's content.

    :param str text: the order as Shopify sent it, as JSON with sorted keys
    """
    return hashlib.sha256(_UPDATED_AT.sub("", text).encode()).hexdigest()


def _number(key):
    return str(gid.number(key))
