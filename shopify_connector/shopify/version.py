# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The one place that names Shopify's API version (G4)."""

from dataclasses import dataclass
from datetime import date

API_VERSION = "2026-10"

#: Each supported version with the first day on which Shopify no longer serves it.
SUPPORTED_VERSIONS: dict[str, date] = {
    "2026-01": date(2027, 1, 1),
    "2026-04": date(2027, 4, 1),
    "2026-07": date(2027, 7, 1),
    "2026-10": date(2027, 10, 1),
}

WARN_DAYS = 90


@dataclass(frozen=True, slots=True)
class VersionStatus:
    """How long the version in use is still served.

    :param state: ``supported``, ``ending`` (within :data:`WARN_DAYS`), ``ended`` or ``unknown``
    :param ends: the first day without it, None if unknown
    :param days_left: days until then, negative afterwards, None if unknown
    """

    version: str
    state: str
    ends: date | None
    days_left: int | None


def version_status(today: date, version: str = API_VERSION) -> VersionStatus:
    """Say whether a version is still served on a day (G4)."""
    ends = SUPPORTED_VERSIONS.get(version)
    if ends is None:
        return VersionStatus(version, "unknown", None, None)
    days_left = (ends - today).days
    if days_left <= 0:
        state = "ended"
    else:
        state = "ending" if days_left <= WARN_DAYS else "supported"
    return VersionStatus(version, state, ends, days_left)
