# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Reading gift cards, the one that changed last first (R8)."""

from collections.abc import Iterator
from datetime import datetime

from . import documents
from .objects.gift_card import GiftCard

#: Gift cards in a page.
LISTED_AT_ONCE = 250


class GiftCards:
    """The client's reader of gift cards; needs ``pages``."""

    def gift_cards(self, *, changed_since: datetime | None = None) -> Iterator[list[GiftCard]]:
        """The shop's gift cards in pages, those that changed last first.

        Shopify can't search for what has changed, so reading ends with the first card that is
        older.

        :param changed_since: aware; None: all cards
        :raises AccessDenied: the app lacks the scope read_gift_cards, which Shopify grants on
            request
        """
        for nodes in self.pages(documents.GIFT_CARDS, root="giftCards", first=LISTED_AT_ONCE):
            cards = [GiftCard.from_node(node) for node in nodes]
            fresh = [
                card for card in cards if changed_since is None or card.updated_at >= changed_since
            ]
            if fresh:
                yield fresh
            if len(fresh) < len(cards):
                return
