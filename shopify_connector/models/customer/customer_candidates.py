# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which partners the customers of a batch may be, fetched with a query a key (C4)."""

from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import customer_match as rule
from ...rules.address import Address, bill_to_key
from ...rules.email import normalise_email
from ..native.partner_consent import OWN_FIELDS
from ..sync.explain import MappingError

MOST_NAMED = 5


class ShopifyCustomerLookup(models.AbstractModel):
    """Looks for the partners of a company that customers may be; a shop does, and a store."""

    _name = "shopify.customer.lookup"
    _description = "Search for the partners of customers"

    def _customer_candidates(self, customers, rules):
        """Fetch all partners that the customers of a batch may be, with a query a key."""
        if rules.mapping == "bill_to":
            return rule.Candidates(by_bill_to=self._bill_to_candidates(customers))
        emails = {email for c in customers if (email := normalise_email(c.email))}
        phones = {c.phone for c in customers if c.phone}
        return rule.Candidates(
            by_email=self._candidates_by("email", emails),
            by_phone=self._candidates_by("phone", phones),
        )

    def _partner_domain(self):
        """Active contacts of this company or of all; delivery addresses are nobody's identity."""
        return Domain("company_id", "in", [False, self.company_id.id]) & Domain(
            "type", "=", "contact"
        )

    def _candidates_by(self, kind, values):
        """Fetch who has an email or phone as its own, else among its further ones (S3)."""
        if not values:
            return {}
        found = defaultdict(list)
        field = OWN_FIELDS[kind]
        for partner in self.env["res.partner"].search(
            self._partner_domain() & Domain(field, "in", list(values)), order="id"
        ):
            found[partner[field]].append(self._candidate(partner))
        missing = values - found.keys()
        if missing and self.env["res.partner"]._several_contact_points():
            for value, partner in self._holders_of(kind, missing):
                found[value].append(self._candidate(partner))
        return {value: tuple(group) for value, group in found.items()}

    def _holders_of(self, kind, values):
        points = self.env["res.partner.contact.point"].search(
            Domain("kind", "=", kind)
            & Domain("normalised", "in", list(values))
            & Domain("partner_id", "any", self._partner_domain() & Domain("active", "=", True)),
            order="partner_id",
        )
        return [(point.normalised, point.partner_id) for point in points]

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


class ShopifyShop(models.Model):
    _name = "shopify.shop"
    _inherit = ["shopify.shop", "shopify.customer.lookup"]

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

    @staticmethod
    def _customer_error(outcome):
        if isinstance(outcome, rule.Ambiguous):
            return MappingError(
                "ambiguous_customer",
                rule=outcome.rule,
                value=outcome.value,
                candidates=_named(outcome.candidates),
            )
        return MappingError(outcome.code, **outcome.params)


def _named(candidates):
    """Name the first of some partners; an error is to stay readable."""
    names = [f"{candidate.name} ({candidate.partner})" for candidate in candidates[:MOST_NAMED]]
    return ", ".join(names) + (" …" if len(candidates) > MOST_NAMED else "")


def _squeezed(text):
    return "".join(text.split()).lower()
