# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify means when it refuses a fulfilment (F7)."""

import re

_CHANGED = re.compile(
    r"unfulfillable status|line item quantity requested|order( line item)? does not exist"
    r"|single location",
    re.IGNORECASE,
)


def has_changed(message: str) -> bool:
    """Tell whether the order is no longer what it was when it was read: it was fulfilled, held,
    moved or edited in between, so that reading it again tells what is still to be done.

    :param message: Shopify's words
    """
    return bool(_CHANGED.search(message))
