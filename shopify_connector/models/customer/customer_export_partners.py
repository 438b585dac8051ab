# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which partners are exported, and whether they can be (C11). The step *collect*."""

import ast
from dataclasses import dataclass

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules.customer_export import Country, ExportPartner, NotExportable, duplicates
from ...rules.customer_export import export_customer as check_partner
from ...rules.customer_fields import CustomerFields
from ...rules.names import PersonName
from .customer_export_texts import REFUSED, ExportProblem

EMPTY = CustomerFields()


@dataclass(frozen=True, slots=True)
class ExportCandidate:
    """A partner as it would go to Shopify.

    ``held`` is what Odoo holds, to compare with later; ``sent`` is what goes out: the two differ
    where the company's country stands in.
    """

    partner: models.BaseModel
    held: CustomerFields
    sent: CustomerFields
    problems: tuple[ExportProblem, ...] = ()


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === WHICH === #

    def _exportable_domain(self):
        """Return what every exported partner is, whatever the shop's own domain says."""
        defaults = self.default_partner_id | self.customer_template_ids.default_partner_id
        return (
            Domain("active", "=", True)
            & Domain("parent_id", "=", False)
            & Domain("type", "=", "contact")
            & Domain("company_id", "in", [False, self.company_id.id])
            & Domain("id", "not in", defaults.ids)
        )

    def _unlinked_domain(self):
        """Return which partners no customer of this Shopify shop is linked to."""
        return ~Domain(
            "shopify_customer_ids",
            "any",
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
            ],
        )

    def _partners_to_export(self):
        """Return the ids of the partners that the shop's settings export and that are not yet.

        Those that Shopify has refused wait until they are written again.
        """
        domain = (
            Domain(ast.literal_eval(self.customer_export_domain))
            & self._exportable_domain()
            & self._unlinked_domain()
        )
        partners = self.env["res.partner"].search(domain, order="id")
        return sorted(set(partners.ids) - self._refused_partner_ids())

    def _refused_partner_ids(self):
        self.env.cr.execute(
            SQL(
                """
                SELECT partner.id
                FROM shopify_sync_skip skip
                JOIN res_partner partner ON partner.id = skip.res_id
                WHERE skip.shop_id = %s AND skip.kind = 'customers'
                    AND skip.res_model = 'res.partner' AND starts_with(skip.code, %s)
                    AND partner.write_date <= skip.write_date
                """,
                self.id,
                REFUSED,
            )
        )
        return {row[0] for row in self.env.cr.fetchall()}

    # === WHETHER === #

    def _export_candidates(self, partners):
        """Put partners that are not in Shopify in its terms, and check them in one go.

        :param partners: ``res.partner`` records
        :return: list of ExportCandidate
        """
        sources = self._name_sources()
        contacts = self._contact_names(partners)
        candidates = []
        for partner in partners:
            held = self._partner_fields(partner, EMPTY, sources, contacts)
            candidates.append(self._export_candidate(partner, held))
        doubles = duplicates(
            {each.partner.id: each.sent for each in candidates if not each.problems}
        )
        return [
            self._with_doubles(each, doubles[each.partner.id])
            if each.partner.id in doubles
            else each
            for each in candidates
        ]

    def _export_candidate(self, partner, held):
        """Check one partner.

        :param CustomerFields held: what Odoo holds
        :return: ExportCandidate
        """
        outcome = check_partner(self._export_partner(partner, held), self._known_provinces(partner))
        unfit = tuple(self._unfit(partner))
        found = outcome.problems if isinstance(outcome, NotExportable) else ()
        problems = unfit or tuple(ExportProblem.from_rule(problem) for problem in found)
        return ExportCandidate(partner, held, outcome.fields, problems)

    def _with_doubles(self, candidate, problems):
        partners = self.env["res.partner"]
        named = tuple(
            ExportProblem(
                problem.code,
                value=problem.params["value"],
                partner=partners.browse(problem.params["partner"]).display_name,
            )
            for problem in problems
        )
        return ExportCandidate(candidate.partner, candidate.held, candidate.sent, named)

    def _export_partner(self, partner, held):
        return ExportPartner(
            person=PersonName(held.first_name, held.last_name, held.company),
            email=partner.email or "",
            phone=partner.phone or "",
            street=held.street,
            street2=held.street2,
            city=held.city,
            zip=held.zip,
            province=self._province_of_state(partner.state_id),
            country=_country(partner.country_id),
            company_country=_country(self.company_id.country_id),
        )

    def _known_provinces(self, partner):
        country = partner.country_id or self.company_id.country_id
        return {country.code: self._provinces(country)} if country.code else {}

    def _unfit(self, partner):
        """Give what keeps a partner that a user has chosen from being exported at all."""
        company = partner.company_id
        defaults = self.default_partner_id | self.customer_template_ids.default_partner_id
        if not partner.active:
            yield ExportProblem("partner_archived")
        if company and company != self.company_id:
            yield ExportProblem("partner_of_other_company", company=company.sudo().name)
        if partner.parent_id:
            yield ExportProblem("partner_of_parent", parent=partner.parent_id.display_name)
        elif partner.type != "contact":
            yield ExportProblem("partner_not_contact")
        if partner in defaults:
            yield ExportProblem("default_partner")


def _country(country):
    return Country(country.code or "", country.name or "")
