# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find or make the delivery addresses under a partner (C3, last paragraph)."""

from dataclasses import replace

from odoo import models

from ...rules.address import delivery_key
from ...rules.names import PersonName, partner_names


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _delivery_partners(self, wanted):
        """Find or make the partners that stand for addresses of other partners.

        :param list wanted: (owner's id, Address, name of a recipient who has none)
        :return: list of partner ids: the owner's where the address is its own or empty
        """
        owners = self.env["res.partner"].browse({owner for owner, _address, _name in wanted})
        own = {owner.id: self._partner_key(owner) for owner in owners}
        known = self._known_delivery_addresses(owners)
        found, new = {}, {}
        for index, (owner, address, _name) in enumerate(wanted):
            key = (owner, delivery_key(address))
            if address.is_empty or own[owner] == self._own_key(address):
                found[index] = owner
            elif key in known:
                found[index] = known[key]
            else:
                new.setdefault(key, []).append(index)
        children = self._make_delivery_addresses([wanted[group[0]] for group in new.values()])
        for child, group in zip(children, new.values(), strict=True):
            found.update(dict.fromkeys(group, child.id))
        return [found[index] for index in range(len(wanted))]

    def _known_delivery_addresses(self, owners):
        children = self.env["res.partner"].search(
            [("parent_id", "in", owners.ids), ("type", "=", "delivery")], order="id desc"
        )
        return {(child.parent_id.id, self._partner_key(child)): child.id for child in children}

    def _make_delivery_addresses(self, wanted):
        vals_list = [
            {
                **self._place_values(address),
                "company_name": address.company,
                "parent_id": owner,
                "type": "delivery",
                "name": address.full_name or address.company or name,
                "phone": address.phone,
            }
            for owner, address, name in wanted
        ]
        partners = self.env["res.partner"].sudo()
        return partners.create(vals_list) if vals_list else partners

    def _partner_key(self, partner):
        """Return the delivery key of a partner: its name stands for first and last name."""
        address = self._partner_address(partner)
        name = "" if partner.name == address.company else partner.name or ""
        return delivery_key(replace(address, first_name=name))

    def _own_key(self, address):
        """Return the key of the partner that would be made of this address (C9)."""
        person = PersonName(address.first_name, address.last_name, address.company)
        names = partner_names(person, self._name_sources())
        return delivery_key(
            replace(address, first_name=names.name, last_name="", company=names.name2)
        )
