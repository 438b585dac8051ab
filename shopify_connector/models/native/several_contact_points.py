# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Several emails and phones of a contact, one of each kind its own; a setting allows it (S3)."""

import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .partner_consent import OWN_FIELDS

FEATURE = "shopify_connector.group_several_contact_points"
_NOT_IN_A_NUMBER = re.compile(r"[\s()./\\+-]")

# Partners' own emails and phones that are not among their contact points.
KEEP_OWN = """
    INSERT INTO res_partner_contact_point (
        partner_id, kind, value, normalised, consent_state, consent_level,
        create_uid, create_date, write_uid, write_date
    )
    SELECT id, kind, value, normalised, 'not_subscribed', 'unknown',
        %(user)s, now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC'
    FROM (
        SELECT id, 'email' AS kind, email AS value, email_normalized AS normalised
        FROM res_partner WHERE email_normalized <> '' AND %(which)s
        UNION ALL
        SELECT id, 'phone', phone, phone_sanitized
        FROM res_partner WHERE phone_sanitized <> '' AND %(which)s
    ) own
    ON CONFLICT DO NOTHING
"""


class ResPartner(models.Model):
    _inherit = "res.partner"

    contact_point_search = fields.Char(
        string="Any email or phone",
        store=False,
        search="_search_contact_point_search",
        help="Finds a contact by its further emails and phones too.",
    )
    has_several_contact_points = fields.Boolean(compute="_compute_has_several_contact_points")

    # === COMPUTE METHODS === #

    @api.depends_context("uid")
    def _compute_has_several_contact_points(self):
        self.has_several_contact_points = self._several_contact_points()

    @api.model
    def _search_contact_point_search(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        if not self._several_contact_points() or not isinstance(value, str) or not value:
            return Domain.FALSE
        points = Domain("value", operator, value) | Domain("normalised", operator, value)
        if digits := _digits(value):
            points |= Domain("kind", "=", "phone") & Domain("normalised", "ilike", digits)
        return Domain("contact_point_ids", "any!", points)

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator not in ("ilike", "like", "=ilike", "="):
            return domain
        return Domain(domain) | Domain("contact_point_search", operator, value)

    @api.model
    def _search_phone_mobile_search(self, operator, value):
        domain = super()._search_phone_mobile_search(operator, value)
        if operator not in ("ilike", "like", "=") or not isinstance(value, str):
            return domain
        return Domain(domain) | Domain("contact_point_search", operator, value)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        if self._several_contact_points() and any(
            vals.get(name) for vals in vals_list for name in OWN_FIELDS
        ):
            partners._keep_own_contact_points()
        return partners

    def write(self, vals):
        follow = self._several_contact_points() and any(name in vals for name in OWN_FIELDS)
        replaced = self._silent_own_points() if follow else None
        result = super().write(vals)
        if follow:
            replaced.filtered(lambda point: not point.is_primary).unlink()
            self._keep_own_contact_points()
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _several_contact_points(self):
        """Tell whether contacts may have several emails and phones."""
        return self.env["res.groups"]._is_feature_enabled(FEATURE)

    @api.model
    def _keep_every_own_contact_point(self):
        """Make the emails and phones of all partners their first contact points."""
        self.env["res.partner"].flush_model()
        self._insert_own_contact_points(SQL("TRUE"))

    def _keep_own_contact_points(self):
        """Let the partners' own emails and phones be among their contact points."""
        self.flush_recordset(["email", "phone", *OWN_FIELDS.values()])
        self._insert_own_contact_points(SQL("id = ANY(%s)", self.ids))

    def _insert_own_contact_points(self, which):
        self.env["res.partner.contact.point"].flush_model()
        self.env.cr.execute(SQL(KEEP_OWN, user=self.env.uid, which=which))
        self.env["res.partner"].invalidate_model(["contact_point_ids"], flush=False)

    def _silent_own_points(self):
        """Return the points of the partners' own emails and phones that say nothing further.

        One that is replaced was mistyped, or is out of use; one with a purpose or a consent stays.
        """
        if self.env.context.get("keep_own_contact_points"):
            return self.env["res.partner.contact.point"]
        return self.sudo().contact_point_ids.filtered(
            lambda point: (
                point.is_primary
                and not (point.purpose or point.consent_at)
                and point.consent_state == "not_subscribed"
            )
        )


class ResPartnerContactPoint(models.Model):
    _inherit = "res.partner.contact.point"

    location_id = fields.Many2one(
        "shopify.location",
        string="Given at",
        ondelete="set null",
        groups="shopify_connector.group_user",
        help="The location of Shopify where the consent was given; Shopify is told.",
    )

    # === ACTIONS === #

    def action_make_primary(self):
        """Make it the contact's own email or phone; the former one stays among the others (S3).

        :return: True
        """
        for point in self.with_context(keep_own_contact_points=True):
            partner = point.partner_id
            partner._keep_own_contact_points()
            partner.write({point.kind: point.value})
        return True


def _digits(text):
    """Return the significant digits of what may be a phone, as it is kept; "" if it is none."""
    number = _NOT_IN_A_NUMBER.sub("", text)
    return number.lstrip("0") if number.isdecimal() and len(number) > 3 else ""
