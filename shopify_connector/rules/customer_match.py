# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which partner an order is booked on, and which one a Shopify customer is (C1, C3, C4, C5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .address import Address, bill_to_key
from .email import normalise_email

_NO_ADDRESS = Address()


@dataclass(frozen=True, slots=True)
class CustomerRules:
    """The shop's settings that choose a partner; partners are ids, 0 means none is set.

    ``country_default_partners`` maps ISO country codes to the default partner of the country's
    template (C7); countries without one are left out.
    """

    import_mode: Literal["none", "with_orders", "all"] = "with_orders"
    mapping: Literal["email_phone", "bill_to", "default"] = "email_phone"
    default_partner: int = 0
    auto_create: bool = False
    create_without_address: bool = False
    country_default_partners: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderCustomer:
    """What an order says about its customer; ids are 0 and texts "" where there is nothing.

    ``phone`` is E.164. ``has_address`` says that Shopify's customer has an address although the
    order may carry none. ``chosen_partner`` and ``create_by_hand`` are the user's way out (O16);
    ``rule_partner`` is that of the rule that the order follows (O25).
    """

    shopify_customer: int = 0
    linked_partner: int = 0
    email: str = ""
    phone: str = ""
    billing: Address = _NO_ADDRESS
    shipping: Address = _NO_ADDRESS
    name: str = ""
    has_address: bool = False
    chosen_partner: int = 0
    create_by_hand: bool = False
    rule_partner: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A partner that has the looked-up email, phone or bill-to information.

    ``commercial_partner`` is the top-level partner that it belongs to, 0 where the caller does
    not tell.
    """

    partner: int
    name: str
    is_top_level: bool = True
    commercial_partner: int = 0


@dataclass(frozen=True, slots=True)
class Candidates:
    """The partners of a whole batch by what they can be found by.

    The keys are those of ``normalise_email``, of E.164 and of ``bill_to_key``. The caller leaves
    archived partners out: they never match (C4).
    """

    by_email: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    by_phone: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    by_bill_to: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The partner to use. ``rule``: ``chosen``, ``order_rule``, ``country_default``,
    ``shop_default``, ``linked``, ``email``, ``phone`` or ``bill_to``; ``value`` is what was looked
    up, "" if nothing was."""

    partner: int
    rule: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A default partner stands for the customer, as for others: it is not linked to it.

    ``rule`` is ``country_default``, with the country's code as ``value``, or ``shop_default``.
    """

    partner: int
    rule: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Create:
    """No partner is known, and a new one is to be made."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several partners fit; a person has to choose (O16)."""

    rule: str
    value: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """No partner, and none may be made: the order waits.

    ``code``: ``no_customer_data``, ``no_address``, ``creation_off`` or ``no_default_partner``;
    ``params`` holds the customer's ``name``, ``email`` and ``phone`` for the message.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


CustomerMatch = Found | Create | Ambiguous | Unmatched


def match_customer(
    customer: OrderCustomer, rules: CustomerRules, candidates: Candidates
) -> CustomerMatch:
    """Choose the partner of an order (C3), first hit wins.

    Chosen by hand (O16); that of the rule that the order follows (O25); the default partner of the
    ship-to country; the shop's default partner
    when customers are not imported; then by mapping type: the linked partner, email, phone or
    bill-to information, and at last creation (C5). An order without ship-to goes where its bill
    goes, so then the bill-to country counts. An order that names nobody at all (no customer,
    email, phone or address, as in a store) is booked on the shop's default partner if there is
    one, whatever the mapping type: real customers and one fixed partner mix (C1), and no real
    customer is passed over.

    Two candidates are ambiguous and nothing further is tried (C4), unless exactly one of them is
    a top-level partner and the others are its own contacts: then it is the one.

    A creation asked for by hand is always possible (C5): it wins over default partners and
    settles an ambiguous or missing match, but does not double a partner that is found.

    :param customer: the order's customer
    :param rules: the shop's settings
    :param candidates: active partners of the batch, see ``bill_to_key_of`` for its third part
    :return: the partner, or that one is to be created, or why the order waits
    """
    if customer.chosen_partner:
        return Found(customer.chosen_partner, "chosen")
    if customer.create_by_hand and not _is_nobody(customer):
        known = _known(customer, rules, candidates)
        return known if isinstance(known, Found) else Create()
    if customer.rule_partner:
        return Found(customer.rule_partner, "order_rule")
    country = _destination_country(customer)
    if partner := rules.country_default_partners.get(country, 0):
        return Found(partner, "country_default", country)
    if rules.default_partner and _takes_shop_default(customer, rules):
        return Found(rules.default_partner, "shop_default")
    if _is_nobody(customer):
        return Unmatched("no_customer_data", _params(customer))
    if rules.mapping == "default":
        return Unmatched("no_default_partner", _params(customer))
    return _known(customer, rules, candidates)


def match_shopify_customer(
    customer: OrderCustomer, rules: CustomerRules, candidates: Candidates
) -> CustomerMatch | Shared:
    """Choose the partner that a Shopify customer is, whether it has ordered or not (C3, C4, C5).

    First hit wins: the linked partner; a default partner that stands for it, that of the country's
    template or, where customers are not imported or always are the default customer, the shop's;
    then by mapping type email, phone or bill-to information, and at last creation. *Always the
    default customer* passes over a linked partner too (C6).

    A creation asked for by hand is always possible (C5), but does not double a partner.

    :param customer: the customer; its default address, else its first one, is the billing address
    :param rules: the shop's settings
    :param candidates: active partners of the batch, as for :func:`match_customer`
    :return: the partner, the default partner that stands for it, that one is to be created, or why
        there is none
    """
    known = _known(customer, rules, candidates)
    if customer.create_by_hand:
        return known if isinstance(known, Found) else Create()
    if customer.linked_partner and rules.mapping != "default":
        return known
    country = customer.billing.country_code.strip().upper()
    if partner := rules.country_default_partners.get(country, 0):
        return Shared(partner, "country_default", country)
    if rules.default_partner and (rules.import_mode == "none" or rules.mapping == "default"):
        return Shared(rules.default_partner, "shop_default")
    if rules.mapping == "default":
        return Unmatched("no_default_partner", _params(customer))
    return known


def match_report(outcome: CustomerMatch | Shared) -> tuple[str, str]:
    """Say why a partner was chosen, or why none was.

    :param outcome: of :func:`match_customer` or :func:`match_shopify_customer`
    :return: the rule, such as ``email``, ``created``, ``ambiguous_email`` or ``creation_off``, and
        the value it went by: what was looked up, for several partners with their names and ids
    """
    match outcome:
        case Found(rule=rule, value=value) | Shared(rule=rule, value=value):
            return rule, value
        case Create():
            return "created", ""
        case Ambiguous(rule=rule, value=value, candidates=candidates):
            named = ", ".join(f"{each.name} ({each.partner})" for each in candidates)
            return f"ambiguous_{rule}", f"{value}: {named}"
        case Unmatched(code=code, params=params):
            return code, ", ".join(filter(None, (params.get("email"), params.get("phone"))))


def bill_to_key_of(customer: OrderCustomer) -> str:
    """Give the key by which an order's bill-to is looked up: company, else name (C4).

    :return: the key of ``bill_to_key``; "" when the bill-to can't be told
    """
    return bill_to_key(_bill_to_name(customer), customer.billing)


def _known(customer: OrderCustomer, rules: CustomerRules, candidates: Candidates) -> CustomerMatch:
    if customer.linked_partner:
        return Found(customer.linked_partner, "linked", str(customer.shopify_customer))
    for rule, value, fitting in _lookups(customer, rules, candidates):
        if fitting:
            return _only_one(rule, value, fitting)
    return _creation(customer, rules)


def _destination_country(customer: OrderCustomer) -> str:
    ship_to = customer.billing if customer.shipping.is_empty else customer.shipping
    return ship_to.country_code.strip().upper()


def _takes_shop_default(customer: OrderCustomer, rules: CustomerRules) -> bool:
    return rules.import_mode == "none" or rules.mapping == "default" or _is_nobody(customer)


def _is_nobody(customer: OrderCustomer) -> bool:
    return not (
        customer.shopify_customer
        or customer.linked_partner
        or customer.email.strip()
        or customer.phone
        or _has_address(customer)
    )


def _has_address(customer: OrderCustomer) -> bool:
    return customer.has_address or not customer.billing.is_empty or not customer.shipping.is_empty


def _lookups(
    customer: OrderCustomer, rules: CustomerRules, candidates: Candidates
) -> tuple[tuple[str, str, tuple[Candidate, ...]], ...]:
    if rules.mapping == "bill_to":
        fitting = _fitting(candidates.by_bill_to, bill_to_key_of(customer))
        return (("bill_to", _bill_to_name(customer), fitting),)
    email = normalise_email(customer.email)
    return (
        ("email", email, _fitting(candidates.by_email, email)),
        ("phone", customer.phone, _fitting(candidates.by_phone, customer.phone)),
    )


def _bill_to_name(customer: OrderCustomer) -> str:
    return customer.billing.company.strip() or customer.billing.full_name or customer.name


def _fitting(index: Mapping[str, tuple[Candidate, ...]], key: str) -> tuple[Candidate, ...]:
    return tuple(dict.fromkeys(index.get(key, ()))) if key else ()


def _only_one(rule: str, value: str, fitting: tuple[Candidate, ...]) -> Found | Ambiguous:
    if len(fitting) == 1:
        return Found(fitting[0].partner, rule, value)
    top_level = [candidate for candidate in fitting if candidate.is_top_level]
    if len(top_level) == 1:
        owner = top_level[0].partner
        if all(candidate.commercial_partner in (0, owner) for candidate in fitting):
            return Found(owner, rule, value)
    return Ambiguous(rule, value, fitting)


def _creation(customer: OrderCustomer, rules: CustomerRules) -> Create | Unmatched:
    if not rules.auto_create:
        return Unmatched("creation_off", _params(customer))
    if not _has_address(customer) and not rules.create_without_address:
        return Unmatched("no_address", _params(customer))
    return Create()


def _params(customer: OrderCustomer) -> dict[str, str]:
    name = customer.name or customer.billing.full_name or customer.billing.company
    return {"name": name, "email": customer.email, "phone": customer.phone}
