# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers and their addresses."""

from decimal import Decimal

from ..money import money
from .countries import COUNTRIES
from .profile import image
from .provinces import PROVINCES


def address_node(
    shop,
    *,
    first_name="",
    last_name="",
    company=None,
    address1="",
    address2=None,
    city="",
    zip_code="",
    country="DE",
    province=None,
    phone=None,
    country_name=None,
    gid=None,
):
    """Make a mailing address; it is known by its id but stands in no collection.

    :param Shop shop: where
    :param str|None country: ISO country
    :param str|None province: province code
    :param str|None country_name: what a country that the sandbox does not know is called; None:
        its code
    :param str|None gid: its id; None: a new one
    :rtype: dict
    """
    land = COUNTRIES.get(country)
    country_name = land.name if land else country_name or country
    province_name = PROVINCES.get(country, {}).get(province, province)
    name = f"{first_name or ''} {last_name or ''}".strip()
    place = f"{city or ''} {province or ''}".strip()
    node = {
        **({"id": gid} if gid else {}),
        "firstName": first_name or None,
        "lastName": last_name or None,
        "name": name or None,
        "company": company,
        "address1": address1 or None,
        "address2": address2,
        "city": city or None,
        "zip": zip_code or None,
        "province": province_name,
        "provinceCode": province,
        "country": country_name,
        "countryCode": country,
        "countryCodeV2": country,
        "phone": phone,
        "latitude": None,
        "longitude": None,
        "coordinatesValidated": False,
        "timeZone": None,
        "validationResultSummary": None,
        "formattedArea": ", ".join(part for part in (place, country_name) if part) or None,
        "formatted": [
            part
            for part in (
                company,
                address1,
                address2,
                f"{zip_code or ''} {city or ''}".strip(),
                country_name,
            )
            if part
        ],
    }
    return shop.index("MailingAddress", node)


def email_address(
    email, state="NOT_SUBSCRIBED", updated_at=None, level="SINGLE_OPT_IN", location=None
):
    """Make a customer's default email address with its marketing consent.

    :param str email: the address
    :param str state: marketing state
    :param str|None updated_at: when consent last changed
    :param str level: how it was given
    :param dict|None location: where it was given
    :rtype: dict
    """
    return {
        "__typename": "CustomerEmailAddress",
        "emailAddress": email,
        "marketingState": state,
        "marketingOptInLevel": level,
        "marketingUpdatedAt": updated_at,
        "marketingUnsubscribeUrl": "https://shopify.example/unsubscribe",
        "openTrackingLevel": "UNKNOWN",
        "openTrackingUrl": "https://shopify.example/open",
        "sourceLocation": location,
        "validFormat": "@" in email,
    }


def phone_number(
    phone, state="NOT_SUBSCRIBED", updated_at=None, level="SINGLE_OPT_IN", location=None
):
    """Make a customer's default phone number with its marketing consent.

    :param str phone: the number as Shopify keeps it
    :param str state: marketing state
    :param str|None updated_at: when consent last changed; None: it was never given
    :param str level: how it was given
    :param dict|None location: where it was given
    :rtype: dict
    """
    never = {
        "state": "NEVER_SUBSCRIBED",
        "optInLevel": level,
        "updatedAt": None,
        "collectedFrom": None,
        "sourceLocation": None,
    }
    source = "OTHER" if updated_at else None
    given = {
        "state": "NEVER_SUBSCRIBED" if state == "NOT_SUBSCRIBED" else state,
        "optInLevel": level,
        "updatedAt": updated_at,
        "collectedFrom": source,
        "sourceLocation": location,
    }
    return {
        "__typename": "CustomerPhoneNumber",
        "phoneNumber": phone,
        "marketingState": state,
        "marketingOptInLevel": level,
        "marketingUpdatedAt": updated_at,
        "marketingCollectedFrom": source,
        "sourceLocation": location,
        "smsMarketingConsent": {"__typename": "CustomerSmsMarketingConsent", **given},
        "whatsAppMarketingConsent": {"__typename": "CustomerWhatsAppMarketingConsent", **never},
    }


def add_customer(
    shop,
    first_name="",
    last_name="",
    *,
    email=None,
    phone=None,
    addresses=(),
    tags=(),
    note=None,
    locale="en",
    tax_exempt=False,
    tax_exemptions=(),
    multipass_identifier=None,
    subscribed=False,
):
    """Add a customer.

    :param Shop shop: where
    :param str|None email: default email address
    :param str|None phone: default phone number
    :param list addresses: ``MailingAddress`` nodes, the first one the default
    :param bool subscribed: whether marketing emails are wanted
    :return: the ``Customer`` node
    :rtype: dict
    """
    name = f"{first_name or ''} {last_name or ''}".strip()
    state = "SUBSCRIBED" if subscribed else "NOT_SUBSCRIBED"
    consent_at = shop.now() if subscribed else None
    addresses = list(addresses)
    return shop.add(
        "Customer",
        {
            "firstName": first_name or None,
            "lastName": last_name or None,
            "displayName": name or email or phone or "",
            "email": email,
            "phone": phone,
            "defaultEmailAddress": email_address(email, state, consent_at) if email else None,
            "defaultPhoneNumber": phone_number(phone) if phone else None,
            "defaultAddress": addresses[0] if addresses else None,
            "addresses": addresses,
            "addressesV2": addresses,
            "amountSpent": money(Decimal(0), shop.currency),
            "numberOfOrders": "0",
            "orders": [],
            "lastOrder": None,
            "note": note,
            "tags": sorted(tags, key=str.casefold),
            "locale": locale,
            "state": "DISABLED",
            "taxExempt": tax_exempt,
            "taxExemptions": list(tax_exemptions),
            "taxSettings": {"__typename": "TaxSettings", "taxId": None},
            "verifiedEmail": bool(email),
            "validEmailAddress": bool(email),
            "canDelete": True,
            "companyContactProfiles": [],
            "dataSaleOptOut": False,
            "hasTimelineComment": False,
            "identityProviderSubjects": [],
            "image": image("https://cdn.shopify.com/customer.png"),
            "lifetimeDuration": "less than a minute",
            "mergeable": {
                "__typename": "CustomerMergeable",
                "isMergeable": True,
                "errorFields": [],
                "reason": None,
                "mergeInProgress": None,
            },
            "multipassIdentifier": multipass_identifier,
            "metafields": [],
            "events": [],
            "paymentMethods": [],
            "storeCreditAccounts": [],
            "subscriptionContracts": [],
            "productSubscriberStatus": "NEVER_SUBSCRIBED",
            "statistics": {
                "__typename": "CustomerStatistics",
                "predictedSpendTier": None,
                "rfmGroup": None,
            },
            "unsubscribeUrl": "https://shopify.example/unsubscribe",
        },
    )
