# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Settle by hand what was changed on both sides (C12)."""

from odoo import api, models
from odoo.exceptions import UserError

from ...rules.customer_fields import GROUPS, CustomerSides, keep_odoo, settle_conflicts


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    # === ACTIONS === #

    def action_settle_conflict(self, side, group=None):
        """Settle what was changed both in Odoo and in Shopify (C12).

        The partner is written at once; Shopify is told by a customer sync that starts at once.
        Over XML-RPC: ``execute_kw(db, uid, password, "shopify.customer",
        "action_settle_conflict", [[customer_id], "odoo", "email"])``.

        :param str side: whose values are to stay, ``odoo`` or ``shopify``
        :param str group: ``name``, ``email``, ``phone`` or ``address``; None for all
        :return: list of dicts, one a customer: customer_id, settled (list of groups), run_id (of
            the sync that tells Shopify; False if there is none), reason (why Shopify isn't told
            yet, else an empty text)
        :raises UserError: if there is no such side or group
        """
        self.check_access("write")
        self._check_choice(side, ("odoo", "shopify"))
        if group:
            self._check_choice(group, GROUPS)
        outcomes = []
        for shop, customers in self.grouped("shop_id").items():
            outcomes += shop._settle_customers(customers, side, group)
        return outcomes

    def action_keep_odoo(self):
        """Let Odoo win in all conflicts of these customers, and tell Shopify.

        :return: a notification that says when Shopify is told
        """
        return self._tell_settled("odoo", self.action_settle_conflict("odoo"))

    def action_take_shopify(self):
        """Let Shopify win in all conflicts of these customers.

        :return: a notification that says what was done
        """
        return self._tell_settled("shopify", self.action_settle_conflict("shopify"))

    # === BUSINESS METHODS === #

    @api.model
    def _check_choice(self, choice, known):
        if choice not in known:
            raise UserError(
                self.env._(
                    "%(choice)s is none of: %(known)s.", choice=choice, known=", ".join(known)
                )
            )

    @api.model
    def _tell_settled(self, side, outcomes):
        """Give a notification of what was settled; the page is read again after it."""
        reasons = {outcome["reason"] for outcome in outcomes if outcome["reason"]}
        if not any(outcome["settled"] for outcome in outcomes):
            text = self.env._("Nothing was in conflict any more.")
        elif side == "shopify":
            text = self.env._("The partner has Shopify's values now.")
        elif reasons:
            text = " ".join(reasons)
        else:
            text = self.env._("The partner stays as it is, and Shopify is being told.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if reasons else "success",
                "message": text,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _settle_customers(self, customers, side, group=None):
        """Settle conflicts of customers of this shop, as :meth:`action_settle_conflict` says."""
        shop = self._working()
        customers = customers.with_env(shop.env)
        comparisons = shop._compare_customers(customers)
        choices = {customer: _chosen(comparisons[customer][1], group) for customer in customers}
        if side == "shopify":
            shop._take_shopifys(comparisons, choices)
        else:
            shop._keep_odoos(comparisons, choices)
        shop._compare_customers(customers)
        to_send = customers.filtered(lambda customer: side == "odoo" and choices[customer])
        run, reason = shop._tell_shopify(to_send.partner_id) if to_send else (None, "")
        return [
            {
                "customer_id": customer.id,
                "settled": [conflict.group for conflict in choices[customer]],
                "run_id": run.id if run and customer in to_send else False,
                "reason": reason if customer in to_send else "",
            }
            for customer in customers
        ]

    def _take_shopifys(self, comparisons, choices):
        """Write Shopify's values of the chosen conflicts on the partners."""
        self._take_over(
            {
                customer: (
                    sides,
                    settle_conflicts(
                        comparison, {conflict.group: "shopify" for conflict in choices[customer]}
                    ),
                )
                for customer, (sides, comparison) in comparisons.items()
                if choices[customer]
            }
        )

    def _keep_odoos(self, comparisons, choices):
        """Note that only Odoo's values of the chosen conflicts count, for the export to send."""
        self.env["shopify.customer"]._note_synced(
            {
                customer: keep_odoo(
                    choices[customer], sides, CustomerSides.from_json(customer.synced_fields)
                )
                for customer, (sides, _comparison) in comparisons.items()
                if choices[customer]
            },
            waiting=comparisons,
        )

    def _tell_shopify(self, partners):
        """Queue a customer sync that sends what has changed on partners.

        :return: (the run, "") or (None, why Shopify is not told yet)
        """
        if not self.allow_changes:
            return None, self.env._(
                "The partner stays as it is. Shopify is told once Allow changes in Shopify is on "
                "in the settings of the shop %s.",
                self.name,
            )
        return self._queue_run("customers", "button", {"partner_ids": partners.ids}), ""


def _chosen(comparison, group):
    return [conflict for conflict in comparison.conflicts if group in (None, conflict.group)]
