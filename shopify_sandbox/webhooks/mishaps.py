# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What goes wrong with deliveries on purpose."""

import base64
from datetime import timedelta

KINDS = ("late", "twice", "out_of_order", "wrong_signature", "lost")


class Mishaps:
    """The plan of what goes wrong."""

    def __init__(self):
        self._planned: list[dict] = []

    def plan(self, kind: str, times: int = 1, topic: str | None = None, seconds: float = 60.0):
        """Let the next deliveries go wrong.

        :param kind: ``late``, ``twice``, ``out_of_order`` (after the one behind it),
            ``wrong_signature`` or ``lost``.
        :param times: how many deliveries.
        :param topic: only those of this topic.
        :param seconds: how late ``late`` is.
        :raises ValueError: no such kind.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown mishap {kind!r}; known: {', '.join(KINDS)}")
        self._planned += [{"kind": kind, "topic": topic, "seconds": seconds}] * times

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._planned.clear()

    def befall(self, deliveries: list) -> list:
        """The deliveries as they really go out.

        :param deliveries: in the order of their events; changed in place.
        """
        going = []
        overtaken = []
        for delivery in deliveries:
            copies, is_slow = self._with_mishaps(delivery)
            if is_slow:
                overtaken += copies
                continue
            going += copies
            if copies:
                going += overtaken
                overtaken = []
        return going + overtaken

    def _with_mishaps(self, delivery):
        copies, is_slow = [delivery], False
        for mishap in self._taken(delivery.topic):
            match mishap["kind"]:
                case "late":
                    delivery.due += timedelta(seconds=mishap["seconds"])
                case "twice":
                    copies = copies * 2
                case "out_of_order":
                    is_slow = True
                case "wrong_signature":
                    wrong = base64.b64encode(bytes(32)).decode()
                    delivery.headers["X-Shopify-Hmac-Sha256"] = wrong
                case "lost":
                    copies = []
        return copies, is_slow

    def _taken(self, topic):
        """At most one mishap of each kind."""
        taken = {}
        for mishap in self._planned:
            if mishap["topic"] in (None, topic):
                taken.setdefault(mishap["kind"], mishap)
        for mishap in taken.values():
            self._planned.remove(mishap)
        return taken.values()
