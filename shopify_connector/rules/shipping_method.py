# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which shipping method a shipping line of an order is (O11)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShippingLineKey:
    """What an order says of how it is shipped.

    :param title: what the buyer chose, in the buyer's language
    :param code: what the shop, or the carrier, calls it in any language
    :param source: who gave the price, such as ``shopify`` or ``ups``
    """

    title: str
    code: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ShippingMethod:
    """A known method; what is empty is not looked at.

    :param key: what stands for it outside
    """

    key: int
    title: str = ""
    code: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class UnknownMethod:
    """No method fits; under this name one is to be made."""

    title: str


def choose_method(
    line: ShippingLineKey, methods: Iterable[ShippingMethod]
) -> ShippingMethod | UnknownMethod:
    """Choose the method that says most of a line; of equals the one that is known longest.

    Capitals and spaces do not count. A title is also looked for in the line's code: buyers see
    titles in their own language, and the code keeps the shop's.
    """
    fitting = [method for method in methods if _fits(method, line)]
    if not fitting:
        return UnknownMethod(name_of(line))
    return min(fitting, key=lambda method: (_vagueness(method, line), method.key))


def missing_titles(
    lines: Iterable[ShippingLineKey], methods: Iterable[ShippingMethod]
) -> list[str]:
    """The names of the methods to make, so that each line has one.

    A line whose code is the title of another one is the same method, seen in another language.
    """
    lines = sorted(lines, key=lambda line: (line.title, line.code, line.source))
    titles = {same_name(name_of(line)) for line in lines}
    known, made = list(methods), []
    for line in sorted(lines, key=lambda line: same_name(line.code) in titles):
        choice = choose_method(line, known)
        if isinstance(choice, UnknownMethod):
            made.append(choice.title)
            known.append(ShippingMethod(len(known), choice.title))
    return made


def name_of(line: ShippingLineKey) -> str:
    """The name under which a line is listed: its title, else its code, else its source."""
    named = (" ".join(part.split()) for part in (line.title, line.code, line.source))
    return next(filter(None, named), "?")


def same_name(text: str) -> str:
    """What two names have in common that are the same."""
    return " ".join(text.casefold().split())


def _fits(method: ShippingMethod, line: ShippingLineKey) -> bool:
    wanted = (method.title, method.code, method.source)
    if not any(map(same_name, wanted)):
        return False
    titles = {same_name(name_of(line)), same_name(line.code)}
    return (
        (not same_name(method.title) or same_name(method.title) in titles)
        and _is_or_empty(method.code, line.code)
        and _is_or_empty(method.source, line.source)
    )


def _is_or_empty(wanted: str, found: str) -> bool:
    return not same_name(wanted) or same_name(wanted) == same_name(found)


def _vagueness(method: ShippingMethod, line: ShippingLineKey) -> tuple[int, bool]:
    """Less is better: fields that are left open, and a title found in the code only."""
    open_fields = sum(not same_name(text) for text in (method.title, method.code, method.source))
    return open_fields, same_name(method.title) != same_name(name_of(line))
