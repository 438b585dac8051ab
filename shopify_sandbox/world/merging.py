# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Merging two customers: which one is kept, and what it takes over from the other."""

from decimal import Decimal

from ..money import money
from .customer_changes import change

MOST_TAGS = 250
LONGEST_NOTE = 5_000
_CONSENT_RANK = {"SUBSCRIBED": 2, "PENDING": 1}
_CHOICES = {
    "customerIdOfFirstNameToKeep": "firstName",
    "customerIdOfLastNameToKeep": "lastName",
    "customerIdOfPhoneNumberToKeep": "phone",
    "customerIdOfEmailToKeep": "email",
}


def kept_of(one, two, email_from=None):
    """Tell which of two customers a merge keeps, in Shopify's order of reasons.

    :param dict one: ``Customer`` node
    :param dict two: ``Customer`` node
    :param str|None email_from: id of the customer whose email address was chosen to stay
    :return: one of the two nodes
    :rtype: dict
    """
    if email_from:
        return one if one["id"] == email_from else two
    if bool(one["email"]) != bool(two["email"]):
        return one if one["email"] else two
    if not one["email"]:
        return two
    return one if _standing(one) > _standing(two) else two


def _standing(customer):
    state = customer["state"]
    consent = _CONSENT_RANK.get(customer["defaultEmailAddress"]["marketingState"], 0)
    return state == "ENABLED", consent, state == "INVITED"


def merged_tags(kept, gone):
    """Give the tags that both customers have together.

    :rtype: list[str]
    """
    tags = {tag.casefold(): tag for tag in (*gone["tags"], *kept["tags"])}
    return sorted(tags.values(), key=str.casefold)


def merged_note(kept, gone):
    """Give the notes of both customers in one, None where neither has one.

    :rtype: str|None
    """
    return " ".join(filter(None, (kept["note"], gone["note"]))) or None


def merge(shop, one, two, choices=None):
    """Merge two customers; orders, addresses, tags and notes end at the one that is kept.

    :param Shop shop: their shop
    :param dict one: ``Customer`` node
    :param dict two: ``Customer`` node
    :param dict|None choices: Shopify's ``CustomerMergeOverrideFields``
    :return: the one that is kept and the one that is gone
    :rtype: tuple[dict, dict]
    """
    choices = choices or {}
    kept = kept_of(one, two, choices.get("customerIdOfEmailToKeep"))
    gone = two if kept is one else one
    values = _values(kept, gone, choices)
    consents = _consents(kept, gone, values)
    gone["_merged_into"] = kept["id"]
    shop.remove(gone)
    _move_orders(shop, kept, gone)
    change(shop, kept, values)
    change(shop, kept, consents)
    return kept, gone


def _values(kept, gone, choices):
    by_id = {kept["id"]: kept, gone["id"]: gone}
    values = {key: kept[key] or gone[key] for key in _CHOICES.values()}
    for choice, key in _CHOICES.items():
        if choices.get(choice):
            values[key] = by_id[choices[choice]][key]
    values["note"] = choices.get("note", merged_note(kept, gone))
    values["tags"] = sorted(choices.get("tags") or merged_tags(kept, gone), key=str.casefold)
    values["addresses"] = sorted((*kept["addresses"], *gone["addresses"]), key=lambda a: a["id"])
    default_from = by_id.get(choices.get("customerIdOfDefaultAddressToKeep"), kept)
    values["defaultAddress"] = default_from["defaultAddress"] or gone["defaultAddress"]
    return values


def _consents(kept, gone, values):
    """The contact data that comes from the other one brings its consent along."""
    found = {}
    for key, name in (("email", "defaultEmailAddress"), ("phone", "defaultPhoneNumber")):
        if values[key] and values[key] != kept[key]:
            found[name] = gone[name]
    return found


def _move_orders(shop, kept, gone):
    moved = gone["orders"]() if callable(gone["orders"]) else gone["orders"]
    own = kept["orders"]() if callable(kept["orders"]) else kept["orders"]
    if not moved:
        return
    for order in moved:
        order["customer"] = order["purchasingEntity"] = kept
        shop.touch(order)
    orders = sorted((*own, *moved), key=lambda order: order["createdAt"])
    spent = sum(Decimal(one["amountSpent"]["amount"]) for one in (kept, gone))
    kept.update(
        orders=orders,
        lastOrder=orders[-1],
        numberOfOrders=str(len(orders)),
        canDelete=False,
        amountSpent=money(spent, shop.currency),
    )
