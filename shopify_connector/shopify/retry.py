# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How often and after what pause something is tried again (G10)."""

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Growing pauses with full jitter: a random part of a limit that doubles each time.

    :param attempts: tries in all, the first one included
    :param first_pause: the limit of the first pause, in seconds
    :param longest_pause: no pause is longer, whatever ``Retry-After`` says
    :param throttled_attempts: tries while only the shop's budget is used up
    """

    attempts: int = 8
    first_pause: float = 0.5
    longest_pause: float = 60.0
    throttled_attempts: int = 30
    chance: Callable[[], float] = random.random

    def pause(self, failures: int, retry_after: float = 0.0) -> float:
        """Seconds to wait after the given number of failures in a row.

        :param retry_after: what Shopify asked for; the pause is not shorter
        """
        limit = min(self.longest_pause, self.first_pause * 2 ** min(failures - 1, 30))
        return min(self.longest_pause, retry_after + limit * self.chance())


def retry_after_seconds(header: str) -> float:
    """Read a ``Retry-After`` header; 0 if it is absent or names a date."""
    try:
        return max(0.0, float(header))
    except ValueError:
        return 0.0
