# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a till may do about customers: make them, and ask what became of them. Nothing else.

Cashiers need no right to make contacts: what they send is read field by field, checked, and
written for them. They change nothing that is there already.
"""

from odoo import models
from odoo.addons.shopify_connector.rules.store_customer import MalformedCustomer, read_customer
from odoo.exceptions import AccessError, UserError, ValidationError

from .pending_texts import unreadable

MOST_AT_ONCE = 100


class PosConfig(models.Model):
    _inherit = "pos.config"

    # === BUSINESS METHODS === #

    def create_store_customer(self, told):
        """Make a customer at once (S7). Safe to repeat: a GUID is one customer.

        Callable over XML-RPC by users of the point of sale.

        :param dict told: the customer as the till tells of it
        :return: dict with ``outcome``: ``created``, or ``found`` and ``several`` with ``value``,
            what they have in common; and with ``res.partner``, the data of the customers for the
            till
        :raises UserError: if it can't be made; it says why and what to do
        """
        pending_customers = self._pending_customers()
        customer = self._read_till(told)
        if known := pending_customers._locked([customer.guid]).get(customer.guid):
            return self._till_answer("created", known._taken_over_partner())
        pending = pending_customers._take_in(self, [customer])[customer.guid]
        outcome = pending._take_over_now(customer)
        if outcome["outcome"] != "created":
            # It was only asked: as long as nobody has answered, there is no such customer.
            pending.unlink()
        return self._till_answer(**outcome)

    def sync_store_customers(self, told, uuids=()):
        """Keep customers for the job that takes them over, and tell what became of others (S7).

        Safe to repeat. Callable over XML-RPC by users of the point of sale.

        :param list told: customers as the till tells of them
        :param list uuids: GUIDs of customers that were sent before
        :return: dict with ``customers``, a dict for each with its ``uuid``, ``state``,
            ``partner_id`` and ``reason``, and with ``res.partner``, the data of those taken over
        :raises UserError: if there are too many at once
        """
        pending_customers = self._pending_customers()
        if len(told) > MOST_AT_ONCE or len(uuids) > MOST_AT_ONCE:
            raise UserError(self.env._("Send at most %s customers at once.", MOST_AT_ONCE))
        read, refused = [], []
        for each in told:
            try:
                read.append(read_customer(each))
            except MalformedCustomer as error:
                refused.append(self._refused(each, error))
        known = pending_customers._take_in(self, read)
        asked = pending_customers.search(
            [("uuid", "in", list(uuids)), ("company_id", "=", self.company_id.id)]
        )
        found = asked.union(*known.values())
        if any(pending.state == "waiting" for pending in found):
            self.sudo().env.ref("shopify_connector_pos.cron_take_over")._trigger()
        partners = found.partner_id
        return {
            "customers": [*refused, *(pending._told_to_tills() for pending in found)],
            "res.partner": self._partner_data(partners),
        }

    def _pending_customers(self):
        """Return the model of what tills make, for a user who may sell at this store.

        :raises AccessError: if the user may not
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only users of the point of sale make customers here."))
        return self.env["pos.pending.customer"].sudo()

    def _read_till(self, told):
        try:
            return read_customer(told)
        except MalformedCustomer as error:
            raise ValidationError(self.env["shopify.explain"]._sentence(unreadable(error)))

    def _refused(self, told, error):
        reason = self.env["shopify.explain"]._explain(unreadable(error))
        uuid = told.get("uuid") if isinstance(told, dict) else ""
        return {
            "uuid": uuid,
            "state": "failed",
            "partner_id": False,
            "reason": reason.message,
            "store": self.id,
        }

    def _till_answer(self, outcome, partners, value=""):
        return {"outcome": outcome, "value": value, "res.partner": self._partner_data(partners)}

    def _partner_data(self, partners):
        """Return the data of partners that the till loads, as the user may read them."""
        partners = self.env["res.partner"].browse(partners.ids)
        return self.env["res.partner"]._load_pos_data_read(partners, self)


class PosPendingCustomer(models.Model):
    _inherit = "pos.pending.customer"

    def _taken_over_partner(self):
        """Return the partner of a customer that was sent before, now if it has none yet.

        :raises UserError: if it can't be taken over
        """
        if self.state == "waiting":
            self._take_over_each()
        if self.state != "done":
            raise UserError(self.env._("%(error)s %(fix)s", error=self.error, fix=self.fix or ""))
        return self.partner_id

    def _take_over_now(self, customer):
        """Make the partner in the present transaction, while the cashier waits.

        :param customer: the StoreCustomer
        :return: dict for ``_till_answer``
        :raises UserError: if it can't be made
        """
        self.env["shopify.mapping.lock"].sudo()._hold(self.company_id)
        customers, errors = self._readable()
        if not errors:
            found, missing, errors = self._matched(customers)
            for partner, matched in found.values():
                value = customer.email if matched == "email" else customer.phone
                return {"outcome": "found", "partners": partner, "value": value}
        for error in errors.values():
            if error.code == "ambiguous_customer":
                partners = self.env["res.partner"].browse(error.params["partners"])
                return {"outcome": "several", "partners": partners, "value": error.params["value"]}
            raise UserError(self.env["shopify.explain"]._sentence(error))
        made = self._made(missing, customers)
        self._settle(made, customers)
        return {"outcome": "created", "partners": made[self][0]}
