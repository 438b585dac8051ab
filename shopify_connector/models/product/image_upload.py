# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Upload the files of images that Shopify has not, a few in memory at a time (P16)."""

from dataclasses import dataclass

from odoo.tools import split_every

from ...rules.image import (
    MOST_BYTES_TO_SHOPIFY,
    TYPES_TO_SHOPIFY,
    file_name,
    image_facts,
    refusal_to_shopify,
)
from ...rules.image_sides import Picture
from ...shopify.media import FILES_AT_ONCE, File, StagedTarget
from ..sync.transaction import in_fresh_transaction

MOST_MEDIA = 250


@dataclass(eq=False, slots=True)
class Upload:
    """A file for Shopify.

    :ivar source: the address by which Shopify takes it; ``""``: it is not uploaded
    :ivar error: code of why it is not
    :ivar is_passing: whether it may go better another time
    """

    picture: Picture
    file: File
    target: StagedTarget | None = None
    source: str = ""
    error: str = ""
    detail: str = ""
    is_passing: bool = False

    def refuse(self, error, detail="", is_passing=False):
        """Say why it is not uploaded."""
        self.error, self.detail, self.is_passing = error, detail, is_passing


class ImageUpload:
    """Uploads what is new of a block of products.

    :param pictures: ProductPictures of them
    """

    def __init__(self, env, client, pictures):
        self._env = env
        self._client = client
        self._pictures = pictures

    def send(self, works):
        """Upload the new pictures, and note on the works what became of them.

        :param list works: ExportWork
        """
        for work in works:
            room = MOST_MEDIA - len(work.media)
            for number, picture in enumerate(work.matched.new):
                upload = Upload(picture, self._file(work.product, picture))
                work.uploads.append(upload)
                size = self._pictures.files[picture.place].size
                if number >= room:
                    upload.refuse("image_no_room", is_passing=True)
                elif size > MOST_BYTES_TO_SHOPIFY:
                    upload.refuse("image_too_large", megabytes(size))
        waiting = [each for work in works for each in work.uploads if not each.error]
        if not waiting:
            return
        targets = self._client.stage_images([upload.file for upload in waiting])
        for upload, target in zip(waiting, targets, strict=True):
            upload.target = target
        for group in split_every(FILES_AT_ONCE, waiting):
            self._send(list(group))

    def _file(self, product, picture):
        mime = self._pictures.files[picture.place].mime or ""
        kind = mime.removeprefix("image/")
        kind = kind if kind in TYPES_TO_SHOPIFY else "jpeg"
        return File(file_name(product.name, picture.checksum, kind), f"image/{kind}")

    def _send(self, uploads):
        contents = in_fresh_transaction(
            self._env,
            lambda: [self._pictures.content(upload.picture.place) for upload in uploads],
        )
        good = []
        for upload, content in zip(uploads, contents, strict=True):
            if content is None:
                upload.refuse("image_changed", is_passing=True)
                continue
            facts = image_facts(content)
            if code := refusal_to_shopify(facts, len(content)):
                upload.refuse(code, described(facts, code))
            else:
                good.append((upload, content))
        problems = self._client.upload_images(
            [(upload.target, upload.file, content) for upload, content in good]
        )
        for (upload, _content), problem in zip(good, problems, strict=True):
            if problem:
                upload.refuse("image_not_uploaded", problem, is_passing=True)
            else:
                upload.source = upload.target.source


def megabytes(size):
    """Write a size in bytes as megabytes, such as ``21.5``."""
    return f"{size / 1_000_000:.1f}"


def described(facts, code):
    """Say of a refused picture what the text names."""
    match code:
        case "image_type":
            return facts.type.upper()
        case "image_too_many_pixels":
            return f"{facts.width * facts.height / 1_000_000:.1f}"
        case "image_too_uneven":
            return f"{facts.width} × {facts.height}"
    return ""
