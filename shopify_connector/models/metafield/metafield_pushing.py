# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send to Shopify what has changed in Odoo's fields, 25 metafields a call (P19).

The step *push*.
"""

from collections import defaultdict

from odoo import models
from odoo.tools import split_every

from ...rules.metafield_compare import Sides
from ...shopify import documents
from ...shopify.metafields import METAFIELDS_IN_A_CALL
from .metafield_texts import REFUSED, MetafieldError

STALE = "STALE_OBJECT"
# A call is all or nothing: what was not at fault is sent again, without what was.
TRIES = 5


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _hold_back_metafields(self, pairs):
        """Note what would be sent while changes in Shopify are off (G13).

        :param list pairs: Pair objects whose way is ``to_shopify``
        """
        for pair in pairs:
            code = "would_set" if pair.odoo_value else "would_delete"
            pair.error = MetafieldError(code, value=pair.odoo_value)


class MetafieldPush:
    """Sends metafields, and notes on each pair what became of it.

    :param client: the client
    :param OwnerKind kind: of the owners
    """

    def __init__(self, client, kind):
        self._client = client
        self._kind = kind

    def send(self, pairs):
        """Set metafields, and delete those whose field was emptied.

        :param list pairs: Pair objects whose way is ``to_shopify``
        :raises ShopifyError: what would meet every further one too; what was done before is noted
        """
        for pair in pairs:
            # Until Shopify says more.
            pair.error = MetafieldError("metafield_not_answered", told="")
        self._set([pair for pair in pairs if pair.odoo_value])
        self._delete([pair for pair in pairs if not pair.odoo_value])

    def _set(self, pairs):
        waiting = pairs
        for _number in range(TRIES):
            if not waiting:
                return
            chunks = list(split_every(METAFIELDS_IN_A_CALL, waiting, list))
            waiting = []
            outcomes = self._client.push(
                documents.METAFIELDS_SET,
                [{"metafields": [self._input(pair) for pair in chunk]} for chunk in chunks],
            )
            for chunk, outcome in zip(chunks, outcomes, strict=True):
                waiting += self._take_in(chunk, outcome)

    def _input(self, pair):
        mapping = pair.mapping
        return {
            "ownerId": self._kind.gid(pair.owner),
            "namespace": mapping.namespace,
            "key": mapping.key,
            "type": mapping.type,
            "value": pair.odoo_value,
            # Nothing that somebody changes meanwhile is overwritten.
            "compareDigest": pair.digest or None,
        }

    def _take_in(self, chunk, outcome):
        """Note what became of a call's metafields.

        :return: list of the Pair objects that were refused with others, and for no fault of theirs
        """
        if outcome.error:
            for pair in chunk:
                pair.error = MetafieldError("metafield_not_answered", told=outcome.error)
            return []
        if outcome.user_errors:
            return self._take_out_refused(chunk, outcome.user_errors)
        kept = {
            (one["owner"]["id"], one["namespace"], one["key"]): one
            for one in outcome.payload["metafields"]
        }
        for pair in chunk:
            mapping = pair.mapping
            one = kept[self._kind.gid(pair.owner), mapping.namespace, mapping.key]
            _note_sent(pair, one["value"], one["compareDigest"])
        return []

    @staticmethod
    def _take_out_refused(chunk, refusals):
        told = defaultdict(list)
        for refusal in refusals:
            told[_position(refusal)].append(refusal)
        if None in told:
            # It is about the whole call.
            told = dict.fromkeys(range(len(chunk)), told[None])
        for index, found in told.items():
            is_stale = any(refusal.code == STALE for refusal in found)
            code = "metafield_stale" if is_stale else REFUSED
            text = " ".join(refusal.message for refusal in found)
            chunk[index].error = MetafieldError(code, told=text)
        return [pair for index, pair in enumerate(chunk) if index not in told]

    def _delete(self, pairs):
        chunks = list(split_every(METAFIELDS_IN_A_CALL, pairs, list))
        rows = [
            {
                "metafields": [
                    {
                        "ownerId": self._kind.gid(pair.owner),
                        "namespace": pair.mapping.namespace,
                        "key": pair.mapping.key,
                    }
                    for pair in chunk
                ]
            }
            for chunk in chunks
        ]
        outcomes = self._client.push(documents.METAFIELDS_DELETE, rows) if rows else ()
        for chunk, outcome in zip(chunks, outcomes, strict=True):
            told = outcome.error or " ".join(one.message for one in outcome.user_errors)
            code = "metafield_not_answered" if outcome.error else REFUSED
            for pair in chunk:
                if told:
                    pair.error = MetafieldError(code, told=told)
                else:
                    _note_sent(pair, "", "")


def _note_sent(pair, value, digest):
    """Note what Shopify holds now."""
    pair.error = None
    pair.value, pair.digest = value, digest
    shopify_key = pair.mapping._conversion().key(value)
    pair.present = Sides(shopify=shopify_key, odoo=pair.present.odoo)


def _position(refusal):
    """Return which metafield of a call a refusal is about, None if about all of them."""
    part = refusal.field[1] if len(refusal.field) > 1 else ""
    return int(part) if part.isdigit() else None
