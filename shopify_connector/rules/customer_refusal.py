# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify means when it refuses a customer (C11).

Only some of the mutations give a code; of the others the field and the words have to do.
"""

import re
from collections.abc import Sequence

_KINDS = {
    "TAKEN": "taken",
    "TOO_LONG": "too_long",
    "NOT_FOUND": "not_found",
    "INVALID": "invalid",
    "INCLUSION": "invalid",
}
_WORDS = {
    "taken": re.compile(r"already (been )?(taken|in use)", re.IGNORECASE),
    "too_long": re.compile(r"too long", re.IGNORECASE),
    "not_found": re.compile(r"(not|n't) (exist|be found|find)|not found", re.IGNORECASE),
    "invalid": re.compile(r"invalid|(not|n't) (a )?valid", re.IGNORECASE),
}
_FIELDS = {
    "email": "email",
    "phone": "phone",
    "province": "province",
    "provincecode": "province",
    "country": "country",
    "countrycode": "country",
}
_SUBJECT = re.compile(r"\b(email|phone|province|country)\b", re.IGNORECASE)
# These fields do not say themselves what is wrong.
_WHOLE = ("", "input", "customer", "address", "addresses")
_IDS = ("id", "customerid", "addressid")


def refusal_code(field: Sequence[str], message: str, code: str = "") -> str:
    """Tell what a refusal is about, from an entry of ``userErrors``.

    Covers ``customerCreate``, ``customerUpdate``, the address mutations and the two mutations of
    consents.

    :param field: the path of the input field, such as ``("addresses", "0", "province")``
    :param message: Shopify's words
    :param code: Shopify's code, where there is one
    :return: ``email_taken``, ``phone_taken``, ``invalid_email``, ``invalid_phone``,
        ``invalid_province``, ``invalid_country``, ``too_long``, ``not_found`` or ``other``
    """
    name = _field_name(field)
    match _kind(message, code), _subject(name, message):
        case "too_long", _:
            return "too_long"
        case "taken", "email" | "phone" as subject:
            return f"{subject}_taken"
        case "taken", _:
            return "other"
        case (("not_found" | "invalid"), _) if name in _IDS:
            return "not_found"
        case kind, subject if subject and (kind or name in _FIELDS):
            return f"invalid_{subject}"
        case "not_found", _ if name in _WHOLE:
            return "not_found"
    return "other"


def _field_name(field: Sequence[str]) -> str:
    named = [part for part in field if not part.isdigit()]
    return named[-1].replace("_", "").lower() if named else ""


def _kind(message: str, code: str) -> str:
    told = (kind for kind, words in _WORDS.items() if words.search(message))
    return _KINDS.get(code) or next(told, "")


def _subject(name: str, message: str) -> str:
    if name not in _WHOLE:
        return _FIELDS.get(name, "")
    found = _SUBJECT.search(message)
    return found[0].lower() if found else ""
