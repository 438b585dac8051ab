# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Bring Shopify's images to Odoo: only changed ones are loaded (P16).

The steps *fetch*, *stage*, *diff* and *write*. What a picture is, and where it now is in Odoo, is
noted in the transaction that writes it.
"""

import base64
from dataclasses import dataclass, field, replace
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ...rules.image import MOST_BYTES_FROM_SHOPIFY, image_facts, refusal_from_shopify
from ...rules.image_sides import SyncedPicture, to_json
from ...rules.image_to_odoo import (
    KEPT,
    FromShopify,
    Take,
    Template,
    left_out,
    plan,
    taken,
    targets,
)
from ...shopify import gid
from ...shopify.media import FILES_AT_ONCE
from ..sync.changes import write_changed
from ..sync.moments import utc_naive
from ..sync.transaction import in_fresh_transaction
from .image_notes import ImageNotes
from .image_places import FIELDS, FURTHER, HERE, ProductPictures, place_of
from .image_upload import described
from .image_work import (
    PRODUCTS_AT_ONCE,
    ImageWork,
    left_to_do,
    media_key,
    read_odoo,
    read_shopify,
    stage,
)

# Shopify shows some changes late.
OVERLAP = timedelta(minutes=5)


@dataclass(eq=False, slots=True)
class ImportWork(ImageWork):
    """What Odoo is to take over of one product's pictures, and what became of it.

    :ivar entries: what is noted of each place
    :ivar waits: whether Shopify still works on a picture
    :ivar is_open: whether something may go better another time
    :ivar is_changed: whether anything was written
    """

    plan: FromShopify = field(default_factory=FromShopify)
    entries: dict[str, SyncedPicture] = field(default_factory=dict)
    waits: bool = False
    is_open: bool = False
    is_changed: bool = False

    def store(self):
        """Keep on the product what is noted."""
        write_changed(self.product, {"synced_images": to_json(self.entries.values()) or False})

    def arrange(self):
        """Bring what is noted into Odoo's order, in which the other direction compares it."""
        order = {place: number for number, place in enumerate(self.pictures_now())}
        places = sorted(self.entries, key=lambda place: order.get(place, len(order)))
        self.entries = {place: self.entries[place] for place in places}

    def pictures_now(self):
        """Return what Odoo has now, by place."""
        pictures = ProductPictures(self.product)
        return {each.place: each for each in pictures.of(self.product)}


@dataclass(eq=False, slots=True)
class Load:
    """A file to load, and where it goes.

    :ivar url: its address at Shopify
    """

    work: ImportWork
    url: str
    takes: list[Take]


