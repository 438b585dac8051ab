# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify is to be told of a product's pictures: new media are added, old ones kept (P16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .image import mark, mark_of
from .image_order import moves, wanted_order
from .image_sides import FAILED, READY, Conflict, Media, Picture, SyncedPicture


@dataclass(frozen=True, slots=True)
class Matched:
    """Which pictures Shopify has.

    :param known: media by place
    :param new: those to upload; of several places with the same file the first
    :param gone: places whose media was deleted in Shopify, where it stays so
    :param waits: whether it can be told only later which are new
    """

    known: Mapping[str, str]
    new: tuple[Picture, ...] = ()
    gone: frozenset[str] = frozenset()
    conflicts: tuple[Conflict, ...] = ()
    waits: bool = False


def match(
    pictures: Sequence[Picture],
    media: Sequence[Media],
    synced: Sequence[SyncedPicture],
    policy: str,
) -> Matched:
    """Find which of Odoo's pictures Shopify has: by the last sync, else by the file's name.

    A file whose upload was not noted, as its process was killed, is known by its name. While
    media are not ready they have no names: new ones then wait.

    :param policy: what happens to media that were deleted in Shopify: ``odoo`` sends them again,
        ``shopify`` leaves them out, ``ask``
    """
    return _Matching(media, synced, policy).result(pictures)


class _Matching:
    def __init__(self, media, synced, policy):
        self.there = {each.id: each for each in media}
        self.before = {entry.place: entry for entry in synced}
        self.policy = policy
        self.by_checksum = {
            entry.checksum: entry.media
            for entry in synced
            if entry.checksum and entry.media in self.there and not entry.error
        }
        self.by_mark = {mark_of(each.url): each.id for each in media if mark_of(each.url)}
        noted = {entry.media for entry in synced}
        self.has_unknown = any(each.is_open and each.id not in noted for each in media)

    def result(self, pictures):
        known, new, gone, conflicts = {}, {}, set(), []
        for picture in pictures:
            before = self.before.get(picture.place)
            same = before is not None and before.checksum == picture.checksum
            if same and before.error and not before.media:
                continue
            same = same and not before.error
            if found := self._media_of(picture, before if same else None):
                known[picture.place] = found
            elif same and before.media and before.status != FAILED and self.policy != "odoo":
                gone.add(picture.place)
                if self.policy == "ask":
                    conflicts.append(Conflict(picture.place, "removed"))
            else:
                new.setdefault(picture.checksum, picture)
        waits = bool(new) and self.has_unknown
        return Matched(
            known, () if waits else tuple(new.values()), frozenset(gone), tuple(conflicts), waits
        )

    def _media_of(self, picture, before):
        if before and before.media in self.there:
            return before.media
        if before and before.media:
            return ""  # deleted in Shopify; a file of the same name is not this one
        by_content = self.by_checksum.get(picture.checksum)
        return by_content or self.by_mark.get(mark(picture.checksum), "")


