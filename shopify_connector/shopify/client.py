# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""One door to Shopify: ``ShopifyClient.execute``, and what is built on it."""

import json
import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any

from . import errors
from .answers import Asked, Passing, Understood, fault_texts, understand, user_errors
from .bulk import BulkOperations
from .catalogue import Catalogue
from .compared import ComparedOrders
from .cost import CostBudget
from .credentials import Credentials
from .customers import Customers
from .documents import Document
from .endpoint import Endpoint
from .exchange import Cost, Exchange
from .fulfillments import Fulfillments
from .gift_cards import GiftCards
from .masking import mask_data, mask_text
from .media import MediaFiles
from .metafields import Metafields
from .optional_parts import OptionalParts
from .paging import Pages
from .prices import Prices
from .product_lookup import ProductLookup
from .push import Push
from .readers import Readers
from .retry import RetryPolicy
from .shipping import Shipping
from .stock import Stock
from .subscriptions import Subscriptions
from .translations import Translations
from .transport import RawAnswer, Transport, TransportFailure
from .version import API_VERSION

_logger = logging.getLogger(__name__)

_TOKEN_OPERATION = "AccessToken"
_TOKEN_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


@dataclass(slots=True)
class Totals:
    """What a client has used so far.

    :param cost: points charged by Shopify
    :param waited: seconds spent waiting for points and between tries
    """

    requests: int = 0
    retries: int = 0
    cost: float = 0.0
    waited: float = 0.0
    bytes_received: int = 0


@dataclass(frozen=True, slots=True)
class _Call:
    """One request to be carried through, over all its tries."""

    document: Document
    variables: dict[str, Any]
    body: bytes
    cost_key: str
    repeatable: bool
    in_parts: bool


