# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which topics of Shopify's webhooks the connector works with: those that a method handles."""

from dataclasses import dataclass

from ...shopify import gid
from ...shopify.errors import MalformedAnswer


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and how its webhooks are kept.

    :ivar str name: such as ``customers/update``
    :ivar str method: of ``shopify.webhook.event``, called with the events of one connection
    :ivar str kind: of the record that the body names, in Shopify's ids
    :ivar tuple resource: the keys that lead to that record's id in the body
    :ivar tuple keeps: the fields of the body that are kept; nothing else of it is
    :ivar bool by_app: subscribed in the app's settings at Shopify instead of by the connector
    """

    name: str
    method: str
    kind: str
    resource: tuple[str, ...]
    keeps: tuple[str, ...]
    by_app: bool

    def fields(self):
        """Return the fields of the body that are needed; Shopify is asked to send no others."""
        return {self.resource[0], *self.keeps}

    def resource_gid(self, body):
        """Return the gid of the record that a body names, "" if it names none.

        :param dict body: as Shopify sent it; ids come as numbers or as gids
        """
        value = body
        for key in self.resource:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, int):
            return gid.make(self.kind, value)
        try:
            return gid.make(self.kind, gid.number(value))
        except MalformedAnswer:
            return ""


def webhook_topic(name, kind, resource=("admin_graphql_api_id",), keeps=(), by_app=False):
    """Make a method of ``shopify.webhook.event`` the handler of a topic.

    The method is named ``_handle_<topic>``, and may be called again for the same events.

    :param str name: such as ``customers/update``
    :param str kind: of the record that the body names, in Shopify's ids
    :param tuple resource: the keys that lead to that record's id in the body
    :param tuple keeps: the fields of the body to keep
    :param bool by_app: whether it is subscribed in the app's settings at Shopify
    """

    def decorate(method):
        method.shopify_topic = Topic(
            name, method.__name__, kind, tuple(resource), tuple(keeps), by_app
        )
        return method

    return decorate
