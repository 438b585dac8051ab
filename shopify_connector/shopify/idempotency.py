# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Deterministic idempotency keys: the same intention has the same key, however often it is sent."""

import uuid

_NAMESPACE = uuid.UUID("6c0f6a1e-0b5d-5f43-9a0e-2f1d7c1f5e0b")


def key(operation: str, *parts: object) -> str:
    """The key of an operation on something.

    :param operation: what is done, such as ``refundCreate``
    :param parts: what it is done to, so that another intention gets another key; their texts count
    """
    # the lengths keep ("ab", "c") and ("a", "bc") apart
    texts = [operation, *(str(part) for part in parts)]
    name = "".join(f"{len(text)}:{text}," for text in texts)
    return str(uuid.uuid5(_NAMESPACE, name))