class ShopifyClient(
    Pages,
    BulkOperations,
    Push,
    Readers,
    Customers,
    Catalogue,
    MediaFiles,
    Metafields,
    Translations,
    ProductLookup,
    Shipping,
    ComparedOrders,
    Fulfillments,
    GiftCards,
    Stock,
    Prices,
    Subscriptions,
    OptionalParts,
):
    """Talks to one shop.

    Threads may share a client. ``with ShopifyClient(…) as client:`` closes its connections.

    :param endpoint: from :func:`shopify.endpoint.parse`
    :param credentials: :class:`PermanentToken` or :class:`ClientCredentials`
    :param session: a ``requests.Session`` to use; by default an own one
    :param on_exchange: called with an :class:`Exchange` after each try, for the log (G8)
    :param may_change: off, nothing that would change the shop is sent (G13)
    :param granted_scopes: the access scopes that the app has; None if nobody knows
    :param budget: the cost budget to share with other clients of the same app and shop
    :param sleep: waits so many seconds
    :param clock: seconds that only go forward
    """

    def __init__(
        self,
        endpoint: Endpoint,
        credentials: Credentials,
        *,
        session=None,
        on_exchange: Callable[[Exchange], None] | None = None,
        version: str = API_VERSION,
        may_change: bool = True,
        granted_scopes: Collection[str] | None = None,
        transport: Transport | None = None,
        budget: CostBudget | None = None,
        retry: RetryPolicy | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.endpoint = endpoint
        self.version = version
        self.budget = budget or CostBudget(clock=clock, sleep=sleep)
        self.totals = Totals()
        self._may_change = may_change
        self._credentials = credentials
        self._on_exchange = on_exchange
        self._transport = transport or Transport(session)
        self._retry = retry or RetryPolicy()
        self._sleep = sleep
        self._clock = clock
        self._let_in = False
        self._know_scopes(granted_scopes)

    def __enter__(self) -> "ShopifyClient":
        return self

    def __exit__(self, *exception) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the client must not be used afterwards."""
        self._transport.close()

    # === THE DOOR === #

    def execute(
        self,
        document: Document,
        variables: dict[str, Any] | None = None,
        *,
        repeatable: bool | None = None,
        accept_user_errors: bool = False,
    ) -> dict[str, Any]:
        """Send one operation and give back its ``data``.

        What may succeed later is tried again with growing pauses; nothing else is. A part of a
        document that the app may do without is left out where it may not read it.

        :param repeatable: whether it does no harm to carry it out twice; by default what the
            document says: queries, mutations with an idempotency key or marked as repeatable
        :param accept_user_errors: leave ``userErrors`` to the caller
        :raises HandsOff: it would change the shop, and nothing may
        :raises UserErrors: a mutation was refused
        :raises OutcomeUnknown: the answer to a mutation that can't be repeated was lost
        :raises ShopifyError: any other failure; its type says which
        """
        data = self._as_permitted(
            document,
            lambda permitted: self._carry_through(
                self._call(document, {**permitted, **(variables or {})}, repeatable)
            ),
        ).data
        if document.is_mutation and not accept_user_errors:
            refused = user_errors(data)
            if refused:
                raise errors.UserErrors(operation=document.name, errors=refused)
        return data

    def execute_each(
        self, document: Document, variables: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, list[dict]]]:
        """Send an operation whose root fields stand for themselves.

        :return: ``data``, and for each root field that failed beside others its ``errors``;
            ``userErrors`` are left to the caller
        :raises ShopifyError: as :meth:`execute`, if the whole request failed
        """
        outcome = self._carry_through(self._call(document, variables, None, in_parts=True))
        return outcome.data, outcome.faults

    def _call(
        self,
        document: Document,
        variables: dict,
        repeatable: bool | None,
        *,
        in_parts: bool = False,
    ) -> _Call:
        if repeatable is None:
            repeatable = document.is_repeatable
        payload = {"query": document.text, "variables": variables, "operationName": document.name}
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        size = variables.get("first") or max(
            (len(value) for value in variables.values() if isinstance(value, (list, tuple))),
            default=0,
        )
        return _Call(document, variables, body, f"{document.name}/{size}", repeatable, in_parts)

    def _hold_back(self, call: _Call) -> None:
        """Tell the log what would have been sent, and raise."""
        refusal = errors.HandsOff(operation=call.document.name, shop=str(self.endpoint))
        outcome = Understood(error=refusal)
        self._note(call, RawAnswer(0, {}, b""), outcome, None, attempt=0, duration=0.0, token="")
        raise refusal

    def _carry_through(self, call: _Call) -> Understood:
        if call.document.changes_the_shop and not self._may_change:
            self._hold_back(call)
        failures = throttled = attempt = 0
        token, renewed = self._token(), False
        while True:
            attempt += 1
            outcome = self._try(call, token, attempt)
            if outcome.data is not None:
                self._let_in = True
                return outcome
            if isinstance(outcome.error, errors.TokenExpired) and not renewed:
                token, renewed = self._renewed_token(token), True
                continue
            if outcome.error:
                raise outcome.error
            passing = outcome.passing
            throttled += passing.throttled
            failures += not passing.throttled
            self._give_up_if_due(call, passing, failures, throttled, attempt)
            self._wait_before_retry(passing, failures, throttled)

    def _give_up_if_due(
        self, call: _Call, passing: Passing, failures: int, throttled: int, attempt: int
    ) -> None:
        if passing.executed and not call.repeatable:
            raise errors.OutcomeUnknown(operation=call.document.name, detail=passing.detail)
        if throttled >= self._retry.throttled_attempts:
            raise errors.Throttled(shop=str(self.endpoint), attempts=attempt)
        if failures >= self._retry.attempts:
            raise errors.ShopifyUnavailable(
                shop=str(self.endpoint), attempts=attempt, detail=passing.detail
            )

    def _wait_before_retry(self, passing: Passing, failures: int, throttled: int) -> None:
        self.totals.retries += 1
        if passing.throttled and not passing.retry_after and self.budget.available is not None:
            # the budget has learned from the answer and waits as long as needed, not longer;
            # from the third time on others seem to take the points first
            if throttled < 3:
                return
            failures = throttled - 2
        pause = self._retry.pause(max(failures, 1), passing.retry_after)
        self.totals.waited += pause
        self._sleep(pause)

    def _try(self, call: _Call, token: str, attempt: int) -> Understood:
        reservation = self.budget.reserve(call.cost_key)
        self.totals.waited += reservation.waited
        started, cost = self._clock(), None
        raw = RawAnswer(0, {}, b"")
        try:
            try:
                raw = self._send(call, token)
                outcome = understand(raw, self._asked(call))
            except TransportFailure as failure:
                outcome = self._not_answered(call, failure)
            cost = Cost.from_extensions(outcome.extensions)
        finally:
            self.budget.settle(reservation, cost)
        outcome = self._without_secrets(outcome, token)
        self._note(call, raw, outcome, cost, attempt, self._clock() - started, token)
        return outcome

    def _without_secrets(self, outcome: Understood, *tokens: str) -> Understood:
        """Take secrets out of what an answer repeats of them: errors are shown and stored (G2)."""
        secrets = tuple({*tokens, *self._credentials.secrets()})
        if outcome.error:
            outcome.error.params = mask_data(outcome.error.params, secrets)
            outcome.error.args = (outcome.error.params,)
        elif outcome.passing:
            detail = mask_text(outcome.passing.detail, secrets)
            return replace(outcome, passing=replace(outcome.passing, detail=detail))
        return outcome

    def _send(self, call: _Call, token: str) -> RawAnswer:
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "X-Shopify-Access-Token": token,
        }
        return self._transport.post(self.endpoint.graphql_url(self.version), call.body, headers)

    def _not_answered(self, call: _Call, failure: TransportFailure) -> Understood:
        if failure.too_large:
            return Understood(
                error=errors.AnswerTooLarge(
                    operation=call.document.name, limit=self._transport.max_bytes
                )
            )
        return Understood(passing=Passing(failure.detail, failure.maybe_delivered))

    def _asked(self, call: _Call) -> Asked:
        return Asked(call.document, str(self.endpoint), self.version, call.in_parts)

    # === TOKENS === #

    def _token(self) -> str:
        return self._credentials.token(self._ask_for_token, str(self.endpoint))

    def _renewed_token(self, refused: str) -> str:
        try:
            return self._credentials.renew(refused, self._ask_for_token, str(self.endpoint))
        except errors.TokenExpired as error:
            if self._let_in:
                raise
            # it never worked: more likely mistyped than expired
            raise errors.InvalidCredentials(**error.params) from None

    def _ask_for_token(self, form: bytes) -> tuple[int, bytes]:
        asked = Asked(Document(_TOKEN_OPERATION, ""), str(self.endpoint), self.version)
        for attempt in range(1, self._retry.attempts + 1):
            try:
                raw = self._transport.post(self.endpoint.token_url, form, _TOKEN_FORM)
                detail = f"HTTP status {raw.status}"
            except TransportFailure as failure:
                raw, detail = None, failure.detail
            self.totals.requests += 1
            if raw and raw.status in (402, 404, 423):
                raise self._without_secrets(understand(raw, asked)).error
            if raw and raw.status < 500 and raw.status != 429 and _is_whole(raw):
                return raw.status, raw.body
            if attempt < self._retry.attempts:
                self._sleep(self._retry.pause(attempt))
        raise errors.ShopifyUnavailable(
            shop=str(self.endpoint), attempts=self._retry.attempts, detail=detail
        )

    # === WHAT IS WRITTEN DOWN === #

    def _note(
        self,
        call: _Call,
        raw: RawAnswer,
        outcome: Understood,
        cost: Cost | None,
        attempt: int,
        duration: float,
        token: str,
    ) -> None:
        self.totals.requests += 1
        self.totals.bytes_received += len(raw.body)
        if cost and cost.actual:
            self.totals.cost += cost.actual
        deprecated = raw.header("X-Shopify-API-Deprecated-Reason")
        if deprecated:
            _logger.warning("Shopify calls %s deprecated: %s", call.document.name, deprecated)
        if not self._on_exchange:
            return
        failure = outcome.error or (outcome.passing and outcome.passing.detail) or ""
        failure = failure or "; ".join(fault_texts(outcome.faults))
        secrets = tuple({token, *self._credentials.secrets()})
        self._on_exchange(
            Exchange(
                operation=call.document.name,
                at=datetime.now(timezone.utc),
                url=self.endpoint.graphql_url(self.version),
                status=raw.status,
                duration=duration,
                attempt=attempt,
                asked_version=self.version,
                answered_version=raw.header("X-Shopify-API-Version"),
                request_id=raw.header("X-Request-Id"),
                deprecated_reason=deprecated,
                error=mask_text(str(failure), secrets),
                cost=cost,
                request_bytes=len(call.body),
                answer_bytes=len(raw.body),
                _variables=call.variables,
                _answer=raw.body,
                _secrets=secrets,
            )
        )


def _is_whole(raw: RawAnswer) -> bool:
    if raw.status != 200:
        return True
    try:
        return isinstance(json.loads(raw.body), dict)
    except ValueError:
        return False
