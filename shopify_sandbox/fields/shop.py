# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop, the app and the API itself."""

from datetime import date

from ..execution.registry import field
from ..tokens import ALL


@field("QueryRoot", "shop")
def shop(context, source, arguments):
    """The shop's profile."""
    return context.shop.profile


@field("QueryRoot", "currentAppInstallation")
def current_app_installation(context, source, arguments):
    """The installation of the app that asks."""
    return {
        "__typename": "AppInstallation",
        "id": "gid://shopify/AppInstallation/1",
        "accessScopes": [
            {"handle": scope, "description": scope.replace("_", " ").capitalize()}
            for scope in _granted(context)
        ],
        "app": {
            "__typename": "App",
            "id": "gid://shopify/App/1",
            "title": context.grant.name,
            "handle": context.grant.app,
            "apiKey": context.grant.app,
        },
    }


def _granted(context) -> list[str]:
    scopes = context.grant.scopes
    return sorted(context.schema.scopes | {"read_all_orders"} if scopes == ALL else scopes)


@field("QueryRoot", "publicApiVersions")
def public_api_versions(context, source, arguments):
    """The versions in support."""
    versions = [_version(name, True) for name in context.sandbox.api_versions]
    return [*versions, _version("unstable", False)]


def _version(name: str, supported: bool) -> dict:
    if name == "unstable":
        return {"handle": name, "displayName": name, "supported": supported}
    year, month = map(int, name.split("-"))
    latest = f"{date(year, month, 1):%Y-%m}"
    return {"handle": name, "displayName": latest, "supported": supported}
