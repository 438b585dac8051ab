# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

import pytest

from rules.taxes import NewTax, OdooTax, TaxKey, UseTax, choose_tax, percent_text

VAT = TaxKey("DE VAT", Decimal("0.19"), included=True, country_code="DE")


def a_tax(tax=1, name="Tax", percent="19", included=True, taken=False):
    return OdooTax(tax, name, Decimal(percent), included, taken)


def test_o8_a_tax_of_the_same_rate_and_kind_is_used():
    assert choose_tax(VAT, [a_tax(1), a_tax(2, percent="7")]) == UseTax(1)


@pytest.mark.parametrize(
    "other",
    [a_tax(percent="7"), a_tax(included=False), a_tax(taken=True)],
    ids=["another rate", "excluded", "stands for another tax of Shopify"],
)
def test_o8_a_tax_that_does_not_fit_is_not_used(other):
    assert choose_tax(VAT, [other]) == NewTax()


def test_o8_of_several_the_one_that_is_named_alike_is_used():
    assert choose_tax(VAT, [a_tax(1, "Sales"), a_tax(2, "19 % de vat")]) == UseTax(2)


def test_o8_of_several_alike_none_is_guessed():
    assert choose_tax(VAT, [a_tax(1), a_tax(2)]) == NewTax()
    assert choose_tax(VAT, [a_tax(1, "DE VAT"), a_tax(2, "DE VAT old")]) == NewTax()


@pytest.mark.parametrize(("rate", "text"), [("0.19", "19"), ("0.0775", "7.75"), ("0.1", "10")])
def test_o8_a_rate_is_written_without_needless_zeros(rate, text):
    assert percent_text(Decimal(rate)) == text
