# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""One change for many Shopify products: status, collections, sales channels (P15, P17, P18)."""

from dataclasses import dataclass
from typing import Any

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...shopify import documents, gid
from ..shop.shop_sync import SYNCING
from .product_push import push_changes
from .shopify_product import STATUSES

TARGETS = {
    "join": "shopify.collection",
    "leave": "shopify.collection",
    "publish": "shopify.publication",
    "unpublish": "shopify.publication",
}


@dataclass(frozen=True)
class ProductChange:
    """What is to become of products.

    :ivar kind: ``status``, ``join`` or ``leave`` (collections), ``publish`` or ``unpublish``
        (sales channels)
    :ivar value: the status, or the collections or sales channels
    """

    kind: str
    value: Any

    @classmethod
    def from_options(cls, env, options):
        """Take it out of a run's options again, where :meth:`as_options` has put it."""
        kind, value = options
        return cls(kind, env[TARGETS[kind]].browse(value).exists() if kind in TARGETS else value)

    def as_options(self):
        """Return what a run's options keep of it: a list that JSON can hold."""
        return [self.kind, self.value.ids if self.kind in TARGETS else self.value]

    @property
    def document(self):
        """The mutation that makes the change, of one product."""
        documents_by_kind = {
            "publish": documents.PRODUCT_PUBLISH,
            "unpublish": documents.PRODUCT_UNPUBLISH,
        }
        return documents_by_kind.get(self.kind, documents.PRODUCT_EDIT)

    def variables(self, product):
        """Return the mutation's variables for a product."""
        identity = gid.make("Product", product.shopify_id)
        match self.kind:
            case "status":
                return {"product": {"id": identity, "status": self.value.upper()}}
            case "join":
                return {"product": {"id": identity, "collectionsToJoin": self._gids("Collection")}}
            case "leave":
                return {"product": {"id": identity, "collectionsToLeave": self._gids("Collection")}}
        return {
            "id": identity,
            "input": [{"publicationId": each} for each in self._gids("Publication")],
        }

    def _gids(self, kind):
        return [gid.make(kind, target.shopify_id) for target in self.value]

    def values(self):
        """Return the field values of products that Shopify has changed."""
        if self.kind == "status":
            return {"status": self.value}
        field = "collection_ids" if self.kind in ("join", "leave") else "publication_ids"
        command = Command.link if self.kind in ("join", "publish") else Command.unlink
        return {field: [command(target.id) for target in self.value]}

    def text(self, env):
        """Say in the user's language what is to become of a product."""
        if self.kind == "status":
            label = dict(env["shopify.product"]._fields["status"]._description_selection(env))
            return env._("status %s", label[self.value])
        names = ", ".join(self.value.mapped("name"))
        texts = {
            "join": env._("join %s", names),
            "leave": env._("leave %s", names),
            "publish": env._("publish on %s", names),
            "unpublish": env._("take off %s", names),
        }
        return texts[self.kind]


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    # === PUBLIC METHODS === #

    def shopify_set_status(self, status):
        """Set the status of products in Shopify, in one go (P15). Callable over XML-RPC.

        :param str status: ``active``, ``draft``, ``archived`` or ``unlisted``
        :return: list of dicts, one a product: ``{"product_id", "done", "error", "fix"}``
        :raises UserError: if there is no such status, changes are switched off, or Shopify can't
            be asked
        """
        if status not in dict(STATUSES):
            raise UserError(
                self.env._(
                    "There is no status %(status)s. Choose one of: %(statuses)s.",
                    status=status,
                    statuses=", ".join(dict(STATUSES)),
                )
            )
        return self._change_now(ProductChange("status", status))

    def shopify_join_collections(self, collection_ids):
        """Add products to collections in Shopify, in one go (P18). Callable over XML-RPC.

        :param list collection_ids: ids of ``shopify.collection`` without rules, of the products'
            own shop
        :return: list of dicts, one a product: ``{"product_id", "done", "error", "fix"}``
        :raises UserError: if a collection has rules or is another shop's, changes are switched
            off, or Shopify can't be asked
        """
        return self._change_targets("join", collection_ids)

    def shopify_leave_collections(self, collection_ids):
        """Take products out of collections in Shopify, in one go (P18). Callable over XML-RPC.

        Arguments, result and errors are those of :meth:`shopify_join_collections`.
        """
        return self._change_targets("leave", collection_ids)

    def shopify_publish(self, publication_ids):
        """Publish products on sales channels, in one go (P17). Callable over XML-RPC.

        :param list publication_ids: ids of ``shopify.publication`` of the products' own shop
        :return: list of dicts, one a product: ``{"product_id", "done", "error", "fix"}``
        :raises UserError: if a sales channel is another shop's, changes are switched off, or
            Shopify can't be asked
        """
        return self._change_targets("publish", publication_ids)

    def shopify_unpublish(self, publication_ids):
        """Take products off sales channels, in one go (P17). Callable over XML-RPC.

        Arguments, result and errors are those of :meth:`shopify_publish`.
        """
        return self._change_targets("unpublish", publication_ids)

    def shopify_add_tags(self, names):
        """Add tags; they go out with the next product sync (P11). Callable over XML-RPC.

        :param list names: such as ``["summer", "sale"]``
        :return: True
        :raises UserError: if it were more, or longer ones, than Shopify takes
        """
        self.check_access("write")
        for company, products in self.grouped("company_id").items():
            tags = self.env["shopify.product.tag"]._ids_by_name(company, set(names))
            products.write({"tag_ids": [Command.link(tag) for tag in tags.values()]})
        return True

    def shopify_remove_tags(self, names):
        """Remove tags; the next product sync removes them in Shopify (P11). Callable over XML-RPC.

        :param list names: such as ``["summer", "sale"]``; one that a product lacks is no error
        :return: True
        """
        self.check_access("write")
        gone = self.tag_ids.filtered(lambda tag: tag.name in names)
        self.write({"tag_ids": [Command.unlink(tag.id) for tag in gone]})
        return True

    # === BUSINESS METHODS === #

    def _change_targets(self, kind, ids):
        return self._change_now(ProductChange(kind, self.env[TARGETS[kind]].browse(ids).exists()))

    def _change_now(self, change):
        """Make a change of products at once, as far as Shopify takes it.

        :param ProductChange change: what is to become of them
        :return: list of dicts, one a product
        """
        self.check_access("write")
        self._ensure_changeable()
        self._ensure_fitting(change)
        refused = {}
        for shop, products in self.grouped("shop_id").items():
            with shop._asking_shopify() as client:
                refused |= products._push_change(client, change)[1]
        self.filtered(lambda product: product not in refused)._keep_taken(change.values())
        return [product._outcome(refused.get(product)) for product in self]

    def _push_change(self, client, change):
        """Make a change of one shop's products in Shopify.

        :return: (dict of Shopify's answer by product, dict of CatalogueError by product that it
            refused)
        """
        rows = {product: change.variables(product) for product in self}
        return push_changes(client, change.document, rows)

    def _keep_taken(self, values):
        """Keep of products what Shopify has taken."""
        self.with_context(**{SYNCING: True}).write(values)

    def _ensure_fitting(self, change):
        """Refuse collections with rules, and what is not of the products' own shop."""
        if change.kind not in TARGETS:
            return
        if not change.value:
            raise UserError(self.env._("Choose at least one."))
        if change.kind in ("join", "leave"):
            change.value._ensure_joinable()
        for shop in self.shop_id:
            for target in change.value:
                if not shop._has_listed(target):
                    raise UserError(
                        self.env._(
                            "%(target)s belongs to another shop than %(shop)s. Change the products "
                            "of one shop at a time.",
                            target=target.name,
                            shop=shop.name,
                        )
                    )

    def _outcome(self, error):
        explained = error and self.env["shopify.explain"]._explain(error)
        return {
            "product_id": self.id,
            "done": not error,
            "error": explained.message if error else "",
            "fix": explained.fix if error else "",
        }