class ImageImport:
    """Takes in the images of a shop's products, a block after the other.

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
        self._done = set()

    def run(self):
        """Take in what differs.

        :return: whether all is done; False when the time was over
        """
        started = fields.Datetime.now()
        ids = in_fresh_transaction(self._env, self._collect)
        if not self._work_on_all(ids, self._come_to):
            return False
        if "product_ids" in self._options:
            return True
        if self._shop.images_synced_until and not self._work_on_changed():
            return False
        in_fresh_transaction(self._env, lambda: self._note_read(started))
        return True

    # === FETCH === #

    def _collect(self):
        """Return the products to read: the chosen ones, all, or those that are not finished."""
        domain = self._shop._image_domain(self._options)
        products = self._env["shopify.product"]
        if "product_ids" not in self._options:
            self._shop._forget_skipped_images()
        if not self._options.keys() & {"product_ids", "full"}:
            domain &= Domain.custom(to_sql=_is_unfinished)
        found = products.search(left_to_do(domain, self._meter.run), order="id").ids
        self._meter.run.total = self._meter.run.done_count + len(found)
        return found

    def _work_on_all(self, ids, note=None):
        """Work on products.

        :param note: told each block, to be stored
        :return: whether all are done; False when the time was over
        """
        for block in split_every(PRODUCTS_AT_ONCE, ids):
            self._work_on(list(block))
            if note:
                in_fresh_transaction(self._env, lambda block=block: note(block))
            if self._meter.should_stop():
                return False
        return True

    def _come_to(self, block):
        self._meter.run.position = block[-1]

    def _work_on_changed(self):
        """Read the products that were changed in Shopify since the last time, oldest first."""
        since = self._shop.images_synced_until - OVERLAP
        query = f"updated_at:>='{since:%Y-%m-%dT%H:%M:%SZ}'"
        for page in self._client.changed_products(query):
            ids = in_fresh_transaction(self._env, lambda page=page: self._known(page))
            if not self._work_on_all(ids):
                return False
            until = utc_naive(page[-1].updated_at) if page else False
            if until:
                in_fresh_transaction(self._env, lambda until=until: self._note_read(until))
        return True

    def _known(self, page):
        numbers = [str(gid.number(each.id)) for each in page]
        domain = self._shop._image_domain() & Domain("shopify_id", "in", numbers)
        found = [
            each
            for each in self._env["shopify.product"].search(domain, order="id").ids
            if each not in self._done
        ]
        self._meter.run.total += len(found)
        return found

    def _note_read(self, until):
        """Products come with the oldest change first: a run that is killed goes on from here."""
        self._shop.images_synced_until = until
        self._meter.count("read")

    def _work_on(self, ids):
        works = in_fresh_transaction(self._env, lambda: self._take_in_hand(ids))
        read_shopify(self._client, works)
        in_fresh_transaction(self._env, lambda: stage(self._env, works))
        loads = in_fresh_transaction(self._env, lambda: self._diff_all(works))
        for group in split_every(FILES_AT_ONCE, loads):
            self._load(list(group))
        in_fresh_transaction(self._env, lambda: self._finish(works))
        self._done.update(ids)

    def _take_in_hand(self, ids):
        works, _pictures = read_odoo(self._env["shopify.product"].browse(ids).exists())
        return [ImportWork(work.product, work.pictures, work.synced) for work in works]

    # === DIFF === #

    def _diff_all(self, works):
        there = [work for work in works if work.media is not None]
        pictures = ProductPictures(self._env["shopify.product"].union(*(w.product for w in there)))
        return [load for work in there for load in self._diff(work, pictures)]

    def _diff(self, work, pictures):
        """Compare one product, take over what Odoo has already, and return what is to be loaded."""
        work.errors = []
        work.entries = {entry.place: entry for entry in work.synced}
        if any(side.is_open for side in work.sides()):
            work.waits = True
            return []
        wanted = self._targets(work, pictures)
        work.plan = plan(
            wanted, work.synced, {each.place: each for each in work.pictures}, self._policy
        )
        work.entries |= {entry.place: entry for entry in work.plan.noted}
        for conflict in work.plan.conflicts:
            work.note(f"image_conflict_{conflict.kind}", conflict.place)
        self._copy(work)
        return self._loads(work)

    def _targets(self, work, pictures):
        sides = zip(work.sides(), work.media, strict=True)
        media = [side for side, each in sides if each.image]
        found = []
        for template in pictures.templates_of(work.product):
            variants = pictures.linked_variants(work.product, template)
            is_single = len(template.product_variant_ids) == 1
            facts = Template(
                place_of(template),
                {}
                if is_single
                else {each.shopify_id: place_of(each.odoo_product_id) for each in variants},
                tuple(variants.mapped("shopify_id")),
            )
            found += targets(media, facts, work.synced)
        return found

    def _copy(self, work):
        """Take over files that Odoo has in another place: all are read before one is written."""
        copies = [take for take in work.plan.take if take.copy_of]
        if not copies:
            return
        pictures = ProductPictures(work.product)
        contents = [pictures.content(take.copy_of) for take in copies]
        for take, content in zip(copies, contents, strict=True):
            self._write(work, take, content)
        work.store()

    def _loads(self, work):
        urls = {gid.number(each.id): each.image.sized_url for each in work.media if each.image}
        loads = {}
        for take in work.plan.take:
            if not take.copy_of:
                url = urls[int(take.target.media.id)]
                loads.setdefault(url, Load(work, url, [])).takes.append(take)
        return list(loads.values())

    # === WRITE === #

    def _load(self, loads):
        downloads = self._client.download_images(
            [load.url for load in loads], MOST_BYTES_FROM_SHOPIFY
        )

        def write():
            for load, download in zip(loads, downloads, strict=True):
                self._write_all(load, download)
            for work in {load.work for load in loads}:
                work.store()

        in_fresh_transaction(self._env, write)

    def _write_all(self, load, download):
        code, detail = download.problem, download.detail
        if not code:
            facts = image_facts(download.content)
            code = refusal_from_shopify(facts, len(download.content))
            detail = described(facts, code)
        if code == "image_too_large":
            code = "image_too_large_to_load"
        for take in load.takes:
            if not code:
                self._write(load.work, take, download.content)
            elif download.is_passing:
                load.work.is_open = True
                self._note_problem(load.work, take, code, detail)
            else:
                self._refuse(load.work, take, code, detail)

    @staticmethod
    def _note_problem(work, take, code, detail):
        work.note(code, take.target.place or take.target.template, detail)

    def _refuse(self, work, take, code, detail):
        """Note that a file can't be taken; it is not loaded again until it is another."""
        target = take.target
        place = target.place or f"{HERE},{self._row(work, target).id}"
        entry = left_out(target, work.pictures_now().get(place), code, detail)
        work.entries[place] = replace(entry, place=place)
        self._note_problem(work, take, code, detail)

    def _write(self, work, take, content):
        """Put a file into its place, unless somebody has put another one there meanwhile."""
        now = work.pictures_now()
        known = now.get(take.target.place)
        if content is None or (known.checksum if known else "") != take.checksum:
            work.is_open = True
            return
        try:
            with self._env.cr.savepoint():
                place = self._put(work, take.target, content)
                self._env.flush_all()
        except (ValueError, OSError, UserError) as error:
            self._refuse(work, take, "image_not_an_image", str(error))
            return
        work.entries.pop(take.target.place, None)
        work.entries[place] = taken(take.target, place, work.pictures_now()[place])
        work.is_changed = True

    def _put(self, work, target, content):
        """Write a file.

        :return: its place
        """
        record = self._env["shopify.product"]._image_record(target.place)
        data = base64.b64encode(content)
        if record and (record._name != HERE or record.image or FURTHER not in self._env):
            record.write({FIELDS[record._name]: data})
            return place_of(record)
        template = self._env["shopify.product"]._image_record(target.template)
        if FURTHER in self._env:
            record = self._env[FURTHER].create(
                {
                    "name": target.media.alt or template.name,
                    "product_tmpl_id": template.id,
                    "sequence": target.position,
                    "image_1920": data,
                }
            )
            return place_of(record)
        row = self._row(work, target)
        row.image = data
        return place_of(row)

    @staticmethod
    def _row(work, target):
        return work.product.image_ids.filtered(lambda row: row.shopify_id == target.media.id)

    # === NOTE THE OUTCOME === #

    def _finish(self, works):
        notes = ImageNotes(self._shop, self._meter)
        for work in works:
            if work.media is not None:
                self._finish_one(work)
            if not work.product.removed:
                notes.note(work.product, work.errors, "changed" if work.is_changed else "unchanged")
        notes.keep()

    def _finish_one(self, work):
        self._drop(work)
        self._rename(work)
        self._arrange(work)
        for entry in work.plan.noted:
            if entry.error not in ("", KEPT):
                work.note(entry.error, entry.place, entry.detail)
        if work.is_changed:
            work.arrange()
        work.store()
        is_done = not (work.waits or work.is_open or work.plan.conflicts)
        template = work.product.odoo_template_id
        write_changed(work.product, {"images_template_id": is_done and template.id})

    def _drop(self, work):
        """Take away further pictures that are no longer in Shopify, and as they came from there."""
        now = work.pictures_now() if work.plan.drop else {}
        for place in work.plan.drop:
            entry = work.entries.pop(place, None)
            if not entry or place not in now or now[place].checksum != entry.checksum:
                continue
            record = self._env["shopify.product"]._image_record(place)
            if record._name == HERE:
                record.image = False
            else:
                record.unlink()
            work.is_changed = True

    def _rename(self, work):
        for place, text in work.plan.renamed.items():
            record = self._env["shopify.product"]._image_record(place)
            if record._name == HERE:
                record.alt = text
            elif record and text:
                record.name = text
            work.is_changed = True

    def _arrange(self, work):
        """Let further pictures stand in Shopify's order."""
        order = {media_key(each.id): number for number, each in enumerate(work.media, 1)}
        for entry in work.entries.values():
            if entry.place.startswith(f"{FURTHER},") and entry.media in order:
                record = self._env["shopify.product"]._image_record(entry.place)
                write_changed(record, {"sequence": order[entry.media]})


def _is_unfinished(model, alias, query):
    """Tell in SQL whose images were not all taken over by the Odoo product that it is now."""
    return SQL(
        "%s IS DISTINCT FROM %s",
        model._field_to_sql(alias, "images_template_id", query),
        model._field_to_sql(alias, "odoo_template_id", query),
    )
