# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""In which collections, and on which sales channels, products are (P17, P18)."""

from odoo import fields, models
from odoo.tools import SQL, split_every

from ...shopify import gid
from ...shopify.errors import AccessDenied
from ..sync.fast_rows import replace_links, update_rows
from ..sync.transaction import in_fresh_transaction

AT_ONCE = 250

# Products that have changed in Shopify since it was last asked where they are.
STALE = """
    SELECT id FROM shopify_product
    WHERE connection_id = %(connection)s AND company_id = %(company)s AND removed IS NOT TRUE
        AND shopify_updated_at IS NOT NULL
        AND (%(full)s OR shopify_updated_at IS DISTINCT FROM memberships_at)
    ORDER BY id
"""


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    memberships_at = fields.Datetime(
        readonly=True,
        help="The product's change in Shopify of which its collections and sales channels are "
        "known.",
    )


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _read_memberships(self, meter):
        """Read the collections and sales channels of products that have changed in Shopify.

        250 products a request. What a killed run has left, the next one reads.

        :return: whether all is done; False when the time was over
        """
        full = bool((meter.run.options or {}).get("full"))
        waiting = in_fresh_transaction(self.env, lambda: self._stale_memberships(full))
        if not waiting:
            return True
        try:
            with meter.client() as client:
                reader = MembershipReading(self, client)
                for ids in split_every(AT_ONCE, waiting):
                    reader.ask(self.env["shopify.product"].browse(ids))
                    if meter.should_stop():
                        return False
        except AccessDenied:
            # A shop to which products are only added by hand may do without.
            if self.product_sync != "none":
                raise
        return True

    def _list_catalogue(self, client):
        """Read the shop's sales channels and collections."""
        publications, collections = client.publications(), client.collections()

        def keep():
            self._read_publications(publications)
            self._read_collections(collections)

        in_fresh_transaction(self.env, keep)

    def _stale_memberships(self, full):
        self.env["shopify.product"].flush_model()
        self.env.cr.execute(
            SQL(
                STALE,
                connection=self.connection_id.id,
                company=self.company_id.id,
                full=full,
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]


class MembershipReading:
    """Asks Shopify where products are, and keeps it."""

    def __init__(self, shop, client):
        self._shop = shop
        self._env = shop.env
        self._client = client
        self._is_listed_anew = False

    def ask(self, products):
        """Read the collections and sales channels of products.

        :param products: at most 250 ``shopify.product`` records
        """
        changes = {product: product.shopify_updated_at for product in products}
        numbers = {gid.make("Product", product.shopify_id): product for product in products}
        memberships = [one for page in self._client.memberships(numbers) for one in page]
        if not self._are_known(memberships):
            self._list_anew()

        def keep():
            self._keep({numbers[one.id]: one for one in memberships}, changes)

        in_fresh_transaction(self._env, keep)

    def _are_known(self, memberships):
        collections = {each for one in memberships for each in one.collections}
        publications = {each for one in memberships for each in one.publications}
        return not (
            collections - self._ids("shopify.collection", "Collection").keys()
            or publications - self._ids("shopify.publication", "Publication").keys()
        )

    def _list_anew(self):
        """Read all collections and sales channels, once a run: one of them is new."""
        if self._is_listed_anew:
            return
        self._is_listed_anew = True
        self._shop._list_catalogue(self._client)

    def _ids(self, model, kind):
        """Return the record id by Shopify's gid of all that the shop is known to have."""
        known = self._env[model].search_fetch(
            [
                ("connection_id", "=", self._shop.connection_id.id),
                ("company_id", "=", self._shop.company_id.id),
            ],
            ["shopify_id"],
        )
        return {gid.make(kind, record.shopify_id): record.id for record in known}

    def _keep(self, memberships, changes):
        products = self._env["shopify.product"]
        collections = self._ids("shopify.collection", "Collection")
        publications = self._ids("shopify.publication", "Publication")
        replace_links(
            products,
            "collection_ids",
            {
                product.id: {collections[each] for each in one.collections if each in collections}
                for product, one in memberships.items()
            },
        )
        replace_links(
            products,
            "publication_ids",
            {
                product.id: {
                    publications[each] for each in one.publications if each in publications
                }
                for product, one in memberships.items()
            },
        )
        update_rows(
            products, {product.id: {"memberships_at": changes[product]} for product in memberships}
        )
