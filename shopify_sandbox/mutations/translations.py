# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Translations: registering and removing them, and what Shopify has against it."""

from ..execution.registry import mutation
from ..world.translations import (
    content_of,
    forget_translation,
    is_translatable,
    locales,
    translate,
    translations_of,
)
from .answers import user_error

MOST = 100
_LONGEST = {"title": 255, "handle": 255, "product_type": 255}


def _refused(field, message, code):
    return {"translations": None, "userErrors": [user_error(field, message, code)]}


def _not_found(gid):
    return _refused(["resourceId"], f"Resource {gid} does not exist", "RESOURCE_NOT_FOUND")


@mutation("translationsRegister")
def translations_register(context, arguments):
    """Keep translations; each stands for itself."""
    gid, given = arguments["resourceId"], arguments["translations"]
    node = context.node(gid)
    if node is None:
        return _not_found(gid)
    if not is_translatable(node):
        message = f"Resource {gid} is not translatable"
        return _refused(["resourceId"], message, "RESOURCE_NOT_TRANSLATABLE")
    if len(given) > MOST:
        message = f"Too many keys for resource - maximum {MOST} per mutation"
        return _refused(["translations"], message, "TOO_MANY_KEYS_FOR_RESOURCE")
    errors, kept = [], []
    for index, one in enumerate(given):
        error = _error(context, node, one)
        if error:
            field, message, code = error
            errors.append(user_error(["translations", str(index), field], message, code))
        else:
            translate(context.shop, node, one["locale"], one["key"], one["value"])
            kept.append(_found(context, node, one["locale"], one["key"]))
    return {"translations": kept, "userErrors": errors}


def _found(context, node, locale, key):
    translations = translations_of(context.shop, node, locale)
    return next(one for one in translations if one["key"] == key)


def _error(context, node, given):
    """What is wrong with a translation: field, message and code."""
    known = {locale["locale"]: locale for locale in locales(context.shop)}
    locale = known.get(given["locale"])
    if given.get("marketId"):
        message = "The market corresponding to the `marketId` argument doesn't exist"
        return "marketId", message, "MARKET_DOES_NOT_EXIST"
    if locale and locale["primary"]:
        message = "Locale cannot be the same as the shop's primary locale"
        return "locale", message, "INVALID_LOCALE_FOR_SHOP"
    if locale is None:
        return "locale", "Locale is not a valid locale for the shop", "INVALID_LOCALE_FOR_SHOP"
    if not given["value"]:
        return "value", "Value can't be blank", "FAILS_RESOURCE_VALIDATION"
    key = given["key"]
    content = {one["key"]: one for one in content_of(context.shop, node)}
    if key not in content:
        return "key", f"Key {key} is not a valid translatable field", "INVALID_KEY_FOR_MODEL"
    if content[key]["digest"] != given["translatableContentDigest"]:
        message = "Translatable content hash is invalid"
        return "translatableContentDigest", message, "INVALID_TRANSLATABLE_CONTENT"
    most = _LONGEST.get(key)
    if most and len(given["value"]) > most:
        label = key.replace("_", " ").capitalize()
        reason = f'["{label} is too long (maximum is {most} characters)"]'
        message = f"Value fails validation on resource: {reason}"
        return "value", message, "FAILS_RESOURCE_VALIDATION"
    return None


@mutation("translationsRemove")
def translations_remove(context, arguments):
    """Remove translations; those that are not there do no harm."""
    gid = arguments["resourceId"]
    node = context.node(gid)
    if node is None:
        return _not_found(gid)
    gone = []
    for locale in arguments["locales"]:
        for one in translations_of(context.shop, node, locale):
            wanted = one["key"] in arguments["translationKeys"]
            if wanted and forget_translation(node, locale, one["key"]):
                gone.append(one)
    return {"translations": gone or None, "userErrors": []}
