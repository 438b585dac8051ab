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
            key = (owner, delivery_key(_written(address)))
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
        partners = self.env["res.partner"].sudo().with_company(self.company_id)
        vals_list = [self._delivery_values(*each) for each in wanted]
        if vals_list and not self._has_other_companies():
            # All that Odoo would take over from the owner, for each address on its own.
            owners = partners.browse(owner for owner, _address, _name in wanted)
            for vals, owner in zip(vals_list, owners, strict=True):
                vals.update(owner._get_commercial_values())
            partners = partners.with_context(_partners_skip_fields_sync=True)
        return partners.create(vals_list).with_env(self.env) if vals_list else partners

    def _delivery_values(self, owner, address, name):
        return {
            **self._place_values(address),
            "parent_id": owner,
            "type": "delivery",
            "name": _written(address).first_name or name,
            "phone": address.phone,
        }

    def _has_other_companies(self):
        """Tell whether partners may have properties of other companies."""
        return self.env["res.company"].sudo().search_count([], limit=2) > 1

    def _partner_key(self, partner):
        """Return the delivery key of a partner: its name stands for first and last name."""
        return delivery_key(replace(self._partner_address(partner), first_name=partner.name or ""))

    def _own_key(self, address):
        """Return the key of the partner that would be made of this address (C9)."""
        person = PersonName(address.first_name, address.last_name, address.company)
        names = partner_names(person, self._name_sources())
        return delivery_key(
            replace(address, first_name=names.name, last_name="", company=names.name2)
        )


def _written(address):
    """Return an address as a partner under another one holds it: Odoo keeps no company there."""
    names = filter(None, (address.company.strip(), address.full_name))
    return replace(address, first_name=", ".join(names), last_name="", company="")
