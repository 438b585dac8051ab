# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The demo shop's 200 customers: private people and companies of many countries."""

import random

from ..world.countries import COUNTRIES
from ..world.people import add_customer, address_node, email_address, phone_number

# country: weight, first names, last names, streets, (zip, city, province)
_PEOPLE = {
    "DE": (
        64,
        "Anna Lukas Marie Jonas Katharina Felix Jürgen Sabine Emre Svenja",
        "Schmidt Müller Weiß Hoffmann Köhler Yilmaz Brandt Krüger",
        "Lindenweg Hauptstraße Am_Markt Gartenstraße Deichstraße",
        (
            ("22765", "Hamburg", None),
            ("10437", "Berlin", None),
            ("50667", "Köln", None),
            ("80331", "München", None),
            ("04109", "Leipzig", None),
        ),
    ),
    "AT": (
        10,
        "Lukas Hanna Tobias Eva",
        "Gruber Huber Steiner Moser",
        "Ringstraße Bergweg",
        (("1070", "Wien", None), ("6020", "Innsbruck", None)),
    ),
    "NL": (
        18,
        "Sanne Daan Fleur Bram Lotte",
        "de_Vries van_den_Berg Jansen Bakker",
        "Prinsengracht Dorpsstraat Kerkstraat",
        (("1016 GV", "Amsterdam", None), ("3511 AA", "Utrecht", None)),
    ),
    "FR": (
        16,
        "Camille Hugo Chloé Théo Inès",
        "Moreau Lefèvre Dubois Girard",
        "rue_des_Lilas avenue_Foch",
        (("69003", "Lyon", None), ("75011", "Paris", None)),
    ),
    "ES": (
        8,
        "Lucía Mateo María_del_Mar Pablo",
        "García_López Ruiz Fernández",
        "Calle_Mayor Calle_de_Alcalá",
        (("28013", "Madrid", "M"), ("08002", "Barcelona", "B")),
    ),
    "IT": (
        8,
        "Giulia Matteo Sofia",
        "Rossi Bianchi D'Angelo",
        "Via_Roma Via_Garibaldi",
        (("00184", "Roma", "RM"), ("20121", "Milano", "MI")),
    ),
    "DK": (
        6,
        "Freja Mikkel Sørine",
        "Nielsen Østergaard Holm",
        "Nørregade Havnegade",
        (("1165", "København", None), ("8000", "Aarhus", None)),
    ),
    "SE": (
        5,
        "Elsa Nils Åsa",
        "Lindström Öberg",
        "Storgatan Kungsgatan",
        (("111 29", "Stockholm", None),),
    ),
    "PL": (5, "Zofia Paweł", "Wójcik Kowalska", "ul._Długa", (("00-238", "Warszawa", None),)),
    "IE": (4, "Aoife Seán", "O'Brien Byrne", "Main_Street", (("D02 X285", "Dublin", "D"),)),
    "GB": (
        16,
        "Oliver Amelia Harry Isla",
        "Hughes Patel Clarke MacDonald",
        "Mill_Lane High_Street Station_Road",
        (("BS1 4ST", "Bristol", None), ("EH1 1RE", "Edinburgh", None)),
    ),
    "US": (
        24,
        "Emily James Sophia Noah Mary_Ann",
        "Carter Nguyen Rodriguez Smith",
        "Market_Street Main_St Oak_Avenue",
        (
            ("94102", "San Francisco", "CA"),
            ("10001", "New York", "NY"),
            ("78701", "Austin", "TX"),
            ("97205", "Portland", "OR"),
            ("98101", "Seattle", "WA"),
        ),
    ),
    "CA": (
        6,
        "Liam Élodie",
        "Tremblay Singh",
        "King_St_W rue_Sainte-Catherine",
        (("M5V 1L9", "Toronto", "ON"), ("H2X 1L4", "Montréal", "QC")),
    ),
    "JP": (6, "Haruka Kenji", "Sato Takahashi", "Chiyoda", (("100-8111", "Tokyo", "JP-13"),)),
    "CH": (4, "Nina Reto", "Keller Ammann", "Bahnhofstrasse", (("8001", "Zürich", None),)),
}
_COMPANIES = ("Alpinschule", "Café", "Outdoor Reisen", "Handels GmbH", "Studio")
_POS_ONLY = 10


