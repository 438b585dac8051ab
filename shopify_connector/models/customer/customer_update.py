# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Partners follow their Shopify customers: only what has changed there is written (C6, C12)."""

from odoo import models

from ...rules.address import Address
from ...rules.customer_fields import (
    GROUPS,
    CustomerSides,
    UpdateRules,
    compare_customer,
    note_synced,
)
from ...rules.names import PersonName, partner_names


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _update_rules(self):
        # A default customer stands for many, and follows none of them.
        stands_for_one = self.customer_mapping != "default"
        return UpdateRules(
            may_change_odoo=self.shopify_can_update_customers and stands_for_one,
            may_change_shopify=self.can_update_shopify_customers,
            settle=self.customer_conflict,
        )

    def _update_partners(self, customers):
        """Write on partners what has changed in Shopify since the last sync (C6).

        What has changed in Odoo stays a change, for the export to send. An archived partner is
        left alone, and so is one that stands for several customers of the Shopify shop.

        :param customers: ``shopify.customer`` records of this shop that are linked to a partner
        :return: those whose partner was written
        """
        if not self._update_rules().may_change_odoo:
            return self.env["shopify.customer"]
        followed = self._with_own_partner(
            customers.filtered(lambda customer: customer.partner_id.active)
        )
        written = self._take_over(self._compare_customers(followed))
        self._place_addresses(followed.filtered(lambda customer: customer._has_new_address()))
        return written

    def _compare_customers(self, customers):
        """Compare both sides of customers with what each held at the last sync.

        The list of conflicts is brought up to date with it (C12).

        :return: dict of (CustomerSides, Comparison) by customer
        """
        rules = self._update_rules()
        comparisons = {
            customer: (
                sides,
                compare_customer(sides, CustomerSides.from_json(customer.synced_fields), rules),
            )
            for customer, sides in self._customer_sides(customers).items()
        }
        self._keep_conflicts(comparisons)
        return comparisons

    def _take_over(self, comparisons):
        """Write on partners what comparisons say, and note what both sides hold then.

        :param dict comparisons: as from :meth:`_compare_customers`
        :return: the ``shopify.customer`` records whose partner was written
        """
        customers = self.env["shopify.customer"].union(*comparisons)
        changes = {
            customer: values
            for customer, (sides, comparison) in comparisons.items()
            if (values := self._partner_changes(customer.partner_id, sides, comparison.to_odoo))
        }
        self._log_taken_over(changes)
        # The values differ from partner to partner.
        for customer, values in changes.items():
            customer.partner_id.sudo().write(values)
        written = self.env["shopify.customer"].union(*changes)
        written._note_last_change({c: comparisons[c][1].to_odoo for c in written}, "shopify")
        renamed = [c for c in written if comparisons[c][1].to_odoo.keys() & GROUPS["name"]]
        self._follow_contacts(self.env["shopify.customer"].union(*renamed))
        after = self._customer_sides(customers)
        customers._note_synced(
            {
                customer: note_synced(
                    comparison,
                    CustomerSides.from_json(customer.synced_fields),
                    after[customer],
                    refused=comparison.to_shopify,
                )
                for customer, (_sides, comparison) in comparisons.items()
            },
            waiting={
                customer
                for customer, (_sides, comparison) in comparisons.items()
                if comparison.to_shopify or comparison.conflicts
            },
        )
        return written

    # === FROM SHOPIFY'S TERMS === #

    def _partner_changes(self, partner, sides, changes):
        """Turn changed fields into a partner's values.

        :param partner: the partner
        :param CustomerSides sides: what both sides hold
        :param changes: new value by name of the changed field
        :return: dict of values to write, without those that the partner has already
        """
        values = {}
        if changes.keys() & GROUPS["name"]:
            values |= self._changed_names(sides, changes)
        if changes.keys() & GROUPS["address"]:
            values |= self._changed_address(sides, changes)
        for name in ("email", "phone"):
            if name in changes:
                values[name] = changes[name] or False
        return {
            name: value
            for name, value in values.items()
            if partner._fields[name].convert_to_write(partner[name], partner) != (value or False)
        }

    def _changed_names(self, sides, changes):
        names = {name: getattr(sides.odoo, name) for name in GROUPS["name"]}
        person = PersonName(**{**names, **changes_of(changes, "name")})
        fallback = f"{person.first_name} {person.last_name}".strip()
        found = partner_names(person, self._name_sources(), fallback)
        return {"name": found.name, "company_name": found.name2} if found.name else {}

    def _changed_address(self, sides, changes):
        kept = {name: getattr(sides.odoo, name) for name in GROUPS["address"]}
        address = Address(**{**kept, **changes_of(changes, "address")})
        wanted = self._place_values(address)
        names = {
            "province_code": ("state_id",),
            # The same code is another state in another country.
            "country_code": ("country_id", "state_id"),
        }
        changed = {
            field for name in changes_of(changes, "address") for field in names.get(name, (name,))
        }
        return {name: wanted[name] for name in changed}

    def _follow_contacts(self, customers):
        """Rename the contact person of partners whose customer has another name now (C9)."""
        sources = self._name_sources()
        contacts = self._first_contacts(customers.partner_id)
        for customer in customers:
            contact = partner_names(customer._person_name(), sources).contact
            child = contacts.get(customer.partner_id.id)
            if child and contact and contact != child.name:
                child.sudo().name = contact


def changes_of(changes, group):
    """Return the changes of a group of fields (name, address)."""
    return {name: value for name, value in changes.items() if name in GROUPS[group]}
