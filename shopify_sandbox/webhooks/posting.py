# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Posts deliveries over HTTP."""

import threading

import requests

NO_ANSWER = 0
_TIMEOUT_SECONDS = (1, 5)


def post(delivery) -> int:
    """Post a delivery; the status of the answer, 0 without one."""
    try:
        answer = requests.post(
            delivery.address,
            data=delivery.body,
            headers=delivery.headers,
            timeout=_TIMEOUT_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException:
        return NO_ANSWER
    return answer.status_code


class Postman:
    """Posts what a sandbox has to tell, in the background.

    :param webhooks: its ``Webhooks``.
    :param seconds: how often it looks for deliveries.
    """

    def __init__(self, webhooks, seconds: float = 0.25):
        self._webhooks = webhooks
        self._seconds = seconds
        self._stopped = threading.Event()
        webhooks.send = post

    def start(self) -> None:
        """Begin to post."""
        threading.Thread(target=self._walk, daemon=True).start()

    def stop(self) -> None:
        """End it."""
        self._stopped.set()

    def _walk(self):
        while not self._stopped.wait(self._seconds):
            self._webhooks.flush()
