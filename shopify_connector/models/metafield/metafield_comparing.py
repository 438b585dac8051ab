# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Compare metafields with the fields they are mapped to, and write what Shopify changed (P19).

The steps *diff* and, for what comes from Shopify, *write*.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from odoo import models
from odoo.fields import Domain

from ...rules.metafield_compare import Sides, which_way
from ...rules.metafield_meaning import ValueProblem
from ..sync.fast_rows import insert_rows, update_rows
from ..sync.transaction import in_halves
from .metafield_mapping import TO_ODOO, TO_SHOPIFY
from .metafield_texts import MetafieldError
from .metafield_value import NO_ERROR

# A value that is no value of the type differs from all that are.
UNREADABLE = "?"


@dataclass(eq=False, slots=True)
class Pair:
    """A metafield of one owner, and the Odoo field it is mapped to.

    :ivar owner: the product, variant, customer or order
    :ivar record: the Odoo record that stands for it
    :ivar row: what is kept of it; empty if it is new
    :ivar value: Shopify's text, "" if there is none
    :ivar odoo_value: the field's value as Shopify's text
    :ivar present: both as comparable texts
    :ivar way: where the value is to go, as ``which_way`` says
    :ivar error: why it could not go, or be compared
    """

    mapping: models.BaseModel
    owner: models.BaseModel
    record: models.BaseModel
    row: models.BaseModel
    value: str
    digest: str
    odoo_value: str = ""
    present: Sides = field(default_factory=Sides)
    way: str = ""
    error: Exception | None = None

    @property
    def synced(self):
        """What both sides held at the last sync, None if there was none."""
        return Sides.from_json(self.row.synced)

    def base(self):
        """Return the bases of the next comparison: a change that is left stays a change."""
        if self.error or self.way in ("conflict", "ignored"):
            return self.synced
        if self.synced is None and not self.way and self.present.shopify != self.present.odoo:
            # An empty side has erased nothing: that was no sync.
            return None
        return self.present


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _metafield_pairs(self, kind, owners, found, mappings):
        """Put metafields and Odoo's fields side by side, and tell which way each value goes.

        :param OwnerKind kind: of the owners
        :param owners: records of its model
        :param dict found: by gid the client's ``OwnerMetafields``; owners that Shopify no longer
            has are left out
        :param mappings: ``shopify.metafield.mapping`` of this kind
        :return: list of Pair
        """
        rows = {
            (row.mapping_id.id, row[kind.column].id): row
            for row in self.env["shopify.metafield"].search(
                [("mapping_id", "in", mappings.ids), (kind.column, "in", owners.ids)]
            )
        }
        there = {
            owner: {(one.namespace, one.key): one for one in found[gid].metafields}
            for owner, gid in ((owner, kind.gid(owner)) for owner in owners)
            if gid in found
        }
        pairs = []
        for mapping in mappings:
            texts = mapping._odoo_texts(owners[kind.link])
            conversion = mapping._conversion()
            settle = self._metafield_settling(mapping.owner)
            for owner, metafields in there.items():
                metafield = metafields.get((mapping.namespace, mapping.key))
                row = rows.get((mapping.id, owner.id), self.env["shopify.metafield"])
                pair = Pair(
                    mapping,
                    owner,
                    owner[kind.link],
                    row,
                    metafield.value if metafield else "",
                    metafield.digest if metafield else "",
                )
                pairs.append(pair)
                if metafield and metafield.type != mapping.type:
                    pair.error = MetafieldError("other_type", type=metafield.type)
                else:
                    self._compare_pair(pair, conversion, texts[pair.record.id], settle)
        return pairs

    def _compare_pair(self, pair, conversion, odoo, settle):
        """Set which way a value goes.

        :param Pair pair: what is compared
        :param Conversion conversion: of its mapping
        :param odoo: the field's value as Shopify's text, or the ValueProblem
        :param str settle: ``odoo``, ``shopify`` or ``ask``
        """
        mapping = pair.mapping
        try:
            shopify_key = self._key(conversion, pair.value, mapping.direction in TO_ODOO)
            if isinstance(odoo, ValueProblem):
                odoo_key = self._key(conversion, odoo, mapping.direction in TO_SHOPIFY)
            else:
                pair.odoo_value = odoo
                odoo_key = conversion.key(odoo)
        except ValueProblem as problem:
            pair.error = problem
            return
        pair.present = Sides(shopify=shopify_key, odoo=odoo_key)
        pair.way = which_way(pair.present, pair.synced, mapping.direction, settle)

    @staticmethod
    def _key(conversion, value, is_needed):
        """Return a comparable text, also of a value that can't be read and need not be.

        :param value: Shopify's text, or the ValueProblem
        :param bool is_needed: whether the value may go to the other side
        """
        try:
            if isinstance(value, ValueProblem):
                raise value
            return conversion.key(value)
        except ValueProblem as problem:
            if is_needed:
                raise
            return f"{UNREADABLE}{problem.params.get('value', problem.code)}"

    def _metafield_settling(self, owner):
        """Return what holds when both sides have changed: ``odoo``, ``shopify`` or ``ask``."""
        if owner in ("product", "variant"):
            return self.product_conflict
        return self.customer_conflict if owner == "customer" else "ask"

    # === WRITE TO ODOO === #

    def _write_metafields(self, kind, pairs):
        """Write what Shopify has changed to the Odoo records.

        :param OwnerKind kind: of the owners
        :param list pairs: Pair objects whose way is ``to_odoo``
        """
        self._refuse_shared(kind, pairs)
        values = defaultdict(dict)
        waiting = defaultdict(list)
        for mapping, group in _grouped(pairs):
            converted = mapping._odoo_values({pair.value for pair in group})
            name = mapping._field().name
            for pair in group:
                if isinstance(converted[pair.value], ValueProblem):
                    pair.error = pair.error or converted[pair.value]
                elif not pair.error:
                    values[pair.record][name] = converted[pair.value]
                    waiting[pair.record].append(pair)

        def note_error(record, error):
            for pair in waiting[record]:
                pair.error = error

        records = self.env[kind.odoo_model].union(*values)
        in_halves(records, lambda part: _write_alike(part, values), note_error)
        written = [pair for record in waiting for pair in waiting[record] if not pair.error]
        for mapping, group in _grouped(written):
            self._read_again(mapping, group)

    def _refuse_shared(self, kind, pairs):
        """Refuse values for records that stand for several owners: which one's would hold?"""
        model = self.env[kind.model]
        records = self.env[kind.odoo_model].union(*(pair.record for pair in pairs))
        groups = model._read_group(
            kind.domain(self) & Domain(kind.link, "in", records.ids),
            [kind.link],
            ["id:recordset"],
            having=[("__count", ">", 1)],
        )
        shared = dict(groups)
        for pair in pairs:
            if owners := shared.get(pair.record):
                names = ", ".join(f"{one.display_name} ({one.shopify_id})" for one in owners)
                pair.error = MetafieldError("shared", record=pair.record.display_name, owners=names)

    def _read_again(self, mapping, pairs):
        """Note what Odoo has made of the values that were written."""
        records = self.env[pairs[0].record._name].union(*(pair.record for pair in pairs))
        conversion, texts = mapping._conversion(), mapping._odoo_texts(records)
        for pair in pairs:
            text = texts[pair.record.id]
            if isinstance(text, ValueProblem):
                odoo_key = self._key(conversion, text, is_needed=False)
            else:
                pair.odoo_value, odoo_key = text, conversion.key(text)
            pair.present = Sides(shopify=pair.present.shopify, odoo=odoo_key)

    # === KEEP === #

    def _keep_metafields(self, kind, pairs):
        """Keep what was seen and what was synced; what stays as it was is not written.

        :param OwnerKind kind: of the owners
        :param list pairs: Pair objects
        """
        new, changed, gone = [], {}, self.env["shopify.metafield"]
        for pair in pairs:
            values = self._kept_values(pair)
            if pair.row and _is_nothing(values):
                gone |= pair.row
            elif pair.row:
                if any(pair.row[name] != value for name, value in values.items()):
                    changed[pair.row.id] = values
            elif not _is_nothing(values):
                place = {
                    "mapping_id": pair.mapping.id,
                    "shop_id": self.id,
                    "company_id": self.company_id.id,
                    kind.column: pair.owner.id,
                }
                new.append({**place, **values})
        model = self.env["shopify.metafield"]
        gone.unlink()
        if changed:
            update_rows(model, changed)
        insert_rows(model, new)
        model.invalidate_model(flush=False)

    def _kept_values(self, pair):
        explained = self._explained_error(pair)
        base = pair.base()
        is_refused = isinstance(pair.error, MetafieldError) and pair.error.is_refused
        return {
            "value": pair.value or False,
            "digest": pair.digest or False,
            "odoo_value": pair.odoo_value or False,
            "synced": base.as_json() if base else False,
            **NO_ERROR,
            "has_conflict": pair.way == "conflict",
            "refused": pair.present.odoo if is_refused else False,
            "error": explained.message if explained else False,
            "fix": explained.fix if explained else False,
        }

    def _explained_error(self, pair):
        if not pair.error:
            return None
        explain = self.env["shopify.explain"]
        return explain._explain_metafield(pair.error, pair.mapping)


def _is_nothing(values):
    """Tell whether there is nothing on either side, and nothing to say."""
    synced = values["synced"] or {}
    return not any((values["value"], values["error"], values["has_conflict"], *synced.values()))


def _grouped(pairs):
    """Group pairs by their mapping."""
    groups = defaultdict(list)
    for pair in pairs:
        groups[pair.mapping].append(pair)
    return groups.items()


def _write_alike(records, values):
    """Write values to records, those that get the same in one go.

    :param dict values: dict of field values by record
    """
    groups = defaultdict(lambda: records.browse())
    for record in records:
        groups[repr(sorted(values[record].items()))] |= record
    for group in groups.values():
        group.write(values[group[0]])
