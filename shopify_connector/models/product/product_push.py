# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send one change to many Shopify products, and tell which of them Shopify refused."""

from .catalogue_texts import CatalogueError

GONE = ("Product does not exist", "Resource does not exist")


def push_changes(client, document, rows):
    """Run a mutation for each of many products, several in a request.

    :param client: the client of their shop
    :param Document document: a mutation of one product
    :param dict rows: the mutation's variables by ``shopify.product``
    :return: (dict of the mutation's answer by product, dict of CatalogueError by product) of those
        that went through, and of those that did not
    :raises ShopifyError: what would meet every product, such as a missing scope
    """
    done, refused = {}, {}
    outcomes = client.push(document, list(rows.values()))
    for product, outcome in zip(rows, outcomes, strict=True):
        if outcome.succeeded:
            done[product] = outcome.payload
        else:
            refused[product] = _refusal(outcome)
    return done, refused


def _refusal(outcome):
    if outcome.error:
        return CatalogueError("change_unanswered", told=outcome.error)
    messages = [error.message for error in outcome.user_errors]
    if any(message in GONE for message in messages):
        return CatalogueError("product_gone")
    return CatalogueError("change_refused", told=" ".join(messages))
