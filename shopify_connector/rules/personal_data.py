# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Take out of Shopify's data what is about a person (C16)."""

import json
from typing import Any

_TEXTS = frozenset(
    {
        "address1",
        "address2",
        "city",
        "displayName",
        "email",
        "emailAddress",
        "firstName",
        "lastName",
        "note",
        "phone",
        "phoneNumber",
        "poNumber",
        "province",
        "provinceCode",
        "statusPageUrl",
        "zip",
    }
)
#: Lists that go as a whole: what a buyer typed in, tags, parcels, what is known of their devices.
_LISTS = frozenset({"assessments", "customAttributes", "tags", "trackingInfo"})
#: Objects that go as a whole.
_OBJECTS = frozenset({"defaultEmailAddress", "defaultPhoneNumber"})
#: What stays of what a payment provider said.
_RECEIPT_IDS = frozenset({"gift_card_id"})
_ADDRESSES = frozenset({"billingAddress", "defaultAddress", "shippingAddress"})
#: Objects that name a person, a company or a card besides what is named alike elsewhere.
_NAMED = {
    **dict.fromkeys(_ADDRESSES, frozenset({"company", "name"})),
    "purchasingEntity": frozenset({"name"}),
    "paymentDetails": frozenset({"number"}),
}
_ALL_ADDRESSES = "addressesV2"


def without_personal_data(node: Any) -> Any:
    """The same answer of Shopify without what is about a person (C16).

    Ids, links, amounts, times, quantities, products and countries stay, as do the form and what
    must not be null: the result can be read as the answer could.

    :param node: an order or a customer as Shopify sent it, or a part of one
    """
    return _cleaned(node, frozenset())


def _cleaned(node: Any, also: frozenset[str]) -> Any:
    if isinstance(node, list):
        return [_cleaned(entry, also) for entry in node]
    if not isinstance(node, dict):
        return node
    return {key: _value(key, value, also) for key, value in node.items()}


def _value(key: str, value: Any, also: frozenset[str]) -> Any:
    if value is None or key in _OBJECTS:
        return None
    if key in _LISTS:
        return []
    if key == _ALL_ADDRESSES:
        return {**value, "nodes": []}
    if key == "receiptJson":
        return _receipt(value)
    if isinstance(value, str) and (key in _TEXTS or key in also):
        return ""
    return _cleaned(value, _NAMED.get(key, also))


def _receipt(receipt: Any) -> dict | None:
    if isinstance(receipt, str):
        try:
            receipt = json.loads(receipt)
        except ValueError:
            return None
    if not isinstance(receipt, dict):
        return None
    return {key: value for key, value in receipt.items() if key in _RECEIPT_IDS}
