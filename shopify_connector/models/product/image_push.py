# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tell Shopify of images: new media, texts, order, and which variant shows what (P16)."""

from dataclasses import dataclass, field, replace

from odoo.tools import split_every

from ...rules.image_to_shopify import Matched, Settling, carried_out
from ...shopify import documents, gid
from ...shopify.objects.media import ProductMedia
from .image_texts import ImageError
from .image_upload import Upload
from .image_work import ImageWork, media_gid, media_key

# Pairs of variant and media in one mutation.
PAIRS_AT_ONCE = 100


@dataclass(eq=False, slots=True)
class ExportWork(ImageWork):
    """What Shopify is to be told of one product's pictures, and what became of it.

    :ivar uploads: files that are uploaded, or were refused
    :ivar is_told: whether Shopify was told anything
    :ivar is_open: whether there is more to do once Shopify has worked on it
    :ivar told: the media whose text Shopify has taken
    :ivar attached: the variants that show their image now
    :ivar is_ordered: whether the media stand in the wanted order
    """

    matched: Matched = field(default_factory=lambda: Matched({}))
    settling: Settling = field(default_factory=Settling)
    uploads: list[Upload] = field(default_factory=list)
    is_told: bool = False
    is_open: bool = False
    told: set[str] = field(default_factory=set)
    attached: set[str] = field(default_factory=set)
    is_ordered: bool = True

    def add_known(self, media_by_checksum):
        """Note which media was made of which file."""
        added = {
            picture.place: media_by_checksum[picture.checksum]
            for picture in self.pictures
            if picture.checksum in media_by_checksum
        }
        self.matched = replace(self.matched, known={**self.matched.known, **added})

    def conclude(self):
        """Leave of what was to be told that which Shopify has taken."""
        settling = self.settling
        self.settling = carried_out(
            settling,
            self.pictures,
            self.matched.known,
            untold=frozenset(settling.alts.keys() - self.told),
            unattached=frozenset({variant for variant, _media in settling.attach} - self.attached),
        )


class ImagePush:
    """Sends what differs of a block of products.

    :param client: a client of the shop
    """

    def __init__(self, client):
        self._client = client

    def add(self, works):
        """Make media of the files that were uploaded."""
        for work, _row, outcome in self._push(documents.PRODUCT_MEDIA_ADD, _added_rows(works)):
            if outcome.succeeded:
                _take_in_added(work, outcome.payload["product"]["media"]["nodes"])
            elif outcome.outcome_unknown:
                work.is_open = True

    def tell(self, works):
        """Send texts, order and which variant shows what; what was taken is noted on the works.

        :raises ShopifyError: what would meet every further product too
        """
        for work in works:
            work.is_ordered = not work.settling.moves
        try:
            self._tell(works)
        finally:
            for work in works:
                work.conclude()

    def _tell(self, works):
        for work, _row, outcome in self._push(documents.PRODUCT_MEDIA_REORDER, _move_rows(works)):
            if outcome.succeeded:
                _reorder(work)
        detach = _pair_rows(works, lambda settling: settling.detach)
        stuck = {
            work
            for work, _row, outcome in self._push(documents.VARIANT_MEDIA_DETACH, detach)
            if not outcome.succeeded
        }
        attach = _pair_rows([work for work in works if work not in stuck], lambda s: s.attach)
        for work, row, outcome in self._push(documents.VARIANT_MEDIA_APPEND, attach):
            if outcome.succeeded:
                _show(work, row["variantMedia"])
        for work, _row, outcome in self._push(documents.FILES_UPDATE, _alt_rows(works)):
            if outcome.succeeded:
                _describe(work)

    def _push(self, document, rows):
        """Send a mutation for each row, and hand out what became of it as it comes.

        :param list rows: (work, variables)
        :return: iterator of (work, variables, BulkRow)
        """
        sent = [variables for _work, variables in rows]
        for outcome in self._client.push(document, sent) if sent else ():
            work, variables = rows[outcome.line_number]
            work.is_told = True
            if outcome.user_errors:
                detail = "; ".join(error.message for error in outcome.user_errors)
                work.errors.append(ImageError("image_refused", detail=detail))
            elif outcome.error:
                work.errors.append(ImageError("image_not_answered", detail=outcome.error))
            yield work, variables, outcome


def _added_rows(works):
    rows = []
    for work in works:
        media = [
            {
                "mediaContentType": "IMAGE",
                "originalSource": upload.source,
                "alt": upload.picture.alt,
            }
            for upload in work.uploads
            if upload.source
        ]
        if media:
            rows.append((work, {"product": {"id": work.gid}, "media": media}))
    return rows


def _take_in_added(work, nodes):
    """Note which new media is which file: they come in the order in which they were sent."""
    before = {each.id: each for each in work.media}
    added = [node for node in nodes if node["id"] not in before]
    sent = [upload for upload in work.uploads if upload.source]
    work.media = [
        before.get(node["id"])
        or ProductMedia(node["id"], True, node["status"], node["alt"] or "", (), None)
        for node in nodes
    ]
    if len(added) != len(sent):
        # Somebody else added some at the same time: they are known by their names later.
        work.is_open = True
        return
    work.add_known(
        {
            upload.picture.checksum: media_key(node["id"])
            for upload, node in zip(sent, added, strict=True)
        }
    )


def _alt_rows(works):
    return [
        (
            work,
            {
                "files": [
                    {"id": media_gid(key), "alt": alt} for key, alt in work.settling.alts.items()
                ]
            },
        )
        for work in works
        if work.settling.alts
    ]


def _move_rows(works):
    return [
        (
            work,
            {
                "id": work.gid,
                "moves": [
                    {"id": media_gid(key), "newPosition": str(place)}
                    for key, place in work.settling.moves
                ],
            },
        )
        for work in works
        if work.settling.moves
    ]


def _describe(work):
    work.told |= work.settling.alts.keys()
    work.media = [
        replace(each, alt=work.settling.alts.get(media_key(each.id), each.alt))
        for each in work.media
    ]


def _reorder(work):
    work.is_ordered = True
    by_key = {media_key(each.id): each for each in work.media}
    for key, place in work.settling.moves:
        work.media.remove(by_key[key])
        work.media.insert(place, by_key[key])


def _show(work, pairs):
    shown = {str(gid.number(pair["variantId"])): pair["mediaIds"][0] for pair in pairs}
    work.attached |= shown.keys()
    work.show(shown)


def _pair_rows(works, pairs_of):
    rows = []
    for work in works:
        for part in split_every(PAIRS_AT_ONCE, pairs_of(work.settling)):
            pairs = [
                {
                    "variantId": gid.make("ProductVariant", int(variant)),
                    "mediaIds": [media_gid(key)],
                }
                for variant, key in part
            ]
            rows.append((work, {"productId": work.gid, "variantMedia": pairs}))
    return rows
