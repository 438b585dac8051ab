# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products in further languages: titles, descriptions, attributes as Shopify translations (P8).

The texts in the shop's own language are sent by the export; this follows it.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...rules.translation import shop_locale, texts_mark, translated_texts
from ...shopify.scopes import TRANSLATIONS
from ..sync.moments import seen_until
from ..sync.transaction import in_fresh_transaction
from .product_translation_texts import TranslationError
from .product_translations_push import TranslationPush

AT_ONCE = 250
# Another one of these gives other texts.
_DECIDING = {"translation_language_ids", "language_id", "export_description", "export_attributes"}


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    translation_mark = fields.Char(
        readonly=True,
        copy=False,
        help="Which texts were last sent; changed ones have another mark.",
    )
    translations_sent = fields.Json(
        readonly=True, copy=False, help="The marks of the translations that Shopify was told."
    )


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    translation_language_ids = fields.Many2many(
        "res.lang",
        "shopify_shop_translation_language_rel",
        string="Further languages",
        help="In these languages, too, titles, descriptions and attributes of products go to "
        "Shopify, as translations. Add each of them to the shop first, in Shopify under Settings, "
        "Languages.",
    )
    translations_sent_until = fields.Datetime(
        readonly=True, copy=False, help="Texts changed in Odoo after it are sent as translations."
    )

    # === CONSTRAINTS === #

    @api.constrains("translation_language_ids", "language_id")
    def _check_translation_languages(self):
        for shop in self:
            if shop.language_id & shop.translation_language_ids:
                raise ValidationError(
                    self.env._(
                        "%s is the shop's own language. Take it out of the further languages.",
                        shop.language_id.name,
                    )
                )

    # === CRUD === #

    def write(self, vals):
        result = super().write(vals)
        if not _DECIDING.isdisjoint(vals):
            self.write({"translations_sent_until": False})
        return result

    # === ACTIONS === #

    def action_check_languages(self):
        """Ask Shopify whether the shop has the further languages. Callable over XML-RPC.

        :return: a notification
        :raises UserError: a language is missing in Shopify, or it can't be asked
        """
        self.ensure_one()
        with self._asking_shopify() as client:
            locales = client.shop_locales()
        _found, problems = self._shopify_locales(locales)
        if problems:
            explain = self.env["shopify.explain"]
            raise UserError("\n".join(explain._sentence(one) for one in problems.values()))
        names = [f"{one.name} ({one.locale})" for one in locales if not one.primary]
        hidden = [one.name for one in locales if not one.published]
        if hidden:
            text = self.env._(
                "The shop has all of them: %(names)s. Buyers don't see yet: %(hidden)s.",
                names=", ".join(names),
                hidden=", ".join(hidden),
            )
        else:
            text = self.env._("The shop has all of them: %s.", ", ".join(names))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "warning" if hidden else "success", "message": text},
        }

    # === BUSINESS METHODS === #

    def _scope_uses(self):
        uses = super()._scope_uses()
        return uses | {TRANSLATIONS} if self.translation_language_ids else uses

    def _shopify_locales(self, locales):
        """Find the further languages among those of the shop.

        :param list locales: the client's ``ShopLocale`` objects
        :return: (dict of locale by ``res.lang``, dict of TranslationError by ``res.lang``)
        """
        primary = next((one.locale for one in locales if one.primary), "")
        names = ", ".join(one.name for one in locales)
        found, problems = {}, {}
        for language in self.translation_language_ids:
            locale = shop_locale(language.code, [one.locale for one in locales])
            if not locale:
                problems[language] = TranslationError(
                    "language_missing", language=language.name, known=names
                )
            elif locale == primary:
                problems[language] = TranslationError("language_primary", language=language.name)
            else:
                found[language] = locale
        return found, problems

    def _send_translations(self, meter, products=None):
        """Send translations of products whose texts have changed in Odoo (P8).

        :param products: the only ``shopify.product`` records to look at; by default those that the
            run's options choose, else those that have changed since the last time
        :return: whether all is done; False when the time was over
        """
        options = meter.run.options or {}
        if not self.translation_language_ids or options.get("shopify_ids"):
            return True
        chosen = products.ids if products is not None else None
        if chosen is None and options.get("template_ids"):
            chosen = in_fresh_transaction(
                self.env, lambda: self._products_of(options["template_ids"]).ids
            )
        if chosen is None and not self._updates_shopify():
            return True
        until = seen_until(self.env.cr)
        in_fresh_transaction(self.env, lambda: self._begin_translations(meter.run, until))
        domain = self._translated_domain(chosen, bool(options.get("full")))
        with meter.client() as client:
            push = TranslationPush(self, meter, client)
            while ids := in_fresh_transaction(
                self.env, lambda: self._next_translated(domain, meter.run)
            ):
                push.work_on(ids)
                if meter.should_stop():
                    return False
        # Once a missing language is added, all products are to be translated into it.
        if chosen is None and not push.misses_a_language:
            in_fresh_transaction(self.env, lambda: self._end_translations(meter.run))
        return True

    def _begin_translations(self, run, until):
        """Note when the first look was taken; a run that goes on keeps its note."""
        if not (run.resume or {}).get("translations_until"):
            run.resume = {"translations_until": fields.Datetime.to_string(until), "after": 0}

    def _end_translations(self, run):
        self.translations_sent_until = run.resume["translations_until"]

    def _translated_domain(self, chosen, full):
        """Return which products are looked at: the chosen ones, or those whose texts may differ.

        :param list chosen: ids of ``shopify.product``; None: those that have changed
        :param bool full: look at all of them
        """
        domain = Domain(
            [
                ("shop_id", "=", self.id),
                ("removed", "=", False),
                ("odoo_template_id.active", "=", True),
            ]
        )
        if chosen is not None:
            return domain & Domain("id", "in", chosen)
        since = self.translations_sent_until
        if full or not since:
            return domain
        lines = "odoo_template_id.attribute_line_ids"
        return domain & Domain.OR(
            [
                Domain("translation_mark", "=", False),
                Domain("odoo_template_id.write_date", ">", since),
                Domain("variant_ids.odoo_product_id.write_date", ">", since),
                Domain(f"{lines}.attribute_id.write_date", ">", since),
                Domain(f"{lines}.value_ids.write_date", ">", since),
            ]
        )

    def _next_translated(self, domain, run):
        after = (run.resume or {}).get("after", 0)
        products = self.env["shopify.product"].search(
            domain & Domain("id", ">", after), order="id", limit=AT_ONCE
        )
        return products.ids

    def _product_texts(self, products, locales):
        """Give what products say in the shop's language and in others.

        :param products: ``shopify.product`` records
        :param dict locales: locale by ``res.lang``
        :return: dict by product of (ExportedProduct, dict of ProductTexts by locale, mark)
        """
        templates = products.odoo_template_id
        own = self._exported_products(templates)
        others = {
            locale: self.with_context(lang=language.code)._exported_products(
                templates.with_context(lang=language.code)
            )
            for language, locale in locales.items()
        }
        texts = {}
        for product in products:
            base, _facts = own[product.odoo_template_id]
            translated = {
                locale: translated_texts(base, found[product.odoo_template_id][0])
                for locale, found in others.items()
            }
            texts[product] = (base, translated, texts_mark(base, translated))
        return texts
