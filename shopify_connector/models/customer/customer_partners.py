# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find or make the partners of a batch of Shopify customers that nobody need have ordered (C4, C5).

The step *map* of the customer sync.
"""

from dataclasses import replace

from odoo import models

from ...rules import customer_match as rule
from ...rules.email import normalise_email
from ...rules.phone import ValidPhone, is_e164, normalise_phone
from ..sync.fast_rows import update_rows
from .customer_texts import CustomerError


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _map_shopify_customers(self, customers, create=None):
        """Link Shopify customers to the partners that stand for them; make those that are missing.

        :param customers: ``shopify.customer`` records of this shop without a partner
        :param bool create: whether to make missing partners: True and False as a user asks (C5),
            None as the shop is set
        :return: dict of CustomerError by customer, for those that stay without a partner
        """
        self.ensure_one()
        wanted = {customer: self._without_order(customer, bool(create)) for customer in customers}
        rules = self._customer_rules()
        if create is False:
            # What the shop would make is not asked: only whether somebody is there.
            rules = replace(rules, auto_create=True, create_without_address=True)
        candidates = self._customer_candidates(wanted.values(), rules)
        found, missing, errors = {}, {}, {}
        for customer, known in wanted.items():
            outcome = rule.match_shopify_customer(known, rules, candidates)
            match outcome:
                case rule.Found():
                    found[customer] = outcome
                case rule.Create() if create is not False:
                    missing[customer] = known
                case rule.Create():
                    errors[customer] = CustomerError("nobody_found", name=customer.name)
                case rule.Shared():
                    customer.write({"match_rule": outcome.rule, "match_value": outcome.value})
                case _:
                    error = self._customer_error(outcome)
                    errors[customer] = CustomerError(error.code, **error.params)
        self._link_customers(found)
        self._make_missing(missing)
        return errors

    def _without_order(self, customer, by_hand=False):
        """Return a Shopify customer as the rules of the match see it."""
        address = customer._main_address()._as_address()
        return rule.OrderCustomer(
            shopify_customer=int(customer.shopify_id),
            email=customer.email or "",
            phone=self._own_phone(customer.phone or "", address.country_code),
            billing=address,
            name=customer.name or "",
            has_address=customer.has_address,
            create_by_hand=by_hand,
        )

    def _own_phone(self, phone, country_code):
        """Return the customer's phone as E.164; that of an address need not be its own."""
        if not phone or is_e164(phone):
            return phone
        found = normalise_phone(phone, country_code, self.company_id.country_id.code or "")
        return found.e164 if isinstance(found, ValidPhone) and not found.extension else ""

    def _map_customers_now(self, customers, create):
        """Look for partners of customers in the present transaction, as a user asked (C5, C14).

        :param bool create: whether to make those that are not found
        """
        shop = self._working()
        customers = customers.with_env(shop.env)
        self.env["shopify.mapping.lock"].sudo()._hold(shop.company_id)
        errors = shop._map_shopify_customers(customers, create=create)
        explain = self.env["shopify.explain"]
        for customer, error in errors.items():
            reason = explain._explain(error)
            customer.write({"match_error": reason.message, "match_fix": reason.fix})
        found = customers.filtered("partner_id").mapped("shopify_id")
        self.env["shopify.sync.skip"]._resolve(shop, "customers", found)

    # === FOUND === #

    def _link_customers(self, found):
        """Link customers to partners that are there already, and follow them (C6)."""
        self.env["shopify.customer"]._link_all(
            {customer: (hit.partner, hit.rule, hit.value) for customer, hit in found.items()}
        )
        self._place_addresses(found)
        self._update_partners(self.env["shopify.customer"].union(*found))

    # === MADE === #

    def _make_missing(self, missing):
        """Make partners in one go; customers of one email or phone in a batch share one."""
        first, same = _without_doubles(missing)
        nobody = self.env["res.partner"]
        partners = self._make_partners(
            [
                (customer.country_id, known, customer._person_name(), nobody)
                for customer, known in first.items()
            ]
        )
        made = dict(zip(first, partners, strict=True))
        links = {customer: (partner.id, "created", "") for customer, partner in made.items()}
        for customer, (other, matched, value) in same.items():
            links[customer] = (made[other].id, matched, value)
        # The partners were made of Shopify's data: both sides say the same (C12).
        self.env["shopify.customer"]._link_all(links, agreed=self._sides_with(made))
        self._place_addresses(missing)

    def _place_addresses(self, customers):
        """Find or make the partners of the customers' further addresses."""
        if not self.further_addresses:
            return
        further = [
            (address.id, (customer.partner_id.id, address._as_address(), customer.name))
            for customer in customers
            for address in customer.address_ids - customer._main_address()
        ]
        partners = self._delivery_partners([place for _address, place in further])
        links = zip((address for address, _place in further), partners, strict=True)
        update_rows(
            self.env["shopify.customer.address"],
            {address: {"partner_id": partner} for address, partner in links},
        )


def _without_doubles(missing):
    """Part customers into those that get a partner and those that share one of these.

    A customer of the next batch would be found by the partner made for this one's email or phone;
    so is one of the same batch.

    :param dict missing: OrderCustomer by ``shopify.customer`` record
    :return: (dict of the first ones, dict of (first customer, rule, value) by the others)
    """
    seen, first, same = {}, {}, {}
    for customer, known in missing.items():
        keys = [("email", normalise_email(known.email)), ("phone", known.phone)]
        keys = [key for key in keys if key[1]]
        if hit := next((key for key in keys if key in seen), None):
            same[customer] = (seen[hit], *hit)
            continue
        first[customer] = known
        seen.update(dict.fromkeys(keys, customer))
    return first, same
