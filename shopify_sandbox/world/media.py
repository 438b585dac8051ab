# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Pictures of products: the nodes, the files behind them, which product and variant shows them."""

import re
import secrets

from ..clock import iso
from .pictures import look_at, why_refused

FOLDER = "/s/files/1/0601/files/"
MOST_OF_A_PRODUCT = 250
LONGEST_ALT = 512
_UNSAFE = re.compile(r"[^\w.-]+")


class FileShelf:
    """The files of one shop by their path; a file's bytes stay with its media."""

    def __init__(self):
        self._media: dict[str, dict] = {}

    def free_path(self, name: str) -> str:
        """A path for a file of this name, made different if the name is taken."""
        name = _UNSAFE.sub("_", name.rpartition("/")[2]) or "file"
        path = FOLDER + name
        if path in self._media:
            stem, dot, ending = name.rpartition(".")
            stem, ending = (stem, dot + ending) if dot else (name, "")
            path = f"{FOLDER}{stem}_{secrets.token_hex(8)}{ending}"
        return path

    def put(self, media: dict) -> None:
        """Make a media's file known."""
        self._media[media["_path"]] = media

    def take_away(self, media: dict) -> None:
        """Forget a file."""
        self._media.pop(media["_path"], None)

    def find(self, path: str) -> dict | None:
        """The media whose file lies at a path."""
        return self._media.get(path)


def new_media(shop, content, filename, alt=None):
    """Add a picture that waits to be processed.

    :param Shop shop: where
    :param bytes|None content: the file; None: it can't be had
    :param str filename: what it is called
    :param str|None alt: alternative text
    :return: the ``MediaImage`` node, its status UPLOADED
    :rtype: dict
    """
    media = shop.index(
        "MediaImage",
        {
            "alt": alt or "",
            "mediaContentType": "IMAGE",
            "mediaErrors": [],
            "mediaWarnings": [],
            "fileErrors": [],
            "mimeType": None,
            "image": None,
            "metafields": [],
            "translations": [],
            "_content": content,
            "_path": shop.files.free_path(filename),
            "_products": [],
        },
    )
    shop.files.put(media)
    shop.collection("MediaImage").append(media)
    set_status(media, "UPLOADED")
    return media


def add_media(shop, product, content, filename="picture.png", alt=None):
    """Add a picture to a product, processed already.

    :param dict product: the product node
    :param bytes content: the file
    :return: the ``MediaImage`` node
    :rtype: dict
    """
    media = new_media(shop, content, filename, alt)
    process(shop, media)
    put_on(product, media)
    shop.touch(product)
    return media


def replace_content(shop, media, content):
    """Put another file in the place of a picture's, under the same id."""
    media["_content"] = content
    process(shop, media)
    shop.touch(media)
    for product in media["_products"]:
        shop.touch(product)


def process(shop, media, fails=False):
    """Make a picture of an uploaded file, or say what is wrong with it."""
    content = media["_content"]
    problem = ("IMAGE_DOWNLOAD_FAILURE", "Image could not be downloaded")
    if fails:
        problem = ("IMAGE_PROCESSING_FAILURE", "Image could not be processed")
    elif content is not None:
        problem = why_refused(content)
    if problem:
        _fail(media, *problem)
    else:
        _make_ready(shop, media, look_at(content))
    media["updatedAt"] = shop.now()


def _fail(media, code, message):
    set_status(media, "FAILED")
    for kind in ("Media", "File"):
        media[f"{kind.lower()}Errors"] = [
            {"__typename": f"{kind}Error", "code": code, "message": message, "details": None}
        ]


def _make_ready(shop, media, picture):
    image = {
        "__typename": "Image",
        "id": media["id"].replace("MediaImage", "ImageSource"),
        "altText": media["alt"],
        "width": picture.width,
        "height": picture.height,
        "thumbhash": None,
        "metafields": [],
        "translations": [],
        "_path": media["_path"],
        "_version": _version(shop, media),
    }
    media.update(image=image, mimeType=picture.mime, mediaErrors=[], fileErrors=[])
    set_status(media, "READY")


def _version(shop, media):
    """A number that is another whenever the file is."""
    known = media["image"] and media["image"]["_version"]
    now = int(shop.clock.now().timestamp())
    return max(now, known + 1) if known else now


def set_status(media, status):
    """Say how far a picture is; a preview is there as soon as the picture is."""
    media["status"] = media["fileStatus"] = status
    media["preview"] = {
        "__typename": "MediaPreviewImage",
        "status": status,
        "image": media["image"],
    }


def describe(media, alt):
    """Give a picture another alternative text."""
    media["alt"] = alt or ""
    if media["image"]:
        media["image"]["altText"] = media["alt"]


def is_on(holder, media):
    """Whether a product or variant shows a picture."""
    return any(each is media for each in holder["media"])


def put_on(product, media):
    """Show a picture on a product, after its others."""
    if not is_on(product, media):
        product["media"].append(media)
        media["_products"].append(product)


def take_off(shop, product, media):
    """Take a picture off a product and its variants."""
    for holder in (product, *product["variants"]):
        holder["media"] = [each for each in holder["media"] if each is not media]
    media["_products"] = [each for each in media["_products"] if each is not product]
    shop.touch(product)


def delete_media(shop, media):
    """Delete a picture: no product shows it any more."""
    for product in list(media["_products"]):
        take_off(shop, product, media)
    shop.files.take_away(media)
    shop.remove(media)


class MediaProcessing:
    """Makes pictures of uploaded files after the request that added them, as Shopify does.

    :param sandbox: the ``Sandbox``.
    :param seconds: how long it takes; 0: it is done before the next request; None: ``step()``
        moves it on.
    """

    def __init__(self, sandbox, seconds: float | None):
        self.sandbox = sandbox
        self.seconds = seconds
        self._waiting: list[tuple[dict, object]] = []

    def add(self, media: dict) -> None:
        """Take up a new picture, or one whose file was replaced."""
        self._waiting.append((media, self.sandbox.shop.clock.now()))

    def advance(self) -> None:
        """Finish what has taken long enough."""
        if self.seconds is None:
            return
        due = self.sandbox.moment(seconds=-self.seconds)
        waiting, self._waiting = self._waiting, []
        for media, since in waiting:
            if iso(since) <= due:
                self._finish(media)
            else:
                set_status(media, "PROCESSING")
                self._waiting.append((media, since))

    def step(self) -> None:
        """Move every picture on by one status."""
        waiting, self._waiting = self._waiting, []
        for media, since in waiting:
            if media["status"] == "PROCESSING":
                self._finish(media)
            else:
                set_status(media, "PROCESSING")
                self._waiting.append((media, since))

    def _finish(self, media):
        shop = self.sandbox.shop
        process(shop, media, fails=self.sandbox.faults.media_fails())
        for product in media["_products"]:
            shop.touch(product)
