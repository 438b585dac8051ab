# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The countries of the sandbox: names, provinces, currencies and the taxes charged there."""

from dataclasses import dataclass
from decimal import Decimal

from .provinces import PROVINCES


@dataclass(frozen=True)
class Country:
    """What the sandbox knows of a country.

    :param str name: English name
    :param str dialling: international dialling code, with plus
    :param str currency: currency code
    :param tuple taxes: ``(title, rate)`` of each tax line of goods and shipping
    :param dict province_taxes: taxes by province code, instead of ``taxes``

    Its provinces are in :data:`provinces.PROVINCES`.
    """

    name: str
    dialling: str
    currency: str
    taxes: tuple = ()
    province_taxes: dict = None


def _tax(title, rate):
    return ((title, Decimal(rate)),)


COUNTRIES = {
    "AT": Country("Austria", "+43", "EUR", _tax("AT VAT", "0.2")),
    "AU": Country("Australia", "+61", "AUD", _tax("GST", "0.1")),
    "BE": Country("Belgium", "+32", "EUR", _tax("BE VAT", "0.21")),
    "CA": Country(
        "Canada",
        "+1",
        "CAD",
        _tax("GST", "0.05"),
        {
            "ON": _tax("HST", "0.13"),
            "QC": (("GST", Decimal("0.05")), ("QST", Decimal("0.09975"))),
            "BC": (("GST", Decimal("0.05")), ("PST", Decimal("0.07"))),
        },
    ),
    "CH": Country("Switzerland", "+41", "CHF", _tax("CH VAT", "0.081")),
    "DE": Country("Germany", "+49", "EUR", _tax("DE MwSt", "0.19")),
    "DK": Country("Denmark", "+45", "DKK", _tax("DK Moms", "0.25")),
    "ES": Country("Spain", "+34", "EUR", _tax("ES IVA", "0.21")),
    "FR": Country("France", "+33", "EUR", _tax("FR TVA", "0.2")),
    "GB": Country("United Kingdom", "+44", "GBP", _tax("GB VAT", "0.2")),
    "IE": Country("Ireland", "+353", "EUR", _tax("IE VAT", "0.23")),
    "IL": Country("Israel", "+972", "ILS", _tax("IL VAT", "0.18")),
    "IT": Country("Italy", "+39", "EUR", _tax("IT IVA", "0.22")),
    "JP": Country("Japan", "+81", "JPY", _tax("JP CT", "0.1")),
    "KW": Country("Kuwait", "+965", "KWD"),
    "NL": Country("Netherlands", "+31", "EUR", _tax("NL BTW", "0.21")),
    "NO": Country("Norway", "+47", "NOK", _tax("NO MVA", "0.25")),
    "PL": Country("Poland", "+48", "PLN", _tax("PL VAT", "0.23")),
    "SE": Country("Sweden", "+46", "SEK", _tax("SE Moms", "0.25")),
    "US": Country(
        "United States",
        "+1",
        "USD",
        (),
        {
            "CA": (
                ("California State Tax", Decimal("0.0725")),
                ("San Francisco County Tax", Decimal("0.01375")),
            ),
            "NY": (
                ("New York State Tax", Decimal("0.04")),
                ("New York City Tax", Decimal("0.045")),
                ("Metropolitan Commuter Transportation District", Decimal("0.00375")),
            ),
            "TX": (("Texas State Tax", Decimal("0.0625")), ("Austin City Tax", Decimal("0.02"))),
            "WA": _tax("Washington State Tax", "0.065"),
        },
    ),
}


def country_named(text):
    """Find a country by its code or its English name.

    :param str text: ``DE`` or ``Germany``
    :return: its code, None where the sandbox does not know it
    :rtype: str|None
    """
    wanted = text.strip().casefold()
    for code, country in COUNTRIES.items():
        if wanted in (code.casefold(), country.name.casefold()):
            return code
    return None


def province_named(country_code, text):
    """Find a province by its code or its name.

    :param str country_code: ISO country
    :param str text: ``ON`` or ``Ontario``
    :return: its code, None where the country has no such province
    :rtype: str|None
    """
    wanted = text.strip().casefold()
    for code, name in PROVINCES.get(country_code, {}).items():
        if wanted in (code.casefold(), name.casefold()):
            return code
    return None


def taxes_at(country_code, province_code=None):
    """Tell the taxes of a sale to an address.

    :param str|None country_code: ISO country; unknown: no taxes
    :param str|None province_code: province, where the country has them
    :return: ``(title, rate)`` of each tax line
    :rtype: tuple
    """
    country = COUNTRIES.get(country_code)
    if country is None:
        return ()
    return (country.province_taxes or {}).get(province_code, country.taxes)
