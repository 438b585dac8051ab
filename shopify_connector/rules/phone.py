# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Phone numbers as E.164, the form in which they compare and are exported (C4, C11)."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

# The parser would read a second number as an extension or drop it without a word.
_BETWEEN_NUMBERS = re.compile(r"[;,/\\|\nx]", re.IGNORECASE)
_DIGITS_OF_A_NUMBER = 6
_INTERNATIONAL_PREFIX = re.compile(r"^\s*\(?00\)?")

_PARSE_REASONS = {
    NumberParseException.INVALID_COUNTRY_CODE: "unknown_country_code",
    NumberParseException.NOT_A_NUMBER: "not_a_number",
    NumberParseException.TOO_SHORT_AFTER_IDD: "too_short",
    NumberParseException.TOO_SHORT_NSN: "too_short",
    NumberParseException.TOO_LONG: "too_long",
}
_LENGTH_REASONS = {
    ValidationResult.TOO_SHORT: "too_short",
    ValidationResult.TOO_LONG: "too_long",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "no_area_code",
}


_E164 = re.compile(r"\+[1-9]\d{6,14}")


@dataclass(frozen=True, slots=True)
class ValidPhone:
    """A valid number as E.164 (``+14155550123``); an extension, which E.164 lacks, stands apart.

    A number with an extension is a switchboard's: it does not tell one person from another.
    """

    e164: str
    extension: str = ""


@dataclass(frozen=True, slots=True)
class InvalidPhone:
    """A text that is no valid phone number.

    ``reason``: ``not_a_number``, ``several_numbers``, ``no_country`` (neither an international
    prefix nor a known country), ``unknown_country_code``, ``too_short``, ``too_long``,
    ``no_area_code`` or ``not_assigned`` (the right length, but no such numbers exist).
    """

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoPhone:
    """No phone was given."""


def normalise_phone(
    text: str, country_code: str, fallback_country_code: str
) -> ValidPhone | InvalidPhone | NoPhone:
    """Read a phone number as people write it and give it as E.164 (C4, C11).

    The forms ``xxxxxxxxxx``, ``+xxxxxxxxxxx``, ``(xxx)xxx-xxxx`` and ``+x xxx-xxx-xxxx`` are
    accepted, with extensions, and ``00`` for ``+``. Nothing is cut off to make a number fit, and
    no second country is tried when the number does not fit the first: that would be guessing.

    :param text: the number as written
    :param country_code: ISO code of the address' country; "" when there is none
    :param fallback_country_code: ISO code of the company's country, which counts where
        ``country_code`` is empty or has no phone numbers of its own
    :return: the number, or why it is none
    """
    if not text.strip():
        return NoPhone()
    if _has_several_numbers(text):
        return InvalidPhone(text, "several_numbers")
    outcome = _read(text, text, _region(country_code, fallback_country_code))
    if isinstance(outcome, InvalidPhone) and _INTERNATIONAL_PREFIX.match(text):
        international = _read(text, _INTERNATIONAL_PREFIX.sub("+", text), "")
        if isinstance(international, ValidPhone):
            return international
    return outcome


def is_e164(text: str) -> bool:
    """Tell whether a number is written as E.164, as Shopify keeps a customer's own phone.

    Shopify has checked it then, so it need not be read again.

    :param text: the number
    """
    return bool(_E164.fullmatch(text))


def _has_several_numbers(text: str) -> bool:
    parts = _BETWEEN_NUMBERS.split(text)
    return sum(sum(map(str.isdigit, part)) >= _DIGITS_OF_A_NUMBER for part in parts) > 1


def _read(text: str, number_text: str, region: str) -> ValidPhone | InvalidPhone:
    try:
        number = phonenumbers.parse(number_text, region or None)
    except NumberParseException as error:
        reason = _PARSE_REASONS[error.error_type]
        if reason == "unknown_country_code" and not region and "+" not in number_text:
            reason = "no_country"
        return InvalidPhone(text, reason)
    if not phonenumbers.is_valid_number(number):
        length = phonenumbers.is_possible_number_with_reason(number)
        return InvalidPhone(text, _LENGTH_REASONS.get(length, "not_assigned"))
    return ValidPhone(
        phonenumbers.format_number(number, PhoneNumberFormat.E164), number.extension or ""
    )


def _region(*country_codes: str) -> str:
    for code in country_codes:
        if code.strip().upper() in phonenumbers.SUPPORTED_REGIONS:
            return code.strip().upper()
    return ""
