# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which fulfilments deliveries become (F2, F3, F6, F7, O19).

Shopify wants an order's goods by *fulfilment orders*, each of one location. A delivery is spread
over what these still have open of its lines, those of the place it left from first. Never is more
fulfilled than is open: a line of which more was delivered than Shopify has is left alone, and so is
one from a place that stands for no location. What Shopify has fulfilled itself is taken for what
was delivered here from the same place: it is not sent again, though more may be open.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from types import MappingProxyType

#: Lines of one fulfilment at most.
LINES_IN_A_FULFILLMENT = 250
# Numbers that come from floats are whole as soon as they miss it by less.
_NEARLY = Decimal("0.000001")
_NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Units of an order line that a fulfilment order still has to ship.

    :param fulfillment_order: its gid
    :param key: the gid of the fulfilment order's own line
    :param line: the gid of the order line
    :param location: the gid of the location that is to ship, ``""`` once it is deleted
    :param waits: why it may not be shipped now: ``on_hold``, ``scheduled`` or ``elsewhere``
        (others ship it); ``""`` if it may
    :param detail: Shopify's reason, or until when
    """

    fulfillment_order: str
    key: str
    line: str
    location: str
    remaining: int
    waits: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DeliveredLine:
    """What a delivery brought of an order line.

    :param line: the gid of the order line
    :param quantity: whole units
    :param total: how many units the buyer has with it, of this delivery and earlier ones
    :param sent: how many units fulfilments of this delivery have already
    :param locations: the gids of the locations that stand for where it left from
    """

    line: str
    quantity: int
    total: int
    sent: int
    locations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery of the order that is done here.

    :param is_due: whether it is to be sent; one that was sent before only counts
    :param up_to_open: fulfil what is open, though too much of a line was delivered or Shopify has
        fulfilled as much itself
    """

    key: int
    lines: tuple[DeliveredLine, ...]
    is_due: bool = True
    up_to_open: bool = False


@dataclass(frozen=True, slots=True)
class OrderShipping:
    """What Shopify has of an order.

    :param elsewhere: units that Shopify has fulfilled and that no delivery here stands for, by
        order line and location, ``""`` if it is not known
    """

    open_lines: tuple[OpenLine, ...]
    elsewhere: Mapping[tuple[str, str], int] = field(default_factory=dict)
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Units to fulfil of a fulfilment order's line."""

    fulfillment_order: str
    key: str
    line: str
    units: int


