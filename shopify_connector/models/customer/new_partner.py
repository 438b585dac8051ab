# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make new partners of Shopify's data and the country's template (C5, C7, C9)."""

from odoo import models

from ...rules.email import normalise_email
from ...rules.names import NameSource, partner_names


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _make_partners(self, customers):
        """Make partners with their contact persons, in one go.

        :param list customers: (home country, OrderCustomer, PersonName, default customer), the
            names being those of the customer or of its order, the default customer that of the
            location where it bought
        :return: the partners, in the same order
        """
        partners = self.env["res.partner"].sudo().with_company(self.company_id)
        # Odoo's own way for many at once: without parent and children there is nothing to sync.
        alone = partners.with_context(_partners_skip_fields_sync=True)
        made = alone.create([self._new_partner_values(*each) for each in customers])
        made = made.with_env(partners.env)
        contacts = [
            {"parent_id": partner.id, "type": "contact", "name": contact}
            for partner, (_home, _customer, person, _store) in zip(made, customers, strict=True)
            if (contact := partner_names(person, self._name_sources()).contact)
            and contact != partner.name
        ]
        if contacts:
            partners.create(contacts)
        return made

    def _new_partner_values(self, home, customer, person, default_customer):
        """Return a new partner's values: the billing address fills it (C3), else the shipping."""
        address = customer.shipping if customer.billing.is_empty else customer.billing
        return {
            **self._defaults_at(home, address, default_customer),
            **self._place_values(address),
            **self._name_values(person, customer),
            "email": normalise_email(customer.email) or customer.email,
            "phone": customer.phone or address.phone,
            "company_id": False,
            "type": "contact",
        }

    def _name_values(self, person, customer):
        """Return a partner's names by the shop's sources (C9).

        :return: values for ``res.partner``; a partner named like the company is one
        """
        sources = self._name_sources()
        fallback = customer.name or customer.email or customer.phone
        names = partner_names(person, sources, fallback or str(customer.shopify_customer))
        values = {"name": names.name, "company_name": names.name2}
        if sources.name is NameSource.COMPANY and person.company.strip():
            values["is_company"] = True
        return values

    def _defaults_at(self, home, address, default_customer):
        """Return a new partner's defaults by its home country, else by an address (C7)."""
        country = self.env["shopify.geography"]._country(address.country_code)
        if home and home != country:
            nowhere = self.env["res.country.state"]
            return self._new_partner_defaults(home, nowhere, default_customer=default_customer)
        state = self._state_of_province(country, address.province_code, address.province)
        return self._new_partner_defaults(country, state, address.province_code, default_customer)

    def _place_values(self, address):
        country = self.env["shopify.geography"]._country(address.country_code)
        state = self._state_of_province(country, address.province_code, address.province)
        return {
            "street": address.street,
            "street2": address.street2,
            "city": address.city,
            "zip": address.zip,
            "country_id": country.id,
            "state_id": state.id,
        }
