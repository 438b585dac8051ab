# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify means when it refuses to set stock (N5)."""

import re
from collections.abc import Sequence

_CODES = {
    "CHANGE_FROM_QUANTITY_STALE": "stale",
    "COMPARE_QUANTITY_STALE": "stale",
    "IDEMPOTENCY_CONCURRENT_REQUEST": "under_way",
    "IDEMPOTENCY_KEY_PARAMETER_MISMATCH": "new_key",
    "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED": "new_key",
    "INVALID_INVENTORY_ITEM": "no_item",
    "INVALID_LOCATION": "no_location",
    "ITEM_NOT_STOCKED_AT_LOCATION": "stale",
    "NON_MUTABLE_INVENTORY_ITEM": "bundle",
}
# inventoryActivate gives no codes, and says as a fault what is the matter with a key.
_WORDS = (
    ("stale", re.compile(r"already active", re.IGNORECASE)),
    ("under_way", re.compile(r"currently in progress", re.IGNORECASE)),
    ("new_key", re.compile(r"idempotency key", re.IGNORECASE)),
    ("no_item", re.compile(r"(product|item) (couldn't|could not) be found", re.IGNORECASE)),
    ("no_location", re.compile(r"location (couldn't|could not) be found", re.IGNORECASE)),
)


def stock_refusal(message: str, code: str = "") -> str:
    """Tell what a refusal of ``inventorySetQuantities`` or ``inventoryActivate`` means.

    :param message: Shopify's words
    :param code: Shopify's code, where there is one
    :return: ``stale`` (the stock is no longer what it was when it was read), ``under_way`` (the
        same call is being carried out), ``new_key`` (it has to be sent under another key),
        ``no_item``, ``no_location``, ``bundle`` or ``other``
    """
    told = (kind for kind, words in _WORDS if words.search(message))
    return _CODES.get(code) or next(told, "other")


def refused_line(field: Sequence[str]) -> int | None:
    """Tell which of the quantities a refusal is about, from the path of its input field.

    :param field: such as ``("input", "quantities", "3", "locationId")``
    :return: the place of the quantity, from 0; None if it is about none of them
    """
    if "quantities" not in field:
        return None
    following = field[field.index("quantities") + 1 :]
    return int(following[0]) if following and following[0].isdigit() else None
