# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tell Shopify what products are called in further languages (P8). The step *push*."""

from collections import defaultdict
from dataclasses import dataclass, field

from odoo import models

from ...rules.translation import DESCRIPTION, NAME, TITLE, KnownText, changes, value_mark
from ...shopify import documents
from ..sync.fast_rows import update_rows
from ..sync.transaction import in_fresh_transaction
from .product_translation_texts import TranslationError

STALE = "INVALID_TRANSLATABLE_CONTENT"
# An error after which the same texts are sent again.
PASSING = ("translation_late", "translation_not_answered", "would_translate")


@dataclass(eq=False, slots=True)
class ProductTranslation:
    """The texts of one product, and what becomes of them.

    :ivar base: the ExportedProduct in the shop's own language
    :ivar texts: ProductTexts by locale
    :ivar mark: of all of these
    :ivar wanted: by locale and gid the translation by key
    :ivar sent: by locale and gid the marks by key of what Shopify was told before, and then now
    :ivar problem: why something of it did not go
    :ivar is_done: whether all was sent that was to be
    """

    product: models.BaseModel
    base: object
    texts: dict
    mark: str
    wanted: dict = field(default_factory=dict)
    sent: dict = field(default_factory=dict)
    problem: Exception | None = None
    is_done: bool = False

    @property
    def error(self):
        """Why something of it did not go, None if all did."""
        if self.problem or self.is_done:
            return self.problem
        return TranslationError("translation_not_answered", told="")


class TranslationPush:
    """Translates products, a batch after the other.

    :param shop: the shop record
    :param meter: the run's Meter
    :param client: the client
    :ivar misses_a_language: whether the shop lacks one of the further languages
    """

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        self._locales = None
        self.misses_a_language = False

    def work_on(self, product_ids):
        """Translate what has changed of products.

        :param list product_ids: ids of ``shopify.product``
        """
        if self._locales is None:
            known = self._client.shop_locales()
            in_fresh_transaction(self._env, lambda: self._find_locales(known))
        changed = in_fresh_transaction(self._env, lambda: self._changed(product_ids))
        try:
            if not self._shop.allow_changes:
                self._hold_back(changed)
            elif changed:
                self._name_resources(changed)
                self._send(changed)
        finally:
            in_fresh_transaction(self._env, lambda: self._keep(product_ids, changed))

    # === COLLECT === #

    def _changed(self, product_ids):
        """Return a ProductTranslation for each product whose texts are others than before."""
        products = self._env["shopify.product"].browse(product_ids)
        changed, silent = [], {}
        for product, (base, texts, mark) in self._shop._product_texts(
            products, self._locales
        ).items():
            if mark == product.translation_mark:
                continue
            if _any_text(texts) or product.translations_sent:
                sent = product.translations_sent or {}
                changed.append(ProductTranslation(product, base, texts, mark, sent=sent))
            else:
                silent[product.id] = {"translation_mark": mark}
        if silent:
            update_rows(products, silent)
        return changed

    def _find_locales(self, known):
        """Find the further languages among those of the shop; note those that are missing."""
        self._locales, problems = self._shop._shopify_locales(known)
        self.misses_a_language = bool(problems)
        explain = self._env["shopify.explain"]
        skips = self._env["shopify.sync.skip"]
        rows = [
            _language_row(language, explain._explain(problem))
            for language, problem in problems.items()
        ]
        if rows:
            skips._note(self._shop, "products", rows, self._meter.run)
        skips._resolve(self._shop, "products", map(_language_key, self._locales))

    def _hold_back(self, changed):
        """Note what would be sent while changes in Shopify are off (G13)."""
        for one in changed:
            locales = [locale for locale, texts in one.texts.items() if _any_text({locale: texts})]
            one.problem = TranslationError("would_translate", locales=", ".join(sorted(locales)))

    # === WHAT SHOPIFY CALLS THEM === #

    def _name_resources(self, changed):
        """Find which product, option and value in Shopify each text belongs to."""
        by_gid = {one.product._gid(): one for one in changed}
        for page in self._client.product_options(by_gid):
            for found in page:
                one = by_gid[found.id]
                one.wanted = {
                    locale: _by_resource(found, texts) for locale, texts in one.texts.items()
                }

    # === SEND === #

    def _send(self, changed):
        rows, owners = defaultdict(list), {}
        removals = []
        for locale in {locale for one in changed for locale in (*one.wanted, *one.sent)}:
            resources = {
                gid: one
                for one in changed
                for gid in (*one.wanted.get(locale, {}), *one.sent.get(locale, {}))
            }
            for known in self._client.translatable_resources(resources, locale):
                one = resources[known.id]
                owners[known.id] = one
                told = self._differences(one, known, locale)
                rows[known.id] += [
                    {
                        "locale": locale,
                        "key": key,
                        "value": value,
                        "translatableContentDigest": known.digests[key],
                    }
                    for key, value in told.register.items()
                    if known.digests.get(key)
                ]
                if told.remove:
                    removals.append(
                        {
                            "resourceId": known.id,
                            "translationKeys": list(told.remove),
                            "locales": [locale],
                        }
                    )
        self._register([(gid, found) for gid, found in rows.items() if found], owners)
        self._remove(removals, owners)
        for one in changed:
            one.is_done = True

    @staticmethod
    def _differences(one, known, locale):
        """Tell what Shopify is to be told of a resource, and note what it has already."""
        wanted = one.wanted.get(locale, {}).get(known.id, {})
        sent = one.sent.get(locale, {}).get(known.id, {})
        present = {
            key: KnownText(found.value, found.outdated) for key, found in known.translations.items()
        }
        told = changes(wanted, present, sent)
        for key, value in wanted.items():
            if key not in told.register:
                _note_sent(one, locale, known.id, key, value)
        return told

    def _register(self, rows, owners):
        inputs = [{"resourceId": gid, "translations": found} for gid, found in rows]
        outcomes = self._client.push(documents.TRANSLATIONS_REGISTER, inputs) if inputs else ()
        for (gid, found), outcome in zip(rows, outcomes, strict=True):
            one = owners[gid]
            if outcome.error:
                one.problem = TranslationError("translation_not_answered", told=outcome.error)
                continue
            refused = {_position(refusal) for refusal in outcome.user_errors}
            for index, row in enumerate(found):
                if not refused & {index, None}:
                    _note_sent(one, row["locale"], gid, row["key"], row["value"])
            if outcome.user_errors:
                one.problem = _refusal(outcome.user_errors, found)

    def _remove(self, rows, owners):
        outcomes = self._client.push(documents.TRANSLATIONS_REMOVE, rows) if rows else ()
        for row, outcome in zip(rows, outcomes, strict=True):
            one = owners[row["resourceId"]]
            told = outcome.error or " ".join(each.message for each in outcome.user_errors)
            if told:
                one.problem = TranslationError("translation_not_answered", told=told)
                continue
            for key in row["translationKeys"]:
                one.sent[row["locales"][0]][row["resourceId"]].pop(key)

    # === KEEP === #

    def _keep(self, product_ids, changed):
        """Note what Shopify was told, and that the batch is done."""
        kept = {
            one.product.id: {
                "translation_mark": False if _is_passing(one.error) else one.mark,
                "translations_sent": _without_empty(one.sent) or False,
            }
            for one in changed
        }
        if kept:
            update_rows(self._env["shopify.product"], kept)
        explain = self._env["shopify.explain"]
        skips = self._env["shopify.sync.skip"]
        rows = [
            _product_row(one.product, explain._explain(one.error)) for one in changed if one.error
        ]
        if rows:
            skips._note(self._shop, "products", rows, self._meter.run)
        done = [_product_key(one.product) for one in changed if not one.error]
        skips._resolve(self._shop, "products", done)
        run = self._meter.run
        run.resume = {**run.resume, "after": product_ids[-1]}
        self._meter.count("read")


