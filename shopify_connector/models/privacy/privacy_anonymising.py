# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Take the person out of what is kept (C16): documents that are posted stay as they are."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every

BATCH = 500


class ShopifyPrivacyRequest(models.Model):
    _inherit = "shopify.privacy.request"

    def action_anonymise(self):
        """Ask what is to become of the partner, and say what will happen.

        :return: a window action
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Anonymise"),
            "res_model": "shopify.privacy.anonymise",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id},
        }

    def shopify_anonymise(self, partners="leave"):
        """Take the person out of all that the connector keeps, for good (C16, G12).

        Amounts, ids and links stay, so that a sync still knows the records and does not bring the
        data back. Documents stay.

        Over XML-RPC, by managers: ``execute_kw(db, uid, password, "shopify.privacy.request",
        "shopify_anonymise", [[request_id]], {"partners": "anonymise"})``.

        :param str partners: ``leave``, or ``anonymise`` those that nothing stands against
        :return: list of dicts, one a request: request_id, customers, orders, log_entries, partners
            (how many of each were anonymised), obstacles (why a partner was left, texts)
        :raises UserError: if it is not said what is to become of the partners
        """
        self.check_access("write")
        if partners not in ("leave", "anonymise"):
            raise UserError(
                self.env._("Say what is to become of the partners: leave or anonymise.")
            )
        return [request._anonymise(partners == "anonymise") for request in self]

    def _anonymise(self, also_partners):
        kept = self.sudo()
        customers, orders = kept._customers(), kept._orders()
        partners, obstacles = customers.partner_id, []
        counts = {
            "customers": len(customers),
            "orders": len(orders),
            "log_entries": kept._log_rows(customers, orders)._anonymise(),
            "partners": 0,
        }
        kept._skips(customers, orders).unlink()
        kept._order_rows()._anonymise()
        for records in (orders, customers):
            for ids in split_every(BATCH, records.ids):
                records.browse(ids)._anonymise()
                self.env.flush_all()
                self.env.invalidate_all()
        if also_partners:
            counts["partners"], obstacles = partners._shopify_anonymise(customers)
        kept._forget_person()
        self._log_anonymised(counts, obstacles)
        return {"request_id": self.id, **counts, "obstacles": obstacles}

    def _log_anonymised(self, counts, obstacles):
        """Say what was done, without names: they would stay in the history."""
        self._log_action(
            self.env._(
                "Anonymised: %(customers)s Shopify customers, %(orders)s orders, %(log_entries)s "
                "log entries, %(partners)s partners. Partners that had to stay: %(left)s.",
                left=len(obstacles),
                **counts,
            )
        )
        self._close("done")

    def _forget_person(self):
        """Forget the person in this request and in others about the same customer."""
        domain = self._own()
        if self.kind != "shop_redact":
            domain &= Domain("customer_number", "=", self.customer_number)
        requests = self.search(domain)
        requests.write({"email": False, "phone": False})
        self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", requests.ids)]
        ).unlink()


class ShopifyLog(models.Model):
    _inherit = "shopify.log"

    def _anonymise(self):
        """Empty entries of what was asked and answered.

        :return: how many there were
        """
        self.write({"variables": False, "answer": False})
        self.filtered("error").write({"error": self.env._("Removed at the request of a person.")})
        return len(self)
