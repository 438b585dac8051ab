# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What can go wrong in talking to Shopify, as types.

Each error has a stable ``code`` and ``params`` (models/ makes texts of them), an English
``str()`` that says what is wrong and what to do, and ``retryable``: whether the same request may
succeed later without anybody changing anything.
"""

from dataclasses import dataclass
from typing import ClassVar


class ShopifyError(Exception):
    """The root of all errors of this package.

    :param params: the values named in ``template``
    """

    code: ClassVar[str] = "shopify_error"
    retryable: ClassVar[bool] = False
    template: ClassVar[str] = "Shopify could not be asked."

    def __init__(self, **params):
        self.params = params
        super().__init__(params)

    def __str__(self) -> str:
        return self.template.format_map(_Known(self.params))

    def __reduce__(self):
        return _rebuild, (type(self), self.params)


class _Known(dict):
    def __missing__(self, key):
        return "?"


def _rebuild(error_class, params):
    return error_class(**params)


# === THE SHOP AND ITS CREDENTIALS === #


class BadShopAddress(ShopifyError):
    """``address`` is not the address of a Shopify shop."""

    code = "bad_shop_address"
    template = (
        "{address!r} is not the address of a Shopify shop. Type the shop's own address, "
        "such as my-shop.myshopify.com, without a path."
    )


class InvalidCredentials(ShopifyError):
    """The token, or the client id and secret, were refused."""

    code = "invalid_credentials"
    template = (
        "Shopify refused the credentials for {shop}: {detail}. Copy the access token, or the "
        "client id and secret, once more from the app's settings in Shopify."
    )


class TokenExpired(InvalidCredentials):
    """The access token was refused although it was good before."""

    code = "token_expired"
    template = (
        "Shopify no longer accepts the access token for {shop}: {detail}. Was the app uninstalled "
        "or its token revoked? Install the app again, or enter its new token."
    )


class AppNotInstalled(InvalidCredentials):
    """The app of the client id is not installed in this shop."""

    code = "app_not_installed"
    template = (
        "The app is not installed in {shop}. Open the app in Shopify's developer dashboard and "
        "install it in this shop, then test again."
    )


class ShopNotPermitted(InvalidCredentials):
    """App and shop belong to different organizations."""

    code = "shop_not_permitted"
    template = (
        "This app may not get a token for {shop}: app and shop must belong to one organization. "
        "Make the app in the organization that owns the shop."
    )


class ShopNotFound(ShopifyError):
    """No shop answers at this address (404)."""

    code = "shop_not_found"
    template = "There is no Shopify shop at {shop}. Check the spelling of the address."


class ShopFrozen(ShopifyError):
    """The shop is frozen (402)."""

    code = "shop_frozen"
    template = (
        "The shop {shop} is frozen: its owner has to settle the open bill in Shopify's admin."
    )


class ShopLocked(ShopifyError):
    """Shopify has locked the shop (423)."""

    code = "shop_locked"
    template = "Shopify has locked the shop {shop}. Its owner has to contact Shopify's support."


class AccessDenied(ShopifyError):
    """An access scope is missing; ``scope`` names it ("" if Shopify did not say)."""

    code = "access_denied"
    template = (
        "Shopify denied access to {field}: the app lacks the access scope {scope}. Add the scope "
        "in the app's configuration, install the new version in the shop and test the connection."
    )
    template_without_scope = (
        "Shopify denied access to {field}: {detail}. Look at the app's access scopes and at what "
        "the shop's plan includes."
    )

    def __str__(self) -> str:
        template = self.template if self.params.get("scope") else self.template_without_scope
        return template.format_map(_Known(self.params))


class ProtectedDataWithheld(ShopifyError):
    """Shopify withholds protected customer data from this app."""

    code = "protected_data_withheld"
    template = (
        "Shopify withholds protected customer data from the app ({detail}). Ask for access to "
        "names, addresses, emails and phones under 'API access requests' in the app's settings; "
        "some plans do not give it to custom apps."
    )


class UnknownVersion(ShopifyError):
    """Shopify does not know the API version that was asked."""

    code = "unknown_version"
    template = (
        "Shopify does not serve the API version {version}. Update the connector to a release "
        "that uses a supported version."
    )


# === THE REQUEST === #


class InvalidQuery(ShopifyError):
    """Shopify refused the query or its variables."""

    code = "invalid_query"
    template = (
        "Shopify refused the request {operation}: {detail}. This is a fault of the connector; "
        "please report it with this text."
    )


class CostTooHigh(InvalidQuery):
    """One query asked for more points than Shopify allows at all."""

    code = "cost_too_high"
    template = (
        "The request {operation} asks for more than Shopify allows in one query: {detail}. "
        "It has to be sent in smaller pieces."
    )


class TooManyRecords(InvalidQuery):
    """A nested connection has a further page and nobody knows how to read on."""

    code = "unread_page"
    template = (
        "{type_name}.{connection} has a further page, and there is no document to read on in it. "
        "This is a fault of the connector; please report it with this text."
    )


@dataclass(frozen=True, slots=True)
class UserError:
    """One refusal in a mutation's answer.

    :param field: the path of the input field, such as ``("input", "email")``
    """

    field: tuple[str, ...]
    message: str
    code: str = ""

    @classmethod
    def from_node(cls, node: dict) -> "UserError":
        """Read one entry of ``userErrors``."""
        field = tuple(str(part) for part in node.get("field") or ())
        return cls(field, node.get("message") or "", node.get("code") or "")

    def __str__(self) -> str:
        return f"{'.'.join(self.field)}: {self.message}" if self.field else self.message


class UserErrors(ShopifyError):
    """A mutation was understood and refused; ``errors`` lists why."""

    code = "user_errors"
    template = "Shopify did not accept {operation}: {detail}"

    @property
    def errors(self) -> tuple[UserError, ...]:
        """The refusals, as Shopify lists them."""
        return self.params["errors"]

    def __str__(self) -> str:
        detail = "; ".join(str(error) for error in self.errors)
        return self.template.format_map(_Known(self.params, detail=detail))


# === THE WAY THERE AND BACK === #


class Throttled(ShopifyError):
    """The shop's budget stayed used up for as long as we were ready to wait."""

    code = "throttled"
    retryable = True
    template = (
        "Shopify's limit for {shop} stayed reached after {attempts} attempts. Nothing to do: the "
        "next run goes on here. Other apps of the shop share no limit with this one."
    )


