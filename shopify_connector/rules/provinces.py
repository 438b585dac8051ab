# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Provinces by code and by name, as Shopify and as Odoo write them (C8, C10)."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .address import comparable

CountySource = Literal["code", "name"]


@dataclass(frozen=True, slots=True)
class Province:
    """A province of a country, by one side's code and name."""

    code: str = ""
    name: str = ""


NO_PROVINCE = Province()


@dataclass(frozen=True, slots=True)
class Provinces:
    """The provinces of a country: Shopify's (its tax areas, C8) and Odoo's (its states).

    ``source`` says which of a province's code and name is trusted first (C10); the other one is
    looked at where the first is missing or unknown.
    """

    country_code: str
    shopify: Sequence[Province] = ()
    odoo: Sequence[Province] = ()
    source: CountySource = "code"

    def to_odoo(self, code: str, name: str = "") -> Province:
        """Find Odoo's state of a province.

        A code or name that only Shopify knows is translated by way of Shopify's own provinces.

        :param code: Shopify's code, with or without the country
        :param name: Shopify's name, in any case, with or without accents
        :return: the state; :data:`NO_PROVINCE` when none or several fit
        """
        return self._translate(self.shopify, self.odoo, Province(code, name))

    def to_shopify(self, code: str, name: str = "") -> Province:
        """Find Shopify's province of an Odoo state, the way back from :meth:`to_odoo`.

        :param code: the state's code, with or without the country
        :param name: the state's name
        :return: the province; :data:`NO_PROVINCE` when none or several fit
        """
        return self._translate(self.odoo, self.shopify, Province(code, name))

    def _translate(
        self, own: Sequence[Province], other: Sequence[Province], written: Province
    ) -> Province:
        direct = self._find(other, written)
        if direct != NO_PROVINCE:
            return direct
        return self._find(other, self._find(own, written))

    def _find(self, rows: Sequence[Province], written: Province) -> Province:
        by = {"code": self._code_key, "name": self._name_key}
        for source in sorted(by, key=lambda source: source != self.source):
            key = by[source]
            fitting = {row for row in rows if key(written) and key(row) == key(written)}
            if len(fitting) == 1:
                return fitting.pop()
        return NO_PROVINCE

    def _code_key(self, province: Province) -> str:
        code = comparable(province.code)
        return code.removeprefix(f"{comparable(self.country_code)}-") or code

    @staticmethod
    def _name_key(province: Province) -> str:
        return comparable(_without_accents(province.name))


def _without_accents(text: str) -> str:
    """Drop the accents of Latin letters; in other scripts such marks tell letters apart."""
    kept, is_latin = [], False
    for char in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(char):
            is_latin = unicodedata.name(char, "").startswith("LATIN ")
        elif is_latin:
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))