@dataclass(frozen=True, slots=True)
class Shipment:
    """A fulfilment to make: parts of one delivery and one location."""

    delivery: int
    location: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why units of a delivery are not fulfilled.

    :param code: ``unmapped``, ``raised``, ``cancelled``, or why Shopify waits, as in
        :class:`OpenLine`
    :param units: how many units it keeps from being fulfilled
    :param known: how many of the line Shopify has in all, fulfilled and open
    :param detail: Shopify's reason, or until when
    """

    delivery: int
    line: str
    code: str
    units: int
    known: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """The fulfilments that an order's due deliveries become, and what can't be fulfilled.

    :param elsewhere: the due deliveries of which Shopify has fulfilled some itself (F7)
    """

    shipments: tuple[Shipment, ...]
    problems: tuple[Problem, ...]
    elsewhere: frozenset[int] = frozenset()


def split(
    order: OrderShipping, deliveries: Sequence[Delivery], returned: Mapping[str, int] = _NOTHING
) -> Split:
    """Spread the due deliveries of an order over its fulfilment orders (F2).

    :param deliveries: all deliveries here that are no echo of Shopify's own fulfilments, in the
        order in which they were done
    :param returned: units by order line that came back: what was not sent before is not sent (F6)
    """
    spreading = _Spreading(order, deliveries, returned)
    for delivery in deliveries:
        if delivery.is_due:
            spreading.spread(delivery)
    return Split(
        tuple(spreading.shipments), tuple(spreading.problems), frozenset(spreading.elsewhere)
    )


class _Spreading:
    """Keeps what is left open while deliveries are spread one after the other."""

    def __init__(
        self,
        order: OrderShipping,
        deliveries: Sequence[Delivery],
        returned: Mapping[str, int],
    ):
        lines = [line for delivery in deliveries for line in delivery.lines]
        self._order = order
        self._left = {part.key: part.remaining for part in order.open_lines}
        self._sent = _sum((line.line, line.sent) for line in lines)
        self._unsent = _sum((line.line, line.quantity - line.sent) for line in lines)
        self._unsent.subtract(returned)
        self._known = self._sent + _sum((part.line, part.remaining) for part in order.open_lines)
        self._known += _sum((line, units) for (line, _at), units in order.elsewhere.items())
        self._shopifys = _shopifys_own(order, deliveries)
        self.shipments: list[Shipment] = []
        self.problems: list[Problem] = []
        self.elsewhere: set[int] = set()

    def spread(self, delivery: Delivery) -> None:
        """Find the parts of a delivery, and what keeps others of it from being fulfilled."""
        parts: list[tuple[str, Part]] = []
        for line in delivery.lines:
            wanted = min(line.quantity - line.sent, self._unsent[line.line])
            if wanted <= 0:
                continue
            self._unsent[line.line] -= wanted
            if known := min(wanted, self._shopifys[delivery.key, line.line]):
                self.elsewhere.add(delivery.key)
                wanted -= known
            if not wanted:
                continue
            problem = self._refused(delivery, line, wanted)
            if problem:
                self.problems.append(problem)
                continue
            taken = self._take(line, wanted)
            parts += taken
            self._note_waiting(delivery, line, wanted - sum(part.units for _at, part in taken))
        self.shipments += _by_location(delivery, parts)

    def _refused(self, delivery: Delivery, line: DeliveredLine, wanted: int) -> Problem | None:
        known = self._known[line.line]
        has_open = any(self._left[part.key] for part in self._parts_of(line.line))
        surplus = line.total - known
        if has_open and not line.locations:
            return Problem(delivery.key, line.line, "unmapped", wanted)
        if surplus <= 0 or (delivery.up_to_open and has_open):
            return None
        code = "cancelled" if self._order.is_cancelled else "raised"
        return Problem(delivery.key, line.line, code, wanted, known)

    def _take(self, line: DeliveredLine, wanted: int) -> list[tuple[str, Part]]:
        """Take units from what may be shipped now: where it left from first (O19: the location
        that Shopify chose stays, whatever place here delivered)."""
        taken = []
        free = [part for part in self._parts_of(line.line) if not part.waits]
        for part in sorted(free, key=lambda each: each.location not in line.locations):
            units = min(wanted, self._left[part.key])
            if units:
                self._left[part.key] -= units
                wanted -= units
                found = Part(part.fulfillment_order, part.key, part.line, units)
                taken.append((part.location, found))
        return taken

    def _note_waiting(self, delivery: Delivery, line: DeliveredLine, missing: int) -> None:
        """Say why the rest has to wait; what waits for nobody Shopify has fulfilled itself (F7)."""
        for part in self._parts_of(line.line):
            units = min(missing, self._left[part.key])
            if part.waits and units:
                self._left[part.key] -= units
                missing -= units
                self.problems.append(
                    Problem(delivery.key, line.line, part.waits, units, detail=part.detail)
                )
        if missing and line.total <= self._known[line.line]:
            self.elsewhere.add(delivery.key)

    def _parts_of(self, line: str) -> list[OpenLine]:
        return [part for part in self._order.open_lines if part.line == line]


def _shopifys_own(order: OrderShipping, deliveries: Sequence[Delivery]) -> Counter[tuple[int, str]]:
    """Tell how much of what was delivered is what Shopify has fulfilled itself, by delivery and
    order line: the first that left from where Shopify shipped, whether they are due or not."""
    left = Counter(order.elsewhere)
    found: Counter[tuple[int, str]] = Counter()
    for delivery in deliveries:
        if delivery.up_to_open:
            continue
        for line in delivery.lines:
            unsent = line.quantity - line.sent
            for name, at in order.elsewhere:
                fits = not at or not line.locations or at in line.locations
                if name == line.line and fits:
                    units = max(min(unsent, left[name, at]), 0)
                    left[name, at] -= units
                    unsent -= units
                    found[delivery.key, name] += units
    return found


def _sum(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for line, units in pairs:
        total[line] += units
    return total


def _by_location(delivery: Delivery, parts: list[tuple[str, Part]]) -> list[Shipment]:
    """Make one fulfilment a location, or more if it has very many lines."""
    found: dict[str, list[Part]] = {}
    for location, part in parts:
        found.setdefault(location, []).append(part)
    return [
        Shipment(delivery.key, location, tuple(own[at : at + LINES_IN_A_FULFILLMENT]))
        for location, own in found.items()
        for at in range(0, len(own), LINES_IN_A_FULFILLMENT)
    ]


def whole_units(amounts: Iterable[Decimal]) -> list[int]:
    """Tell how many whole units the buyer has by the end of each delivery or return (F6).

    Half a dozen is no unit yet; the delivery with the other half completes one.

    :param amounts: what the buyer has of the line by then
    """
    return [int((amount + _NEARLY).to_integral_value(ROUND_FLOOR)) for amount in amounts]


def completed_units(totals: Sequence[int]) -> list[int]:
    """Tell how many units each delivery completes; a return completes none.

    :param totals: as :func:`whole_units` tells
    """
    before = (0, *totals)
    return [max(total - last, 0) for last, total in zip(before, totals, strict=False)]
