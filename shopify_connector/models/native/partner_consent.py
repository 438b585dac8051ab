# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Whether a partner wants marketing by its own email and phone (S3)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

ANSWERS = [("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")]
STATES_OF_ANSWERS = {"yes": "subscribed", "no": "unsubscribed"}
OWN_FIELDS = {"email": "email_normalized", "phone": "phone_sanitized"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    contact_point_ids = fields.One2many(
        "res.partner.contact.point", "partner_id", string="Emails and phones"
    )
    email_marketing = fields.Selection(
        ANSWERS,
        string="Marketing by email",
        compute="_compute_marketing",
        inverse="_inverse_email_marketing",
        help="Whether the contact wants marketing by this email. It belongs to the email: with "
        "another one, it is unknown.",
    )
    email_marketing_at = fields.Datetime(string="Email consent since", compute="_compute_marketing")
    email_marketing_origin = fields.Char(string="Email consent given", compute="_compute_marketing")
    sms_marketing = fields.Selection(
        ANSWERS,
        string="Marketing by SMS",
        compute="_compute_marketing",
        inverse="_inverse_sms_marketing",
        help="Whether the contact wants marketing by this phone. It belongs to the number: with "
        "another one, it is unknown.",
    )
    sms_marketing_at = fields.Datetime(string="SMS consent since", compute="_compute_marketing")
    sms_marketing_origin = fields.Char(string="SMS consent given", compute="_compute_marketing")

    # === COMPUTE METHODS === #

    @api.depends(
        "email_normalized",
        "phone_sanitized",
        "contact_point_ids.consent_state",
        "contact_point_ids.consent_level",
        "contact_point_ids.consent_at",
        "contact_point_ids.consent_source",
        "contact_point_ids.normalised",
    )
    @api.depends_context("lang")
    def _compute_marketing(self):
        answers = {state: answer for answer, state in STATES_OF_ANSWERS.items()}
        for partner in self:
            for kind, prefix in (("email", "email_marketing"), ("phone", "sms_marketing")):
                point = partner._own_contact_point(kind)
                partner[prefix] = answers.get(point.consent_state, "unknown")
                partner[f"{prefix}_at"] = point.consent_at
                partner[f"{prefix}_origin"] = point._origin_text()

    def _inverse_email_marketing(self):
        for partner in self:
            partner._set_marketing("email", partner.email_marketing)

    def _inverse_sms_marketing(self):
        for partner in self:
            partner._set_marketing("phone", partner.sms_marketing)

    # === BUSINESS METHODS === #

    def _own_contact_point(self, kind):
        """Return the contact point of the partner's own email or phone; empty if there is none."""
        own = self[OWN_FIELDS[kind]]
        return self.contact_point_ids.filtered(
            lambda point: point.kind == kind and own and point.normalised == own
        )[:1]

    def _set_marketing(self, kind, answer):
        """Note what the contact says to marketing by its own email or phone, as of now.

        :param str kind: ``email`` or ``phone``
        :param str answer: ``yes`` or ``no``
        :raises UserError: if there is no valid email or phone, or the answer is to be unknown
        """
        point = self._own_contact_point(kind)
        state = STATES_OF_ANSWERS.get(answer)
        if point.consent_state == state or (not state and not point):
            return
        if not state:
            if point.consent_state in STATES_OF_ANSWERS.values():
                raise UserError(
                    self.env._(
                        "%s has said yes or no already: choose one of these.", self.display_name
                    )
                )
            return
        if point:
            point.consent_state = state
            return
        if not self[OWN_FIELDS[kind]]:
            raise UserError(
                self.env._(
                    "%s has no valid email or phone to which the consent could belong.",
                    self.display_name,
                )
            )
        self.env["res.partner.contact.point"].create(
            {"partner_id": self.id, "kind": kind, "value": self[kind], "consent_state": state}
        )


class ResPartnerContactPoint(models.Model):
    _inherit = "res.partner.contact.point"

    def _origin_text(self):
        """Say in one line how and where a consent was given."""
        if not self:
            return ""
        labels = dict(self._fields["consent_level"]._description_selection(self.env))
        states = dict(self._fields["consent_state"]._description_selection(self.env))
        parts = [
            states[self.consent_state] if self.consent_state not in _ANSWERED else "",
            labels[self.consent_level] if self.consent_level != "unknown" else "",
            self.consent_source,
        ]
        return " · ".join(filter(None, parts))


_ANSWERED = tuple(STATES_OF_ANSWERS.values())
