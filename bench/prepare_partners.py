# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make partners that a shop can take as customers.

``python -m bench.prepare_partners DATABASE SIZE``

All have an email; every second has a phone, every tenth is a company, every third lives in a
country with provinces.
"""

import sys

from bench.native_batches import make_in_batches, quiet
from bench.odoo_process import odoo_environment

BATCH = 1000
# country, state, zip, city, international code of its phones and the number before the last digits
PLACES = (
    ("DE", None, "22765", "Hamburg", "+494012"),
    ("FR", None, "69003", "Lyon", "+33142"),
    ("US", "CA", "94102", "San Francisco", "+12125"),
)


def prepare(env, size: int) -> None:
    """Make the partners.

    :param size: how many
    """
    places = [_place(env, *place) for place in PLACES]

    def make(numbers):
        quiet(env)["res.partner"].create([_values(number, places) for number in numbers])

    make_in_batches(env, list(range(size)), BATCH, "res_partner", make)


def _place(env, country_code, state_code, zip_code, city, phone):
    country = env["res.country"].search([("code", "=", country_code)])
    state = country.state_ids.filtered(lambda each: each.code == state_code)
    values = {
        "country_id": country.id,
        "state_id": state.id,
        "zip": zip_code,
        "city": city,
    }
    return values, phone


def _values(number, places):
    place, phone = places[number % len(places)]
    company = number % 10 == 9
    return {
        **place,
        "name": f"Weber Handel {number}" if company else f"Clara Weber {number}",
        "is_company": company,
        "customer_rank": 1,
        "email": f"clara.{number}@example.com",
        "phone": f"{phone}{number:06d}" if number % 2 else False,
        "street": f"Lindenweg {number % 180 + 1}",
    }


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        prepare(environment, int(sys.argv[2]))
    print("{}")
