# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The demo shop's customers who have not ordered, each of them worth a second look.

Each is tagged ``guest`` and has a note that says what is special.
"""

from ..world.customer_changes import consent_by_email, consent_by_sms
from ..world.people import add_customer, address_node

_MANY = 7
_FERRY = "+494055579000"


def add_guests(shop):
    """Add the customers without orders.

    :param Shop shop: the demo shop
    :return: the customers
    :rtype: list[dict]
    """
    guests = [
        *_one_phone_twice(shop),
        _guest(shop, "", "", "No name, only an email address", email="hello@postfach.example"),
        _guest(
            shop,
            "Ludwig",
            "van der Beeck-Thomsen",
            "A last name with particles and a hyphen",
            {
                "address1": "Keizersgracht 7",
                "zip_code": "1015 CJ",
                "city": "Amsterdam",
                "country": "NL",
            },
            email="ludwig@beeck.example",
            phone="+31205550142",
            locale="nl",
        ),
        _guest(
            shop,
            "太郎",
            "山田",
            "A name in Japanese script",
            {
                "address1": "丸の内1-1-1",
                "zip_code": "100-0005",
                "city": "千代田区",
                "country": "JP",
                "province": "JP-13",
            },
            email="taro.yamada@example.jp",
            phone="+81312345678",
            locale="ja",
        ),
        _guest(
            shop,
            "ليلى",
            "الحداد",
            "A name in Arabic script",
            {
                "address1": "شارع الخليج 12",
                "zip_code": "13001",
                "city": "Kuwait City",
                "country": "KW",
                "province": "KW-KU",
            },
            email="layla@haddad.example",
            locale="ar",
        ),
        _guest(
            shop,
            "",
            "",
            "A company without a person",
            {
                "company": "Berghütte Alpenblick GmbH",
                "address1": "Talstation 1",
                "zip_code": "6020",
                "city": "Innsbruck",
                "country": "AT",
            },
            email="einkauf@alpenblick.example",
            tags=["b2b"],
            tax_exempt=True,
        ),
        _guest(
            shop,
            "Nora",
            "Lind",
            f"{_MANY} addresses, more than one page of them",
            *(
                {
                    "address1": f"Kaigata {number}",
                    "zip_code": "5003",
                    "city": "Bergen",
                    "country": "NO",
                }
                for number in range(1, _MANY + 1)
            ),
            email="nora.lind@example.no",
        ),
        _guest(
            shop,
            "Piet",
            "Postbus",
            "An address phone that is no number",
            {
                "address1": "Postbus 12",
                "zip_code": "3500 AA",
                "city": "Utrecht",
                "country": "NL",
                "phone": "ask at the desk",
            },
            email="piet@postbus.example",
        ),
    ]
    _say_what_they_want(shop, guests)
    return guests


def _one_phone_twice(shop):
    """Shopify refuses a second customer with a phone number, but not a second address with it."""
    note = "Shares a phone number, written in another way, with another customer"
    place = {"address1": "Fährstraße 9", "zip_code": "21107", "city": "Hamburg", "country": "DE"}
    yield _guest(
        shop,
        "Merle",
        "Fährmann",
        note,
        place,
        email="merle@faehre.example",
        phone=_FERRY,
    )
    yield _guest(shop, "Hinnerk", "Fährmann", note, {**place, "phone": "040 / 555 79 000"})


def _guest(shop, first, last, note, *addresses, tags=(), **fields):
    return add_customer(
        shop,
        first,
        last,
        addresses=[
            address_node(shop, first_name=first, last_name=last, **one) for one in addresses
        ],
        tags=["guest", *tags],
        note=note,
        **fields,
    )


def _say_what_they_want(shop, guests):
    now = shop.now()
    states = ("SUBSCRIBED", "UNSUBSCRIBED", "PENDING")
    for position, guest in enumerate(guests):
        state = states[position % len(states)]
        level = "CONFIRMED_OPT_IN" if state == "PENDING" else "SINGLE_OPT_IN"
        if guest["email"]:
            consent_by_email(shop, guest, state, level, now)
        if guest["phone"]:
            consent_by_sms(shop, guest, state, level, now)
