# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A Shopify customer and its partner side by side, in Shopify's terms (C6, C9, C11)."""

from odoo import models

from ...rules.customer_fields import CustomerFields, CustomerSides
from ...rules.email import normalise_email
from ...rules.names import NameSource, NameSources, PartnerNames, PersonName, person_name
from ...rules.phone import ValidPhone, is_e164, normalise_phone


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _name_sources(self):
        return NameSources(
            name=NameSource(self.name_source),
            name2=NameSource(self.name2_source),
            contact=NameSource(self.contact_source),
        )

    def _customer_sides(self, customers):
        """Give what Shopify and Odoo hold of customers that are linked to a partner.

        :param customers: ``shopify.customer`` records of this shop
        :return: dict of CustomerSides by customer
        """
        return self._sides_with({customer: customer.partner_id for customer in customers})

    def _sides_with(self, partners):
        """Give what Shopify holds of customers, and Odoo of the partners that stand for them.

        :param dict partners: partner by ``shopify.customer`` record of this shop
        :return: dict of CustomerSides by customer
        """
        sources = self._name_sources()
        contacts = self._contact_names(self.env["res.partner"].union(*partners.values()))
        sides = {}
        for customer, partner in partners.items():
            shopify = customer._shopify_fields()
            odoo = self._partner_fields(partner, shopify, sources, contacts)
            sides[customer] = CustomerSides(shopify=shopify, odoo=odoo)
        return sides

    def _partner_fields(self, partner, shopify, sources, contacts):
        """Give a partner in Shopify's terms.

        :param partner: the partner
        :param CustomerFields shopify: what Shopify holds, which says how a name is split; empty
            for a partner that is not in Shopify
        :param NameSources sources: the shop's sources
        :param dict contacts: the name of the first contact by partner id
        :return: CustomerFields; a phone that is none is given as it is written
        """
        known = PersonName(shopify.first_name, shopify.last_name, shopify.company)
        names = PartnerNames(
            name=partner.name or "",
            name2=partner.company_name or "",
            contact=self._contact_name(partner, sources, contacts),
        )
        person = person_name(names, sources, known, fallback=partner.email or "")
        return CustomerFields(
            first_name=person.first_name,
            last_name=person.last_name,
            company=person.company,
            email=normalise_email(partner.email or ""),
            phone=self._comparable_phone(partner),
            street=partner.street or "",
            street2=partner.street2 or "",
            city=partner.city or "",
            zip=partner.zip or "",
            province_code=self._province_of_state(partner.state_id).code,
            country_code=partner.country_id.code or "",
        )

    @staticmethod
    def _contact_name(partner, sources, contacts):
        """Return the name of a partner's contact: a person is its own (C9)."""
        if sources.contact is NameSource.NONE:
            return ""
        own = "" if partner.is_company else partner.name
        return contacts.get(partner.id, own) or ""

    def _comparable_phone(self, partner):
        """Return a partner's phone as E.164; as it is written if it is no valid number."""
        text = partner.phone or ""
        if not text or is_e164(text):
            return text
        country = partner.country_id or self.company_id.country_id
        phone = normalise_phone(text, country.code or "", "")
        return phone.e164 if isinstance(phone, ValidPhone) else text

    def _contact_names(self, partners):
        """Return the name of the first contact under each of the partners that has one."""
        if self.contact_source == "none":
            return {}
        return {owner: child.name for owner, child in self._first_contacts(partners).items()}

    def _first_contacts(self, partners):
        """Return the first contact under each partner that has one, by the partner's id."""
        children = self.env["res.partner"].search_fetch(
            [("parent_id", "in", partners.ids), ("type", "=", "contact"), ("name", "!=", False)],
            ["parent_id", "name"],
            order="id desc",
        )
        return {child.parent_id.id: child for child in children}


class ShopifyCustomer(models.Model):
    _inherit = "shopify.customer"

    def _shopify_fields(self):
        """Return what Shopify holds of the customer and its default address."""
        address = self.address_ids.filtered("is_default")[:1]
        return CustomerFields(
            first_name=self.first_name or "",
            last_name=self.last_name or "",
            company=address.company or "",
            email=normalise_email(self.email or ""),
            phone=self.phone or "",
            street=address.street or "",
            street2=address.street2 or "",
            city=address.city or "",
            zip=address.zip or "",
            province_code=address.province_code or "",
            country_code=address.country_code or "",
        )
