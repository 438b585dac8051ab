# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find or make the partners of a batch of orders (C3-C5)."""

from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import customer_match as rule
from ...rules.address import Address, bill_to_key, delivery_key
from ...rules.email import normalise_email
from ...rules.phone import ValidPhone, normalise_phone
from ..sync.explain import MappingError


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

    def _customer_rules(self):
        return rule.CustomerRules(
            import_mode=self.customer_import,
            mapping=self.customer_mapping,
            default_partner=self.default_partner_id.id or 0,
            auto_create=self.auto_create_customers,
            create_without_address=self.create_without_address,
            country_default_partners={
                template.country_id.code: template.default_partner_id.id
                for template in self.customer_template_ids
                if template.default_partner_id
            },
        )

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

    # === CANDIDATES === #

    def _customer_candidates(self, customers, rules):
        """Fetch all partners that the customers of a batch may be, with a query a key."""
        if rules.mapping == "bill_to":
            return rule.Candidates(by_bill_to=self._bill_to_candidates(customers))
        emails = {email for c in customers if (email := normalise_email(c.email))}
        phones = {c.phone for c in customers if c.phone}
        return rule.Candidates(
            by_email=self._candidates_by("email_normalized", emails),
            by_phone=self._candidates_by("phone_sanitized", phones),
        )

    def _partner_domain(self):
        """Active contacts of this company or of all; delivery addresses are nobody's identity."""
        return Domain("company_id", "in", [False, self.company_id.id]) & Domain(
            "type", "=", "contact"
        )

    def _candidates_by(self, field, values):
        if not values:
            return {}
        found = defaultdict(list)
        for partner in self.env["res.partner"].search(
            self._partner_domain() & Domain(field, "in", list(values)), order="id"
        ):
            found[partner[field]].append(self._candidate(partner))
        return {value: tuple(group) for value, group in found.items()}

    def _bill_to_candidates(self, customers):
        found = defaultdict(list)
        domain = self._partner_domain() & Domain("id", "in", self._partners_at(customers))
        for partner in self.env["res.partner"].search(domain, order="id"):
            address = self._partner_address(partner)
            for name in {partner.name, partner.company_name, partner.commercial_company_name}:
                if key := name and bill_to_key(name, address):
                    found[key].append(self._candidate(partner))
        return {key: tuple(group) for key, group in found.items()}

    def _partners_at(self, customers):
        """Return the ids of partners whose zip or city some customer has, however written."""
        places = {_squeezed(c.billing.zip) for c in customers}
        places |= {_squeezed(c.billing.city) for c in customers}
        return SQL(
            """(
            SELECT id FROM res_partner
            WHERE lower(regexp_replace(zip, '\\s', '', 'g')) = ANY(%(places)s)
               OR lower(regexp_replace(city, '\\s', '', 'g')) = ANY(%(places)s)
            )""",
            places=list(places - {""}),
        )

    @staticmethod
    def _candidate(partner):
        return rule.Candidate(
            partner=partner.id,
            name=partner.display_name,
            is_top_level=not partner.parent_id,
            commercial_partner=partner.commercial_partner_id.id,
        )

    @staticmethod
    def _partner_address(partner):
        return Address(
            company=partner.company_name or "",
            street=partner.street or "",
            street2=partner.street2 or "",
            city=partner.city or "",
            zip=partner.zip or "",
            province_code=partner.state_id.code or "",
            country_code=partner.country_id.code or "",
        )

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

    @staticmethod
    def _customer_error(outcome):
        if isinstance(outcome, rule.Ambiguous):
            return MappingError(
                "ambiguous_customer",
                rule=outcome.rule,
                value=outcome.value,
                candidates=", ".join(
                    f"{candidate.name} ({candidate.partner})" for candidate in outcome.candidates
                ),
            )
        return MappingError(outcome.code, **outcome.params)

    def _create_partners(self, orders_by_key, wanted):
        if not orders_by_key:
            return {}
        vals_list = [
            self._new_partner_values(order, wanted[order]) for order in orders_by_key.values()
        ]
        partners = self.env["res.partner"].sudo().with_company(self.company_id).create(vals_list)
        return dict(zip(orders_by_key, partners, strict=True))

    def _new_partner_values(self, order, customer):
        """Return a new partner's values: the billing address fills it (C3), else the shipping."""
        address = customer.shipping if customer.billing.is_empty else customer.billing
        return {
            **self._defaults_at(order.customer_id.country_id, address),
            **self._address_values(address),
            "name": self._partner_name(address, customer),
            "email": normalise_email(customer.email) or customer.email,
            "phone": customer.phone or address.phone,
            "company_id": False,
            "type": "contact",
        }

    def _defaults_at(self, home, address):
        """Return a new partner's defaults by its home country, else by an address (C7)."""
        country = self.env["shopify.geography"]._country(address.country_code)
        if home and home != country:
            return self._new_partner_defaults(home, self.env["res.country.state"])
        state = self._state_of_province(country, address.province_code, address.province)
        return self._new_partner_defaults(country, state, address.province_code)

    @staticmethod
    def _partner_name(address, customer):
        return (
            address.full_name
            or address.company
            or customer.name
            or customer.email
            or customer.phone
            or str(customer.shopify_customer)
        )

    def _address_values(self, address):
        country = self.env["shopify.geography"]._country(address.country_code)
        state = self._state_of_province(country, address.province_code, address.province)
        return {
            "company_name": address.company,
            "street": address.street,
            "street2": address.street2,
            "city": address.city,
            "zip": address.zip,
            "country_id": country.id,
            "state_id": state.id,
        }

    def _set_partners(self, found, wanted):
        """Write partners and delivery addresses on orders, and link the Shopify customers."""
        deliveries = self._delivery_partners(found, wanted)
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
                continue
            if self._links_customer(outcome):
                customer.write({"partner_id": outcome.partner, "match_report": outcome.rule})

    @staticmethod
    def _links_customer(outcome):
        """A default partner stands for many; only a found or made one is linked for good."""
        return outcome.rule in ("chosen", "email", "phone", "bill_to", "created")

    def _delivery_partners(self, found, wanted):
        """Find or make the delivery addresses that differ from the partner's own (C3)."""
        partners = self.env["res.partner"].browse({outcome.partner for outcome in found.values()})
        known = {
            (child.parent_id.id, self._delivery_partner_key(child)): child.id
            for child in self.env["res.partner"].search(
                [("parent_id", "in", partners.ids), ("type", "=", "delivery")]
            )
        }
        own = {partner.id: self._delivery_partner_key(partner) for partner in partners}
        result, new = {}, {}
        for order, outcome in found.items():
            shipping = wanted[order].shipping
            key = delivery_key(shipping)
            if shipping.is_empty or self._is_own_address(outcome, shipping, wanted[order], own):
                result[order] = outcome.partner
            elif (outcome.partner, key) in known:
                result[order] = known[outcome.partner, key]
            else:
                new.setdefault((outcome.partner, key), []).append(order)
        self._create_delivery_partners(new, wanted, result)
        return result

    @staticmethod
    def _is_own_address(outcome, shipping, customer, own):
        if outcome.rule == "created" and delivery_key(shipping) == delivery_key(customer.billing):
            return True
        return own[outcome.partner] == delivery_key(shipping)

    def _create_delivery_partners(self, new, wanted, result):
        vals_list = []
        for (partner, _key), orders in new.items():
            shipping = wanted[orders[0]].shipping
            vals_list.append(
                {
                    **self._address_values(shipping),
                    "parent_id": partner,
                    "type": "delivery",
                    "name": shipping.full_name or shipping.company or wanted[orders[0]].name,
                    "phone": shipping.phone,
                }
            )
        children = self.env["res.partner"].sudo().create(vals_list)
        for child, orders in zip(children, new.values(), strict=True):
            for order in orders:
                result[order] = child.id

    def _delivery_partner_key(self, partner):
        """Return the delivery key of a partner: its name stands for first and last name."""
        address = self._partner_address(partner)
        return delivery_key(
            Address(
                first_name="" if partner.name == address.company else partner.name or "",
                company=address.company,
                street=address.street,
                street2=address.street2,
                city=address.city,
                zip=address.zip,
                country_code=address.country_code,
            )
        )


def _squeezed(text):
    return "".join(text.split()).lower()
