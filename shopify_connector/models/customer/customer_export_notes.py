# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What became of the partners of a batch on their way to Shopify (C11, G7)."""

from collections import Counter

from ...rules.customer_refusal import refusal_code
from .customer_export_texts import ExportProblem


def skip_key(partner_id):
    """Return under which id the list of skipped records keeps a partner.

    :param int partner_id: id of a ``res.partner``
    """
    return f"partner-{partner_id}"


def refusals(outcome, sent):
    """Tell what Shopify had against a row of a push, or that there was no answer.

    :param outcome: the client's BulkRow
    :param CustomerFields sent: what was sent
    :return: list of ExportProblem; empty if the row went through
    """
    if outcome.error:
        return [ExportProblem("not_answered", told=outcome.error)]
    return [
        ExportProblem.from_refusal(
            refusal_code(refusal.field, refusal.message, refusal.code),
            refusal,
            email=sent.email,
            phone=sent.phone,
        )
        for refusal in outcome.user_errors
    ]


class ExportNotes:
    """Gathers what became of partners, and keeps it in one go.

    :param shop: the shop record
    :param meter: the run's Meter; None where there is no run
    """

    def __init__(self, shop, meter=None):
        self._shop = shop
        self._meter = meter
        self._problems = {}
        self._counts = Counter()
        self._done = []

    def refuse(self, partner, problems):
        """Note why a partner did not go, or not all of it."""
        # The first one decides whether Shopify is asked again.
        self._problems[partner] = sorted(problems, key=lambda each: not each.is_refused)

    def done(self, partners, state):
        """Note partners that went through.

        :param str state: ``new``, ``changed`` or ``unchanged``
        """
        self._done.extend(partners.ids)
        self._counts[state] += len(partners)

    def keep(self):
        """Put those that did not go on the list of skipped records, and take off the others."""
        explain = self._shop.env["shopify.explain"]
        skips = self._shop.env["shopify.sync.skip"]
        run = self._meter.run if self._meter else None
        rows = [
            _skip_row(partner, explain._explain_all(problems))
            for partner, problems in self._problems.items()
        ]
        skips._note(self._shop, "customers", rows, run)
        skips._resolve(self._shop, "customers", map(skip_key, self._done))
        if self._meter:
            self._meter.count("write", skipped=len(rows), **self._counts)


def _skip_row(partner, explained):
    return {
        "shopify_id": skip_key(partner.id),
        "name": partner.display_name,
        "res_model": partner._name,
        "res_id": partner.id,
        "code": explained.code,
        "reason": explained.message,
        "fix": explained.fix,
    }
