# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What payloads have in common."""


def user_error(field: list[str] | None, message: str, code: str | None = None) -> dict:
    """An entry of ``userErrors``."""
    return {"field": field, "message": message, "code": code}
