# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where a Shopify customer stands, and what buttons on it tell (C14)."""

from odoo import api, fields, models
from odoo.fields import Domain

DEFAULT_RULES = ("country_default", "shop_default")
SHOWN_REASONS = 3


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    needs_partner = fields.Boolean(
        string="Without partner",
        compute="_compute_needs_partner",
        search="_search_needs_partner",
        help="No partner stands for the customer, nor does a default partner; one is to be found, "
        "chosen or made.",
    )
    standing = fields.Selection(
        [
            ("linked", "Linked"),
            ("conflict", "In conflict"),
            ("default", "Default partner"),
            ("unlinked", "Without partner"),
            ("deleted", "Deleted in Shopify"),
            ("merged", "Merged in Shopify"),
            ("anonymised", "Anonymised"),
        ],
        compute="_compute_standing",
        string="Status",
    )

    # === COMPUTE METHODS === #

    @api.depends("partner_id", "removed", "anonymised_at", "match_rule")
    def _compute_needs_partner(self):
        for customer in self:
            customer.needs_partner = not (
                customer.partner_id
                or customer.removed
                or customer.anonymised_at
                or customer.match_rule in DEFAULT_RULES
            )

    def _search_needs_partner(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = (
            Domain("partner_id", "=", False)
            & Domain("removed", "=", False)
            & Domain("anonymised_at", "=", False)
            & Domain("match_rule", "not in", DEFAULT_RULES)
        )
        return domain if True in value else ~domain

    @api.depends("needs_partner", "has_conflict")
    def _compute_standing(self):
        for customer in self:
            if customer.anonymised_at:
                customer.standing = "anonymised"
            elif customer.removed:
                customer.standing = customer.removed
            elif customer.partner_id:
                customer.standing = "conflict" if customer.has_conflict else "linked"
            else:
                customer.standing = "unlinked" if customer.needs_partner else "default"

    # === ACTIONS === #

    def button_find_mapping(self):
        """Look for partners as :meth:`action_find_mapping` does, and say what came of it.

        :return: a notification
        """
        return self._tell_mapping(self.action_find_mapping)

    def button_create_partner(self):
        """Make partners as :meth:`action_create_partner` does, and say what came of it.

        :return: a notification
        """
        return self._tell_mapping(self.action_create_partner)

    def action_link(self):
        """Ask which partner stands for the customer.

        :return: a window action
        """
        self.ensure_one()
        view = self.env.ref("shopify_connector.shopify_customer_view_form_link")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Partner of %s", self.name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    def action_start_sync(self):
        """Start the customer sync: of the only shop at once, else of the one that is chosen (C13).

        :return: a window action
        """
        shops = self.env["shopify.shop"].search([], limit=2)
        if len(shops) == 1:
            return shops.action_sync_customers()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_customer_sync_action"
        )

    # === BUSINESS METHODS === #

    def _tell_mapping(self, find):
        """Let partners be found for those without one, and say for how many it worked."""
        waiting = self.filtered(lambda customer: not customer.partner_id)
        find()
        linked = waiting.filtered("partner_id")
        without = waiting - linked
        parts = []
        if not waiting:
            parts.append(self.env._("Each of them has a partner already."))
        elif len(linked) == 1:
            parts.append(
                self.env._(
                    "%(customer)s: %(partner)s, %(rule)s.",
                    customer=linked.name,
                    partner=linked.partner_id.display_name,
                    rule=linked._rule_label(),
                )
            )
        elif linked:
            parts.append(self.env._("%s linked.", len(linked)))
        if without:
            parts.append(self.env._("%s without partner:", len(without)))
            parts += [
                customer.match_error or f"{customer.name}: {customer._rule_label()}."
                for customer in without[:SHOWN_REASONS]
            ]
            if len(without) > SHOWN_REASONS:
                parts.append("…")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if without else "success",
                "sticky": bool(without),
                "message": " ".join(parts),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _rule_label(self):
        return dict(self._fields["match_rule"]._description_selection(self.env))[self.match_rule]
