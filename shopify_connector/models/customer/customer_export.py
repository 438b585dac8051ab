# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make Shopify customers of partners that have none yet (C11).

The steps *push* and *note the outcome*. Nothing is made twice: Shopify takes an email once, so a
customer that was made and whose answer, or whose commit, was lost is found by its email and linked.
"""

from odoo import models
from odoo.fields import Domain

from ...rules.customer_fields import CustomerSides
from ...rules.customer_input import customer_input
from ...rules.customer_match import Found
from ...shopify import documents
from ..sync.moments import seen_until
from ..sync.push_chunks import whole_chunks
from ..sync.transaction import in_fresh_transaction
from .customer_export_notes import ExportNotes, refusals
from .customer_export_texts import ExportProblem

# Sent in one go, as one bulk operation where that is faster.
PUSH_AT_ONCE = 10_000


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _export_customers(self, meter):
        """Make customers of new partners and send what has changed on others, as the settings say.

        A run with the option ``partner_ids`` exports these, whatever the settings say.

        :return: whether all is done; False when the time was over
        """
        options = meter.run.options or {}
        if options.get("shopify_ids"):
            return True
        chosen = options.get("partner_ids")
        linked = in_fresh_transaction(self.env, lambda: self._customers_of(chosen or []).ids)
        with meter.client() as client:
            return self._export_new(client, meter, chosen) and self._export_changes(
                client, meter, chosen, linked
            )

    def _export_new(self, client, meter, chosen):
        if chosen is None and not self.customer_export:
            return True

        def collect():
            self._forget_skips_of_gone_partners()
            known = chosen is not None
            found = self._chosen_to_create(chosen).ids if known else self._partners_to_export()
            meter.run.total += len(found)
            return found

        waiting = in_fresh_transaction(self.env, collect)
        creation = CustomerCreation(self, meter, client)
        for start in range(0, len(waiting), PUSH_AT_ONCE):
            if not creation.send(waiting[start : start + PUSH_AT_ONCE]):
                return False
        return True

    def _chosen_to_create(self, chosen):
        partners = self.env["res.partner"].with_context(active_test=False)
        return partners.search(Domain("id", "in", chosen) & self._unlinked_domain())

    def _forget_skips_of_gone_partners(self):
        """Take partners off the list of skipped records that are no longer to be exported."""
        skips = self.env["shopify.sync.skip"]
        noted = skips.search(
            [
                ("shop_id", "=", self.id),
                ("kind", "=", "customers"),
                ("res_model", "=", "res.partner"),
            ]
        )
        partners = self.env["res.partner"].search(
            self._exportable_domain() & Domain("id", "in", noted.mapped("res_id"))
        )
        kept = set(partners.ids)
        noted.filtered(lambda skip: skip.res_id not in kept).unlink()


class CustomerCreation:
    """Creates customers, a push after the other."""

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        self._seen_until = None

    def send(self, partner_ids):
        """Create customers of partners that are not linked to any.

        :param list partner_ids: ids of ``res.partner``
        :return: whether the run may go on; False when its time was over
        """
        self._seen_until = seen_until(self._env.cr)
        ready, read_at = in_fresh_transaction(self._env, lambda: self._prepare(partner_ids))
        rows = [{"input": customer_input(candidate.sent)} for candidate in ready]
        outcomes = self._client.push(documents.CUSTOMER_CREATE, rows) if rows else ()
        for chunk in whole_chunks(outcomes):
            candidates = [ready[outcome.line_number] for outcome in chunk]
            self._take_in(zip(candidates, chunk, strict=True), read_at)
            if self._meter.is_cancelled():
                return False
        return not self._meter.should_stop()

    # === COLLECT === #

    def _prepare(self, partner_ids):
        """Check partners and note those that can't go.

        :return: (list of ExportCandidate to send, when they were read)
        """
        candidates = self._shop._export_candidates(self._env["res.partner"].browse(partner_ids))
        notes = ExportNotes(self._shop, self._meter)
        ready = []
        for candidate in candidates:
            problems = candidate.problems or self._held_back(candidate)
            if problems:
                notes.refuse(candidate.partner, problems)
            else:
                ready.append(candidate)
        notes.keep()
        return ready, self._env.cr.now().replace(tzinfo=None)

    def _held_back(self, candidate):
        """Tell what would be made, while changes in Shopify are off (G13)."""
        if self._shop.allow_changes:
            return []
        sent = candidate.sent
        address = (sent.street, sent.street2, sent.zip, sent.city, sent.country_code)
        return [
            ExportProblem(
                "would_create",
                name=" ".join(filter(None, (sent.first_name, sent.last_name, sent.company))),
                email=sent.email,
                address=", ".join(filter(None, address)),
            )
        ]

    # === NOTE THE OUTCOME === #

    def _take_in(self, outcomes, read_at):
        """Keep the customers that were made, and link those that were there already."""
        created, refused = {}, {}
        for candidate, outcome in outcomes:
            if outcome.succeeded:
                created[outcome.payload["customer"]["id"]] = candidate
            else:
                refused[candidate.partner] = (candidate, refusals(outcome, candidate.sent))
        found = self._look_up(refused)
        customers = [
            customer
            for answer in self._client.customers_by_ids([*created, *set(found.values())])
            for customer in answer.customers
        ]
        self._env["shopify.mapping.lock"]._in_turn(
            self._shop.company_id,
            lambda: self._keep(customers, created, found, refused, read_at),
        )

    def _look_up(self, refused):
        """Find whose email or phone Shopify says is taken: maybe made by an earlier try of ours.

        :return: dict of the customer's gid by partner
        """
        taken = {
            partner: candidate.sent
            for partner, (candidate, problems) in refused.items()
            if {"refused_email_taken", "refused_phone_taken"} & {each.code for each in problems}
        }
        owners = self._client.customers_by_identifier(
            (sent.email for sent in taken.values()),
            (sent.phone for sent in taken.values() if sent.phone),
        )
        hits = {
            partner: owners.get(sent.email) or owners.get(sent.phone)
            for partner, sent in taken.items()
        }
        return {partner: identity for partner, identity in hits.items() if identity}

    def _keep(self, customers, created, found, refused, read_at):
        records = self._env["shopify.customer"]._stage(self._shop, customers).records
        notes = ExportNotes(self._shop, self._meter)
        notes.done(self._link_created(records, created), "new")
        hits = {partner: records[gid] for partner, gid in found.items() if gid in records}
        taken = self._link_found(hits, refused)
        linked = self._env["res.partner"].union(*hits) - self._env["res.partner"].union(*taken)
        notes.done(linked, "changed")
        for partner, (_candidate, problems) in refused.items():
            # One that was written while it was under way is tried anew by the next run.
            if partner not in linked and partner.write_date <= read_at:
                notes.refuse(partner, taken.get(partner, problems))
        notes.keep()

    def _link_created(self, records, created):
        """Link new customers to their partners; both sides hold what was sent (C12).

        :return: the partners
        """
        partners = self._env["res.partner"].union(*(each.partner for each in created.values()))
        there = partners.exists()
        made = {
            records[gid]: candidate
            for gid, candidate in created.items()
            if gid in records and candidate.partner in there
        }
        customers = self._env["shopify.customer"]
        customers._link_all(
            {
                customer: (candidate.partner.id, "exported", candidate.sent.email)
                for customer, candidate in made.items()
            }
        )
        customers._note_synced(
            {
                customer: CustomerSides(shopify=customer._shopify_fields(), odoo=candidate.held)
                for customer, candidate in made.items()
            },
            self._seen_until,
        )
        return there

    def _link_found(self, hits, refused):
        """Link customers that have a partner's email or phone, unless they stand for another one.

        :param dict hits: ``shopify.customer`` by partner
        :param dict refused: (ExportCandidate, problems) by partner
        :return: dict of the problems by partner, of those that can't be linked
        """
        links, taken = {}, {}
        for partner, customer in hits.items():
            sent = refused[partner][0].sent
            kind, value = shared_value(customer, sent)
            owner = customer.partner_id.filtered("active") or partner
            if customer in links:
                owner = owner.browse(links[customer].partner)
            if owner == partner:
                links[customer] = Found(partner.id, kind, value)
            else:
                taken[partner] = [stands_for_other(customer, owner, kind, value)]
        self._shop._link_customers(links)
        return taken


def stands_for_other(customer, owner, kind, value):
    """Say that a customer in Shopify stands for another partner already.

    :param str kind: ``email`` or ``phone``, which both have in common
    :return: ExportProblem
    """
    return ExportProblem(
        "refused_stands_for_other",
        customer=customer.name,
        kind=kind,
        value=value,
        partner=owner.display_name,
    )


def shared_value(customer, sent):
    """Tell what a customer in Shopify has in common with what was sent.

    :param customer: ``shopify.customer``
    :param CustomerFields sent: what was sent
    :return: (``email`` or ``phone``, the value)
    """
    if (customer.email or "").casefold() == sent.email.casefold():
        return "email", sent.email
    return "phone", sent.phone
