# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Gather what became of many changes in Shopify, to be noted and committed together."""

from ...shopify.errors import ShopifyError

# Noted and committed in one go.
KEEP_AT_ONCE = 250


def whole_chunks(outcomes):
    """Gather a push's outcomes; when it breaks off, what was done before is handed out as well.

    :param outcomes: iterator of BulkRow
    """
    waiting = []
    try:
        for outcome in outcomes:
            waiting.append(outcome)
            if len(waiting) == KEEP_AT_ONCE:
                yield waiting
                waiting = []
    except ShopifyError:
        if waiting:
            yield waiting
        raise
    if waiting:
        yield waiting
