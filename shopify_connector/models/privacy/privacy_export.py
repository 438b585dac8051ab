# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Hand over what is kept of a customer (C16)."""

import io
import json
import zipfile

from odoo import models
from odoo.exceptions import UserError

# Of the partner what it was made of and what a person would ask for; documents are Odoo's own.
PARTNER_FIELDS = (
    "name",
    "company_name",
    "email",
    "phone",
    "street",
    "street2",
    "city",
    "zip",
    "state_id",
    "country_id",
    "vat",
    "lang",
    "category_id",
    "create_date",
)
LOG_FIELDS = ("create_date", "operation", "variables", "answer", "error")


class ShopifyPrivacyRequest(models.Model):
    _inherit = "shopify.privacy.request"

    def action_export(self):
        """Put all that is kept of the customer into one file, and download it.

        :return: a URL action
        """
        exported = self.shopify_export()[0]
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{exported['attachment_id']}?download=true",
            "target": "self",
        }

    def shopify_export(self):
        """Put all that is kept of each request's customer into a file on the request (C16, G12).

        Over XML-RPC, by managers: ``execute_kw(db, uid, password, "shopify.privacy.request",
        "shopify_export", [[request_id]])``; then read the attachment's ``datas``.

        :return: list of dicts, one a request: request_id, attachment_id, name, customers, orders,
            log_entries, partners (how many of each the file has)
        :raises UserError: if the request is about a whole shop
        """
        self.check_access("write")
        return [request._export() for request in self]

    def _export(self):
        if self.kind == "shop_redact":
            raise UserError(
                self.env._("A file can be made of a customer's data, not of a whole shop's.")
            )
        found = self.sudo()
        customers, orders = found._customers(), found._orders()
        parts = {
            "customers": [customer._personal_data() for customer in customers],
            "orders": [order._personal_data() for order in orders],
            "log_entries": found._log_rows(customers, orders).read(LOG_FIELDS, load=None),
            "partners": (customers.partner_id | customers.partner_id.child_ids).read(
                self._partner_fields()
            ),
        }
        name = self.env._("Data of customer %s.zip", self.customer_number or self.name)
        attachment = self.env["ir.attachment"].create(
            {
                "name": name,
                "raw": _zip(parts),
                "mimetype": "application/zip",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        counts = {part: len(rows) for part, rows in parts.items()}
        self._log_action(
            self.env._(
                "Exported: %(customers)s Shopify customers, %(orders)s orders, %(log_entries)s log "
                "entries, %(partners)s partners.",
                **counts,
            ),
            attachment,
        )
        return {
            "request_id": self.id,
            "attachment_id": attachment.id,
            "name": name,
            **counts,
        }

    def _partner_fields(self):
        """Return which fields of partners are handed over."""
        return PARTNER_FIELDS

    def _log_action(self, text, attachments=None):
        """Say in the request's history what was done; its author and time say by whom and when."""
        self.message_post(
            body=text,
            subtype_xmlid="mail.mt_note",
            attachment_ids=attachments.ids if attachments else [],
        )


def _zip(parts):
    """Return a ZIP file with a JSON file for each part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, rows in parts.items():
            text = json.dumps(rows, indent=2, ensure_ascii=False, default=str)
            archive.writestr(f"{part}.json", text)
    return file.getvalue()
