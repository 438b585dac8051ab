# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The pictures of one product: what Odoo has, what Shopify has, what both had last (P16).

A *place* is where Odoo keeps a picture, such as ``product.template,5``. Media and variants are
named by Shopify's numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields

READY = "READY"
FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in Odoo.

    :param template: the place of the main picture of its template
    :param checksum: of its file
    :param alt: the alternative text that it is to have
    :param variants: the Shopify variants that are to show it
    """

    place: str
    template: str
    checksum: str
    alt: str = ""
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A picture in Shopify.

    :param status: ``UPLOADED``, ``PROCESSING``, ``READY`` or ``FAILED``
    :param url: where its file is; another one for another file; ``""`` before it is ready
    :param variants: those that show it
    """

    id: str
    status: str = READY
    alt: str = ""
    url: str = ""
    variants: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether Shopify still works on it."""
        return self.status not in (READY, FAILED)


@dataclass(frozen=True, slots=True)
class SyncedPicture:
    """What a place and its media held at the last sync.

    :param template: the place of the main picture of its template
    :param checksum: of the file in Odoo; ``""``: there was none
    :param alt: the text that Odoo had for it
    :param variants: the variants for which nothing is left to do
    :param pending: by variant for which something is, the media that it showed at the last sync
    :param media: ``""``: it has none in Shopify
    :param media_alt: the text that Shopify had
    :param url: where Shopify had the file
    :param status: the media's
    :param error: why the media is not what the place has; ``""``: it is
    :param detail: what the error's text names beside its place
    """

    place: str
    template: str = ""
    checksum: str = ""
    alt: str = ""
    variants: tuple[str, ...] = ()
    pending: Mapping[str, str] = field(default_factory=dict)
    media: str = ""
    media_alt: str = ""
    url: str = ""
    status: str = ""
    error: str = ""
    detail: str = ""

    def to_json(self) -> dict:
        """As it is stored."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Conflict:
    """What was changed on both sides, or would be lost without asking.

    :param kind: ``removed`` (from Shopify, still in Odoo), ``alt``, ``variant`` (shows another
        picture in Shopify), ``picture`` (in Odoo, where one from Shopify is to go)
    """

    place: str
    kind: str


def from_json(stored: Sequence[dict] | None) -> tuple[SyncedPicture, ...]:
    """Read what was stored; what later versions add is left out."""
    names = {each.name for each in fields(SyncedPicture)}
    return tuple(
        SyncedPicture(
            **{
                name: tuple(value) if name == "variants" else value
                for name, value in entry.items()
                if name in names
            }
        )
        for entry in stored or ()
    )


def to_json(synced: Iterable[SyncedPicture]) -> list[dict]:
    """As it is stored."""
    return [entry.to_json() for entry in synced]


def differs(pictures: Sequence[Picture], synced: Sequence[SyncedPicture]) -> bool:
    """Whether Odoo's pictures are others than at the last sync, or one is not settled (P14).

    :param pictures: in Odoo's order
    """
    before = [
        # with an error beside its media, it came from Shopify, or was to
        (
            entry.place,
            not (entry.error and entry.media) and entry.checksum,
            entry.alt,
            entry.variants,
        )
        for entry in synced
        if entry.checksum
    ]
    now = [(each.place, each.checksum, each.alt, each.variants) for each in pictures]
    return now != before or any(entry.media and is_open(entry) for entry in synced)


def is_open(entry: SyncedPicture) -> bool:
    """Whether Shopify was still working on the media of a place."""
    return bool(entry.status) and entry.status not in (READY, FAILED)
