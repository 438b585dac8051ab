# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The GraphQL object ``Shop``, sales channels and apps."""

from .countries import COUNTRIES


def app_node(number, name):
    """Make an app that places orders (the online store, the point of sale …).

    :param int number: number in the app's id
    :param str name: the app's name
    :return: node that serves as ``App`` and as ``OrderApp``
    :rtype: dict
    """
    return {
        "__typename": "OrderApp",
        "id": f"gid://shopify/App/{number}",
        "name": name,
        "title": name,
        "handle": name.lower().replace(" ", "_"),
        "icon": image("https://cdn.shopify.com/app-icon.png"),
        "apiKey": f"{number:032x}",
        "developerName": "Shopify",
        "developerType": "SHOPIFY",
        "embedded": True,
        "published": True,
        "shopifyDeveloped": True,
    }


def channel_node(number, name, app, handle):
    """Make a sales channel with its publication.

    :param int number: number in the ids
    :param str name: what the merchant sees
    :param dict app: the app behind it
    :param str handle: what orders of it carry as source, for example ``web``
    :return: the ``ChannelInformation`` that orders point to
    :rtype: dict
    """
    channel = {
        "__typename": "Channel",
        "id": f"gid://shopify/Channel/{number}",
        "name": name,
        "handle": handle,
        "app": app,
        "activeRegions": [],
        "supportsFuturePublishing": handle == "web",
    }
    return {
        "__typename": "ChannelInformation",
        "id": f"gid://shopify/ChannelInformation/{number}",
        "app": app,
        "channelId": channel["id"],
        "displayName": name,
        "channelDefinition": {
            "__typename": "ChannelDefinition",
            "id": f"gid://shopify/ChannelDefinition/{number}",
            "channelName": name,
            "handle": handle,
            "isMarketplace": False,
            "subChannelName": name,
        },
        "_channel": channel,
    }


def image(url, alt=None):
    """Make an image node.

    :param str url: its address
    :param str|None alt: alternative text
    :rtype: dict
    """
    return {
        "__typename": "Image",
        "id": None,
        "url": url,
        "src": url,
        "originalSrc": url,
        "transformedSrc": url,
        "altText": alt,
        "width": 800,
        "height": 800,
        "thumbhash": None,
        "metafields": [],
        "translations": [],
    }


def business_entity(name, country_code):
    """Make the legal entity that sells.

    :param str name: company name
    :param str country_code: where it sits
    :rtype: dict
    """
    return {
        "__typename": "BusinessEntity",
        "id": "gid://shopify/BusinessEntity/1",
        "displayName": name,
        "companyName": name,
        "primary": True,
        "archived": False,
        "legalEntityId": None,
        "address": {
            "__typename": "BusinessEntityAddress",
            "address1": None,
            "address2": None,
            "city": None,
            "countryCode": country_code,
            "province": None,
            "zip": None,
        },
    }


