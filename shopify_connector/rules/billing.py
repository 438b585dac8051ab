# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How many units of a line are to be invoiced (O14, O18, R6).

What an edit took off without money is never invoiced. What was refunded is: the invoice is for what
was sold, and the refund's credit note takes its part back, also where it came before the invoice.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineUnits:
    """The units of a line of a sale order.

    :param ordered: as the order says
    :param removed: taken off by an edit, without money going back
    :param cancelled: refunded with money before they were delivered
    :param delivered: delivered and not returned
    :param invoiced: on invoices, whatever was credited since
    :param credited: on credit notes
    :param by_delivery: whether what is delivered is invoiced, and not what is ordered
    """

    ordered: float
    removed: float
    cancelled: float
    delivered: float
    invoiced: float
    credited: float
    by_delivery: bool

    @property
    def final(self) -> float:
        """What is invoiced in the end."""
        return self.ordered - self.removed

    @property
    def due(self) -> float:
        """What may be invoiced up to now."""
        if not self.by_delivery:
            return self.final
        return min(self.final, self.delivered + self.credited + self.cancelled)

    @property
    def to_invoice(self) -> float:
        """What is to be invoiced now: never less than nothing, as credit notes follow refunds."""
        return max(self.due - self.invoiced, 0.0)

    @property
    def is_complete(self) -> bool:
        """Whether nothing waits for a delivery before it can be invoiced."""
        return self.due >= self.final


@dataclass(frozen=True, slots=True)
class TakenOff:
    """Units of a line that Shopify no longer counts: ``removed`` by an edit without money,
    ``cancelled`` with money before they were shipped."""

    removed: int
    cancelled: int


def taken_off(
    *, quantity: int, current: int, unfulfilled: int, fulfilled: int, refunded: int
) -> TakenOff:
    """Tell what became of units that were sold and are not to be shipped.

    :param quantity: units as sold
    :param current: units that edits and refunds left
    :param unfulfilled: units still to be shipped
    :param fulfilled: units shipped
    :param refunded: units of refunds that gave money back
    """
    removed = max(quantity - current - refunded, 0)
    never_shipped = max(quantity - fulfilled - unfulfilled - removed, 0)
    return TakenOff(removed, min(never_shipped, refunded))
