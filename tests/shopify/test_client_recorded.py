# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What real shops answered: our objects, errors and cost figures read it as it is."""

import json
from collections import Counter
from pathlib import Path

import pytest

from shopify import documents, errors
from shopify.answers import Asked, understand, user_errors
from shopify.exchange import Cost
from shopify.objects import customer, fulfillment, order, order_line, payment, product, refund
from shopify.objects.address import Address
from shopify.objects.money import Money, MoneyBag
from shopify.transport import RawAnswer

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "recorded"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="recorded answers are not here")

BY_KEY = {
    "taxLines": order_line.TaxLine,
    "customAttributes": order_line.Attribute,
    "discountAllocations": order_line.DiscountAllocation,
    "lineItems": order_line.LineItem,
    "shippingLines": order_line.ShippingLine,
    "discountApplications": order_line.DiscountApplication,
    "transactions": payment.Transaction,
    "paymentSchedules": payment.PaymentSchedule,
    "paymentTerms": payment.PaymentTerms,
    "trackingInfo": fulfillment.TrackingInfo,
    "fulfillmentLineItems": fulfillment.FulfillmentLineItem,
    "fulfillments": fulfillment.Fulfillment,
    "assignedLocation": fulfillment.AssignedLocation,
    "fulfillmentOrders": fulfillment.FulfillmentOrder,
    "refundLineItems": refund.RefundLineItem,
    "orderAdjustments": refund.OrderAdjustment,
    "refunds": refund.Refund,
    "returns": refund.Return,
    "defaultAddress": Address,
    "billingAddress": Address,
    "shippingAddress": Address,
    "addressesV2": Address,
    "defaultEmailAddress": customer.Consent,
    "customer": customer.Customer,
    "customers": customer.Customer,
    "order": order.Order,
    "orders": order.Order,
    "variants": product.ProductVariant,
    "products": product.Product,
    "selectedOptions": product.SelectedOption,
    "weight": product.Weight,
    "unitCost": Money,
}


def recorded():
    for path in sorted(FOLDER.rglob("*.json")):
        yield path, json.loads(path.read_text(encoding="utf-8"))


def objects(value, key=""):
    """Yield (key, dict) for every object, connections and lists opened."""
    if isinstance(value, list):
        for entry in value:
            yield from objects(entry, key)
    elif isinstance(value, dict):
        if "edges" in value or "nodes" in value:
            yield from objects(value.get("nodes") or [], key)
            for edge in value.get("edges") or []:
                if isinstance(edge, dict):
                    yield from objects(edge.get("node"), key)
            return
        yield key, value
        for name, inner in value.items():
            yield from objects(inner, name)


def reader_of(key, node):
    if "shopMoney" in node and "presentmentMoney" in node:
        return MoneyBag
    return BY_KEY.get(key)


def is_gap(error):
    """Whether a field was only not asked for."""
    return isinstance(error, KeyError) or error.params["why"] == "is missing"


def test_our_objects_read_what_real_shops_answered():
    read, ill = Counter(), []
    for path, content in recorded():
        for key, node in objects(content):
            reader = reader_of(key, node)
            if reader is None:
                continue
            try:
                reader.from_node(node)
                read[reader.__name__] += 1
            except (KeyError, errors.MalformedAnswer) as error:
                if not is_gap(error) and _is_answer(node):
                    ill.append((path.name, key, str(error)))
    assert ill == []
    assert read["MoneyBag"] > 100
    assert read["Address"] > 20
    assert read["Attribute"] > 20
    assert len(read) >= 8, read


def _is_answer(node):
    # variables of mutations have the same keys as answers, but other contents
    return "__typename" in node or "id" in node or "shopMoney" in node


def costs():
    for _, content in recorded():
        for _, node in objects(content):
            if isinstance(node.get("cost"), dict) and "throttleStatus" in node["cost"]:
                yield node


def test_every_recorded_cost_is_understood():
    found = [Cost.from_extensions(extensions) for extensions in costs()]
    assert len(found) > 500
    assert None not in found
    assert all(cost.requested >= 0 and cost.restore_rate > 0 for cost in found)


def test_every_recorded_error_gets_a_type():
    asked = Asked(documents.SHOP, "my-shop", "2026-10")
    types = Counter()
    for _, content in recorded():
        for _, node in objects(content):
            faults = node.get("errors")
            if not isinstance(faults, list) or not faults or "message" not in str(faults[0]):
                continue
            body = json.dumps({"data": None, "errors": faults}).encode()
            understood = understand(RawAnswer(200, {}, body), asked)
            assert understood.data is None
            assert understood.error or understood.passing
            types[type(understood.error or understood.passing).__name__] += 1
            if isinstance(understood.error, errors.AccessDenied):
                named = any("access scope" in fault["message"] for fault in faults)
                assert bool(understood.error.params["scope"]) == named
    assert types["InvalidQuery"] > 20
    assert types["AccessDenied"] >= 1
    assert types["Passing"] >= 1


def test_every_recorded_refusal_is_found():
    found = Counter()
    for _, content in recorded():
        for _, node in objects(content):
            refused = node.get("userErrors")
            if isinstance(refused, list) and refused and isinstance(refused[0], dict):
                got = user_errors({"payload": {"userErrors": refused}})
                assert len(got) == len(refused)
                assert all(error.message for error in got)
                found["all"] += len(got)
    assert found["all"] > 100