@dataclass(frozen=True, slots=True)
class Settling:
    """What is left to do once all of a product's pictures are in Shopify.

    :param alts: new alternative text by media
    :param moves: pairs of media and its new place, one after the other
    :param detach: pairs of variant and the media that it shows no longer
    :param attach: pairs of variant and media
    :param settled: by place, the variants for which nothing is left to do
    :param last_shown: the media that variants showed at the last sync
    :param open_alts: places whose text is left for later
    """

    alts: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[tuple[str, int], ...] = ()
    detach: tuple[tuple[str, str], ...] = ()
    attach: tuple[tuple[str, str], ...] = ()
    settled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    last_shown: Mapping[str, str] = field(default_factory=dict)
    open_alts: frozenset[str] = frozenset()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether Shopify has nothing to be told."""
        return not (self.alts or self.moves or self.detach or self.attach)


def settle(
    pictures: Sequence[Picture],
    media: Sequence[Media],
    synced: Sequence[SyncedPicture],
    known: Mapping[str, str],
    policy: str,
) -> Settling:
    """Compare texts, order and variants of the pictures that are in Shopify.

    :param known: media by place
    :param policy: what holds for what was changed on both sides: ``odoo``, ``shopify``, ``ask``
    """
    there = {each.id: each for each in media}
    before = {entry.place: entry for entry in synced}
    shown = [picture for picture in pictures if known.get(picture.place) in there]
    alts, open_alts, alt_conflicts = _alts(shown, there, before, known, policy)
    variants = _Variants(there, synced, policy)
    for picture in shown:
        variants.compare(picture, there[known[picture.place]])
    return Settling(
        alts=alts,
        moves=tuple(_moves(shown, media, synced, known)),
        detach=tuple(variants.detach),
        attach=tuple(variants.attach),
        settled=variants.settled,
        last_shown=variants.last,
        open_alts=frozenset(open_alts),
        conflicts=(*alt_conflicts, *variants.conflicts),
    )


def _alts(pictures, there, before, known, policy):
    alts, left, conflicts, seen = {}, [], [], set()
    for picture in pictures:
        media = there[known[picture.place]]
        last = before.get(picture.place)
        # one media for several places has the text of the first
        if media.id in seen:
            continue
        seen.add(media.id)
        if last is None or last.media != media.id or picture.alt in (last.alt, media.alt):
            continue
        if media.is_open:
            left.append(picture.place)
        elif media.alt == last.media_alt or policy == "odoo":
            alts[media.id] = picture.alt
        elif policy == "ask":
            left.append(picture.place)
            conflicts.append(Conflict(picture.place, "alt"))
    return alts, left, conflicts


def _moves(pictures, media, synced, known):
    current = [each.id for each in media]
    ours = list(dict.fromkeys(known[picture.place] for picture in pictures))
    before = {entry.place: entry.media for entry in synced}
    noted = dict.fromkeys(before.values())
    replaced = {
        known[picture.place]: before[picture.place]
        for picture in pictures
        if picture.place in before
    }
    wanted = wanted_order(
        current,
        ours,
        added=frozenset(ours) - noted.keys(),
        replaced=replaced,
        reordered=[each for each in ours if each in noted]
        != [each for each in noted if each in ours],
    )
    return moves(current, wanted)


class _Variants:
    """Which variant is to show another picture."""

    def __init__(self, there, synced, policy):
        self.now = {variant: each.id for each in there.values() for variant in each.variants}
        self.last = {variant: entry.media for entry in synced for variant in entry.variants}
        for entry in synced:
            self.last.update(entry.pending)
        self.policy = policy
        self.detach: list[tuple[str, str]] = []
        self.attach: list[tuple[str, str]] = []
        self.settled: dict[str, tuple[str, ...]] = {}
        self.conflicts: list[Conflict] = []

    def compare(self, picture: Picture, media: Media) -> None:
        settled = [each for each in picture.variants if self._is_settled(each, picture, media)]
        self.settled[picture.place] = tuple(settled)

    def _is_settled(self, variant, picture, media):
        now, last = self.now.get(variant, ""), self.last.get(variant, "")
        if now == media.id or media.status == FAILED or last == media.id:
            return True
        if last and now and now != last and self.policy != "odoo":
            if self.policy == "ask":
                self.conflicts.append(Conflict(picture.place, "variant"))
            return self.policy == "shopify"
        if media.status != READY:
            return False
        if now:
            self.detach.append((variant, now))
        self.attach.append((variant, media.id))
        return False


def carried_out(
    settling: Settling,
    pictures: Sequence[Picture],
    known: Mapping[str, str],
    *,
    untold: frozenset[str] = frozenset(),
    unattached: frozenset[str] = frozenset(),
) -> Settling:
    """What was settled, after it has been told to Shopify.

    :param untold: media whose text Shopify did not take
    :param unattached: variants that do not show their picture yet
    """
    attached = {variant for variant, _media in settling.attach} - unattached
    return replace(
        settling,
        alts={media: alt for media, alt in settling.alts.items() if media not in untold},
        open_alts=settling.open_alts
        | {picture.place for picture in pictures if known.get(picture.place) in untold},
        settled={
            picture.place: tuple(
                variant
                for variant in picture.variants
                if variant in attached or variant in settling.settled.get(picture.place, ())
            )
            for picture in pictures
        },
    )


def noted(
    pictures: Sequence[Picture],
    media: Sequence[Media],
    synced: Sequence[SyncedPicture],
    matched: Matched,
    settling: Settling,
) -> list[SyncedPicture]:
    """What both sides hold after what was settled has been told to Shopify.

    :param media: as they are now in Shopify
    :param settling: as :func:`carried_out` gives it
    """
    there = {each.id: each for each in media}
    before = {entry.place: entry for entry in synced}
    found = []
    for picture in pictures:
        last = before.get(picture.place)
        each = there.get(matched.known.get(picture.place, ""))
        if each is not None:
            found.append(_noted(picture, each, last, settling))
        elif last is not None:
            unchanged = last.checksum == picture.checksum and not last.media
            settled = picture.place in matched.gone or unchanged
            found.append(_left(picture, last) if settled else last)
    return found


def _noted(picture, media, last, settling):
    is_left = picture.place in settling.open_alts
    settled = settling.settled.get(picture.place, ())
    return SyncedPicture(
        place=picture.place,
        template=picture.template,
        checksum=picture.checksum,
        alt=last.alt if is_left else picture.alt,
        variants=settled,
        pending={
            variant: settling.last_shown[variant]
            for variant in picture.variants
            if variant in settling.last_shown and variant not in settled
        },
        media=media.id,
        media_alt=last.media_alt if is_left else settling.alts.get(media.id, media.alt),
        url=media.url,
        status=media.status,
    )


def _left(picture, last):
    """An entry of which Shopify knows nothing, its text and variants noted as they are."""
    return replace(last, alt=picture.alt, variants=picture.variants)
