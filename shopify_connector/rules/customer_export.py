# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Whether a partner can be exported as a customer, and as what (C9-C11)."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace

from .customer_fields import CustomerFields
from .email import normalise_email
from .names import PersonName
from .phone import InvalidPhone, NoPhone, ValidPhone, normalise_phone
from .provinces import NO_PROVINCE, Province, Provinces

# Shopify refuses longer texts in each of the fields.
MAX_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO code and its name; both "" when none is set."""

    code: str = ""
    name: str = ""


_NO_COUNTRY = Country()


@dataclass(frozen=True, slots=True)
class ExportPartner:
    """What Odoo holds of a partner to export; texts are "" where there is nothing.

    ``person`` is what ``names.person_name`` made of the partner's names. ``province`` is the
    state's code and name in Odoo.
    """

    person: PersonName = PersonName()
    email: str = ""
    phone: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    zip: str = ""
    province: Province = NO_PROVINCE
    country: Country = _NO_COUNTRY
    company_country: Country = _NO_COUNTRY

    @property
    def sent_country(self) -> Country:
        """The partner's country, else the company's (C11)."""
        return self.country if self.country != _NO_COUNTRY else self.company_country


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a partner can't be exported.

    ``code`` and its ``params``: ``no_email``, ``invalid_email`` (text), ``no_country``,
    ``country_without_iso_code`` (country), ``invalid_phone`` (text, reason: those of
    ``phone.InvalidPhone``), ``phone_with_extension`` (text, extension), ``province_missing``
    (country), ``province_unknown`` (province, country), ``value_too_long`` (field, length, limit),
    ``duplicate_email`` and ``duplicate_phone`` (value, partner: the id of the other one).
    """

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exportable:
    """A partner that can be exported, in Shopify's terms."""

    fields: CustomerFields


@dataclass(frozen=True, slots=True)
class NotExportable:
    """A partner that can't be exported, and all that is to be put right.

    ``fields`` is as much of it as could be read; what could not is as it was written.
    """

    fields: CustomerFields
    problems: tuple[Problem, ...]


def export_customer(
    partner: ExportPartner, provinces: Mapping[str, Provinces]
) -> Exportable | NotExportable:
    """Put a partner in Shopify's terms and check that it can be exported (C11).

    Of several emails the first one is taken, as Odoo itself does and as customers are matched (C4).
    A partner without a country takes the company's. A country that has provinces needs one; where
    none are known of a country, the state's code goes out as Odoo has it, and Shopify decides.

    :param partner: what Odoo holds
    :param provinces: the provinces by country code, as far as they are known (C8)
    :return: the fields to send, or everything that keeps the partner from being exported
    """
    country = partner.sent_country
    known = provinces.get(country.code.upper(), Provinces(country.code))
    sent = _fields(partner, country, known)
    problems = (
        *_email_problems(partner, sent),
        *_phone_problems(partner),
        *_country_problems(country),
        *_province_problems(partner, country, known),
        *_too_long(sent),
    )
    return NotExportable(sent, problems) if problems else Exportable(sent)


def duplicates(exports: Mapping[int, CustomerFields]) -> dict[int, tuple[Problem, ...]]:
    """Find the partners of an export whose email or phone another one of it has.

    Shopify takes each email and each phone once. The partner of the lowest id goes; one that is
    refused itself keeps nobody else from going.

    :param exports: the fields to send by partner id
    :return: the problems of those that can't go, by partner id
    """
    owners: dict[tuple[str, str], int] = {}
    refused = {}
    for partner, sent in sorted(exports.items()):
        keys = [(name, value) for name, value in _unique_values(sent) if value]
        problems = tuple(
            Problem(f"duplicate_{name}", {"value": value, "partner": owners[name, value]})
            for name, value in keys
            if (name, value) in owners
        )
        if problems:
            refused[partner] = problems
        else:
            owners.update(dict.fromkeys(keys, partner))
    return refused


def _unique_values(sent: CustomerFields) -> tuple[tuple[str, str], ...]:
    return ("email", sent.email.casefold()), ("phone", sent.phone)


def _fields(partner: ExportPartner, country: Country, known: Provinces) -> CustomerFields:
    phone = _phone(partner)
    sent = CustomerFields(
        **asdict(partner.person),
        email=normalise_email(partner.email) or partner.email,
        phone=phone.e164 if _is_whole(phone) else partner.phone,
        street=partner.street,
        street2=partner.street2,
        city=partner.city,
        zip=partner.zip,
        province_code=_province_code(partner.province, known),
        country_code=country.code.upper(),
    )
    trimmed = {name: value.strip() for name, value in asdict(sent).items()}
    return replace(sent, **trimmed)


def _phone(partner: ExportPartner) -> ValidPhone | InvalidPhone | NoPhone:
    return normalise_phone(partner.phone, partner.country.code, partner.company_country.code)


def _is_whole(phone: ValidPhone | InvalidPhone | NoPhone) -> bool:
    return isinstance(phone, ValidPhone) and not phone.extension


def _province_code(province: Province, known: Provinces) -> str:
    if not known.shopify:
        return province.code
    return known.to_shopify(province.code, province.name).code


def _email_problems(partner: ExportPartner, sent: CustomerFields) -> Iterator[Problem]:
    if not sent.email:
        yield Problem("no_email")
    elif not normalise_email(partner.email):
        yield Problem("invalid_email", {"text": sent.email})


def _phone_problems(partner: ExportPartner) -> Iterator[Problem]:
    match _phone(partner):
        case InvalidPhone(text=text, reason=reason):
            yield Problem("invalid_phone", {"text": text, "reason": reason})
        case ValidPhone(extension=extension) if extension:
            params = {"text": partner.phone, "extension": extension}
            yield Problem("phone_with_extension", params)


def _country_problems(country: Country) -> Iterator[Problem]:
    if country == _NO_COUNTRY:
        yield Problem("no_country")
    elif not country.code:
        yield Problem("country_without_iso_code", {"country": country.name})


def _province_problems(
    partner: ExportPartner, country: Country, known: Provinces
) -> Iterator[Problem]:
    if not known.shopify or _province_code(partner.province, known):
        return
    place = country.name or country.code
    if partner.province == NO_PROVINCE:
        yield Problem("province_missing", {"country": place})
    else:
        written = partner.province.name or partner.province.code
        yield Problem("province_unknown", {"province": written, "country": place})


def _too_long(sent: CustomerFields) -> Iterator[Problem]:
    for each in fields(sent):
        length = len(getattr(sent, each.name))
        if length > MAX_LENGTH:
            params = {"field": each.name, "length": length, "limit": MAX_LENGTH}
            yield Problem("value_too_long", params)
