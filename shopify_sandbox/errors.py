# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a resolver or a mutation raises to answer with one of Shopify's errors."""


class ApiError(Exception):
    """An entry of the answer's ``errors``.

    :param message: the text Shopify gives.
    :param code: ``extensions.code``.
    :param extensions: further keys of ``extensions``.
    """

    def __init__(self, message: str, code: str | None = None, **extensions):
        super().__init__(message)
        self.message = message
        self.extensions = {**({"code": code} if code else {}), **extensions}


class IdempotencyRefused(ApiError):
    """A call is not carried out because of its idempotency key.

    Where the mutation's own error codes know the code, it is one of its ``userErrors``.
    """


class RequestRefused(Exception):
    """The whole request is answered with errors and no data.

    :param errors: entries of the answer's ``errors``.
    """

    def __init__(self, errors: list[dict]):
        super().__init__(errors[0]["message"] if errors else "refused")
        self.errors = errors
