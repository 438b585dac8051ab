# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify makes of a given consent to marketing, or has against it."""

from ..clock import iso
from ..errors import ApiError
from ..search.filters import parse_moment
from ..world.customer_changes import consent_by_email, consent_by_sms
from .answers import user_error

SETTABLE = ("SUBSCRIBED", "UNSUBSCRIBED", "PENDING")
_CHANNELS = {
    "email": ("email", "An email address is required to set the email consent state."),
    "sms": ("phone", "A phone number is required to set the SMS consent state."),
}


class ConsentInput:
    """A given consent, checked.

    :param context: the request's context.
    :param channel: ``email`` or ``sms``.
    :param given: the input.
    :param path: where the input stands.
    :raises ApiError: a state that only Shopify itself sets.
    """

    def __init__(self, context, channel: str, given: dict, path: list[str]):
        self._context = context
        self._channel = channel
        self._path = path
        self._state = given["marketingState"]
        self._level = given.get("marketingOptInLevel")
        self._given_at = given.get("consentUpdatedAt")
        self._location_id = given.get("sourceLocationId")
        if self._state not in SETTABLE:
            raise ApiError(f"Cannot specify {self._state} as a marketing state input", "INVALID")

    def errors_for(self, customer: dict) -> list[dict]:
        """What Shopify has against it.

        :param customer: the customer's node, or the values of a new one.
        """
        contact, missing = _CHANNELS[self._channel]
        if not customer.get(contact):
            return [user_error(self._path, missing, "INVALID")]
        errors = []
        if self._state == "PENDING" and self._level != "CONFIRMED_OPT_IN":
            message = "Marketing opt in level must be confirmed opt-in for pending consent state"
            errors.append(self._error("marketingOptInLevel", message))
        elif self._level is None and self._channel == "sms" and self._state == "SUBSCRIBED":
            message = "Marketing opt in level must exist"
            errors.append(self._error("marketingOptInLevel", message, "MISSING_ARGUMENT"))
        if self._given_at and parse_moment(self._given_at) > self._context.shop.clock.now():
            message = "Consent updated at must not be in the future"
            errors.append(self._error("consentUpdatedAt", message))
        return errors

    def keep(self, customer: dict) -> None:
        """Keep the consent of a customer for whom there are no errors."""
        keep = consent_by_email if self._channel == "email" else consent_by_sms
        location = self._location_id and self._context.node(self._location_id, "Location")
        level = self._level or "SINGLE_OPT_IN"
        keep(self._context.shop, customer, self._state, level, self._at(), location)

    def _at(self):
        if not self._given_at:
            return self._context.shop.now()
        return iso(parse_moment(self._given_at))

    def _error(self, key, message, code="INVALID"):
        return user_error([*self._path, key], message, code)