def shop_profile(
    name="Nordlicht Outdoor & Coffee",
    domain="nordlicht-outdoor.myshopify.com",
    currency="EUR",
    country="DE",
    taxes_included=True,
    timezone="Europe/Berlin",
    offset_minutes=60,
    presentment=("EUR", "USD", "GBP", "JPY"),
    created_at="2021-03-01T09:00:00Z",
):
    """Make the GraphQL object ``Shop``.

    :param str name: the shop's name
    :param str domain: its ``…myshopify.com`` domain
    :param str currency: the shop's currency
    :param str country: ISO country
    :param bool taxes_included: whether prices include taxes
    :param str timezone: IANA time zone
    :param int offset_minutes: its distance from UTC
    :param tuple presentment: currencies buyers can pay in
    :param str created_at: when the shop was opened
    :rtype: dict
    """
    number = sum(ord(letter) * (place + 1) for place, letter in enumerate(domain)) + 60_000_000_000
    email = f"hello@{domain.removesuffix('.myshopify.com')}.example"
    primary = {
        "__typename": "Domain",
        "id": "gid://shopify/Domain/1",
        "host": domain,
        "url": f"https://{domain}",
        "sslEnabled": True,
        "localization": None,
        "marketWebPresence": None,
    }
    owner = {
        "__typename": "StaffMember",
        "id": "gid://shopify/StaffMember/1",
        "name": "Inga Nordlicht",
        "firstName": "Inga",
        "lastName": "Nordlicht",
        "email": email,
        "active": True,
        "exists": True,
        "isShopOwner": True,
        "locale": "en",
        "phone": None,
        "initials": ["IN"],
        "avatar": image("https://cdn.shopify.com/staff.png"),
        "privateData": {
            "__typename": "StaffMemberPrivateData",
            "accountSettingsUrl": f"https://{domain}/admin/account",
            "createdAt": created_at,
            "permissions": [],
        },
    }
    return {
        "__typename": "Shop",
        "id": f"gid://shopify/Shop/{number}",
        "name": name,
        "email": email,
        "contactEmail": email,
        "description": None,
        "myshopifyDomain": domain,
        "primaryDomain": primary,
        "domains": [primary],
        "url": primary["url"],
        "currencyCode": currency,
        "enabledPresentmentCurrencies": list(presentment),
        "currencyFormats": {
            "__typename": "CurrencyFormats",
            "moneyFormat": "{{amount}}",
            "moneyInEmailsFormat": "{{amount}}",
            "moneyWithCurrencyFormat": "{{amount}} " + currency,
            "moneyWithCurrencyInEmailsFormat": "{{amount}} " + currency,
        },
        "currencySettings": [
            {
                "__typename": "CurrencySetting",
                "currencyCode": code,
                "currencyName": code,
                "enabled": True,
                "manualRate": None,
                "rateUpdatedAt": None,
            }
            for code in presentment
        ],
        "taxesIncluded": taxes_included,
        "taxShipping": True,
        "ianaTimezone": timezone,
        "timezoneAbbreviation": "CET",
        "timezoneOffset": f"{offset_minutes // 60:+03d}{offset_minutes % 60:02d}",
        "timezoneOffsetMinutes": offset_minutes,
        "unitSystem": "METRIC_SYSTEM",
        "weightUnit": "KILOGRAMS",
        "plan": {
            "__typename": "ShopPlan",
            "displayName": "Basic",
            "publicDisplayName": "Basic",
            "partnerDevelopment": False,
            "shopifyPlus": False,
        },
        "features": _features(),
        "shipsToCountries": sorted(COUNTRIES),
        "countriesInShippingZones": {
            "__typename": "CountriesInShippingZones",
            "countryCodes": sorted(COUNTRIES),
            "includeRestOfWorld": False,
        },
        "shopAddress": _address(name, country),
        "billingAddress": _address(name, country),
        "shopOwnerName": owner["name"],
        "accountOwner": owner,
        "orderNumberFormatPrefix": "#",
        "orderNumberFormatSuffix": "",
        "customerAccounts": "OPTIONAL",
        "checkoutApiSupported": True,
        "setupRequired": False,
        "marketingSmsConsentEnabledAtCheckout": False,
        "transactionalSmsDisabled": False,
        "richTextEditorUrl": f"https://{domain}/rte",
        "storefrontUrl": primary["url"],
        "alerts": [],
        "analyticsAnnotations": [],
        "availableChannelApps": [],
        "customerAccountsV2": {
            "__typename": "CustomerAccountsV2",
            "customerAccountsVersion": "NEW_CUSTOMER_ACCOUNTS",
            "loginLinksVisibleOnStorefrontAndCheckout": True,
            "loginRequiredAtCheckout": False,
            "url": None,
        },
        "metafields": [],
        "translations": [],
        "storefrontAccessTokens": [],
        "navigationSettings": [],
        "shopPolicies": [],
        "fulfillmentServices": [],
        "allProductCategoriesList": [],
        "paymentSettings": {"__typename": "PaymentSettings", "supportedDigitalWallets": []},
        "createdAt": created_at,
        "updatedAt": created_at,
    }


def _features():
    """What a shop of the plan Basic may use; new ways of shipping are switched on by a seed."""
    off = dict.fromkeys(
        (
            "avalaraAvatax",
            "buyerExperienceDepositEnabled",
            "captcha",
            "directConnectionCatalogAssignmentEnabled",
            "dynamicRemarketing",
            "eligibleForSubscriptionMigration",
            "eligibleForSubscriptions",
            "harmonizedSystemCode",
            "legacySubscriptionGatewayEnabled",
            "liveView",
            "marketDrivenShipping",
            "sellsSubscriptions",
            "showMetrics",
            "subCountryMarketsEnabled",
            "usingShopifyBalance",
        ),
        False,
    )
    return {
        "__typename": "ShopFeatures",
        **off,
        "branding": "SHOPIFY",
        "bundles": {
            "__typename": "BundlesFeature",
            "eligibleForBundles": True,
            "ineligibilityReason": None,
            "sellsBundles": False,
        },
        "cartTransform": {
            "__typename": "CartTransformFeature",
            "eligibleOperations": {
                "__typename": "CartTransformEligibleOperations",
                "expandOperation": True,
                "mergeOperation": True,
                "updateOperation": False,
            },
        },
        "giftCards": True,
        "paypalExpressSubscriptionGatewayStatus": "DISABLED",
        "reports": True,
        "storefront": True,
        "unifiedMarkets": True,
    }


def _address(company, country_code):
    country = COUNTRIES[country_code].name
    return {
        "__typename": "ShopAddress",
        "id": "gid://shopify/ShopAddress/1",
        "address1": "Hafenstrasse 12",
        "address2": None,
        "city": "Hamburg",
        "company": company,
        "zip": "20459",
        "province": None,
        "provinceCode": None,
        "country": country,
        "countryCode": country_code,
        "countryCodeV2": country_code,
        "firstName": None,
        "lastName": None,
        "name": company,
        "phone": "+49401234567",
        "latitude": None,
        "longitude": None,
        "coordinatesValidated": False,
        "formatted": ["Hafenstrasse 12", "20459 Hamburg", country],
        "formattedArea": f"Hamburg, {country}",
    }


ONLINE_STORE = channel_node(580111, "Online Store", app_node(580111, "Online Store"), "web")
POINT_OF_SALE = channel_node(129785, "Point of Sale", app_node(129785, "Point of Sale"), "pos")
DRAFT_ORDERS = channel_node(
    1354745, "Draft Orders", app_node(1354745, "Draft Orders"), "shopify_draft_order"
)
CHANNELS = {
    channel["channelDefinition"]["handle"]: channel
    for channel in (ONLINE_STORE, POINT_OF_SALE, DRAFT_ORDERS)
}
