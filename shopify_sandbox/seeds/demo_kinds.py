# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The kinds of orders that the demo shop has; each function makes one order."""

from ..arithmetic import round_cash
from ..money import pair_of
from ..shopper import an_order, sample_address

_EUROPE = ("DE", "DE", "DE", "AT", "NL", "FR", "ES", "IT", "DK", "SE", "PL", "IE")


def _order(demo, *countries, most=4):
    builder = an_order(demo.shop).by(demo.someone(*(countries or _EUROPE)))
    return demo.fill(builder, most).shipping()


def _lines(order):
    return [line for line in order["lineItems"] if line["variant"]]


def _paid(demo, *countries):
    means = demo.chance.choice(("visa", "mastercard", "paypal", "klarna", "american_express"))
    return _order(demo, *countries).paid_by(means)


def paid(demo):
    """Paid, to be shipped."""
    return _paid(demo).place()


def fulfilled(demo):
    """Paid and shipped."""
    order = _paid(demo).place()
    demo.later(hours=20)
    carrier = demo.chance.choice(("DHL Express", "UPS", "PostNL"))
    demo.merchant.fulfil(order, tracking=[(carrier, f"JD{order['number']:010d}")])
    return order


def archived(demo):
    """Paid, shipped and closed."""
    order = fulfilled(demo)
    demo.later(hours=1)
    demo.merchant.close(order)


def partly_fulfilled(demo):
    """Two units ordered, one shipped."""
    order = _order(demo).line(demo.variant(), 2).paid_by("visa").place()
    demo.later(hours=20)
    demo.merchant.fulfil(order, {order["lineItems"][-1]["id"]: 1})


def two_locations(demo):
    """Lines from the warehouse and from the Berlin store."""
    order = _order(demo, "DE").line(demo.variant(), 1, location=demo.berlin).paid_by("visa").place()
    demo.later(hours=20)
    demo.merchant.fulfil(order, location=demo.berlin, tracking=[("UPS", "1Z999")])


def american(demo):
    """Taxes on top, paid in dollars, several tax lines by state."""
    _order(demo, "US").tax_excluded().in_currency("USD", "1.0842").paid_by("visa").place()


def british(demo):
    """Paid in pounds."""
    _order(demo, "GB").in_currency("GBP", "0.8531").paid_by("paypal").place()


def japanese(demo):
    """Paid in yen."""
    _order(demo, "JP").in_currency("JPY", "163.27").paid_by("visa").place()


def canadian(demo):
    """Taxes on top, two of them in Quebec."""
    _order(demo, "CA").tax_excluded().paid_by("visa").place()


def swiss(demo):
    """Swiss taxes included."""
    _paid(demo, "CH").place()


def pending(demo):
    """A bank deposit that has not come yet."""
    _order(demo).pending_by("bank").place()


def authorised(demo):
    """A reserved amount."""
    _order(demo).authorised_by("visa").place()


def captured(demo):
    """A reserved amount, captured later."""
    order = _order(demo).authorised_by("mastercard").place()
    demo.later(hours=5)
    demo.merchant.capture(order)


def partly_paid(demo):
    """A deposit was paid."""
    _order(demo).paid_by("bank", "5.00").place()


def failed_then_paid(demo):
    """The first card was declined."""
    _order(demo).failing_by("visa").paid_by("mastercard").place()


def cancelled(demo):
    """Cancelled by the buyer, refunded and restocked."""
    order = _paid(demo).place()
    demo.later(hours=3)
    demo.merchant.cancel(order)


def cancelled_unpaid(demo):
    """Cancelled before it was paid."""
    order = _order(demo).pending_by("bank").place()
    demo.later(hours=30)
    demo.merchant.cancel(order, "DECLINED")


def testing(demo):
    """A test order."""
    _order(demo).for_testing().paid_by("visa").place()


def refunded(demo):
    """Refunded in full after shipping, units returned."""
    order = fulfilled(demo)
    demo.later(hours=48)
    units = {line["id"]: line["quantity"] for line in order["lineItems"]}
    demo.merchant.refund(order, units, restock="RETURN", shipping="all")


def partly_refunded(demo):
    """One unit of a line refunded."""
    order = fulfilled(demo)
    demo.later(hours=48)
    restock = demo.chance.choice(("RETURN", "NO_RESTOCK"))
    demo.merchant.refund(order, {_lines(order)[0]["id"]: 1}, restock=restock)


def refunded_before_shipping(demo):
    """One unit cancelled before it was shipped."""
    order = _order(demo).line(demo.variant(), 2).paid_by("visa").place()
    demo.later(hours=4)
    demo.merchant.refund(order, {_lines(order)[-1]["id"]: 1}, restock="CANCEL")


def shipping_refunded(demo):
    """Only the shipping refunded."""
    order = fulfilled(demo)
    demo.later(hours=24)
    demo.merchant.refund(order, shipping="all", note="Late")


