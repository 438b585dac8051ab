# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify is told to track a delivery by (F4)."""

import json
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

PLACEHOLDER = "<shipmenttrackingnumber>"

_SEPARATOR = re.compile(r"[,;\n\r\t]+")
_RESERVED = ":/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True, slots=True)
class Tracking:
    """The parcels of a delivery.

    :param urls: of the numbers, in their order; or one without any number
    """

    company: str = ""
    numbers: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


def tracking(company: str, reference: str, link: str, template: str) -> Tracking:
    """Make what Shopify is told of a delivery's tracking fields.

    :param company: how Shopify, or else the user, calls the carrier
    :param reference: the tracking numbers, parted by commas
    :param link: the delivery's own link, or several as JSON: pairs of number and link
    :param template: the carrier's link with a placeholder for the number
    """
    numbers = tracking_numbers(reference)
    links = _links(link) | _from_template(template, numbers)
    if len(numbers) == 1 and numbers[0] not in links:
        links[numbers[0]] = link
    urls = [_url(links.get(number, "")) for number in numbers]
    if not numbers:
        only = _url(link)
        return Tracking(company, (), (only,) if only else ())
    # Shopify takes links for all numbers or for none: it tells by the place which is whose.
    return Tracking(company, numbers, tuple(urls) if all(urls) else ())


def tracking_numbers(reference: str) -> tuple[str, ...]:
    """Part the numbers of a tracking reference; each is there once."""
    parts = (part.strip() for part in _SEPARATOR.split(reference))
    return tuple(dict.fromkeys(part for part in parts if part))


def _links(link: str) -> dict[str, str]:
    """Read links by number, as some carriers give them for several parcels."""
    try:
        pairs = json.loads(link)
        return {str(number): str(url) for number, url in pairs}
    except (ValueError, TypeError):
        return {}


def _from_template(template: str, numbers: tuple[str, ...]) -> dict[str, str]:
    if PLACEHOLDER not in template:
        return {}
    return {number: template.replace(PLACEHOLDER, quote(number, safe="")) for number in numbers}


def _url(link: str) -> str:
    """Return a link as Shopify takes it, ``""`` for what is none."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return quote(parts.geturl(), safe=_RESERVED + "~")
