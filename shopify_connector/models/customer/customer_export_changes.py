# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send what has changed on partners to their Shopify customers: only the changed fields (C11, C12).

The steps *collect*, *diff*, *push* and *note the outcome*.
"""

from dataclasses import dataclass, field, replace

from odoo import models
from odoo.tools import SQL

from ...rules.customer_fields import (
    GROUPS,
    Comparison,
    CustomerFields,
    CustomerSides,
    note_synced,
)
from ...rules.customer_input import ChangedInput, changed_input
from ...shopify import documents, gid
from ..sync.moments import seen_until
from ..sync.transaction import in_fresh_transaction
from .customer_export_notes import ExportNotes, refusals
from .customer_export_texts import REFUSED, ExportProblem

AT_ONCE = 1000
# Which fields the mutation of a customer settles, and which that of its default address.
OF_CUSTOMER = {"first_name", "last_name", "email", "phone"}
OF_ADDRESS = {"company", *GROUPS["address"]}
# Which field a problem that only says what is wrong is about.
FIELDS_OF_PROBLEMS = {
    "no_email": {"email"},
    "invalid_email": {"email"},
    "invalid_phone": {"phone"},
    "phone_with_extension": {"phone"},
    "no_country": {"country_code", "province_code"},
    "country_without_iso_code": {"country_code", "province_code"},
    "province_missing": {"country_code", "province_code"},
    "province_unknown": {"country_code", "province_code"},
}


@dataclass(eq=False, slots=True)
class CustomerChange:
    """What a Shopify customer is to be told, and what became of it.

    :ivar changes: the new value by field
    :ivar failed: the fields that Shopify or a check refused
    :ivar unsent: the fields of which nothing is known; the next run sends them
    """

    customer: models.BaseModel
    sides: CustomerSides
    comparison: Comparison
    changes: dict[str, str]
    problems: list[ExportProblem] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    unsent: set[str] = field(default_factory=set)

    @property
    def gid(self) -> str:
        """Shopify's id of the customer."""
        return gid.make("Customer", int(self.customer.shopify_id))

    @property
    def address(self) -> models.BaseModel:
        """The default address; empty if the customer has none."""
        return self.customer.address_ids.filtered("is_default")[:1]

    @property
    def sent(self) -> CustomerFields:
        """The customer as it is to be."""
        return replace(self.sides.shopify, **self.changes)

    @property
    def told(self) -> set[str]:
        """The fields that Shopify has taken over."""
        return self.changes.keys() - self.failed - self.unsent

    @property
    def inputs(self) -> ChangedInput:
        """What is sent."""
        return changed_input(self.changes, self.sides.shopify, bool(self.address))

    def noted(self, after: CustomerSides) -> CustomerSides:
        """Give the bases of the next comparison (C12).

        :param after: what both sides hold now
        """
        synced = CustomerSides.from_json(self.customer.synced_fields)
        left = self.failed | self.unsent | self.comparison.to_odoo.keys()
        return note_synced(self.comparison, synced, after, refused=left)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _export_changes(self, client, meter, chosen=None, linked=()):
        """Send what has changed on partners since the last sync (C11).

        :param list chosen: ids of the only partners to look at; None: all of them
        :param linked: ids of the ``shopify.customer`` records to compare whenever their partner
            was written
        :return: whether all is done; False when the time was over
        """

        def collect():
            found = {*linked, *self._customers_to_compare(chosen)}
            meter.run.total += len(found)
            return sorted(found)

        waiting = in_fresh_transaction(self.env, collect)
        sending = CustomerUpdates(self, meter, client)
        for start in range(0, len(waiting), AT_ONCE):
            if not sending.send(waiting[start : start + AT_ONCE]):
                return False
        return True

    def _customers_of(self, partner_ids):
        """Return the customers of this Shopify shop that are linked to partners."""
        return self.env["shopify.customer"].search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("partner_id", "in", partner_ids),
            ]
        )

    def _customers_to_compare(self, chosen=None):
        """Return the ids of linked customers whose partner, or its contact, was written since.

        Those whose change could not be sent are looked at again, unless Shopify refused it.

        :param list chosen: ids of the only partners to look at; None: all of them
        """
        if not self.can_update_shopify_customers:
            return []
        self.env.cr.execute(
            SQL(
                """
                SELECT customer.id
                FROM shopify_customer customer
                JOIN res_partner partner ON partner.id = customer.partner_id AND partner.active
                WHERE customer.shop_id = %(shop)s AND customer.removed IS NULL
                    AND (%(all)s OR partner.id = ANY(%(chosen)s)) AND (
                    customer.synced_at IS NULL
                    OR partner.write_date > customer.synced_at
                    OR EXISTS (
                        SELECT FROM res_partner contact
                        WHERE contact.parent_id = partner.id AND contact.type = 'contact'
                            AND contact.write_date > customer.synced_at
                    )
                    OR EXISTS (
                        SELECT FROM shopify_sync_skip skip
                        WHERE skip.shop_id = customer.shop_id AND skip.kind = 'customers'
                            AND skip.shopify_id = 'partner-' || partner.id
                            AND NOT starts_with(skip.code, %(refused)s)
                    )
                )
                ORDER BY customer.id
                """,
                shop=self.id,
                all=chosen is None,
                chosen=chosen or [],
                refused=REFUSED,
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]

    def _customer_change(self, customer, sides, comparison):
        """Tell what a customer is to be told; fields that can't be sent are left out.

        :param customer: ``shopify.customer`` that is linked to a partner of its own
        :param CustomerSides sides: what both sides hold
        :param Comparison comparison: the outcome of comparing them
        :return: CustomerChange
        """
        candidate = self._export_candidate(customer.partner_id, sides.odoo)
        change = CustomerChange(customer, sides, comparison, {})
        wanted = dict(comparison.to_shopify)
        if wanted.keys() & OF_ADDRESS and not change.address:
            # A new address goes out whole, with the company's country if the partner has none.
            wanted.setdefault("country_code", sides.odoo.country_code)
        for problem in candidate.problems if wanted else ():
            about = fields_of(problem) & wanted.keys()
            if about:
                change.problems.append(problem)
                change.failed |= about
        for name, value in wanted.items():
            # A conflict that Odoo wins may also undo a value of Shopify's.
            if value == getattr(sides.odoo, name):
                value = getattr(candidate.sent, name)
            if name not in change.failed and value != getattr(sides.shopify, name):
                change.changes[name] = value
        return change

    # === ONE PARTNER, SEVERAL CUSTOMERS === #

    def _with_own_partner(self, customers):
        """Leave out customers whose partner stands for others of this Shopify shop as well.

        What changes on one of them must not overwrite the others by way of the partner. They are
        put on the list of skipped records.
        """
        shared = self._shared_partners(customers.partner_id)
        if not shared:
            return customers
        notes = ExportNotes(self)
        for partner in shared:
            notes.refuse(partner, [self._several_customers(partner)])
        notes.keep()
        return customers.filtered(lambda customer: customer.partner_id not in shared)

    def _shared_partners(self, partners):
        groups = self.env["shopify.customer"]._read_group(
            [*self._present_customers(), ("partner_id", "in", partners.ids)],
            ["partner_id"],
            having=[("__count", ">", 1)],
        )
        return self.env["res.partner"].union(*(partner for (partner,) in groups))

    def _several_customers(self, partner):
        customers = partner.shopify_customer_ids.filtered_domain(self._present_customers())
        names = [f"{customer.name} ({customer.shopify_id})" for customer in customers]
        return ExportProblem("several_customers", customers=", ".join(names))

    def _present_customers(self):
        return [
            ("connection_id", "=", self.connection_id.id),
            ("company_id", "=", self.company_id.id),
            ("removed", "=", False),
        ]


class CustomerUpdates:
    """Compares linked customers and sends what has changed, a batch after the other."""

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client

    def send(self, customer_ids):
        """Send what has changed on the partners of customers.

        :param list customer_ids: ids of ``shopify.customer``
        :return: whether the run may go on; False when its time was over
        """
        read_at = seen_until(self._env.cr)
        changes = in_fresh_transaction(self._env, lambda: self._prepare(customer_ids, read_at))
        if changes:
            self._push_and_keep(changes, read_at)
        return not self._meter.should_stop()

    # === COLLECT AND DIFF === #

    def _prepare(self, customer_ids, read_at):
        """Compare customers, and note those of which nothing is to be sent.

        :param read_at: up to when all that was written on partners is seen
        :return: list of CustomerChange
        """
        customers = self._env["shopify.customer"].browse(customer_ids)
        removed = customers.filtered("removed")
        shared = self._shop._shared_partners((customers - removed).partner_id)
        alone = (customers - removed).filtered(lambda customer: customer.partner_id not in shared)
        notes = ExportNotes(self._shop, self._meter)
        for partner in shared:
            notes.refuse(partner, [self._shop._several_customers(partner)])
        for customer in removed.filtered(lambda one: one.partner_id not in alone.partner_id):
            problem = ExportProblem("customer_removed", customer=customer.name)
            notes.refuse(customer.partner_id, [problem])
        comparisons = self._shop._compare_customers(alone)
        changes, settled = [], {}
        for customer, (sides, comparison) in comparisons.items():
            change = self._shop._customer_change(customer, sides, comparison)
            held_back = self._held_back(change)
            if held_back or (change.problems and not change.changes):
                notes.refuse(customer.partner_id, held_back or change.problems)
            elif change.changes:
                change.unsent = set(change.changes)
                changes.append(change)
            else:
                settled[customer] = change.noted(sides)
        in_conflict = {customer for customer in settled if comparisons[customer][1].conflicts}
        self._env["shopify.customer"]._note_synced(settled, read_at, waiting=in_conflict)
        notes.done(self._env["res.partner"].union(*(c.partner_id for c in settled)), "unchanged")
        notes.keep()
        return changes

    def _held_back(self, change):
        """Tell what would be changed, while changes in Shopify are off (G13)."""
        if self._shop.allow_changes or not change.changes:
            return []
        text = self._env["shopify.explain"]._changes_text(change.changes, change.sides.shopify)
        return [ExportProblem("would_change", changes=text), *change.problems]

    # === PUSH === #

    def _push_and_keep(self, changes, read_at):
        inputs = {change: change.inputs for change in changes}
        try:
            self._push(
                documents.CUSTOMER_UPDATE,
                {
                    change: {"input": {"id": change.gid, **given.customer}}
                    for change, given in inputs.items()
                    if given.customer
                },
                OF_CUSTOMER,
            )
            self._push_addresses(
                {change: given.address for change, given in inputs.items() if given.address}
            )
        finally:
            self._read_and_keep(changes, read_at)

    def _push_addresses(self, addresses):
        """Change default addresses, and add them where there are none.

        What Shopify has is asked for first: an earlier try, whose answer was lost, may have added
        the address. Then the next run compares it.
        """
        present = self._default_addresses(addresses)
        self._push(
            documents.CUSTOMER_ADDRESS_UPDATE,
            {
                change: {"customerId": change.gid, "addressId": present[change], "address": address}
                for change, address in addresses.items()
                if change.address and present.get(change)
            },
            OF_ADDRESS,
        )
        self._push(
            documents.CUSTOMER_ADDRESS_CREATE,
            {
                change: {"customerId": change.gid, "address": address, "setAsDefault": True}
                for change, address in addresses.items()
                if not change.address and present.get(change) == ""
            },
            OF_ADDRESS,
        )

    def _default_addresses(self, changes):
        """Ask for the gid of customers' default addresses.

        :return: dict of gid by change, "" for none; without customers that are gone
        """
        owners = {change.gid: change for change in changes}
        return {
            owners[customer.id]: customer.default_address.id if customer.default_address else ""
            for answer in self._client.customers_by_ids(owners)
            for customer in answer.customers
        }

    def _push(self, document, rows, carried):
        """Send a mutation for each change, and note on it what became of the fields it carries."""
        outcomes = self._client.push(document, rows.values()) if rows else ()
        for change, outcome in zip(rows, outcomes, strict=True):
            fields = change.changes.keys() & carried
            problems = refusals(outcome, change.sent)
            change.problems.extend(problems)
            if not outcome.error:
                change.unsent -= fields
                change.failed |= fields if problems else set()

    # === NOTE THE OUTCOME === #

    def _read_and_keep(self, changes, read_at):
        customers = []
        for answer in self._client.customers_by_ids(change.gid for change in changes):
            customers.extend(answer.customers)
            self._shop._note_missing_customers(answer.missing)
        self._env["shopify.mapping.lock"]._in_turn(
            self._shop.company_id, lambda: self._keep(changes, customers, read_at)
        )

    def _keep(self, changes, customers, read_at):
        records = self._env["shopify.customer"].union(*(change.customer for change in changes))
        # It may have changed twice within the second that Shopify tells.
        records.write({"shopify_updated_at": False})
        self._env["shopify.customer"]._stage(self._shop, customers)
        after = {
            change.customer: replace(
                change.sides.shopify,
                **change.customer._shopify_fields().values(change.changes),
            )
            for change in changes
        }
        self._env["shopify.customer"]._note_synced(
            {
                change.customer: change.noted(
                    CustomerSides(shopify=after[change.customer], odoo=change.sides.odoo)
                )
                for change in changes
            },
            read_at,
            waiting={
                change.customer
                for change in changes
                if change.unsent or change.comparison.conflicts
            },
        )
        told = {change.customer: change.told for change in changes if change.told}
        self._env["shopify.customer"]._note_last_change(told, "odoo")
        gone_over = {
            change.customer: change.changes.keys() - change.failed - change.unsent
            for change in changes
        }
        self._env["shopify.customer"]._note_last_change(
            {customer: names for customer, names in gone_over.items() if names}, "odoo"
        )
        # What others have changed in Shopify at the same time.
        self._shop._update_partners(
            records.filtered(lambda customer: customer._shopify_fields() != after[customer])
        )
        notes = ExportNotes(self._shop, self._meter)
        for change in changes:
            if change.problems:
                notes.refuse(change.customer.partner_id, change.problems)
            else:
                notes.done(change.customer.partner_id, "changed")
        notes.keep()


def fields_of(problem):
    """Tell which fields a problem of the checks is about.

    :param ExportProblem problem: what the checks found
    :return: set of field names; all of them for what keeps the whole partner in Odoo
    """
    if problem.code == "value_too_long":
        return {problem.params["field"]}
    return FIELDS_OF_PROBLEMS.get(problem.code, OF_CUSTOMER | OF_ADDRESS)