class ShopifyUnavailable(ShopifyError):
    """No usable answer after all attempts: connection cut, timeout, 5xx, broken JSON."""

    code = "shopify_unavailable"
    retryable = True
    template = (
        "No answer from {shop} after {attempts} attempts ({detail}). Check the network and "
        "https://www.shopifystatus.com; the next run tries again."
    )


class UnexpectedAnswer(ShopifyError):
    """An answer with a status that means nothing to us."""

    code = "unexpected_answer"
    template = "{shop} answered with HTTP status {status}: {detail}"


class HandsOff(ShopifyError):
    """Changes in Shopify are switched off; ``variables`` is what would have been sent (G13)."""

    code = "hands_off"
    template = (
        "{operation} was not sent to {shop}, as changes in Shopify are switched off. Switch them "
        "on in the shop's settings."
    )


class OutcomeUnknown(ShopifyError):
    """A mutation was sent and its answer lost: it may have happened."""

    code = "outcome_unknown"
    template = (
        "The answer to {operation} was lost ({detail}): Shopify may have done it or not. It was "
        "not sent again, since that could do it twice. Look in Shopify before repeating it."
    )


class AnswerTooLarge(ShopifyError):
    """An answer grew past the limit and was not read to its end."""

    code = "answer_too_large"
    template = "The answer to {operation} is larger than {limit} bytes and was not read."


class MalformedAnswer(ShopifyError):
    """A field is missing in Shopify's answer or has the wrong type.

    :param path: where, such as ``Order.lineItems.3.quantity``
    :param why: what is wrong there
    """

    code = "malformed_answer"
    template = (
        "Shopify's answer is not as expected at {path}: {why}. If it stays so, report it with "
        "this text."
    )

    def __init__(self, path: str, why: str):
        super().__init__(path=path, why=why)

    def __reduce__(self):
        return type(self), (self.params["path"], self.params["why"])

    def within(self, parent: str | int) -> "MalformedAnswer":
        """The same error, seen from one level further out."""
        return type(self)(f"{parent}.{self.params['path']}", self.params["why"])


# === BULK OPERATIONS === #


class BulkFailed(ShopifyError):
    """A bulk operation ended without its result; ``error_code`` is Shopify's."""

    code = "bulk_failed"
    template = (
        "The bulk operation {operation_id} ended as {status} ({error_code}) after {object_count} "
        "objects. The next run starts it anew."
    )

    @property
    def retryable(self) -> bool:
        """Whether a new operation may succeed."""
        return self.params.get("error_code") != "ACCESS_DENIED"


class BulkBusy(ShopifyError):
    """The shop runs as many bulk operations of this app as it may."""

    code = "bulk_busy"
    retryable = True
    template = "{shop} already runs as many bulk operations as it may: {detail}"


class BulkTimeout(ShopifyError):
    """A bulk operation did not end in time; its id allows to resume it."""

    code = "bulk_timeout"
    retryable = True
    template = (
        "The bulk operation {operation_id} has not ended after {seconds} seconds. It goes on in "
        "Shopify; the next run takes up its result."
    )


class UntrustedAddress(ShopifyError):
    """A file was offered at an address that is not Shopify's."""

    code = "untrusted_address"
    template = "A file was to be loaded from {host}, which is not a host of Shopify's. Refused."
