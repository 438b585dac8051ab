# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The categories and vendors that Shopify names by their names alone (P9)."""

from collections import defaultdict

from odoo.fields import Domain
from odoo.tools import SQL

from ...rules.variant_match import comparable


class ProductNames:
    """Looks up what a batch of Shopify products calls its types and vendors.

    A name that several have names nobody, and what Odoo lacks is not made. Of several partners,
    the one that is a vendor already is meant.

    :param shop: the shop record
    :param products: ``shopify.product`` records
    """

    def __init__(self, shop, products):
        self._shop = shop
        self._env = shop.env
        self._categories = self._find_categories({each.product_type for each in products})
        self._vendors = self._find_vendors({each.vendor for each in products})

    def category(self, name):
        """Return the ``product.category`` of that name, empty if there is none or are several."""
        return self._categories.get(comparable(name or ""), self._env["product.category"])

    def vendor(self, name):
        """Return the ``res.partner`` of that name, empty if there is none or are several."""
        return self._vendors.get(comparable(name or ""), self._env["res.partner"])

    def _find_categories(self, names):
        keys = _keys(names)
        if not keys:
            return {}
        categories = self._env["product.category"].sudo()
        ids = SQL("(SELECT id FROM product_category WHERE lower(name) = ANY(%s))", list(keys))
        found = defaultdict(categories.browse)
        for category in categories.search(Domain("id", "in", ids)):
            found[comparable(category.name)] += category
        return {name: group for name, group in found.items() if len(group) == 1}

    def _find_vendors(self, names):
        keys = _keys(names)
        if not keys:
            return {}
        partners = self._env["res.partner"].sudo()
        ids = SQL("(SELECT id FROM res_partner WHERE lower(name) = ANY(%s))", list(keys))
        domain = Domain("id", "in", ids) & Domain("parent_id", "=", False)
        domain &= Domain("company_id", "in", [False, self._shop.company_id.id])
        found = defaultdict(partners.browse)
        for partner in partners.search(domain):
            found[comparable(partner.name)] += partner
        vendors = {}
        for name, group in found.items():
            known = group.filtered("supplier_rank") or group
            if len(known) == 1:
                vendors[name] = known
        return vendors

    # === NEW PRODUCTS === #

    def values(self, product):
        """Return the values of a new template that Shopify gives names for.

        :param product: the ``shopify.product``
        """
        category = self.category(product.product_type)
        return {"categ_id": category.id} if category else {}

    def add_vendors(self, templates, plans):
        """Let new templates be bought from their vendors, where these are known.

        :param templates: the ``product.template`` records
        :param plans: their PlannedTemplate
        """
        rows = []
        for template, plan in zip(templates, plans, strict=True):
            if vendor := self.vendor(plan.product.vendor):
                rows += [
                    {
                        "partner_id": vendor.id,
                        "product_tmpl_id": template.id,
                        "product_code": code,
                        "company_id": self._shop.company_id.id,
                        "currency_id": self._shop.company_id.currency_id.id,
                    }
                    for code in plan.vendor_codes or (False,)
                ]
        self._env["product.supplierinfo"].sudo().create(rows)


def _keys(names):
    """Return names as the database compares them, without empty ones."""
    return {name.strip().lower() for name in names if name and name.strip()}
