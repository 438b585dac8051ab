# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What an export by hand will do, before anything is sent; and the export itself (C11, G12)."""

from dataclasses import dataclass

from odoo import models
from odoo.exceptions import UserError

from ...shopify import gid
from .customer_export import shared_value, stands_for_other
from .customer_export_texts import ExportProblem


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """What will become of one partner.

    ``outcome``: ``create``, ``link`` (it is in Shopify already), ``update``, ``same`` (nothing is
    to be sent) or ``skip``.
    """

    partner: models.BaseModel
    outcome: str
    reason: str = ""
    fix: str = ""


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    # === PUBLIC METHODS === #

    def shopify_export_customers(self, partner_ids):
        """Queue the export of these partners as customers, whatever the settings say (C11, G12).

        Over XML-RPC: ``execute_kw(db, uid, password, "shopify.shop", "shopify_export_customers",
        [[shop_id], [partner_id, …]])``.

        :param list partner_ids: ids of ``res.partner``
        :return: list of dicts, one a shop: ``{"shop_id", "run_id", "state"}``; what can't be
            exported stands among the skipped records of that run
        :raises UserError: if no partner is named
        """
        partners = self._chosen_partners(partner_ids)
        return self.shopify_sync("customers", {"partner_ids": partners.ids})

    def shopify_preview_customers(self, partner_ids):
        """Tell what an export of these partners would do; nothing is sent (C11, G12).

        :param list partner_ids: ids of ``res.partner``
        :return: list of dicts: shop_id, partner_id, outcome (``create``, ``link``, ``update``,
            ``same``, ``skip``), reason, fix
        :raises UserError: if no partner is named, or Shopify can't be asked
        """
        partners = self._chosen_partners(partner_ids)
        return [
            {
                "shop_id": shop.id,
                "partner_id": preview.partner.id,
                "outcome": preview.outcome,
                "reason": preview.reason,
                "fix": preview.fix,
            }
            for shop in self
            for preview in shop._preview_export(partners)
        ]

    # === BUSINESS METHODS === #

    def _chosen_partners(self, partner_ids):
        self.check_access("read")
        partners = self.env["res.partner"].browse(partner_ids).exists()
        partners.check_access("read")
        if not partners:
            raise UserError(self.env._("Choose the partners to export."))
        return partners

    def _preview_export(self, partners):
        """Tell what an export of partners would do.

        :param partners: ``res.partner`` records
        :return: list of ExportPreview, those that can't go first
        """
        shop = self._working()
        chosen = partners.with_env(shop.env)
        new = shop._chosen_to_create(chosen.ids)
        previews = [*shop._preview_new(new), *shop._preview_linked(chosen - new)]
        return sorted(previews, key=lambda preview: preview.outcome != "skip")

    def _preview_new(self, partners):
        candidates = self._export_candidates(partners)
        ready = [candidate for candidate in candidates if not candidate.problems]
        known = self._look_up_candidates(ready)
        for candidate in candidates:
            if candidate.problems:
                yield self._preview_problems(candidate.partner, candidate.problems)
            elif candidate.partner in known:
                yield self._preview_found(candidate, known[candidate.partner])
            else:
                yield ExportPreview(candidate.partner, "create")

    def _look_up_candidates(self, candidates):
        """Find which of the candidates have a customer in Shopify already.

        :return: dict of ``shopify.customer`` by partner; an empty record if it is not here yet
        """
        if not candidates:
            return {}
        with self._asking_shopify() as client:
            owners = client.customers_by_identifier(
                (candidate.sent.email for candidate in candidates),
                (candidate.sent.phone for candidate in candidates if candidate.sent.phone),
            )
        hits = {
            candidate.partner: owners.get(candidate.sent.email) or owners.get(candidate.sent.phone)
            for candidate in candidates
        }
        numbers = {partner: str(gid.number(found)) for partner, found in hits.items() if found}
        known = self.env["shopify.customer"].search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("shopify_id", "in", list(numbers.values())),
            ]
        )
        customers = {customer.shopify_id: customer for customer in known}
        nobody = self.env["shopify.customer"]
        return {partner: customers.get(number, nobody) for partner, number in numbers.items()}

    def _preview_found(self, candidate, customer):
        if owner := customer.partner_id.filtered("active"):
            kind, value = shared_value(customer, candidate.sent)
            problem = stands_for_other(customer, owner, kind, value)
            return self._preview_problems(candidate.partner, [problem])
        reason = self.env._("A customer in Shopify has this email or phone: it is linked.")
        return ExportPreview(candidate.partner, "link", reason)

    def _preview_linked(self, partners):
        customers = self._customers_of(partners.ids)
        present = customers.filtered(lambda customer: not customer.removed)
        shared = self._shared_partners(partners)
        for partner in shared:
            yield self._preview_problems(partner, [self._several_customers(partner)])
        for customer in customers.filtered(lambda one: one.partner_id not in present.partner_id):
            problem = ExportProblem("customer_removed", customer=customer.name)
            yield self._preview_problems(customer.partner_id, [problem])
        alone = present.filtered(lambda customer: customer.partner_id not in shared)
        for customer, (sides, comparison) in self._compare_customers(alone).items():
            yield self._preview_change(self._customer_change(customer, sides, comparison))

    def _preview_change(self, change):
        partner = change.customer.partner_id
        if change.changes:
            explain = self.env["shopify.explain"]
            text = explain._changes_text(change.changes, change.sides.shopify)
            return ExportPreview(partner, "update", text)
        if change.problems:
            return self._preview_problems(partner, change.problems)
        if change.comparison.conflicts:
            return ExportPreview(
                partner,
                "skip",
                self.env._("It was changed both in Odoo and in Shopify."),
                self.env._("Open the Shopify customer and choose what stays."),
            )
        return ExportPreview(partner, "same", self._why_nothing_is_sent())

    def _why_nothing_is_sent(self):
        if self.can_update_shopify_customers:
            return self.env._("It is in Shopify, and nothing has changed since.")
        return self.env._(
            "It is in Shopify, and the shop's setting Can update Shopify customers is off."
        )

    def _preview_problems(self, partner, problems):
        explained = self.env["shopify.explain"]._explain_all(problems)
        return ExportPreview(partner, "skip", explained.message, explained.fix)
