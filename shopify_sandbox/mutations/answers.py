# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What payloads have in common."""


def user_error(field: list[str] | None, message: str, code: str | None = None) -> dict:
    """An entry of ``userErrors``."""
    return {"field": field, "message": message, "code": code}


class ErrorCodes:
    """The codes that a mutation's errors may have, as the schema lists them.

    :param context: the request's context.
    :param enum: name of the GraphQL enum.
    :param otherwise: what stands for a code that is not among them.
    :param without: codes of the enum that are not used for the fields of this input.
    """

    def __init__(self, context, enum: str, otherwise: str, without: tuple[str, ...] = ()):
        self._known = frozenset(context.schema.graphql.type_map[enum].values) - frozenset(without)
        self._otherwise = otherwise

    def __call__(self, code: str | None) -> str | None:
        """The code that an error gets."""
        return code if code is None or code in self._known else self._otherwise
