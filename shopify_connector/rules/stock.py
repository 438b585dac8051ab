# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify is told to have of a variant at a location (N3, N7, N9)."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

#: Shopify takes no figure above it.
HIGHEST = 1_000_000_000
#: A converted quantity is exact to here: what lies beyond comes of a unit's own rounding.
_EXACT = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class StockSettings:
    """How a location's stock becomes what Shopify is told (N9).

    :param quantity_name: ``available``, of which sales are taken off already, or ``on_hand``, of
        which Shopify takes its own sales off by itself
    :param safety_stock: pieces that are kept back
    :param share_percent: how much of the rest is offered here, more than 0 and at most 100
    :param upper_limit: pieces that are offered at most; 0 for no limit
    """

    quantity_name: str = "available"
    safety_stock: int = 0
    share_percent: Decimal = Decimal(100)
    upper_limit: int = 0


@dataclass(frozen=True, slots=True)
class StockFacts:
    """What Odoo and Shopify know of a variant at a location.

    :param quantity: Odoo's figure, in the product's unit
    :param unit_factor: how many of the product's unit one piece in Shopify is: 12 for a dozen
    :param not_in_odoo: what Shopify has sold (with ``on_hand``: sent) and Odoo's figure still
        counts (N7), in the product's unit
    :param not_in_shopify: what Odoo has delivered and Shopify still counts as on hand, in the
        product's unit
    :param sells_beyond: whether Shopify goes on selling the variant when it is out of stock
    """

    quantity: Decimal
    unit_factor: Decimal = Decimal(1)
    not_in_odoo: Decimal = Decimal(0)
    not_in_shopify: Decimal = Decimal(0)
    sells_beyond: bool = False


@dataclass(frozen=True, slots=True)
class StockStep:
    """One step from Odoo's figure to what Shopify is told.

    :param kind: ``odoo``, ``not_in_odoo``, ``not_in_shopify``, ``unit``, ``safety``, ``share``,
        ``limit``, ``whole`` or ``zero``
    :param amount: what the step works with: the quantity, the factor, the pieces, the per cent
    :param result: the quantity after it
    """

    kind: str
    amount: Decimal
    result: Decimal


@dataclass(frozen=True, slots=True)
class StockPlan:
    """What Shopify is to have, in whole pieces, and how it came about."""

    quantity: int
    steps: tuple[StockStep, ...]


def plan_stock(facts: StockFacts, settings: StockSettings) -> StockPlan:
    """Work out what Shopify is to have of a variant at a location (N3, N7, N9).

    Where Shopify goes on selling what is out of stock, a figure below zero is told as it is: so
    many pieces are sold and still to come. Anything else is at least 0.

    :raises ValueError: if the unit factor is not above zero
    """
    if facts.unit_factor <= 0:
        raise ValueError(f"a piece is more than nothing, not {facts.unit_factor} of the unit")
    way = _Way(facts.quantity)
    _count_pieces(way, facts)
    if way.at > 0:
        _keep_back(way, settings)
    way.go("whole", way.at, way.at.to_integral_value(ROUND_FLOOR))
    way.go("limit", HIGHEST, min(way.at, Decimal(HIGHEST)))
    if not (facts.sells_beyond and settings.quantity_name == "available"):
        way.go("zero", Decimal(0), max(way.at, Decimal(0)))
    return StockPlan(int(way.at), tuple(way.steps))


class _Way:
    """The way from Odoo's figure; a step that changes nothing is none."""

    def __init__(self, quantity: Decimal):
        self.at = quantity
        self.steps = [StockStep("odoo", quantity, quantity)]

    def go(self, kind: str, amount: Decimal | int, result: Decimal) -> None:
        if result != self.at:
            self.steps.append(StockStep(kind, Decimal(amount), result))
            self.at = result


def _count_pieces(way: _Way, facts: StockFacts) -> None:
    way.go("not_in_odoo", facts.not_in_odoo, way.at - facts.not_in_odoo)
    way.go("not_in_shopify", facts.not_in_shopify, way.at + facts.not_in_shopify)
    if facts.unit_factor != 1:
        pieces = (way.at / facts.unit_factor).quantize(_EXACT)
        way.go("unit", facts.unit_factor, pieces)


def _keep_back(way: _Way, settings: StockSettings) -> None:
    way.go("safety", settings.safety_stock, max(way.at - settings.safety_stock, Decimal(0)))
    way.go("share", settings.share_percent, way.at * settings.share_percent / 100)
    if settings.upper_limit:
        way.go("limit", settings.upper_limit, min(way.at, Decimal(settings.upper_limit)))


def not_in_odoo(*, committed: int, open_in_odoo: int, open_outside: int, sent_outside: int) -> int:
    """Count the pieces that Shopify has sold and that no sale order in Odoo takes off (N7).

    What Shopify has committed to orders and no order in Odoo explains was sold by one that is not
    here yet, even if nobody has told of it. What an order outside of Odoo has sent already is
    committed no longer, and comes on top.

    :param committed: pieces that Shopify holds for orders at the location
    :param open_in_odoo: pieces still to send of orders with a confirmed sale order
    :param open_outside: pieces still to send of orders that are known and have none
    :param sent_outside: pieces that such orders have sent already
    """
    return sent_outside + max(open_outside, committed - open_in_odoo, 0)


def reason_to_leave_out(
    *,
    tracked: bool,
    is_bundle: bool,
    is_gift_card: bool,
    is_excluded: bool,
    is_stored: bool,
) -> str:
    """Tell why a variant's stock is none of Shopify's business (N1, N6, N9).

    :param tracked: whether Shopify keeps stock of it
    :param is_stored: whether Odoo does
    :return: ``excluded``, ``gift_card``, ``bundle``, ``untracked``, ``not_stored``, or ``""``
    """
    reasons = (
        (is_excluded, "excluded"),
        (is_gift_card, "gift_card"),
        (is_bundle, "bundle"),
        (not tracked, "untracked"),
        (not is_stored, "not_stored"),
    )
    return next((reason for applies, reason in reasons if applies), "")