def add_customers(shop, count=200):
    """Add the demo shop's customers.

    :param Shop shop: the demo shop
    :param int count: how many; the last ten of 200 are known by the point of sale only and have
        no address
    :return: customers by country of their address
    :rtype: dict[str, list[dict]]
    """
    chance = random.Random(4711)
    countries = [code for code, person in _PEOPLE.items() for _unit in range(person[0])]
    by_country = {}
    for number in range(count - _POS_ONLY):
        country = countries[number * 7 % len(countries)]
        by_country.setdefault(country, []).append(_add_person(shop, chance, country, number))
    for number in range(count - _POS_ONLY, count):
        first, last = _name(chance, "DE")
        phone = f"+49170{number:07d}" if number % 2 else None
        customer = add_customer(
            shop,
            first,
            last,
            phone=phone,
            email=None if number % 3 == 0 else f"counter.{number}@kunden.example",
        )
        by_country.setdefault("POS", []).append(customer)
    return by_country


def _name(chance, country):
    _weight, firsts, lasts, _streets, _cities = _PEOPLE[country]
    first, last = chance.choice(firsts.split()), chance.choice(lasts.split())
    return first.replace("_", " "), last.replace("_", " ")


def _add_person(shop, chance, country, number):
    first, last = _name(chance, country)
    company = None
    if number % 9 == 4:
        company = f"{chance.choice(_COMPANIES)} {last}"
    phone = _phone(chance, country, number)
    addresses = [_address(shop, chance, country, first, last, company, phone)]
    if number % 8 == 3:
        addresses.append(_address(shop, chance, country, first, last, None, None))
    customer = add_customer(
        shop,
        first,
        last,
        email=f"{_plain(first)}.{_plain(last)}.{number}@example.com",
        phone=_e164(country, number) if number % 3 == 0 else None,
        addresses=addresses,
        locale={"DE": "de", "AT": "de", "NL": "nl", "FR": "fr"}.get(country, "en"),
        tags=_tags(number, company),
        note=_note(number),
        tax_exempt=bool(company) and number % 27 == 4,
    )
    _tell_consent(customer, number)
    return customer


def _tags(number, company):
    wanted = {"b2b": company, "regular": number % 6 == 5, "vip": number % 15 == 2}
    return [tag for tag, has in wanted.items() if has]


def _note(number):
    if number % 40 == 7:
        return "Prefers delivery in the morning"
    return "Ask for the order by phone first" if number % 40 == 23 else None


def _tell_consent(customer, number):
    at = customer["createdAt"]
    state = {0: "SUBSCRIBED", 1: "UNSUBSCRIBED", 2: "PENDING"}.get(number % 8 // 2)
    level = "CONFIRMED_OPT_IN" if number % 8 in (0, 4) else "SINGLE_OPT_IN"
    if state and number % 2 == 0:
        customer["defaultEmailAddress"] = email_address(customer["email"], state, at, level)
    if state and customer["phone"] and number % 6 == 0:
        customer["defaultPhoneNumber"] = phone_number(customer["phone"], state, at, level)


def _plain(name):
    letters = name.lower().replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    return "".join(letter for letter in letters if "a" <= letter <= "z") or "kunde"


def _e164(country, number):
    if COUNTRIES[country].dialling == "+1":
        return f"+1415555{number:04d}"
    return f"{COUNTRIES[country].dialling}40555{number:04d}"


def _phone(chance, country, number):
    if number % 5 == 0:
        return None
    code = COUNTRIES[country].dialling
    if code == "+1":
        return chance.choice(
            (
                f"(415) 555-{number:04d}",
                f"+1 415-555-{number:04d}",
                f"415555{number:04d}",
                f"+1415555{number:04d}",
            )
        )
    return chance.choice(
        (f"{code}40555{number:04d}", f"{code} 40 555 {number:04d}", f"040/555{number:04d}")
    )


def _address(shop, chance, country, first, last, company, phone):
    _weight, _firsts, _lasts, streets, cities = _PEOPLE[country]
    street = chance.choice(streets.split()).replace("_", " ")
    house = chance.randint(1, 199)
    in_front = country in ("FR", "GB", "US", "CA", "IE")
    zip_code, city, province = chance.choice(cities)
    return address_node(
        shop,
        first_name=first,
        last_name=last,
        company=company,
        address1=f"{house} {street}" if in_front else f"{street} {house}",
        address2="2. OG" if country == "DE" and house % 6 == 0 else None,
        zip_code=zip_code,
        city=city,
        country=country,
        province=province,
        phone=phone,
    )
