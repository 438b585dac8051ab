# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Changes of customers: contact data, addresses and consent, with what follows from them."""

from .people import email_address, phone_number

_DERIVED_FROM_EMAIL = ("verifiedEmail", "validEmailAddress")


def change(shop, customer, values):
    """Change a customer; the time of its last change moves only if something differs.

    :param Shop shop: the customer's shop
    :param dict customer: the ``Customer`` node
    :param dict values: new values by GraphQL field; ``email``, ``phone`` and ``addresses`` bring
        along what depends on them
    :return: whether something changed
    :rtype: bool
    """
    changed = {key: value for key, value in values.items() if customer.get(key) != value}
    if not changed:
        return False
    addresses = changed.pop("addresses", None)
    if addresses is not None:
        replace_addresses(customer, addresses)
    customer.update(changed)
    if "email" in changed:
        _renew_email(customer)
    if "phone" in changed:
        _renew_phone(customer)
    customer["displayName"] = display_name(customer)
    shop.touch(customer)
    return True


def display_name(customer):
    """Give what Shopify calls a customer: its name, else its email address, else its phone.

    :param dict customer: the ``Customer`` node
    :rtype: str
    """
    name = " ".join(filter(None, (customer.get("firstName"), customer.get("lastName"))))
    return name or customer.get("email") or customer.get("phone") or ""


def replace_addresses(customer, addresses):
    """Give a customer other addresses; the default one stays if it is among them.

    :param dict customer: the ``Customer`` node
    :param list addresses: ``MailingAddress`` nodes
    """
    default = customer["defaultAddress"] or {}
    # Lists that are read elsewhere are left as they are.
    customer["addresses"] = customer["addressesV2"] = list(addresses)
    kept = [address for address in addresses if address["id"] == default.get("id")]
    customer["defaultAddress"] = next(iter([*kept, *addresses]), None)


def _renew_email(customer):
    email, known = customer["email"], customer["defaultEmailAddress"]
    if email is None:
        customer["defaultEmailAddress"] = None
    elif known is None:
        customer["defaultEmailAddress"] = email_address(email)
    else:
        customer["defaultEmailAddress"] = {**known, "emailAddress": email}
    customer.update(dict.fromkeys(_DERIVED_FROM_EMAIL, email is not None))


def _renew_phone(customer):
    phone, known = customer["phone"], customer["defaultPhoneNumber"]
    if phone is None:
        customer["defaultPhoneNumber"] = None
    elif known is None:
        customer["defaultPhoneNumber"] = phone_number(phone)
    else:
        customer["defaultPhoneNumber"] = {**known, "phoneNumber": phone}


def consent_by_email(shop, customer, state, level, at, location=None):
    """Keep what a customer said about marketing emails; an older word than the last is ignored.

    :param Shop shop: the customer's shop
    :param dict customer: a ``Customer`` node with an email address
    :param str state: ``SUBSCRIBED``, ``UNSUBSCRIBED`` or ``PENDING``
    :param str level: how it was given
    :param str at: when it was given
    :param dict|None location: where it was given
    """
    known = customer["defaultEmailAddress"]
    if at >= (known["marketingUpdatedAt"] or ""):
        said = email_address(customer["email"], state, at, level, location)
        change(shop, customer, {"defaultEmailAddress": said})


def consent_by_sms(shop, customer, state, level, at, location=None):
    """Keep what a customer said about marketing by SMS; arguments as :func:`consent_by_email`."""
    known = customer["defaultPhoneNumber"]
    if at >= (known["marketingUpdatedAt"] or ""):
        said = phone_number(customer["phone"], state, at, level, location)
        said["whatsAppMarketingConsent"] = known["whatsAppMarketingConsent"]
        change(shop, customer, {"defaultPhoneNumber": said})
