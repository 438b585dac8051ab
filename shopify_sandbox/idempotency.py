# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Answers kept by idempotency key, so that a repeated call does nothing twice."""

import threading

from .errors import ApiError


class Idempotency:
    """What was done under which key."""

    def __init__(self):
        self._kept: dict[tuple, tuple[str, dict]] = {}
        self._lock = threading.Lock()

    def once(self, key: tuple, arguments: str, run) -> dict:
        """Run a mutation, or give the answer that its key got before.

        :param key: app, mutation and idempotency key.
        :param arguments: the arguments as text; others under the same key are refused.
        :raises ApiError: the key was used with other arguments.
        """
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            payload = run()
            with self._lock:
                self._kept[key] = arguments, payload
            return payload
        if kept[0] != arguments:
            raise ApiError(
                "The same idempotency key cannot be used with different operation parameters.",
                "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
            )
        return kept[1]
