# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Partners and what is under them, made of plain values with Odoo's ORM."""

from collections.abc import Iterable


class NativePartners:
    """Makes partners that were not there yet.

    :param known: values by key, from ``bench.native_data``
    :ivar ids: the ids of those that were made, by key
    """

    def __init__(self, env, known: dict[str, dict]) -> None:
        self._partners = env["res.partner"]
        self._known = known
        self.ids: dict[str, int] = {}

    def make(self, keys: Iterable[str]) -> None:
        """Make the partners that were not there yet, then those under them."""
        new = sorted(set(keys) - self.ids.keys(), key=int)
        for children in (False, True):
            level = [key for key in new if bool(self._known[key]["parent_id"]) == children]
            made = self._partners.create([self._values(key) for key in level])
            self.ids.update(zip(level, made.ids, strict=True))

    def _values(self, key: str) -> dict:
        values = self._known[key]
        return {**values, "parent_id": self.ids.get(str(values["parent_id"]), False)}
