# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models

from ...rules.email import normalise_email
from ...rules.phone import ValidPhone, normalise_phone

KINDS = [("email", "Email"), ("phone", "Phone")]
STATES = [
    ("subscribed", "Subscribed"),
    ("unsubscribed", "Unsubscribed"),
    ("pending", "Not confirmed yet"),
    ("not_subscribed", "Never asked"),
    ("redacted", "Erased"),
    ("invalid", "Invalid"),
]
LEVELS = [
    ("single_opt_in", "Single opt-in"),
    ("confirmed_opt_in", "Confirmed opt-in"),
    ("unknown", "Way unknown"),
]


class ResPartnerContactPoint(models.Model):
    """An email or phone of a contact, and whether the contact wants marketing on it (S3).

    Consent belongs to the address, not to the person: with another email, it starts anew.
    """

    _name = "res.partner.contact.point"
    _description = "Email or phone of a contact"
    _order = "partner_id, kind, id"
    _rec_name = "value"

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(KINDS, required=True)
    value = fields.Char(string="Email or phone", required=True)
    normalised = fields.Char(
        string="Normalised value",
        compute="_compute_normalised",
        store=True,
        precompute=True,
        help="The form in which emails and phones compare.",
    )
    purpose = fields.Selection(
        [("private", "Private"), ("business", "Business"), ("other", "Other")],
        help="What the contact uses it for.",
    )
    is_primary = fields.Boolean(
        string="Primary",
        compute="_compute_is_primary",
        help="Whether it is the contact's own email or phone.",
    )
    consent_state = fields.Selection(
        STATES, string="Marketing", required=True, default="not_subscribed"
    )
    consent_level = fields.Selection(LEVELS, string="Given by", required=True, default="unknown")
    consent_at = fields.Datetime(string="Since")
    consent_source = fields.Char(string="Given where")

    _value_uniq = models.UniqueIndex(
        "(partner_id, kind, normalised)", "The contact has this email or phone already."
    )

    # === COMPUTE METHODS === #

    @api.depends("kind", "value")
    def _compute_normalised(self):
        for point in self:
            country = point.partner_id.country_id.code or ""
            point.normalised = normalised_value(point.kind, point.value or "", country)

    @api.depends("kind", "normalised", "partner_id.email_normalized", "partner_id.phone_sanitized")
    def _compute_is_primary(self):
        for point in self:
            partner = point.partner_id
            own = partner.email_normalized if point.kind == "email" else partner.phone_sanitized
            point.is_primary = bool(own) and own == point.normalised

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._with_origin(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._with_origin(vals))

    @api.model
    def _with_origin(self, vals):
        """Add when, where and how a consent was given that is entered in Odoo."""
        if "consent_state" not in vals or "consent_at" in vals:
            return vals
        return {
            "consent_at": fields.Datetime.now(),
            "consent_source": self.env._("Odoo: %s", self.env.user.name),
            "consent_level": "single_opt_in",
            **vals,
        }


def normalised_value(kind, value, country_code=""):
    """Return the form in which an email or phone compares.

    :param str kind: ``email`` or ``phone``
    :param str value: as it was written
    :param str country_code: ISO code of the country of a phone without one
    """
    if kind == "email":
        return normalise_email(value) or value.strip().lower()
    phone = normalise_phone(value, country_code, "")
    return phone.e164 if isinstance(phone, ValidPhone) else value.strip()
