# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The pictures of products: read, uploaded, downloaded (P16)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from . import documents
from .errors import MalformedAnswer, UntrustedAddress
from .objects import reading as read
from .objects.media import MediaOfProduct, StagedTarget
from .transport import TransportFailure
from .typed_pages import OnMalformed, typed_pages

T = TypeVar("T")

#: Products whose media are read in a request, and variants whose picture is.
PRODUCTS_AT_ONCE = 50
VARIANTS_AT_ONCE = 250
CHANGED_PAGE = 250
#: Files that are staged in one request.
STAGED_AT_ONCE = 100
#: Files that are on their way at once: each is in memory meanwhile.
FILES_AT_ONCE = 4
#: A download that takes longer is given up.
DOWNLOAD_SECONDS = 60.0

#: A file that does not come or go is left for the next sync.
ATTEMPTS = 4

_GONE = frozenset({403, 404, 410})


@dataclass(frozen=True, slots=True)
class ChangedProduct:
    """A product and when it was changed."""

    id: str
    updated_at: datetime

    @classmethod
    @read.at_the_door("Product")
    def from_node(cls, node: read.Node) -> "ChangedProduct":
        """Read a node of the document ``ProductsChanged``."""
        return cls(id=read.text(node, "id"), updated_at=read.moment(node, "updatedAt"))


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload.

    :param name: what Shopify is to call it
    :param mime: its type, such as ``image/png``
    """

    name: str
    mime: str


@dataclass(frozen=True, slots=True)
class Download:
    """What came of a download.

    :param content: the file; empty if there is a problem
    :param problem: ``image_untrusted_host``, ``image_gone``, ``image_redirected``,
        ``image_too_large``, ``image_not_loaded``; ``""``: none
    :param detail: what the problem's text names
    :param is_passing: whether it may go better another time
    """

    content: bytes = b""
    problem: str = ""
    detail: str = ""
    is_passing: bool = False


class MediaFiles:
    """The client's pictures; needs ``execute``, ``pages`` and ``nodes_by_ids``."""

    # === READING === #

    def changed_products(self, query: str | None) -> Iterator[list[ChangedProduct]]:
        """The products that a query finds, oldest change first: nothing but ids and times."""
        pages = self.pages(
            documents.PRODUCTS_CHANGED, {"query": query}, root="products", first=CHANGED_PAGE
        )
        return typed_pages(pages, ChangedProduct.from_node, None)

    def product_media(
        self, ids: Iterable[str], *, on_malformed: OnMalformed | None = None
    ) -> list[MediaOfProduct]:
        """All media of products, by the products' gids; of one that is gone nothing.

        :param on_malformed: told a product that can't be read; by default that is raised
        """
        found = self.nodes_by_ids(documents.PRODUCT_MEDIA_BY_ID, ids, PRODUCTS_AT_ONCE)
        pages = typed_pages(found, MediaOfProduct.from_node, on_malformed)
        return [product for page in pages for product in page]

    def variant_media(self, ids: Iterable[str]) -> dict[str, str]:
        """The media that variants show, by their gids; one without is left out."""
        found = self.nodes_by_ids(documents.VARIANT_MEDIA_BY_ID, ids, VARIANTS_AT_ONCE)
        return {
            read.text(node, "id"): shown[0]
            for page in found
            for node in page
            if (shown := read.connection(node, "media", lambda media: read.text(media, "id")))
        }

    # === UPLOADING === #

    def stage_images(self, files: Sequence[File]) -> list[StagedTarget]:
        """Ask for places to upload files to, many in a request; in the files' order.

        :raises HandsOff: nothing may be changed (G13)
        """
        found: list[StagedTarget] = []
        for start in range(0, len(files), STAGED_AT_ONCE):
            data = self.execute(
                documents.STAGED_UPLOAD,
                {"input": [_staged_input(each) for each in files[start : start + STAGED_AT_ONCE]]},
                repeatable=True,
            )
            targets = data["stagedUploadsCreate"]["stagedTargets"]
            found += map(StagedTarget.from_node, targets)
        if len(found) != len(files):
            why = f"{len(found)} places for {len(files)} files"
            raise MalformedAnswer("stagedUploadsCreate.stagedTargets", why)
        return found

    def upload_images(self, files: Sequence[tuple[StagedTarget, File, bytes]]) -> list[str]:
        """Upload files side by side.

        :param files: place, file and content; all are in memory meanwhile
        :return: for each why it was not taken, ``""`` if it was
        """
        return _side_by_side(self._upload, files)

    def _upload(self, what: tuple[StagedTarget, File, bytes]) -> str:
        target, file, content = what
        url = self.endpoint.check_file_url(target.url)
        upload = (file.name, content, file.mime)

        def send():
            answer = self._transport.upload(url, dict(target.fields), upload)
            if answer.status >= 500 or answer.status == 429:
                raise TransportFailure(f"HTTP status {answer.status}")
            return "" if answer.status < 300 else f"HTTP status {answer.status}"

        try:
            return self._again(send)
        except TransportFailure as failure:
            return failure.detail

    # === DOWNLOADING === #

    def download_images(self, urls: Sequence[str], most_bytes: int) -> list[Download]:
        """Download pictures side by side: only from Shopify's own file hosts, and no redirects.

        :param most_bytes: a larger file is not read to its end
        :return: for each what came of it
        """
        return _side_by_side(lambda url: self._download(url, most_bytes), urls)

    def _download(self, url: str, most_bytes: int) -> Download:
        try:
            self.endpoint.check_image_url(url)
        except UntrustedAddress as error:
            return Download(problem="image_untrusted_host", detail=error.params["host"])

        def load():
            answer = self._transport.load(url, most_bytes, DOWNLOAD_SECONDS)
            if answer.status >= 500 or answer.status == 429:
                raise TransportFailure(f"HTTP status {answer.status}")
            return answer

        try:
            answer = self._again(load)
        except TransportFailure as failure:
            if failure.too_large:
                return Download(problem="image_too_large")
            return Download(problem="image_not_loaded", detail=failure.detail, is_passing=True)
        if answer.status == 200:
            return Download(answer.body)
        if answer.status in _GONE:
            return Download(problem="image_gone", is_passing=True)
        if 300 <= answer.status < 400:
            return Download(problem="image_redirected")
        detail = f"HTTP status {answer.status}"
        return Download(problem="image_not_loaded", detail=detail, is_passing=True)

    # === BOTH === #

    def _again(self, work: Callable[[], T]) -> T:
        """Try what does no harm twice until it goes well.

        :raises TransportFailure: it went wrong again and again
        """
        failures = 0
        while True:
            try:
                return work()
            except TransportFailure as failure:
                failures += 1
                if failure.too_large or failure.too_slow or failures == ATTEMPTS:
                    raise
            self._sleep(self._retry.pause(failures))


def _staged_input(file: File) -> dict[str, str]:
    return {
        "resource": "IMAGE",
        "filename": file.name,
        "mimeType": file.mime,
        "httpMethod": "POST",
    }


def _side_by_side(work: Callable[..., T], each: Sequence) -> list[T]:
    if len(each) < 2:
        return [work(one) for one in each]
    with ThreadPoolExecutor(FILES_AT_ONCE, "shopify-files") as threads:
        return list(threads.map(work, each))
