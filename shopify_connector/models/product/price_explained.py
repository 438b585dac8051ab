# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How the price of a Shopify variant comes about, for its page and its product's (P12)."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ...rules.price import LIST_PRICE, PriceProblem
from .price_taxes import PriceTaxes
from .price_texts import PriceError

# On the page of a product; more are explained on their own pages.
SHOWN_VARIANTS = 100


class ShopifyVariant(models.Model):
    _inherit = "shopify.variant"

    price_html = fields.Html(
        compute="_compute_price_html", string="How the price comes about", sanitize=False
    )

    @api.depends("odoo_product_id", "price", "compare_at_price", "removed")
    def _compute_price_html(self):
        for variant in self:
            variant.price_html = variant._render_prices()

    def _render_prices(self, more=0):
        """Explain the prices of variants of one shop.

        :param int more: how many other variants there are
        """
        explanations = PriceExplanations(self.shop_id.sudo()).of(self.sudo()) if self else []
        taxes = {
            "included": self.env._("With tax"),
            "excluded": self.env._("Without tax"),
            False: self.env._("With the shop's taxes"),
        }
        return self.env["ir.qweb"]._render(
            "shopify_connector.price_explained",
            {
                "variants": explanations,
                "more": more,
                "taxes": taxes[self.shop_id._prices_include_tax()] if self else "",
            },
        )


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    prices_html = fields.Html(
        compute="_compute_prices_html", string="How the prices come about", sanitize=False
    )

    @api.depends("variant_ids.odoo_product_id", "variant_ids.price", "variant_ids.compare_at_price")
    def _compute_prices_html(self):
        for product in self:
            shown = product.variant_ids[:SHOWN_VARIANTS]
            product.prices_html = shown._render_prices(len(product.variant_ids) - len(shown))


