# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tags that were edited here and are still to be sent (P11).

Only what was added and removed is kept, so that tags which change in Shopify meanwhile stay.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagEdits:
    """Tags added and removed here since Shopify was last told."""

    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    @classmethod
    def from_json(cls, stored: Mapping | None) -> "TagEdits":
        """Read what :meth:`as_json` gave, or an empty value."""
        kept = stored or {}
        return cls(frozenset(kept.get("added", ())), frozenset(kept.get("removed", ())))

    def as_json(self) -> dict[str, list[str]]:
        """:return: the edits as a dict to store; empty if there are none"""
        if not self:
            return {}
        return {"added": sorted(self.added), "removed": sorted(self.removed)}

    def then(self, before: Collection[str], after: Collection[str]) -> "TagEdits":
        """Add a further edit.

        :param before: the tags that were shown
        :param after: the tags that the user left
        :return: the edits together; a tag that was added and removed again is none
        """
        added, removed = frozenset(after) - set(before), frozenset(before) - set(after)
        return TagEdits(
            (self.added - removed) | (added - self.removed),
            (self.removed - added) | (removed - self.added),
        )

    def apply(self, tags: Collection[str]) -> frozenset[str]:
        """Give the tags to show.

        :param tags: those that Shopify has
        :return: these with the edits; a tag that differs in capitals only is replaced
        """
        added = {tag.casefold() for tag in self.added}
        kept = {tag for tag in tags if tag not in self.removed and tag.casefold() not in added}
        return frozenset(kept) | self.added

    def without(self, sent: "TagEdits") -> "TagEdits":
        """Give what is left once some edits have been sent.

        :param sent: the edits that Shopify has taken
        :return: what was edited since; what was undone since is an edit the other way
        """
        return TagEdits(
            (self.added - sent.added) | (sent.removed - self.removed),
            (self.removed - sent.removed) | (sent.added - self.added),
        )
