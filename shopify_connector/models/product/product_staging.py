# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Keep products as Shopify sent them, in bulk (P2). The step *stage*."""

from odoo import api, models

from ...shopify import gid
from ..sync.fast_rows import insert_rows, replace_links, update_rows
from ..sync.moments import utc_naive
from .shopify_variant import MONEY_DIGITS

WEIGHT_DIGITS = 5


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    @api.model
    def _stage(self, shop, products, anew=False):
        """Keep products and all of their variants as Shopify sent them.

        Variants that are no longer among them are marked as removed. What an order line told of a
        product before is completed.

        :param shop: the shop record
        :param products: iterable of the client's ``Product`` objects
        :param bool anew: compare also those that have not changed since they were last kept
        :return: ProductBatch
        """
        return ProductStaging(shop, products, anew).keep()


class ProductBatch:
    """What became of a batch of products.

    :ivar records: dict of ``shopify.product`` record by Shopify gid
    :ivar fresh: the records that are new or hold something else than before
    """

    def __init__(self, records, fresh):
        self.records = records
        self.fresh = fresh


class ProductStaging:
    """Turns a batch of the client's products into rows, a statement or two for each table."""

    def __init__(self, shop, products, anew):
        self._shop = shop
        self._env = shop.env
        self._anew = anew
        self._products = {str(gid.number(product.id)): product for product in products}

    def keep(self):
        """Insert what is new, update what has changed.

        :return: ProductBatch
        """
        known = self._known("shopify.product", self._products)
        news = {
            key: product
            for key, product in self._products.items()
            if self._has_news(product, known.get(key))
        }
        changed = self._keep_products(news, known)
        changed |= self._keep_variants({known[key]: news[key] for key in news})
        changed._refresh_mapping()
        return ProductBatch(
            {product.id: known[key] for key, product in self._products.items()}, changed
        )

    def _known(self, model, numbers):
        """Return the records that are here already, by Shopify's number as text."""
        found = self._env[model].search(
            [
                ("connection_id", "=", self._shop.connection_id.id),
                ("company_id", "=", self._shop.company_id.id),
                ("shopify_id", "in", list(numbers)),
            ]
        )
        return {record.shopify_id: record for record in found}

    def _has_news(self, product, record):
        if not record or not record.shopify_updated_at:
            return True
        read_at, updated_at = record.shopify_updated_at, utc_naive(product.updated_at)
        return read_at < updated_at or (read_at == updated_at and (self._anew or record.removed))

    # === PRODUCTS === #

    def _keep_products(self, news, known):
        """Write products; those that are new join ``known``.

        :return: the records that are new or hold something else than before
        """
        products = self._env["shopify.product"]
        values = {key: self._product_values(product) for key, product in news.items()}
        for key in values.keys() & known.keys():
            values[key]["description_html"] = self._harmless(values[key]["description_html"])
        touched = {
            known[key]: row
            for key, row in values.items()
            if key in known and _differs(known[key], row)
        }
        changed = products.union(*(r for r, row in touched.items() if _differs_in_content(r, row)))
        update_rows(products, {record.id: row for record, row in touched.items()})
        new = [key for key in news if key not in known]
        created = insert_rows(products, [{**self._new_row(key), **values[key]} for key in new])
        known.update(zip(new, created, strict=True))
        return changed | created | self._keep_tags({known[key]: news[key] for key in news})

    def _harmless(self, html):
        """Return a description as it is stored, to be compared with what is."""
        products = self._env["shopify.product"]
        field = products._fields["description_html"]
        return field.convert_to_record(field.convert_to_cache(html, products), products)

    def _new_row(self, key):
        return {
            "connection_id": self._shop.connection_id.id,
            "shop_id": self._shop.id,
            "company_id": self._shop.company_id.id,
            "shopify_id": key,
            "mapping_state": "unmapped",
        }

    @staticmethod
    def _product_values(product):
        options = [] if product.has_only_default_variant else product.options
        return {
            "name": product.title or product.handle,
            "handle": product.handle or False,
            "vendor": product.vendor or False,
            "product_type": product.product_type or False,
            "category": product.category or False,
            "description_html": product.description_html or False,
            "status": product.status.lower(),
            "seo_title": product.seo_title or False,
            "seo_description": product.seo_description or False,
            "online_store_url": product.online_store_url or False,
            "is_gift_card": product.is_gift_card,
            "is_bundle": any(variant.requires_components for variant in product.variants),
            "option_names": [option.name for option in options] or False,
            "published_at": utc_naive(product.published_at),
            "shopify_created_at": utc_naive(product.created_at),
            "shopify_updated_at": utc_naive(product.updated_at),
            "removed": False,
        }

    def _keep_tags(self, products):
        """Let products carry exactly their tags.

        :param dict products: the client's ``Product`` by record
        :return: the records whose tags are others now
        """
        shown = {record: record._shown_tags(product.tags) for record, product in products.items()}
        names = {tag for tags in shown.values() for tag in tags}
        ids = self._env["shopify.product.tag"]._ids_by_name(self._shop.company_id, names)
        wanted = {record: {ids[tag] for tag in tags} for record, tags in shown.items()}
        other = {record: tags for record, tags in wanted.items() if set(record.tag_ids.ids) != tags}
        records = self._env["shopify.product"].union(*other)
        if other:
            replace_links(records, "tag_ids", {record.id: tags for record, tags in other.items()})
        return records

    # === VARIANTS === #

    def _keep_variants(self, products):
        """Write the variants of products, and mark those that are gone.

        :param dict products: the client's ``Product`` by record
        :return: the products of which a variant is new, gone or holds something else than before
        """
        variants = self._env["shopify.variant"]
        records = self._env["shopify.product"].union(*products)
        rows = {
            str(gid.number(variant.id)): self._variant_values(record, product, variant)
            for record, product in products.items()
            for variant in product.variants
        }
        known = self._known("shopify.variant", rows)
        touched = {
            known[key]: row
            for key, row in rows.items()
            if key in known and _differs(known[key], row)
        }
        changed = {row["product_id"] for r, row in touched.items() if _differs_in_content(r, row)}
        update_rows(variants, {record.id: row for record, row in touched.items()})
        new = [key for key in rows if key not in known]
        insert_rows(variants, [{**self._new_variant_row(key), **rows[key]} for key in new])
        gone = variants.search(
            [
                ("product_id", "in", records.ids),
                ("removed", "=", False),
                ("shopify_id", "not in", list(rows)),
            ]
        )
        update_rows(variants, {record.id: {"removed": True} for record in gone})
        if new:
            records.invalidate_recordset(["variant_ids"], flush=False)
        changed.update(rows[key]["product_id"] for key in new)
        return records.browse(changed) | gone.product_id

    def _new_variant_row(self, key):
        return {
            "connection_id": self._shop.connection_id.id,
            "shop_id": self._shop.id,
            "company_id": self._shop.company_id.id,
            "shopify_id": key,
        }

    @staticmethod
    def _variant_values(record, product, variant):
        item = variant.inventory_item
        has_options = not product.has_only_default_variant
        values = [option.value for option in variant.selected_options] if has_options else []
        return {
            "product_id": record.id,
            "name": variant.title if has_options else record.name,
            "position": variant.position,
            "option_values": values or False,
            "sku": variant.sku or False,
            "barcode": variant.barcode or False,
            "price": _money(variant.price),
            "compare_at_price": _money(variant.compare_at_price),
            "cost": _money(item.unit_cost.amount if item.unit_cost else None),
            "weight": round(float(item.weight.value), WEIGHT_DIGITS) if item.weight else 0.0,
            "weight_unit": item.weight.unit if item.weight else False,
            "taxable": variant.taxable,
            "tracked": item.tracked,
            "inventory_policy": variant.inventory_policy.lower(),
            "requires_components": variant.requires_components,
            "inventory_item_id": str(gid.number(item.id)),
            "hs_code": item.harmonized_system_code or False,
            "origin_country_code": item.country_code_of_origin or False,
            "is_gift_card": product.is_gift_card,
            "shopify_updated_at": utc_naive(variant.updated_at),
            "removed": False,
        }


def _money(amount):
    return round(float(amount or 0), MONEY_DIGITS[1])


def _differs(record, values):
    return any(record[name] != value for name, value in values.items() if name != "product_id") or (
        "product_id" in values and record.product_id.id != values["product_id"]
    )


def _differs_in_content(record, values):
    """Tell whether more differs than the time: an order changes that, as it takes stock."""
    return _differs(
        record, {name: value for name, value in values.items() if name != "shopify_updated_at"}
    )