class PriceExplanations:
    """Puts into words how prices of a shop come about.

    :param shop: the shop record, as the system
    """

    def __init__(self, shop):
        self._env = shop.env
        self._shop = shop.with_company(shop.company_id)
        self._now = fields.Datetime.now()
        self._currency = shop.document_currency_id
        self._taxes = PriceTaxes(self._shop)

    def of(self, variants):
        """Explain the prices of variants.

        :return: list of dicts for the template ``price_explained``
        """
        priced = variants.filtered_domain(self._shop._priced_domain())
        prices, error = {}, ""
        try:
            prices = self._shop._price_variants(priced)
        except UserError as problem:
            error = str(problem)
        return [self._explained(variant, prices.get(variant), error) for variant in variants]

    def _explained(self, variant, priced, error):
        explained = {
            "name": variant.name,
            "product": variant.odoo_product_id.display_name or "",
            "price": "",
            "compare_at": "",
            "problem": error or ("" if priced else self._why_not_priced(variant)),
            "shopify_price": self._money(variant.price),
            "shopify_compare_at": self._money(variant.compare_at_price or None),
            "differs": False,
            "offers": [],
            "notes": [],
        }
        if priced:
            explained |= self._outcome(variant, priced)
            product = variant.odoo_product_id.with_env(self._shop.env)
            explained["offers"] = [self._offer(offer, product) for offer in priced.offers]
            explained["notes"] = [
                *self._decisions(priced),
                *self._rates(priced, product),
                *self._tax_notes(product),
                self._rounding(),
            ]
        return explained

    def _outcome(self, variant, priced):
        if isinstance(priced, PriceProblem):
            error = PriceError(priced.code, source=priced.source, amount=self._money(priced.amount))
            return {"problem": self._env["shopify.explain"]._sentence(error)}
        return {
            "price": self._money(priced.price),
            "compare_at": self._money(priced.compare_at),
            "differs": variant._price_to_tell(priced) != variant._shopify_price(),
        }

    def _why_not_priced(self, variant):
        if variant.removed or variant.product_id.removed:
            return self._env._("It is no longer in Shopify.")
        if variant.is_gift_card or variant.product_id.is_gift_card:
            return self._env._("A gift card costs what it is worth: its price stays as it is.")
        if variant.odoo_product_id:
            return self._env._("The Odoo product is archived: its price stays as it is in Shopify.")
        return self._env._("No Odoo product stands for it. Choose one on the page Variants.")

    # === THE PRICES IT IS CHOSEN FROM === #

    def _offer(self, offer, product):
        currency = self._currency_of(offer, product)
        return {
            "label": self._label(offer.source),
            "rule": self._rule(offer),
            "found": self._money(offer.found, currency),
            "converted": self._money(offer.converted) if currency != self._currency else "",
            "amount": self._money(offer.amount) if offer.amount != offer.converted else "",
            "counts": offer.counts,
        }

    def _label(self, source):
        if source == LIST_PRICE:
            return self._env._("Sales price")
        pricelist = self._shop._price_lists()[source].name
        if source == "discount":
            return self._env._("%s (discounts)", pricelist)
        return pricelist

    def _currency_of(self, offer, product):
        if offer.source == LIST_PRICE:
            return product.currency_id
        return self._shop._price_lists()[offer.source].currency_id

    def _rule(self, offer):
        if offer.source == LIST_PRICE:
            return self._env._("of the product")
        rule = self._env["product.pricelist.item"].browse(offer.rule)
        if not rule:
            return self._env._("no rule applies")
        return ", ".join(filter(None, (rule.name, rule.price, self._period(rule))))

    def _period(self, rule):
        start, end = (
            format_date(self._env, moment) if moment else ""
            for moment in (rule.date_start, rule.date_end)
        )
        if start and end:
            return self._env._("from %(start)s to %(end)s", start=start, end=end)
        if start:
            return self._env._("from %s on", start)
        return self._env._("until %s", end) if end else ""

    # === NOTES === #

    def _decisions(self, priced):
        texts = {
            "list_price_unset": self._env._(
                "The sales price is 0: it counts as not entered, and not as the lower one."
            ),
            "list_price_lower": self._env._(
                "The sales price is lower than the pricelist's, so it is used."
            ),
            "discount_not_lower": self._env._(
                "The discount is no lower than the full price: there is no compare-at price."
            ),
            "compare_at": self._env._(
                "The discount is lower: it is the price, and the full one is compared with it."
            ),
        }
        return [texts[step.code] for step in priced.steps if step.code in texts]

    def _rates(self, priced, product):
        """Tell the rates by which prices are converted, and of which day they are."""
        currencies = {self._currency_of(offer, product) for offer in priced.offers}
        for currency in sorted(currencies - {self._currency}, key=lambda one: one.name):
            rate = currency._get_conversion_rate(
                currency, self._currency, self._shop.company_id, self._now
            )
            yield self._env._(
                "1 %(currency)s = %(rate)s %(shop)s (%(days)s)",
                currency=currency.name,
                rate=f"{rate:.6g}",
                shop=self._currency.name,
                days=", ".join(self._rate_days(currency | self._currency)),
            )

    def _rate_days(self, currencies):
        for currency in currencies - self._shop.company_id.currency_id:
            rate = self._env["res.currency.rate"].search(
                [
                    ("currency_id", "=", currency.id),
                    ("company_id", "in", [False, self._shop.company_id.root_id.id]),
                    ("name", "<=", self._now),
                ],
                order="company_id.id, name DESC",
                limit=1,
            )
            if rate:
                yield self._env._(
                    "%(currency)s: rate of %(day)s",
                    currency=currency.name,
                    day=format_date(self._env, rate.name),
                )

    def _tax_notes(self, product):
        own, mapped = self._taxes.taxes_of(product)
        included = self._shop._prices_include_tax()
        if included == "included":
            yield self._env._("Prices in Shopify include tax: %s.", self._taxes_text(mapped))
        elif included == "excluded":
            yield self._env._("Prices in Shopify are without tax: %s.", self._taxes_text(mapped))
        if own != mapped:
            yield self._env._(
                "The fiscal position %(position)s replaces %(own)s by %(mapped)s.",
                position=self._shop._price_fiscal_position().name,
                own=self._taxes_text(own),
                mapped=self._taxes_text(mapped),
            )

    def _taxes_text(self, taxes):
        if not taxes:
            return self._env._("no tax")
        return ", ".join(
            self._env._("%s, included in Odoo's price", tax.name) if tax.price_include else tax.name
            for tax in taxes
        )

    def _rounding(self):
        return self._env._(
            "Rounded to %(digits)s decimals, as %(currency)s has.",
            digits=self._currency.decimal_places,
            currency=self._currency.name,
        )

    def _money(self, amount, currency=None):
        return "" if amount is None else (currency or self._currency).format(float(amount))
