# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The frame of an ``Order`` node: all that does not follow from lines and payments."""

from ..money import NOTHING, bag
from .order_parts import attribute_nodes, risk_summary
from .profile import CHANNELS, business_entity


def order_frame(shop, request):
    """Make an order without lines, discounts, fulfilment orders and payments.

    :param Shop shop: where
    :param OrderRequest request: what the buyer ordered
    :return: the ``Order`` node, already added to the shop
    :rtype: dict
    """
    shop.order_number += 1
    number = shop.order_number
    at = request.at or shop.now()
    channel = CHANNELS.get(request.source)
    currencies = (request.shop_currency or shop.currency, request.presentment_currency)
    profile = shop.profile
    customer = request.customer
    order = {
        "name": f"{profile['orderNumberFormatPrefix']}{number}{profile['orderNumberFormatSuffix']}",
        "number": number,
        "createdAt": at,
        "updatedAt": at,
        "processedAt": at,
        "currencyCode": currencies[0],
        "presentmentCurrencyCode": currencies[1] or currencies[0],
        "taxesIncluded": request.taxes_included,
        "taxExempt": request.tax_exempt,
        "estimatedTaxes": False,
        "dutiesIncluded": False,
        "customer": customer,
        "email": request.email,
        "phone": request.phone,
        "shippingAddress": request.shipping_address,
        "billingAddress": request.billing_address,
        "displayAddress": request.shipping_address or request.billing_address,
        "billingAddressMatchesShippingAddress": (
            request.billing_address is request.shipping_address
        ),
        "purchasingEntity": customer,
        "customerAcceptsMarketing": False,
        "customerLocale": request.locale,
        "clientIp": None,
        "sourceName": request.source,
        "sourceIdentifier": None,
        "registeredSourceUrl": None,
        "app": channel["app"] if channel else None,
        "channel": channel["_channel"] if channel else None,
        "channelInformation": channel,
        "publication": None,
        "attribution": None,
        "retailLocation": request.retail_location,
        "physicalLocation": request.retail_location,
        "staffMember": profile["accountOwner"] if request.source == "pos" else None,
        "note": request.note,
        "tags": sorted(request.tags),
        "customAttributes": attribute_nodes(request.attributes),
        "poNumber": request.po_number,
        "test": request.test,
        "confirmed": True,
        "closed": False,
        "closedAt": None,
        "cancelledAt": None,
        "cancelReason": None,
        "cancellation": None,
        "edited": False,
        "risk": risk_summary(request.risk),
        "riskLevel": {"HIGH": "HIGH", "MEDIUM": "MEDIUM"}.get(request.risk, "LOW"),
        "risks": [],
        "lineItems": [],
        "shippingLines": [],
        "discountApplications": [],
        "discountCodes": [],
        "discountCode": None,
        "transactions": [],
        "fulfillments": [],
        "fulfillmentOrders": [],
        "refunds": [],
        "returns": [],
        "additionalFees": [],
        "disputes": [],
        "paymentTerms": None,
        "productNetwork": False,
        "merchantOfRecordApp": None,
        "merchantBusinessEntity": business_entity(
            profile["name"], profile["shopAddress"]["countryCodeV2"]
        ),
        "merchantEditable": True,
        "merchantEditableErrors": [],
        "paymentCollectionDetails": {
            "__typename": "OrderPaymentCollectionDetails",
            "additionalPaymentCollectionUrl": None,
            "vaultedPaymentMethods": [],
        },
        "canNotifyCustomer": bool(request.email),
        "hasTimelineComment": False,
        "agreements": [],
        "alerts": [],
        "events": [],
        "metafields": [],
        "localizedFields": [],
        "localizationExtensions": [],
        "customerJourney": None,
        "customerJourneySummary": None,
        "shopifyProtect": None,
        "suggestedRefund": None,
        "cartToken": None,
        "checkoutToken": None,
        "totalTipReceivedSet": bag(NOTHING, (currencies[0], currencies[1] or currencies[0])),
        "_discounts": [],
    }
    if request.unrounded:
        order["_digits"] = (3, 3)
    shop.add("Order", order)
    token = order["legacyResourceId"]
    order["statusPageUrl"] = f"{profile['url']}/orders/{int(token):x}/authenticate"
    order["confirmationNumber"] = f"{int(token) * 48271 % 36**9:09X}"[-9:]
    return order
