# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What becomes in Shopify of a product that Odoo no longer sells (P15)."""

from typing import Literal

Status = Literal["active", "draft", "archived", "unlisted"]
RemovedProducts = Literal["nothing", "draft", "archived"]

#: From what can be bought to what is put away.
_RANK = {"active": 0, "unlisted": 0, "draft": 1, "archived": 2}


def status_after_removal(rule: RemovedProducts, status: Status) -> Status | None:
    """Which status a product is to have in Shopify once it is removed in Odoo (P15).

    :param rule: the shop's setting *For removed products*
    :param status: the product's status in Shopify
    :return: the status to send; None if nothing is: a product that is put away already is not
        brought back by a milder rule
    """
    if rule == "nothing" or _RANK[status] >= _RANK[rule]:
        return None
    return rule
