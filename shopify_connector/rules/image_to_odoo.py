# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Odoo is to take over of a product's pictures in Shopify (P16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .image_sides import READY, Conflict, Media, Picture, SyncedPicture

#: Why a place has not what its media has: Odoo's own picture stays, as the shop is set.
KEPT = "image_kept"


@dataclass(frozen=True, slots=True)
class Template:
    """An Odoo product that a Shopify product is linked to.

    :param place: of its main picture
    :param variants: the place of the picture of each linked Shopify variant; empty where the
        template has a single variant, whose picture is the template's
    :param shopify_variants: the Shopify variants that are linked to it
    """

    place: str
    variants: Mapping[str, str]
    shopify_variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A place for a picture.

    :param place: ``""``: a further picture of the template that has no place yet
    :param template: the place of the template's main picture
    :param position: of a further picture among all, from 1; 0 for any other
    """

    place: str
    template: str
    media: Media
    position: int = 0


@dataclass(frozen=True, slots=True)
class Take:
    """A picture to take over.

    :param copy_of: the place that has the file already; ``""``: it is to be downloaded
    :param checksum: of the file that the place has now, ``""`` if none
    """

    target: Target
    copy_of: str
    checksum: str


@dataclass(frozen=True, slots=True)
class FromShopify:
    """What is to happen in Odoo.

    :param take: pictures to take over
    :param noted: entries of the places that stay as they are
    :param renamed: new alternative texts by place
    :param drop: places of further pictures that are no longer in Shopify
    """

    take: tuple[Take, ...] = ()
    noted: tuple[SyncedPicture, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def targets(
    media: Sequence[Media], template: Template, synced: Sequence[SyncedPicture]
) -> list[Target]:
    """Where the pictures of a product belong in one of its templates.

    The first one is the template's, unless that stands for a single variant which has its own;
    those of variants go to variants, all others are further ones.

    :param media: the product's, all ready, in their order
    """
    if not media:
        return []
    shown = {variant: each for each in media for variant in each.variants}
    own = [shown[variant] for variant in template.shopify_variants if variant in shown]
    main = own[0] if own and not template.variants else media[0]
    found = [Target(template.place, template.place, main)]
    for variant, place in template.variants.items():
        if variant in shown:
            found.append(Target(place, template.place, shown[variant]))
    places = {
        entry.media: entry.place
        for entry in synced
        if entry.template == template.place and _is_further(entry)
    }
    for position, each in enumerate(media, 1):
        if each is not main and not each.variants:
            found.append(Target(places.get(each.id, ""), template.place, each, position))
    return found


def _is_further(entry: SyncedPicture) -> bool:
    return entry.place.partition(",")[0] not in ("product.template", "product.product")


def plan(
    wanted: Sequence[Target],
    synced: Sequence[SyncedPicture],
    pictures: Mapping[str, Picture],
    policy: str,
) -> FromShopify:
    """Compare what Shopify has with what Odoo has, by what both had last.

    :param wanted: the targets of all templates of the product
    :param pictures: what Odoo has now, by place
    :param policy: what happens to a picture in Odoo that did not come by the last sync: ``odoo``
        keeps it, ``shopify`` replaces it, ``ask``
    """
    planning = _Planning(synced, pictures, policy)
    for target in wanted:
        planning.add(target)
    return planning.result({target.place for target in wanted})


class _Planning:
    def __init__(self, synced, pictures, policy):
        self.before = {entry.place: entry for entry in synced}
        self.pictures = pictures
        self.policy = policy
        self.files = {
            (entry.media, entry.url): entry.place for entry in synced if self._has_file(entry)
        }
        self.take: list[Take] = []
        self.noted: list[SyncedPicture] = []
        self.renamed: dict[str, str] = {}
        self.conflicts: list[Conflict] = []

    def _checksum(self, place):
        return self.pictures[place].checksum if place in self.pictures else ""

    def _has_file(self, entry):
        """Whether a place still has what its media had."""
        same = entry.checksum and self._checksum(entry.place) == entry.checksum
        return bool(same and entry.media and not entry.error)

    def add(self, target: Target) -> None:
        media, last = target.media, self.before.get(target.place)
        checksum = self._checksum(target.place)
        if last and (last.media, last.url) == (media.id, media.url):
            self.noted.append(self._seen(last, media))
        elif not checksum or self.policy == "shopify" or (last and last.checksum == checksum):
            copy_of = self.files.get((media.id, media.url), "")
            self.take.append(Take(target, copy_of, checksum))
        elif self.policy == "odoo":
            self.noted.append(left_out(target, self.pictures.get(target.place), KEPT))
        else:
            self.conflicts.append(Conflict(target.place, "picture"))
            if last:
                self.noted.append(last)

    def _seen(self, last, media):
        """The entry of a place whose media is the same; its text may be another (P16).

        A text that was changed in Odoo since stays there.
        """
        if media.alt == last.media_alt:
            return last
        picture = self.pictures.get(last.place)
        if picture and picture.alt == last.alt and not last.error and _is_further(last):
            self.renamed[last.place] = media.alt
            return replace(last, alt=media.alt, media_alt=media.alt)
        return replace(last, media_alt=media.alt)

    def result(self, used):
        others = [entry for entry in self.before.values() if entry.place not in used]
        return FromShopify(
            take=tuple(self.take),
            # a product without pictures in Shopify keeps the one that it has in Odoo
            noted=(*self.noted, *(entry for entry in others if not _is_further(entry))),
            renamed=self.renamed,
            drop=tuple(
                entry.place for entry in others if _is_further(entry) and self._has_file(entry)
            ),
            conflicts=tuple(self.conflicts),
        )


def taken(target: Target, place: str, picture: Picture) -> SyncedPicture:
    """The entry of a place that now has what its media has.

    :param place: where the picture is; a further one got its place only now
    :param picture: what Odoo has there
    """
    return replace(left_out(target, picture), place=place)


def left_out(
    target: Target, picture: Picture | None, error: str = "", detail: str = ""
) -> SyncedPicture:
    """The entry of a place that has not what its media has.

    :param picture: what Odoo has there
    :param error: why
    :param detail: what the error's text names beside the place
    """
    return SyncedPicture(
        place=target.place,
        template=target.template,
        checksum=picture.checksum if picture else "",
        alt=picture.alt if picture else "",
        variants=picture.variants if picture else (),
        media=target.media.id,
        media_alt=target.media.alt,
        url=target.media.url,
        status=READY,
        error=error,
        detail=detail,
    )
