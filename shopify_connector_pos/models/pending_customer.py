# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers that a till has made and the server has still to take over (S7, S10)."""

from odoo import api, fields, models
from odoo.addons.shopify_connector.models.sync.fast_rows import insert_rows
from odoo.addons.shopify_connector.rules.store_customer import read_customer, tell_customer
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

STATES = [("waiting", "Pending sync"), ("failed", "Waits for you"), ("done", "Taken over")]
# How long a customer that was taken over is also kept as it was typed.
DAYS_KEPT = 30
TYPED = ("name", "email", "phone")
PLACE = ("street", "street2", "city", "zip", "state_id", "country_id")


class PosPendingCustomer(models.Model):
    """A customer as typed at a till, under the GUID that the till gave it.

    The GUID is unique: however often a till sends a customer, and whatever gets lost on the way
    back, it is one. So the row stays when its partner is there.
    """

    _name = "pos.pending.customer"
    _description = "Customer made at a till"
    _order = "id desc"

    uuid = fields.Char(string="GUID", required=True, readonly=True)
    config_id = fields.Many2one(
        "pos.config", string="Store", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    user_id = fields.Many2one("res.users", string="Sent by", readonly=True)
    made_at = fields.Datetime(string="Made at the till", readonly=True)
    told = fields.Json(readonly=True, help="What the till has told of the customer.")

    name = fields.Char()
    is_company = fields.Boolean(string="Company")
    email = fields.Char()
    phone = fields.Char()
    street = fields.Char()
    street2 = fields.Char()
    city = fields.Char()
    zip = fields.Char()
    state_id = fields.Many2one("res.country.state", domain="[('country_id', '=?', country_id)]")
    country_id = fields.Many2one("res.country")

    state = fields.Selection(STATES, required=True, default="waiting", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True, index=True)
    match_rule = fields.Char(
        string="Found by",
        readonly=True,
        help="Why it is this customer: found by email or phone, chosen, or newly made.",
    )
    code = fields.Char(readonly=True)
    error = fields.Char(string="Reason", readonly=True)
    fix = fields.Char(string="What to do", readonly=True)
    create_anyway = fields.Boolean(readonly=True)
    order_ids = fields.Many2many("pos.order", compute="_compute_order_ids", string="Orders")
    order_count = fields.Integer(compute="_compute_order_ids", string="Number of orders")

    _uuid_uniq = models.UniqueIndex("(uuid)", "This customer was sent already.")
    _waiting_index = models.Index("(company_id, id) WHERE state = 'waiting'")

    # === COMPUTE METHODS === #

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for pending in self:
            pending.display_name = pending.name or pending.partner_id.display_name or pending.uuid

    @api.depends("uuid")
    def _compute_order_ids(self):
        groups = self.env["pos.order"]._read_group(
            [("pending_customer_uuid", "in", self.mapped("uuid"))],
            ["pending_customer_uuid"],
            ["id:recordset"],
        )
        orders = dict(groups)
        for pending in self:
            pending.order_ids = orders.get(pending.uuid)
            pending.order_count = len(pending.order_ids)

    # === CRUD === #

    def write(self, vals):
        """What a person corrects is tried again."""
        typed = {"is_company", *TYPED, *PLACE} & vals.keys()
        if typed and any(pending.state == "done" for pending in self):
            raise UserError(
                self.env._("The customer was taken over already: change the customer itself.")
            )
        return super().write(vals)

    # === ACTIONS === #

    def action_try_again(self):
        """Take the customers over now. Callable over XML-RPC.

        :return: a notification of how many were taken over, and how many still wait
        """
        self._check_may_settle()
        waiting = self.filtered(lambda pending: pending.state != "done")
        waiting.sudo()._take_over_each()
        done = waiting.filtered(lambda pending: pending.state == "done")
        return self._notice(
            self.env._(
                "%(done)s taken over, %(waiting)s still wait.",
                done=len(done),
                waiting=len(waiting - done),
            ),
            good=len(done) == len(waiting),
        )

    def action_create_anyway(self):
        """Make a new customer although several that are there might be it.

        :return: a notification
        """
        self._check_may_settle()
        self.filtered(lambda pending: pending.state != "done").sudo().create_anyway = True
        return self.action_try_again()

    def shopify_choose_partner(self, partner_id):
        """Say which customer it is. Callable over XML-RPC.

        :param int partner_id: id of a ``res.partner``
        :return: True
        :raises UserError: if it was taken over already
        """
        self._check_may_settle()
        partner = self.env["res.partner"].browse(partner_id)
        partner.check_access("read")
        for pending in self:
            if pending.state == "done":
                raise UserError(self.env._("%s was taken over already.", pending.display_name))
        self.sudo()._settle(dict.fromkeys(self.sudo(), (partner, "chosen")))
        return True

    def action_show_orders(self):
        """Show the orders that were sold to the customer.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id("point_of_sale.action_pos_pos_form")
        return {**action, "domain": [("id", "in", self.order_ids.ids)]}

    def _check_may_settle(self):
        self.check_access("write")

    def _notice(self, message, good):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success" if good else "warning",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    # === BUSINESS METHODS === #

    @api.model
    def _take_in(self, config, customers):
        """Keep customers that a till sent; one that is known stays as it is.

        The rows are locked: whoever sells to a customer, and whoever makes its partner, wait for
        each other, so that no order misses the partner.

        :param config: ``pos.config`` of the till
        :param list customers: StoreCustomer
        :return: dict of record by GUID
        """
        places = [customer.address for customer in customers]
        countries = self.env["res.country"].browse(place.country for place in places).exists()
        states = self.env["res.country.state"].browse(place.state for place in places).exists()
        rows = [
            {
                **_row(config, customer),
                "country_id": (countries & countries.browse(customer.address.country)).id or None,
                "state_id": (states & states.browse(customer.address.state)).id or None,
            }
            for customer in customers
        ]
        insert_rows(self, rows, or_skip=True)
        return self._locked([customer.guid for customer in customers])

    @api.model
    def _locked(self, guids):
        """Return the customers of these GUIDs, locked for this transaction: dict by GUID."""
        self.flush_model(["uuid", "state", "partner_id"])
        self.env.cr.execute(
            SQL(
                "SELECT id FROM pos_pending_customer WHERE uuid = ANY(%s) ORDER BY id FOR UPDATE",
                list(guids),
            )
        )
        found = self.browse(row[0] for row in self.env.cr.fetchall())
        return {pending.uuid: pending for pending in found}

    def _customer(self):
        """Return the customer as a till tells of it, with what a person has corrected."""
        place = {
            **(self.told.get("address") or {}),
            **{name: self[name] or "" for name in PLACE if not name.endswith("_id")},
            "state_id": self.state_id.id,
            "country_id": self.country_id.id,
        }
        return read_customer(
            {
                **self.told,
                "uuid": self.uuid,
                "is_company": self.is_company,
                **{name: self[name] or "" for name in TYPED},
                "address": place,
            }
        )

    @api.autovacuum
    def _gc_typed_data(self):
        """Forget what was typed of customers that were taken over a while ago."""
        old = self.sudo().search(
            Domain("state", "=", "done")
            & Domain("told", "!=", False)
            & Domain("write_date", "<", f"-{DAYS_KEPT}d"),
            limit=10000,
        )
        old._forget()

    def _forget(self):
        """Drop all that says something of a person; the GUID stays, as a till may come back."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE pos_pending_customer SET told = NULL, name = NULL, email = NULL,
                    phone = NULL, street = NULL, street2 = NULL, city = NULL, zip = NULL,
                    state_id = NULL, country_id = NULL, error = NULL
                WHERE id = ANY(%s)
                """,
                self.ids,
            )
        )
        self.invalidate_recordset()


def _row(config, customer):
    """Return a new row of a StoreCustomer."""
    place = customer.address
    return {
        "uuid": customer.guid,
        "config_id": config.id,
        "company_id": config.company_id.id,
        "user_id": config.env.uid,
        "made_at": customer.made_at,
        "told": tell_customer(customer),
        "name": customer.name,
        "is_company": customer.is_company,
        "email": customer.email,
        "phone": customer.phone,
        "street": place.street,
        "street2": place.street2,
        "city": place.city,
        "zip": place.zip,
        "state": "waiting",
    }