def _by_resource(found, texts):
    """Put a product's texts to what they belong to in Shopify.

    :param found: the client's ``ProductOptions``
    :param ProductTexts texts: in one language
    :return: dict by gid of the text by key
    """
    own = {TITLE: texts.title, DESCRIPTION: texts.description_html}
    wanted = {found.id: {key: value for key, value in own.items() if value}}
    for option in found.options:
        if name := texts.options.get(option.name):
            wanted[option.id] = {NAME: name}
        for value in option.values:
            if name := texts.values.get((option.name, value.name)):
                wanted[value.id] = {NAME: name}
    return {gid: values for gid, values in wanted.items() if values}


def _any_text(translated):
    return any(
        texts.title or texts.description_html or texts.options or texts.values
        for texts in translated.values()
    )


def _note_sent(one, locale, gid, key, value):
    one.sent.setdefault(locale, {}).setdefault(gid, {})[key] = value_mark(value)


def _without_empty(sent):
    kept = {
        locale: {gid: marks for gid, marks in resources.items() if marks}
        for locale, resources in sent.items()
    }
    return {locale: resources for locale, resources in kept.items() if resources}


def _refusal(refusals, rows):
    if all(refusal.code == STALE for refusal in refusals):
        return TranslationError("translation_late")
    positions = {_position(refusal) for refusal in refusals} - {None}
    locales = {rows[index]["locale"] for index in positions} or {row["locale"] for row in rows}
    return TranslationError(
        "translation_refused",
        locales=", ".join(sorted(locales)),
        told=" ".join(refusal.message for refusal in refusals),
    )


def _position(refusal):
    """Return which translation of a call a refusal is about, None if about all of them."""
    part = refusal.field[1] if len(refusal.field) > 1 else ""
    return int(part) if part.isdigit() else None


def _is_passing(error):
    return error is not None and error.code in PASSING


def _product_key(product):
    return f"translation-{product.shopify_id}"


def _product_row(product, explained):
    return {
        "shopify_id": _product_key(product),
        "name": product.display_name,
        "res_model": product._name,
        "res_id": product.id,
        "code": explained.code,
        "reason": explained.message,
        "fix": explained.fix,
    }


def _language_key(language):
    return f"language-{language.code}"


def _language_row(language, explained):
    return {
        "shopify_id": _language_key(language),
        "name": language.name,
        "res_model": language._name,
        "res_id": language.id,
        "code": explained.code,
        "reason": explained.message,
        "fix": explained.fix,
    }
