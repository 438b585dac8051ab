# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What was changed on both sides since the last sync, until somebody settles it (C12)."""

from odoo import api, fields, models

from ..sync.changes import changed_values


class ShopifyCustomerConflict(models.Model):
    """A group of fields that Odoo and Shopify have changed differently.

    Each comparison of a customer brings its conflicts up to date: one that is settled, or on which
    the sides agree meanwhile, is gone.
    """

    _name = "shopify.customer.conflict"
    _description = "Conflict of a Shopify customer"
    _order = "id desc"
    _rec_name = "customer_id"

    customer_id = fields.Many2one(
        "shopify.customer", required=True, readonly=True, ondelete="cascade", index=True
    )
    shop_id = fields.Many2one(related="customer_id.shop_id", store=True, index=True)
    company_id = fields.Many2one(related="customer_id.company_id", store=True)
    partner_id = fields.Many2one(related="customer_id.partner_id")
    field_group = fields.Selection(
        [("name", "Name"), ("email", "Email"), ("phone", "Phone"), ("address", "Address")],
        string="What",
        required=True,
        readonly=True,
    )
    in_odoo = fields.Text(readonly=True)
    in_shopify = fields.Text(readonly=True)
    odoo_changed_at = fields.Datetime(
        string="Changed in Odoo", readonly=True, help="When the partner was last changed."
    )
    odoo_user_id = fields.Many2one("res.users", string="Changed by", readonly=True)
    shopify_changed_at = fields.Datetime(
        string="Changed in Shopify", readonly=True, help="When the customer was last changed there."
    )

    _group_uniq = models.UniqueIndex("(customer_id, field_group)")

    # === ACTIONS === #

    def action_keep_odoo(self):
        """Let Odoo win in these conflicts, and tell Shopify. Callable over XML-RPC.

        :return: a notification that says when Shopify is told
        """
        return self._settle("odoo")

    def action_take_shopify(self):
        """Let Shopify win in these conflicts: the partners take its values over.

        Callable over XML-RPC.

        :return: a notification that says what was done
        """
        return self._settle("shopify")

    def action_open_customer(self):
        """Open the Shopify customer.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "shopify.customer",
            "res_id": self.customer_id.id,
            "view_mode": "form",
        }

    # === BUSINESS METHODS === #

    def _settle(self, side):
        outcomes = []
        for group, conflicts in self.grouped("field_group").items():
            outcomes += conflicts.customer_id.action_settle_conflict(side, group)
        return self.env["shopify.customer"]._tell_settled(side, outcomes)


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    conflict_ids = fields.One2many("shopify.customer.conflict", "customer_id", readonly=True)
    has_conflict = fields.Boolean(
        compute="_compute_has_conflict",
        store=True,
        string="In conflict",
        help="Something was changed both in Odoo and in Shopify, and waits for you to choose.",
    )

    @api.depends("conflict_ids")
    def _compute_has_conflict(self):
        for customer in self:
            customer.has_conflict = bool(customer.conflict_ids)

    # === ACTIONS === #

    def action_open_conflicts(self):
        """Show what is in conflict on these customers.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_customer_conflict_action"
        )
        return {**action, "domain": [("customer_id", "in", self.ids)]}

    # === CRUD === #

    def write(self, vals):
        """Another partner has no part in what was in conflict with the one before."""
        if "partner_id" in vals and "match_rule" not in vals:
            self.sudo().conflict_ids.unlink()
        return super().write(vals)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _keep_conflicts(self, comparisons):
        """Bring the list of conflicts up to date with comparisons.

        :param dict comparisons: (CustomerSides, Comparison) by ``shopify.customer``
        """
        model = self.env["shopify.customer.conflict"].sudo()
        customers = self.env["shopify.customer"].union(*comparisons)
        old = {
            (conflict.customer_id, conflict.field_group): conflict
            for conflict in model.search([("customer_id", "in", customers.ids)])
        }
        new = []
        for customer, (_sides, comparison) in comparisons.items():
            for conflict in comparison.conflicts:
                texts = {
                    "in_odoo": self._readable(conflict.group, conflict.odoo),
                    "in_shopify": self._readable(conflict.group, conflict.shopify),
                }
                known = old.pop((customer, conflict.group), model)
                if not known:
                    new.append(_new_conflict(customer, conflict.group, texts))
                elif changed := changed_values(known, texts):
                    known.write({**changed, **_changed_when(customer, changed)})
        model.union(*old.values()).unlink()
        model.create(new)

    def _look_at_conflicts_again(self):
        """Settle what a setting that was made meanwhile settles, and drop what agrees now."""
        conflicts = self.env["shopify.customer.conflict"].search([("shop_id", "=", self.id)])
        if conflicts:
            self._update_partners(conflicts.customer_id)

    def _readable(self, group, values):
        """Put a group of fields in one line."""
        if group == "name":
            person = " ".join(filter(None, (values["first_name"], values["last_name"])))
            parts = (person, values["company"])
        elif group == "address":
            country = self.env["shopify.geography"]._country(values["country_code"])
            place = " ".join(filter(None, (values["zip"], values["city"], values["province_code"])))
            parts = (
                values["street"],
                values["street2"],
                place,
                country.name or values["country_code"],
            )
        else:
            parts = (values[group],)
        return ", ".join(filter(None, parts)) or self.env._("(empty)")


def _new_conflict(customer, group, texts):
    return {
        "customer_id": customer.id,
        "field_group": group,
        **texts,
        **_changed_when(customer, texts),
    }


def _changed_when(customer, texts):
    values = {}
    if "in_odoo" in texts:
        partner = customer.partner_id
        values |= {"odoo_changed_at": partner.write_date, "odoo_user_id": partner.write_uid.id}
    if "in_shopify" in texts:
        values["shopify_changed_at"] = customer.shopify_updated_at
    return values
