# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare

from ...rules.taxes import NewTax, OdooTax, TaxKey, choose_tax, percent_text


class ShopifyTax(models.Model):
    """A tax that Shopify charged, and the Odoo tax that stands for it (O8)."""

    _name = "shopify.tax"
    _description = "Shopify tax"
    _order = "shop_id, country_code, title, percent"
    _check_company_auto = True

    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    title = fields.Char(required=True, readonly=True)
    rate = fields.Char(
        readonly=True, help="As Shopify writes it: 0.21. Empty: Shopify states none."
    )
    percent = fields.Float(digits=(16, 4), readonly=True, string="Rate (%)")
    included = fields.Boolean(string="Included in prices", readonly=True)
    country_code = fields.Char(string="Country", readonly=True)
    channel_liable = fields.Boolean(
        string="Owed by the channel",
        readonly=True,
        help="The sales channel, such as a marketplace, owes this tax and not the shop. Give it an "
        "Odoo tax of its own, whose account the channel's payouts settle.",
    )
    tax_id = fields.Many2one(
        "account.tax",
        string="Odoo tax",
        check_company=True,
        domain="[('type_tax_use', '=', 'sale'), ('amount_type', '=', 'percent')]",
        help="The tax that imported orders carry. Its rate, and whether prices include it, must be "
        "Shopify's.",
    )

    _tax_uniq = models.UniqueIndex(
        "(shop_id, title, COALESCE(rate, ''), included, COALESCE(country_code, ''), "
        "COALESCE(channel_liable, FALSE))",
        "This tax is listed already.",
    )

    @api.depends("title", "percent", "country_code")
    def _compute_display_name(self):
        for tax in self:
            rate = f" {tax.percent:g} %" if tax.rate else ""
            country = f", {tax.country_code}" if tax.country_code else ""
            tax.display_name = f"{tax.title}{rate}{country}"

    @api.constrains("tax_id")
    def _check_tax(self):
        for row in self.filtered("tax_id"):
            if not row._fits(row.tax_id):
                raise ValidationError(
                    self.env._(
                        "%(odoo)s can't stand for %(shopify)s: it must be a sales tax of "
                        "%(percent)s %%, and prices must %(include)s it.",
                        odoo=row.tax_id.name,
                        shopify=row.display_name,
                        percent=percent_text(Decimal(row.rate or row.tax_id.amount)),
                        include=self.env._("include")
                        if row.included
                        else self.env._("not include"),
                    )
                )

    def _fits(self, tax):
        """Tell whether an Odoo tax computes what Shopify charges."""
        return (
            tax.type_tax_use == "sale"
            and tax.amount_type == "percent"
            and tax.price_include == self.included
            and not (self.rate and float_compare(tax.amount, self.percent, precision_digits=4))
        )

    @api.model
    def _map(self, shop, keys):
        """Return the Odoo taxes for Shopify's taxes, made where the shop says so (O8).

        :param shop: the shop record
        :param keys: set of rules.taxes.TaxKey
        :return: dict of account.tax by TaxKey; empty records where none stands for it yet
        """
        rows = {row._key(): row for row in self.search([("shop_id", "=", shop.id)])}
        missing = sorted(keys - set(rows), key=str)
        if missing:
            # Another worker may be making the same ones.
            self.env["shopify.mapping.lock"]._hold(shop.company_id)
        created = self.create([self._row_values(shop, key) for key in missing])
        rows.update(zip(missing, created, strict=True))
        open_rows = self.union(*(rows[key] for key in keys)).filtered(lambda row: not row.tax_id)
        open_rows._find_or_make_taxes(shop)
        return {key: rows[key].tax_id for key in keys}

    def _key(self):
        return TaxKey(
            title=self.title,
            rate=Decimal(self.rate) if self.rate else None,
            included=self.included,
            country_code=self.country_code or "",
            channel_liable=self.channel_liable,
        )

    @api.model
    def _row_values(self, shop, key):
        return {
            "shop_id": shop.id,
            "title": key.title,
            "rate": str(key.rate.normalize()) if key.rate is not None else False,
            "percent": float((key.rate or 0) * 100),
            "included": key.included,
            "country_code": key.country_code,
            "channel_liable": key.channel_liable,
        }

    def _find_or_make_taxes(self, shop):
        if not self:
            return
        taxes = self.env["account.tax"].search(
            [
                ("company_id", "in", shop.company_id.parent_ids.ids),
                ("type_tax_use", "=", "sale"),
                ("amount_type", "=", "percent"),
            ]
        )
        for row in self:
            choice = choose_tax(row._key(), row._odoo_taxes(taxes, shop))
            if not isinstance(choice, NewTax):
                row.tax_id = choice.tax
            elif shop.create_missing_taxes and row.rate:
                row.tax_id = row._made_tax(taxes) or row._make_tax()

    def _odoo_taxes(self, taxes, shop):
        taken = {
            row.tax_id.id for row in shop.tax_map_ids if row.tax_id and not self._is_same_tax(row)
        }
        return [
            OdooTax(
                tax=tax.id,
                name=tax.name,
                percent=Decimal(str(tax.amount)),
                included=tax.price_include,
                taken=tax.id in taken,
            )
            for tax in taxes
        ]

    def _is_same_tax(self, row):
        """Tell whether another row is the same tax, charged without naming the country, or with
        prices that include it."""
        countries = {self.country_code, row.country_code} - {False, ""}
        same = (row.title, row.rate, row.channel_liable)
        return same == (self.title, self.rate, self.channel_liable) and len(countries) <= 1

    def _made_tax(self, taxes):
        """Return the tax that was made for the same tax of another shop of the company."""
        name = self._new_tax_name()
        return taxes.filtered(
            lambda tax: (
                tax.name == name
                and tax.amount == self.percent
                and tax.price_include == self.included
            )
        )[:1]

    def _make_tax(self):
        """Make an Odoo tax after the company's default sales tax, whose accounts it takes over."""
        company = self.company_id
        default = company.account_sale_tax_id
        values = {
            "name": self._new_tax_name(),
            "amount": self.percent,
            "amount_type": "percent",
            "type_tax_use": "sale",
            "price_include_override": "tax_included" if self.included else "tax_excluded",
            "company_id": company.id,
            "active": True,
        }
        if default and default.amount_type == "percent":
            return default.sudo().copy(values)
        return self.env["account.tax"].sudo().with_company(company).create(values)

    def _new_tax_name(self):
        parts = [self.title, f"{percent_text(Decimal(self.rate))}%"]
        if self.included:
            parts.append(self.env._("incl."))
        if self.country_code:
            parts.append(self.country_code)
        if self.channel_liable:
            parts.append(self.env._("(channel)"))
        return f"Shopify {' '.join(parts)}"
