# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Take customers of the tills over: find or make their partners (S7, C4), or say why not (S10)."""

from odoo import api, models
from odoo.addons.shopify_connector.models.customer.customer_partners import _without_doubles
from odoo.addons.shopify_connector.models.sync.changes import changed_values
from odoo.addons.shopify_connector.models.sync.fast_rows import update_rows
from odoo.addons.shopify_connector.models.sync.transaction import (
    in_fresh_transaction,
    in_halves,
)
from odoo.addons.shopify_connector.rules import customer_match as rule
from odoo.addons.shopify_connector.rules.address import Address
from odoo.addons.shopify_connector.rules.store_customer import (
    MalformedCustomer,
    e164,
    refusals,
)
from odoo.tools import SQL

from .pending_texts import StoreCustomerError, unreadable

AT_ONCE = 500


class PosPendingCustomer(models.Model):
    _inherit = "pos.pending.customer"

    # === CRON === #

    @api.model
    def _cron_take_over(self):
        """Synchronise customers from asynchronous mode (S7): all that wait, in batches."""
        while in_fresh_transaction(self.env, self._take_over_batch):
            if self.env["ir.cron"]._commit_progress(1) <= 0 and self.env.context.get("cron_id"):
                return

    def _take_over_batch(self):
        """Take a batch of waiting customers over that no other worker has claimed.

        :return: whether there may be more
        """
        self.env.cr.execute(
            SQL(
                """
                SELECT id FROM pos_pending_customer WHERE state = 'waiting'
                ORDER BY company_id, id LIMIT %s FOR UPDATE SKIP LOCKED
                """,
                AT_ONCE,
            )
        )
        batch = self.browse(row[0] for row in self.env.cr.fetchall())
        batch.sudo()._take_over_each()
        return len(batch) == AT_ONCE

    # === BUSINESS METHODS === #

    def _take_over_each(self):
        """Take customers over; one that can't be keeps its reason, and stops no other."""
        for company, pending in self.grouped("company_id").items():
            self.env["shopify.mapping.lock"].sudo()._hold(company)
            in_halves(pending, type(self)._take_over, type(self)._keep_error)

    def _take_over(self):
        """Find or make the partners of customers of one company, and note what became of each."""
        customers, errors = self._readable()
        found, missing, ambiguous = self._matched(customers)
        errors.update(ambiguous)
        self._settle({**found, **self._made(missing, customers)}, customers)
        for pending, error in errors.items():
            pending._keep_error(error)

    def _readable(self):
        """Part customers into those that can be taken over and those that can't.

        :return: (dict of StoreCustomer by record, dict of StoreCustomerError by record)
        """
        customers, errors = {}, {}
        codes = {country.id: country.code for country in self.country_id}
        for pending in self:
            try:
                customer = pending._customer()
            except MalformedCustomer as error:
                errors[pending] = unreadable(error)
                continue
            if error := pending._refusal(customer, codes):
                errors[pending] = error
            else:
                customers[pending] = customer
        return customers, errors

    def _refusal(self, customer, country_codes):
        """Return why a customer can't be taken over: StoreCustomerError, None if it can."""
        store = self.config_id._store_country().code or ""
        for bad in refusals(customer, country_codes, store):
            return StoreCustomerError(bad.code, bad.field, value=bad.value, reason=bad.reason)
        return None

    # === FOUND === #

    def _matched(self, customers):
        """Look for the partners of customers (C4).

        :param dict customers: StoreCustomer by record
        :return: (dict of (partner, rule) by record, dict of OrderCustomer of those that nobody
            stands for, dict of StoreCustomerError of the ambiguous ones)
        """
        found, missing, errors = {}, {}, {}
        for store in self.config_id:
            wanted = {
                pending: pending._sought(customer)
                for pending, customer in customers.items()
                if pending.config_id == store
            }
            rules = store._customer_rules()
            candidates = store._customer_candidates(wanted.values(), rules)
            for pending, sought in wanted.items():
                outcome = rule.match_shopify_customer(sought, rules, candidates)
                match outcome:
                    case rule.Found():
                        partner = self.env["res.partner"].browse(outcome.partner)
                        found[pending] = (partner, outcome.rule)
                    case rule.Create():
                        missing[pending] = sought
                    case rule.Ambiguous():
                        errors[pending] = _ambiguous(outcome)
        return found, missing, errors

    def _sought(self, customer):
        """Return a customer as the rules of the match see it."""
        place = customer.address
        country = self.country_id.code or ""
        return rule.OrderCustomer(
            email=customer.email,
            phone=e164(customer.phone, country, self.config_id._store_country().code or ""),
            billing=Address(
                company=customer.name if customer.is_company else "",
                street=place.street,
                street2=place.street2,
                city=place.city,
                zip=place.zip,
                province_code=self.state_id.code or "",
                country_code=country,
            ),
            name=customer.name,
            has_address=True,
            create_by_hand=self.create_anyway,
        )

    def _candidates(self):
        """Return the partners among which a person has to choose; empty if any may be it."""
        customers, _errors = self._readable()
        _found, _missing, ambiguous = self._matched(customers)
        ids = [partner for error in ambiguous.values() for partner in error.params["partners"]]
        return self.env["res.partner"].browse(ids)

    # === MADE === #

    def _made(self, missing, customers):
        """Make the partners that are missing; of one email or phone in a batch there is one.

        :param dict missing: OrderCustomer by record
        :param dict customers: StoreCustomer by record
        :return: dict of (partner, rule) by record
        """
        if not missing:
            return {}
        first, same = _without_doubles(missing)
        records = self.browse().union(*first)
        made = records._make_partners({pending: customers[pending] for pending in first})
        outcomes = {pending: (partner, "created") for pending, partner in made.items()}
        for pending, (other, matched, _value) in same.items():
            outcomes[pending] = (made[other], matched)
        return outcomes

    # === OUTCOME === #

    def _settle(self, outcomes, customers=None):
        """Note which partner each customer is, and let its orders and the tills know.

        :param dict outcomes: (partner, rule) by record
        :param dict customers: StoreCustomer by record, if they could be read
        """
        if not outcomes:
            return
        partners = {pending: partner for pending, (partner, _rule) in outcomes.items()}
        if customers is not None:
            self._keep_contact_points(
                {pending: customers[pending] for pending in partners}, partners
            )
        update_rows(
            self.browse(),
            {
                pending.id: {
                    "state": "done",
                    "partner_id": partner.id,
                    "match_rule": matched,
                    "code": False,
                    "error": False,
                    "fix": False,
                }
                for pending, (partner, matched) in outcomes.items()
            },
        )
        settled = self.browse().union(*outcomes)
        settled.modified(["state", "partner_id"])
        self.env["pos.order"].sudo()._give_partners(settled)
        settled._tell_tills()

    def _keep_error(self, error):
        """Note why a customer was not taken over (S10); what is known is not written again."""
        reason = self.env["shopify.explain"]._explain(error)
        values = {
            "state": "failed",
            "code": reason.code,
            "error": reason.message,
            "fix": reason.fix,
        }
        if changed := changed_values(self, values):
            self.write(changed)
            self._tell_tills()

    def _tell_tills(self):
        """Send what became of customers to all tills of the company; ids only, no personal data."""
        told = [pending._told_to_tills() for pending in self]
        for store in (
            self.company_id.sudo()
            .env["pos.config"]
            .search([("company_id", "in", self.company_id.ids)])
        ):
            if store.has_active_session:
                own = [each for each in told if store.customers_shared or each["store"] == store.id]
                store._notify("STORE_CUSTOMERS", {"customers": own})

    def _told_to_tills(self):
        return {
            "uuid": self.uuid,
            "state": self.state,
            "partner_id": self.partner_id.id or False,
            "reason": self.error or "",
            "store": self.config_id.id,
        }


def _ambiguous(outcome):
    return StoreCustomerError(
        "ambiguous_customer",
        field=outcome.rule,
        value=outcome.value,
        candidates=", ".join(
            f"{candidate.name} ({candidate.partner})" for candidate in outcome.candidates
        ),
        partners=[candidate.partner for candidate in outcome.candidates],
    )
