# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when a partner can't go to Shopify, and how to put it right (C11)."""

from odoo import api, models

from ...rules.customer_export import Problem
from ...shopify.errors import UserError as Refusal
from ..sync.explain import Explained, MappingError

REFUSED = "refused_"


class ExportProblem(MappingError):
    """Something keeps a partner, or a change of it, from going to Shopify.

    A code that begins with ``refused_`` is Shopify's word: it is not asked again until the partner
    has changed.
    """

    @classmethod
    def from_rule(cls, problem: Problem) -> "ExportProblem":
        """Take over what a rule found."""
        return cls(problem.code, **problem.params)

    @classmethod
    def from_refusal(cls, code: str, refusal: Refusal, **values: str) -> "ExportProblem":
        """Take over what Shopify found.

        :param code: of ``rules.customer_refusal``
        :param refusal: the entry of ``userErrors``
        :param values: what was sent: email and phone
        """
        return cls(f"{REFUSED}{code}", told=refusal.message, **values)

    @property
    def is_refused(self):
        """Whether it was Shopify that refused."""
        return self.code.startswith(REFUSED)


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if not isinstance(error, ExportProblem):
            return super()._explain(error)
        words = {
            "reason": self._phone_reasons(),
            "field": self.env["shopify.customer"]._field_labels(),
            "kind": {"email": self.env._("email"), "phone": self.env._("phone number")},
        }
        params = {
            name: words[name][value] if name in words else value
            for name, value in error.params.items()
        }
        return self._from_texts(self._export_texts(), ExportProblem(error.code, **params))

    @api.model
    def _explain_all(self, errors):
        """Explain several errors of one record in one text.

        :return: Explained; its code is that of the first error
        """
        explained = [self._explain(error) for error in errors]
        fixes = dict.fromkeys(each.fix for each in explained if each.fix)
        reasons = dict.fromkeys(each.message for each in explained)
        return Explained(explained[0].code, " ".join(reasons), " ".join(fixes))

    @api.model
    def _export_texts(self):
        """Texts of what keeps a partner from going to Shopify: {code: (message, fix)}."""
        return {**self._partner_problem_texts(), **self._refusal_texts(), **self._held_back_texts()}

    @api.model
    def _partner_problem_texts(self):
        each_its_own = self.env._(
            "Each Shopify customer needs its own: correct one of the partners."
        )
        return {
            "no_email": (
                self.env._("The partner has no email."),
                self.env._("Enter its email: Shopify needs one."),
            ),
            "invalid_email": (
                self.env._("“{text}” is not a valid email."),
                self.env._("Correct the email on the partner."),
            ),
            "no_country": (
                self.env._("Neither the partner nor the company has a country."),
                self.env._("Enter the partner's country, or the company's for all of them."),
            ),
            "country_without_iso_code": (
                self.env._("The country {country} has no ISO code."),
                self.env._(
                    "Enter its code of two letters under Contacts, Configuration, Countries."
                ),
            ),
            "invalid_phone": (
                self.env._("“{text}” is not a valid phone number: {reason}."),
                self.env._(
                    "Correct the phone number on the partner, best with the country's +code."
                ),
            ),
            "phone_with_extension": (
                self.env._("The phone number “{text}” has the extension {extension}."),
                self.env._("Shopify keeps no extensions: leave it out, or move it to the notes."),
            ),
            "province_missing": (
                self.env._("The partner has no state, and Shopify needs one in {country}."),
                self.env._("Choose the state on the partner."),
            ),
            "province_unknown": (
                self.env._("Shopify knows no province “{province}” in {country}."),
                self.env._(
                    "Choose another state on the partner, or add this one to the tax areas of the "
                    "country's customer template."
                ),
            ),
            "value_too_long": (
                self.env._("The {field} has {length} characters; Shopify takes {limit}."),
                self.env._("Shorten it on the partner."),
            ),
            "duplicate_email": (
                self.env._("{partner} has the same email {value}."),
                each_its_own,
            ),
            "duplicate_phone": (
                self.env._("{partner} has the same phone {value}."),
                each_its_own,
            ),
            "partner_archived": (
                self.env._("The partner is archived."),
                self.env._("Unarchive it first."),
            ),
            "partner_of_other_company": (
                self.env._("The partner belongs to another company, {company}."),
                self.env._("Export it to a shop of that company."),
            ),
            "partner_of_parent": (
                self.env._("It is a contact or an address of {parent}."),
                self.env._("Export {parent} instead."),
            ),
            "partner_not_contact": (
                self.env._("It is an address and no contact."),
                self.env._("Set the partner's address type to Contact."),
            ),
            "default_partner": (
                self.env._("Orders of many customers are booked on this partner."),
                self.env._("It is a default partner of the shop, so it stays in Odoo."),
            ),
            "several_customers": (
                self.env._(
                    "The partner stands for several Shopify customers: {customers}. Neither side "
                    "is updated, as it is not clear which one is meant."
                ),
                self.env._(
                    "Open the ones that are somebody else and press Forget partner, or merge them "
                    "in Shopify."
                ),
            ),
            "customer_removed": (
                self.env._("Its Shopify customer {customer} was deleted in Shopify."),
                self.env._(
                    "To make it anew, open the Shopify customer, press Forget partner, and export "
                    "again."
                ),
            ),
        }

    @api.model
    def _refusal_texts(self):
        look = self.env._(
            "Correct the partner; it is sent again as soon as it has changed. To try it as it is, "
            "export it by hand."
        )
        return {
            "refused_stands_for_other": (
                self.env._(
                    "{customer} in Shopify has the same {kind} {value} and already stands for "
                    "{partner}."
                ),
                self.env._("Merge the two partners, or give one of them another {kind}."),
            ),
            "refused_email_taken": (
                self.env._("Another customer in Shopify has the email {email}."),
                self.env._("Give the partner another email, or merge the customers in Shopify."),
            ),
            "refused_phone_taken": (
                self.env._("Another customer in Shopify has the phone {phone}."),
                self.env._("Give the partner another phone, or merge the customers in Shopify."),
            ),
            "refused_invalid_email": (
                self.env._("Shopify does not accept the email {email}."),
                look,
            ),
            "refused_invalid_phone": (
                self.env._("Shopify does not accept the phone {phone}."),
                look,
            ),
            "refused_invalid_province": (
                self.env._("Shopify does not know the state in this country."),
                self.env._(
                    "Choose another state on the partner, or correct its code in the tax areas of "
                    "the country's customer template."
                ),
            ),
            "refused_invalid_country": (
                self.env._("Shopify does not know the country."),
                look,
            ),
            "refused_too_long": (
                self.env._("A text is too long for Shopify: {told}."),
                self.env._("Shorten it on the partner."),
            ),
            "refused_not_found": (
                self.env._("Shopify no longer has this customer or its address."),
                self.env._("Sync the customers, then export again."),
            ),
            "refused_other": (
                self.env._("Shopify refused it: {told}."),
                look,
            ),
            "not_answered": (
                self.env._("Shopify has not confirmed it: {told}."),
                self.env._("Nothing to do: the next run looks whether it was done."),
            ),
        }

    @api.model
    def _held_back_texts(self):
        switch = self.env._("Switch Allow changes in Shopify on in the shop's settings.")
        return {
            "would_create": (
                self.env._(
                    "Changes in Shopify are off. It would create {name}, {email}, {address}."
                ),
                switch,
            ),
            "would_change": (
                self.env._("Changes in Shopify are off. It would change {changes}."),
                switch,
            ),
        }

    @api.model
    def _changes_text(self, changes, before):
        """Say what a change does, such as "Phone from +31… to +49…".

        :param dict changes: the new value by field
        :param before: CustomerFields with the old values
        """
        labels = self.env["shopify.customer"]._field_labels()
        nothing = self.env._("nothing")
        return "; ".join(
            self.env._(
                "%(field)s from %(old)s to %(new)s",
                field=labels[field],
                old=getattr(before, field) or nothing,
                new=value or nothing,
            )
            for field, value in changes.items()
        )

    @api.model
    def _phone_reasons(self):
        return {
            "not_a_number": self.env._("it has no digits to dial"),
            "several_numbers": self.env._("there are several numbers in it"),
            "no_country": self.env._("it has no +code, and the partner has no country"),
            "unknown_country_code": self.env._("no country has this code"),
            "too_short": self.env._("it is too short"),
            "too_long": self.env._("it is too long"),
            "no_area_code": self.env._("the area code is missing"),
            "not_assigned": self.env._("no such numbers exist"),
        }
