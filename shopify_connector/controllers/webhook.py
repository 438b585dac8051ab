# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo.http import Controller, request, route

from ..shopify import webhooks

MOST_BYTES = 5 * 1024 * 1024


class WebhookController(Controller):
    """The connector's only public route (G9, G11)."""

    @route(
        "/shopify/webhook/<string:key>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=MOST_BYTES,
    )
    def receive(self, key, **_query):
        """Keep one webhook and answer at once; it is worked off later.

        :param str key: what the address that Shopify was given ends with
        :return: 200; 401 without Shopify's signature, 404 for a shop that is not here
        """
        body = request.httprequest.get_data()
        headers = webhooks.WebhookHeaders.from_headers(request.httprequest.headers)
        connections = request.env["shopify.connection"].sudo()
        called = connections._with_webhook_key(key)
        if not called:
            return request.make_response("", status=404)
        if not webhooks.is_signed(body, headers.signature, called._webhook_secrets()):
            return request.make_response("", status=401)
        meant = called._meant_by_webhook(headers, body)
        if not meant:
            return request.make_response("", status=404)
        request.env["shopify.webhook.event"].sudo()._receive(meant, headers, body)
        return request.make_response("")
