# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The demo shop's orders that are meant to wait for the user (listed in :mod:`demo`)."""

from ..shopper import an_order


def _odd(demo, name, note):
    builder = an_order(demo.shop).by(demo.someone("DE", "NL"))
    return builder.tagged("needs-attention", f"odd-{name}").noting(note)


def nobody_at_the_counter(demo):
    """A sale at the counter: no customer, no address."""
    builder = an_order(demo.shop).at_the_counter(demo.berlin)
    builder.tagged("needs-attention", "odd-no-customer").noting("A passer-by")
    order = demo.fill(builder, 2).paid_by("cash").place()
    demo.merchant.fulfil(order)


def nobody(demo):
    """A web order without customer and address."""
    builder = _odd(demo, "no-customer", "Neither customer nor address")
    demo.fill(builder.without_customer().without_address()).paid_by("visa").place()


def deleted_product(demo):
    """The product of the last line does not exist any more."""
    builder = demo.fill(_odd(demo, "deleted-product", "The last line's product was deleted"), 2)
    variant = demo.catalogue.discontinued["variants"][0]
    builder.line(variant, 1).shipping().paid_by("visa").place()


def unknown_currency(demo):
    """Shopify's code for a currency it does not know."""
    builder = demo.fill(_odd(demo, "unknown-currency", "Currency XXX"))
    builder.in_shop_currency("XXX").paid_by("bank").place()


def no_lines(demo):
    """Nothing ordered."""
    _odd(demo, "no-lines", "No lines").place()


def three_decimals(demo):
    """Tenths of cents."""
    builder = _odd(demo, "three-decimals", "Amounts with three decimals").unrounded()
    builder.line(demo.variant(), 1, price="10.005").line(demo.variant(), 2, price="3.333")
    builder.taxes().paid_by("visa").place()


def zero_quantity(demo):
    """A line of quantity zero."""
    builder = demo.fill(_odd(demo, "zero-quantity", "A line with quantity zero"), 1)
    builder.line(demo.variant(), 0).shipping().paid_by("visa").place()


ODD = (
    (nobody_at_the_counter, 4),
    (nobody, 1),
    (deleted_product, 1),
    (unknown_currency, 1),
    (no_lines, 1),
    (three_decimals, 1),
    (zero_quantity, 1),
)
