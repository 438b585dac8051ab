# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Bring Odoo's images to Shopify: what has changed, new media added and old ones kept (P16).

The steps *collect*, *diff*, *push* and *note the outcome*. A file is named after its content: one
that was uploaded by a run which was killed before it noted so is known again by its name.
"""

import time

from odoo.tools import split_every

from ...rules.image_sides import FAILED, SyncedPicture, differs, from_json, is_open, to_json
from ...rules.image_to_shopify import match, noted, settle
from ..sync import transaction
from ..sync.transaction import in_fresh_transaction
from .image_notes import ImageNotes
from .image_places import HERE, ProductPictures
from .image_push import ExportWork, ImagePush
from .image_texts import ImageError
from .image_upload import ImageUpload
from .image_work import (
    PRODUCTS_AT_ONCE,
    left_to_do,
    media_key,
    read_odoo,
    read_shopify,
    stage,
)

# Products whose pictures are compared with the last sync in one go.
COMPARED_AT_ONCE = 500
# Shopify makes pictures of files within seconds; what takes longer is looked at by the next run.
PAUSES = (1, 2, 4, 8)


class ImageExport:
    """Sends the images of a shop's products, a block after the other.

    :param shop: the shop record
    :param meter: the run's Meter
    :param client: a client of the shop
    """

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client
        self._options = meter.run.options or {}
        self._policy = shop.product_conflict
        self._push = ImagePush(client)
        self._open = []

    def run(self):
        """Send what differs.

        :return: whether all is done; False when the time was over
        """
        ids = in_fresh_transaction(self._env, self._collect)
        for chunk in split_every(COMPARED_AT_ONCE, ids):
            changed = in_fresh_transaction(self._env, lambda ids=chunk: self._changed(ids))
            unchanged = sorted(set(chunk) - set(changed))
            for block in split_every(PRODUCTS_AT_ONCE, changed):
                self._work_on(list(block))
                unchanged = self._come_to(block[-1], unchanged)
                if self._meter.should_stop():
                    return False
            self._come_to(chunk[-1], unchanged)
        return self._look_again()

    # === COLLECT === #

    def _collect(self):
        domain = left_to_do(self._shop._image_domain(self._options), self._meter.run)
        products = self._env["shopify.product"].search(domain, order="id")
        if "product_ids" not in self._options:
            self._shop._forget_skipped_images()
        self._meter.run.total = self._meter.run.done_count + len(products)
        return products.ids

    def _changed(self, ids):
        """Tell of which products Odoo's pictures are others than at the last sync (P14)."""
        if self._options.keys() & {"product_ids", "full"}:
            return list(ids)
        products = self._env["shopify.product"].browse(ids)
        pictures = ProductPictures(products)
        return [
            product.id
            for product in products
            if differs(pictures.of(product), from_json(product.synced_images))
        ]

    def _come_to(self, position, unchanged):
        """Note how far the run has come, and count the unchanged products up to there.

        :return: the unchanged ones that are still to come
        """

        def note():
            self._meter.run.position = position
            notes = ImageNotes(self._shop, self._meter)
            notes.count("unchanged", sum(each <= position for each in unchanged))
            notes.keep()

        in_fresh_transaction(self._env, note)
        return [each for each in unchanged if each > position]

    def _look_again(self):
        """Finish what had to wait until Shopify has made pictures of the uploaded files."""
        for pause in PAUSES:
            waiting, self._open = self._open, []
            if not waiting:
                break
            # no transaction stays open meanwhile
            transaction.commit(self._env)
            time.sleep(pause)
            for block in split_every(PRODUCTS_AT_ONCE, waiting):
                self._work_on(list(block), is_again=True)
            if self._meter.should_stop():
                return False
        return True

    def _work_on(self, ids, is_again=False):
        works, pictures = in_fresh_transaction(self._env, lambda: self._take_in_hand(ids))
        read_shopify(self._client, works)
        there = [work for work in works if work.media is not None]
        for work in there:
            self._match(work)
        if self._shop.allow_changes:
            ImageUpload(self._env, self._client, pictures).send(there)
            self._push.add(there)
        for work in there:
            self._settle(work)
        try:
            if self._shop.allow_changes:
                self._push.tell(there)
        finally:
            in_fresh_transaction(self._env, lambda: self._keep(works, is_again))
        self._open += [work.product.id for work in there if work.is_open]

    def _take_in_hand(self, ids):
        works, pictures = read_odoo(self._env["shopify.product"].browse(ids).exists())
        return [ExportWork(work.product, work.pictures, work.synced) for work in works], pictures

    # === DIFF === #

    def _match(self, work):
        work.matched = match(work.pictures, work.sides(), work.synced, self._policy)
        if work.matched.waits:
            work.is_open = True
            work.errors.append(ImageError("image_processing"))

    def _settle(self, work):
        work.settling = settle(
            work.pictures, work.sides(), work.synced, work.matched.known, self._policy
        )
        if not self._shop.allow_changes:
            self._hold_back(work)

    def _hold_back(self, work):
        """Tell what would be changed, while changes in Shopify are off (G13)."""
        settling = work.settling
        changes = self._env["shopify.explain"]._image_changes_text(
            len(work.matched.new), len(settling.alts), len(settling.moves), len(settling.attach)
        )
        if changes:
            work.errors.append(ImageError("image_would_change", changes=changes))

    # === NOTE THE OUTCOME === #

    def _keep(self, works, is_again):
        notes = ImageNotes(self._shop, self._meter)
        for work in works:
            if work.media is not None and self._shop.allow_changes:
                self._keep_synced(work)
        stage(self._env, works)
        for work in works:
            if not work.product.removed:
                notes.note(work.product, work.errors, "changed" if work.is_told else "unchanged")
        notes.keep(counts=not is_again)

    def _keep_synced(self, work):
        sides = work.sides()
        entries = {
            entry.place: entry
            for entry in noted(work.pictures, sides, work.synced, work.matched, work.settling)
        }
        refused = {upload.picture.checksum: upload for upload in work.uploads if upload.error}
        for picture in work.pictures:
            upload = refused.get(picture.checksum)
            if upload and not upload.is_passing and picture.place not in work.matched.known:
                entries[picture.place] = _refused_entry(picture, upload)
        kept = [entries[each.place] for each in work.pictures if each.place in entries]
        if work.is_ordered:
            work.product.synced_images = to_json(kept)
        else:
            # Left as it was, so that the next time the order is compared anew.
            work.is_open = True
        work.is_open = work.is_open or any(is_open(entry) and entry.media for entry in kept)
        self._adopt(kept)
        self._note_problems(work, kept)

    def _adopt(self, entries):
        media = {
            self._env["shopify.product"]._image_record(entry.place): entry.media
            for entry in entries
            if entry.place.startswith(f"{HERE},") and entry.media
        }
        self._env["shopify.product"]._adopt_images(media)

    @staticmethod
    def _note_problems(work, entries):
        faults = {media_key(each.id): each.faults for each in work.media}
        for entry in entries:
            if entry.error and not entry.media:
                work.note(entry.error, entry.place, entry.detail)
            elif entry.status == FAILED and entry.media in faults:
                said = "; ".join(fault.message for fault in faults[entry.media])
                work.note("image_failed", entry.place, said or entry.media)
        for upload in work.uploads:
            if upload.error and upload.is_passing:
                work.note(upload.error, upload.picture.place, upload.detail)
        for conflict in (*work.matched.conflicts, *work.settling.conflicts):
            work.note(f"image_conflict_{conflict.kind}", conflict.place)


def _refused_entry(picture, upload):
    return SyncedPicture(
        place=picture.place,
        template=picture.template,
        checksum=picture.checksum,
        alt=picture.alt,
        variants=picture.variants,
        error=upload.error,
        detail=upload.detail,
    )
