# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Who changed what last: on the Shopify customer, and in the partner's own history (C12)."""

from markupsafe import Markup
from odoo import api, fields, models

from ..sync.fast_rows import update_rows


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    last_change_side = fields.Selection(
        [("shopify", "Shopify changed Odoo"), ("odoo", "Odoo changed Shopify")],
        string="Last change",
        readonly=True,
    )
    last_change_fields = fields.Char(string="What was changed", readonly=True)
    last_change_at = fields.Datetime(string="Changed at", readonly=True)

    @api.model
    def _note_last_change(self, changes, side):
        """Note which fields went over to the other side just now.

        :param dict changes: names of the changed fields by customer
        :param str side: ``shopify`` or ``odoo``, the side whose values were taken
        """
        labels = self._field_labels()
        now = fields.Datetime.now()
        update_rows(
            self.browse(),
            {
                customer.id: {
                    "last_change_side": side,
                    "last_change_fields": ", ".join(
                        label for name, label in labels.items() if name in names
                    ),
                    "last_change_at": now,
                }
                for customer, names in changes.items()
            },
        )

    @api.model
    def _field_labels(self):
        """Return what users call the fields that both sides have, by their names."""
        return {
            "first_name": self.env._("First name"),
            "last_name": self.env._("Last name"),
            "company": self.env._("Company"),
            "email": self.env._("Email"),
            "phone": self.env._("Phone"),
            "street": self.env._("Street"),
            "street2": self.env._("Street 2"),
            "zip": self.env._("Zip"),
            "city": self.env._("City"),
            "province_code": self.env._("Province"),
            "country_code": self.env._("Country"),
        }


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _log_taken_over(self, changes):
        """Log in partners' histories what Shopify is about to change, old values and new (C12).

        :param dict changes: the values to write by ``shopify.customer``
        """
        partners = self.env["res.partner"].sudo().browse(c.partner_id.id for c in changes)
        if not partners:
            return
        bodies = {
            customer.partner_id.id: Markup("<p>%s</p><ul>%s</ul>")
            % (
                self.env._("Changed in the Shopify shop %s:", self.name),
                Markup().join(
                    Markup("<li>%s</li>") % line
                    for line in _changed_lines(customer.partner_id, values)
                ),
            )
            for customer, values in changes.items()
        }
        partners._message_log_batch(bodies)


def _changed_lines(partner, values):
    """Give a line for each value that a partner is about to lose or to get."""
    for name, value in values.items():
        field = partner._fields[name]
        label = field.get_description(partner.env, ["string"])["string"]
        old, new = (
            field.convert_to_display_name(each, partner) or "–"
            for each in (
                partner[name],
                field.convert_to_record(field.convert_to_cache(value, partner), partner),
            )
        )
        yield f"{label}: {old} → {new}"
