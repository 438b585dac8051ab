# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find or make the partners of a batch of orders (C3-C5)."""

from collections import defaultdict

from odoo import models

from ...rules import customer_match as rule
from ...rules.email import normalise_email
from ...rules.names import PersonName
from ...rules.phone import ValidPhone, normalise_phone


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _map_customers(self, orders):
        """Set the partners of Shopify orders (C3).

        :param orders: ``shopify.order`` records of this shop
        :return: dict of MappingError by order id, for those whose partner is not known
        """
        self.ensure_one()
        wanted = {order: self._order_customer(order) for order in orders}
        rules = self._customer_rules()
        candidates = self._customer_candidates(wanted.values(), rules)
        errors = {}
        found, missing = {}, defaultdict(list)
        for order, customer in wanted.items():
            outcome = rule.match_customer(customer, rules, candidates)
            match outcome:
                case rule.Found():
                    found[order] = outcome
                case rule.Create():
                    missing[self._identity(order, customer)].append(order)
                case _:
                    errors[order.id] = self._customer_error(outcome)
        created = self._create_partners({key: group[0] for key, group in missing.items()}, wanted)
        for identity, (first, *others) in missing.items():
            found[first] = rule.Found(created[identity].id, "created")
            # Of these the next batch would have found the partner.
            found.update((order, rule.Found(created[identity].id, *identity)) for order in others)
        self._set_partners(found, wanted)
        return errors

    def _order_customer(self, order):
        billing = order._address("billing")
        shipping = order._address("shipping")
        customer = order.customer_id
        return rule.OrderCustomer(
            shopify_customer=int(customer.shopify_id or 0),
            linked_partner=customer.partner_id.id if customer.partner_id.active else 0,
            email=order.email or customer.email or "",
            phone=self._order_phone(order, billing, shipping),
            billing=billing,
            shipping=shipping,
            name=customer.name or billing.full_name or shipping.full_name,
            has_address=customer.has_address,
            chosen_partner=order.partner_id.id or 0,
            create_by_hand=order.create_partner,
            rule_partner=order._setting("partner_id").id or 0,
        )

    def _order_phone(self, order, billing, shipping):
        """Return the first valid phone as E.164: the order's, the customer's, the addresses'."""
        country = billing.country_code or shipping.country_code
        fallback = self.company_id.country_id.code or ""
        for text in (order.phone, order.customer_id.phone, billing.phone, shipping.phone):
            phone = normalise_phone(text or "", country, fallback)
            if isinstance(phone, ValidPhone) and not phone.extension:
                return phone.e164
        return ""

    # === OUTCOME === #

    @staticmethod
    def _identity(order, customer):
        """Return what tells one unknown customer of a batch from another.

        :return: (rule, value) by which a later order finds the partner made for the first one
        """
        if customer.shopify_customer:
            return "linked", str(customer.shopify_customer)
        if email := normalise_email(customer.email):
            return "email", email
        if customer.phone:
            return "phone", customer.phone
        if key := rule.bill_to_key_of(customer):
            return "bill_to", key
        return "created", str(order.id)

    def _create_partners(self, orders_by_key, wanted):
        orders = list(orders_by_key.values())
        partners = self._make_partners(
            [
                (
                    order.customer_id.country_id,
                    wanted[order],
                    _person(wanted[order]),
                    self._default_customer_at(order.retail_location_shopify_id),
                )
                for order in orders
            ]
        )
        return dict(zip(orders_by_key, partners, strict=True))

    def _set_partners(self, found, wanted):
        """Write partners and delivery addresses on orders, and link the Shopify customers."""
        places = [
            (outcome.partner, wanted[order].shipping, wanted[order].name)
            for order, outcome in found.items()
        ]
        deliveries = dict(zip(found, self._delivery_partners(places), strict=True))
        linked, known = {}, self.env["shopify.customer"]
        for order, outcome in found.items():
            order.write(
                {
                    "mapped_partner_id": outcome.partner,
                    "mapped_shipping_partner_id": deliveries[order],
                    "customer_rule": outcome.rule,
                    "customer_rule_value": outcome.value,
                }
            )
            customer = order.customer_id
            if not customer or customer.partner_id.active:
                known |= customer
                continue
            if self._links_customer(outcome):
                linked.setdefault(customer, (outcome.partner, outcome.rule, outcome.value))
        partners = self.env["res.partner"]
        made = {
            customer: partners.browse(partner)
            for customer, (partner, matched, _value) in linked.items()
            if matched == "created"
        }
        self.env["shopify.customer"]._link_all(linked, agreed=self._sides_with(made))
        known._take_over_consents()

    @staticmethod
    def _links_customer(outcome):
        """A default partner stands for many; only a found or made one is linked for good."""
        return outcome.rule in ("chosen", "email", "phone", "bill_to", "created")


def _person(customer):
    """Return the names that fill a partner: those of the bill-to (C3), else of the ship-to."""
    address = customer.shipping if customer.billing.is_empty else customer.billing
    return PersonName(address.first_name, address.last_name, address.company)
