# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's addresses, under the names that the connector has for their parts."""


def address_values(address):
    """Return the parts of an address.

    :param address: the client's ``Address``
    :return: dict of texts by the names of ``rules.address.Address``
    """
    return {
        "first_name": address.first_name,
        "last_name": address.last_name,
        "company": address.company,
        "street": address.address1,
        "street2": address.address2,
        "city": address.city,
        "zip": address.zip,
        "province_code": address.province_code,
        "province": address.province,
        "country_code": address.country_code,
        "phone": address.phone,
    }
