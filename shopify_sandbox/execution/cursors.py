# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Opaque cursors: base64 of JSON with the last node's id and sort value, as Shopify's are."""

import base64
import binascii
import json

from ..errors import ApiError


def number(gid) -> int:
    """The number at the end of a gid, 0 when there is none."""
    digits = str(gid or "").rpartition("/")[2].partition("?")[0]
    return int(digits) if digits.isdigit() else 0


def encode(position: tuple) -> str:
    """The cursor of a position.

    :param position: sort value and id number of the node.
    """
    value, last_id = position
    text = json.dumps({"last_id": last_id, "last_value": value}, separators=(",", ":"))
    return base64.b64encode(text.encode()).decode()


def decode(cursor: str) -> tuple:
    """The position a cursor stands for.

    :raises ApiError: not a cursor of this sandbox.
    """
    try:
        content = json.loads(base64.b64decode(cursor, validate=True))
        return content["last_value"], content["last_id"]
    except (ValueError, binascii.Error, KeyError, TypeError) as error:
        raise ApiError("Invalid cursor for current pagination sort.", "BAD_REQUEST") from error