def amount_refunded(demo):
    """Some money back, no units."""
    order = fulfilled(demo)
    demo.later(hours=24)
    demo.merchant.refund(order, amount="3.50", note="Scratch on the mug")


def refund_pending(demo):
    """A refund whose transaction waits."""
    order = fulfilled(demo)
    demo.later(hours=24)
    demo.merchant.refund(order, {_lines(order)[0]["id"]: 1}, restock="RETURN", pending=True)


def returned(demo):
    """A return under way."""
    order = fulfilled(demo)
    demo.later(hours=72)
    demo.merchant.open_return(order, {_lines(order)[0]["id"]: 1}, customer_note="Too small")


def lowered(demo):
    """Edited: a quantity lowered."""
    order = _order(demo).line(demo.variant(), 3).paid_by("visa").place()
    demo.later(hours=2)
    demo.merchant.set_quantity(order, order["lineItems"][-1], 2)


def raised(demo):
    """Edited: a quantity raised, the rest still to pay."""
    order = _paid(demo).place()
    demo.later(hours=2)
    line = _lines(order)[0]
    demo.merchant.set_quantity(order, line, line["quantity"] + 1)


def line_removed(demo):
    """Edited: a line taken off."""
    order = _order(demo).line(demo.variant()).paid_by("visa").place()
    demo.later(hours=2)
    demo.merchant.remove_line(order, order["lineItems"][-1])


def line_added(demo):
    """Edited: a line added and paid."""
    order = _paid(demo).place()
    demo.later(hours=2)
    demo.merchant.add_line(order, demo.variant())
    demo.merchant.pay(order, "paypal")


def goodwill(demo):
    """Edited: a discount on a line, given back."""
    order = _order(demo).pending_by("bank").place()
    demo.later(hours=2)
    demo.merchant.discount_line(order, _lines(order)[0], "2.00")


def at_the_counter(demo):
    """Bought in Berlin by a known customer, taken along."""
    customer = demo.someone("DE")
    builder = an_order(demo.shop).at_the_counter(demo.berlin).by(customer)
    builder.ship_to(customer["defaultAddress"])
    order = demo.fill(builder, 2).paid_by("visa").place()
    demo.merchant.fulfil(order)


def cash_rounded(demo):
    """Bought in Amsterdam with cash, rounded to five cents."""
    customer = demo.someone("NL")
    builder = an_order(demo.shop).at_the_counter(demo.amsterdam).by(customer)
    builder.ship_to(customer["defaultAddress"])
    order = builder.line(demo.variant(), 1, price="12.97").place()
    due = pair_of(order["totalPriceSet"]).shop
    rounding = str(round_cash(due) - due)
    demo.merchant.pay(order, "cash", rounding=rounding)
    demo.merchant.fulfil(order)


def gift_card_bought(demo):
    """A gift card bought; it is issued at once."""
    card = demo.catalogue.gift_cards[demo.chance.choice(("25", "50", "100"))]
    customer = demo.someone("DE", "NL")
    an_order(demo.shop).by(customer).line(card).paid_by("visa").place()


def gift_card_used(demo):
    """Paid with a gift card, the rest by card."""
    cards = demo.shop.collection("GiftCard")
    card = next((one for one in cards if one["balance"]["amount"] != "0.0"), None)
    if card is None:
        paid(demo)
        return
    _order(demo, "DE").line(demo.variant(), 2).paid_with_gift_card(card).paid_by("visa").place()


def tipped(demo):
    """With a tip."""
    _order(demo, "DE", "NL").with_tip(demo.chance.choice(("2.00", "5.00"))).paid_by("visa").place()


def tax_exempt(demo):
    """A company that pays no taxes."""
    _order(demo, "DE", "FR").tax_exempt().tax_excluded().paid_by("bank").place()


def order_discount(demo):
    """A code over the whole order, in per cent."""
    _order(demo).discount_code("SUMMER10", "10%").paid_by("visa").place()


def fixed_discount(demo):
    """A code over the whole order, an amount."""
    builder = _order(demo).line(demo.variant(), 3)
    builder.discount_code("WELCOME5", "5.00").paid_by("paypal").place()


def line_discount(demo):
    """The merchant discounts one line."""
    _order(demo).manual_discount("Loyal customer", "15%", on=[0]).paid_by("visa").place()


def automatic_discount(demo):
    """An automatic discount on coffee, and a code beside it."""
    builder = an_order(demo.shop).by(demo.someone(*_EUROPE))
    builder.line(demo.chance.choice(demo.catalogue.coffee), 3)
    demo.fill(builder, 2).shipping()
    builder.automatic_discount("Coffee week", "1.00", on=[0]).discount_code("FRIENDS", "7%")
    builder.paid_by("visa").place()


def free_shipping(demo):
    """Free shipping by a code."""
    _order(demo).free_shipping().paid_by("visa").place()


def several_shippings(demo):
    """Two shipping lines."""
    _order(demo).shipping("Bulky goods", "12.50", "bulky").paid_by("visa").place()


