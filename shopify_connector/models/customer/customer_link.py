# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which partner stands for a Shopify customer: by rule, by hand, or nobody any more (C14)."""

from odoo import api, models

from ...rules.names import PersonName
from ..sync.fast_rows import update_rows
from .customer_export_notes import skip_key

NOTHING_FOUND = {"match_error": False, "match_fix": False}


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    def write(self, vals):
        """A partner that is set or emptied by hand is noted so, and its changes start anew."""
        if "partner_id" in vals and "match_rule" not in vals:
            rule = "chosen" if vals["partner_id"] else False
            vals = {
                **vals,
                **NOTHING_FOUND,
                "match_rule": rule,
                "match_value": False,
                "synced_fields": False,
                "synced_at": False,
            }
            for shop, customers in self.grouped("shop_id").items():
                skips = self.env["shopify.sync.skip"]
                partners = map(skip_key, customers.partner_id.ids)
                skips._resolve(shop, "customers", [*customers.mapped("shopify_id"), *partners])
        return super().write(vals)

    # === ACTIONS === #

    def action_find_mapping(self):
        """Look again for partners that stand for customers without one; none is made (C14).

        Callable over XML-RPC.

        :return: list of dicts, one a customer: customer_id, partner_id, rule, value, error, fix
        """
        return self._map_now(create=False)

    def action_create_partner(self):
        """Make partners for customers without one, unless one is found (C5).

        Callable over XML-RPC.

        :return: as :meth:`action_find_mapping`
        """
        return self._map_now(create=True)

    def action_unlink_partner(self):
        """Forget which partner stands for the customer. Callable over XML-RPC.

        :return: True
        """
        self.write({"partner_id": False})
        return True

    # === BUSINESS METHODS === #

    def _map_now(self, create):
        self.check_access("write")
        for shop, customers in self.grouped("shop_id").items():
            unlinked = customers.filtered(lambda customer: not customer.partner_id)
            shop._map_customers_now(unlinked, create)
        return [customer._match_report() for customer in self]

    def _match_report(self):
        return {
            "customer_id": self.id,
            "partner_id": self.partner_id.id,
            "rule": self.match_rule or "",
            "value": self.match_value or "",
            "error": self.match_error or "",
            "fix": self.match_fix or "",
        }

    @api.model
    def _link_all(self, outcomes, agreed=None):
        """Link customers to partners, and keep why; past the ORM, as thousands come at once.

        :param dict outcomes: (partner id, rule, value) by customer
        :param dict agreed: CustomerSides by customer, for those whose sides say the same now
        """
        agreed = agreed or {}
        linked, made = {}, {}
        for customer, (partner_id, rule, value) in outcomes.items():
            values = {
                "partner_id": partner_id,
                "match_rule": rule,
                "match_value": value,
                **NOTHING_FOUND,
            }
            if customer in agreed:
                made[customer.id] = {**values, **self._synced_values(agreed[customer])}
            else:
                linked[customer.id] = values
        update_rows(self.browse(), linked)
        update_rows(self.browse(), made)

    @api.model
    def _note_synced(self, sides, read_at=None, waiting=()):
        """Keep what both sides hold now (C12).

        :param dict sides: CustomerSides by customer
        :param read_at: up to when all that was written on the partners was seen; None: as the
            context's ``shopify_seen_until`` has it, else all of it
        :param waiting: customers whose partner has changes that are still to be sent, or settled;
            they stay newer than the last sync
        """
        read_at = read_at or self.env.context.get("shopify_seen_until")
        values = {customer: self._synced_values(both) for customer, both in sides.items()}
        for customer, synced in values.items():
            if customer in waiting:
                synced["synced_at"] = customer.synced_at
            elif read_at:
                synced["synced_at"] = read_at
        update_rows(self.browse(), {customer.id: synced for customer, synced in values.items()})

    @api.model
    def _synced_values(self, sides):
        """Return what keeps both sides as they are now, empty values left out."""
        kept = {
            side: {name: value for name, value in values.items() if value}
            for side, values in sides.as_json().items()
        }
        # A partner written in this very transaction is not newer than this.
        return {"synced_fields": kept, "synced_at": self.env.cr.now().replace(tzinfo=None)}

    def _main_address(self):
        """Return the default address, else the first one."""
        return self.address_ids.filtered("is_default")[:1] or self.address_ids[:1]

    def _has_new_address(self):
        """Tell whether a further address has no partner yet."""
        return not all(address.partner_id for address in self.address_ids - self._main_address())

    def _person_name(self):
        """Return the customer's names as Shopify has them (C9)."""
        address = self._main_address()
        return PersonName(
            first_name=self.first_name or "",
            last_name=self.last_name or "",
            company=address.company or "",
        )

    def _skip_row(self, explained):
        """Return the customer's row for the list of skipped records (G7)."""
        return {
            "shopify_id": self.shopify_id,
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "code": explained.code,
            "reason": explained.message,
            "fix": explained.fix,
        }
