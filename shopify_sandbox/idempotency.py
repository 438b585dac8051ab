# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Answers kept by idempotency key, so that a repeated call does nothing twice."""

import threading

from .errors import IdempotencyRefused


class Idempotency:
    """What was done under which key."""

    def __init__(self):
        self._kept: dict[tuple, tuple[str, dict]] = {}
        self._busy = 0
        self._lock = threading.Lock()

    def be_busy(self, times: int = 1) -> None:
        """Answer the next calls as if the same one were being carried out."""
        self._busy = times

    def once(self, key: tuple, arguments: str, run) -> dict:
        """Run a mutation, or give the answer that its key got before.

        :param key: app, mutation and idempotency key.
        :param arguments: the arguments as text; others under the same key are refused.
        :raises IdempotencyRefused: the key was used with other arguments, or for a call that was
            refused, or the call is being carried out.
        """
        with self._lock:
            kept = self._kept.get(key)
            if self._busy:
                self._busy -= 1
                raise IdempotencyRefused(
                    "This request is currently in progress, please try again.",
                    "IDEMPOTENCY_CONCURRENT_REQUEST",
                )
        if kept is None:
            payload = run()
            with self._lock:
                self._kept[key] = arguments, payload
            return payload
        if kept[0] != arguments:
            raise IdempotencyRefused(
                "The same idempotency key cannot be used with different operation parameters.",
                "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
            )
        if kept[1].get("userErrors"):
            raise IdempotencyRefused(
                "A previous request with this idempotency key failed. Retry with a new idempotency"
                " key.",
                "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED",
            )
        return kept[1]