def american_discount(demo):
    """Taxes on top, discounted, in dollars."""
    builder = _order(demo, "US").tax_excluded().in_currency("USD", "1.0842")
    builder.discount_code("SUMMER10", "10%").paid_by("visa").place()


def business(demo):
    """A company with its own order number, due in 30 days, or in two instalments."""
    digits = demo.chance.randint(1000, 9999)
    builder = _order(demo, "DE", "AT").po_number(f"PO-{digits}")
    if digits % 2:
        builder.payment_terms("Net 30", 30)
    else:
        builder.in_instalments(("30", 0), ("70", 30), name="30 % deposit")
    builder.from_draft().noting("Please invoice by email").tagged("b2b").place()


def with_words(demo):
    """A note, attributes and tags."""
    builder = _order(demo).noting("Leave at the door, thank you!").tagged("gift", "express")
    builder.attribute("gift_wrap", "yes").attribute("message", "Alles Gute ❤")
    builder.paid_by("visa").place()


def risky(demo):
    """High risk, on hold."""
    order = _order(demo, "US").tax_excluded().risky("HIGH").paid_by("visa").place()
    demo.merchant.hold(order, "HIGH_RISK_OF_FRAUD")


def custom_item(demo):
    """A line without a product, from a draft."""
    builder = _order(demo, "DE").custom_line("Repair of a zip", "18.00", requires_shipping=False)
    builder.from_draft().paid_by("bank").place()


def bundle(demo):
    """A bundle."""
    _order(demo).line(demo.catalogue.bundle).paid_by("visa").place()


def course(demo):
    """Nothing to ship."""
    builder = an_order(demo.shop).by(demo.someone("DE")).line(demo.catalogue.course, 2)
    builder.paid_by("klarna").place()


def hebrew(demo):
    """A name written from right to left, four-byte characters in the note."""
    address = sample_address(demo.shop, "IL")
    builder = an_order(demo.shop).ship_to(address)
    demo.fill(builder).noting("תודה 🏕️👨‍👩‍👧").shipping("International", "19.90")
    builder.paid_by("visa").place()


def four_bytes(demo):
    """A name with four-byte characters."""
    address = sample_address(demo.shop, "JP", first_name="𠮷野", last_name="家🦊")
    builder = an_order(demo.shop).ship_to(address).in_currency("JPY", "163.27")
    demo.fill(builder).paid_by("visa").place()


def other_recipient(demo):
    """Billed to one address, shipped to another."""
    _order(demo, "DE").bill_to("DE").ship_to("AT").paid_by("visa").place()


def big(demo):
    """250 lines."""
    builder = an_order(demo.shop).by(demo.someone("DE"))
    for number in range(250):
        variants = demo.catalogue.variants
        builder.line(variants[number % len(variants)], 1 + number % 3)
    builder.shipping("Freight", "89.00").discount_code("SUMMER10", "10%").paid_by("bank").place()


def free(demo):
    """A present: everything discounted."""
    _order(demo).manual_discount("Present", "100%").free_shipping().place()


def with_duties(demo):
    """Import duties and a fee."""
    builder = _order(demo, "GB").duties("7.40").fee("Handling", "2.50")
    builder.paid_by("visa").place()


def voided(demo):
    """An authorisation that was given back."""
    order = _order(demo).authorised_by("visa").place()
    demo.later(hours=40)
    demo.merchant.void(order)


KINDS = (
    (paid, 23),
    (fulfilled, 36),
    (archived, 5),
    (partly_fulfilled, 8),
    (two_locations, 5),
    (american, 24),
    (british, 12),
    (japanese, 6),
    (canadian, 6),
    (swiss, 4),
    (pending, 8),
    (authorised, 6),
    (captured, 4),
    (partly_paid, 4),
    (failed_then_paid, 2),
    (cancelled, 4),
    (cancelled_unpaid, 3),
    (testing, 3),
    (refunded, 4),
    (partly_refunded, 8),
    (refunded_before_shipping, 3),
    (shipping_refunded, 2),
    (amount_refunded, 2),
    (refund_pending, 1),
    (returned, 2),
    (lowered, 3),
    (raised, 2),
    (line_removed, 3),
    (line_added, 3),
    (goodwill, 2),
    (at_the_counter, 8),
    (cash_rounded, 5),
    (gift_card_bought, 4),
    (gift_card_used, 3),
    (tipped, 6),
    (tax_exempt, 3),
    (order_discount, 8),
    (fixed_discount, 5),
    (line_discount, 5),
    (automatic_discount, 5),
    (free_shipping, 4),
    (several_shippings, 3),
    (american_discount, 5),
    (business, 4),
    (with_words, 4),
    (risky, 2),
    (custom_item, 3),
    (bundle, 2),
    (course, 2),
    (hebrew, 2),
    (four_bytes, 1),
    (other_recipient, 4),
    (big, 1),
    (free, 1),
    (with_duties, 1),
    (voided, 1),
)
