# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers: the older fields for consent, read from the newer ones."""

from ..execution.registry import field


@field("Customer", "emailMarketingConsent")
def email_marketing_consent(context, source, arguments):
    """What the customer said about marketing emails."""
    email = source["defaultEmailAddress"]
    return email and {
        "__typename": "CustomerEmailMarketingConsentState",
        "marketingState": email["marketingState"],
        "marketingOptInLevel": email["marketingOptInLevel"],
        "consentUpdatedAt": email["marketingUpdatedAt"],
        "sourceLocation": email["sourceLocation"],
    }


@field("Customer", "smsMarketingConsent")
def sms_marketing_consent(context, source, arguments):
    """What the customer said about marketing by SMS."""
    phone = source["defaultPhoneNumber"]
    return phone and {
        "__typename": "CustomerSmsMarketingConsentState",
        "marketingState": phone["marketingState"],
        "marketingOptInLevel": phone["marketingOptInLevel"],
        "consentUpdatedAt": phone["marketingUpdatedAt"],
        "consentCollectedFrom": phone["marketingCollectedFrom"],
        "sourceLocation": phone["sourceLocation"],
    }
