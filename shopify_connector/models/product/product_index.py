# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the SKUs and barcodes of a batch name in Odoo (P4): one statement, whatever its size."""

from collections import defaultdict

from odoo.tools import SQL

from ...rules.sku import IndexedProduct, ProductIndex, SkuParts
from ...rules.variant_match import TemplateVariant

READ_FIELDS = {
    "product.template": ["active", "company_id", "item_number"],
    "product.product": ["active", "product_tmpl_id", "default_code", "variant_code", "barcode"],
    "product.uom": ["barcode", "product_id"],
    "product.supplierinfo": ["product_code", "product_tmpl_id", "product_id", "company_id"],
}
USED_TEMPLATE = "t.active AND (t.company_id IS NULL OR t.company_id = %(company)s)"
# The product of a template without variants; 0 for one that has several.
ONLY_VARIANT = """(
    SELECT CASE count(*) WHEN 1 THEN min(v.id) ELSE 0 END
    FROM product_product v WHERE v.product_tmpl_id = t.id AND v.active
)"""
# Each gives what it is found by, the value, what else counts, the template and the product.
BY_TEMPLATE_NUMBER = f"""
    SELECT 'item', t.item_number, NULL, t.id, {ONLY_VARIANT}
    FROM product_template t
    WHERE t.item_number = ANY(%(items)s) AND {USED_TEMPLATE}
"""
BY_REFERENCE = f"""
    SELECT 'item', p.default_code, NULL, t.id, p.id
    FROM product_product p JOIN product_template t ON t.id = p.product_tmpl_id
    WHERE p.default_code = ANY(%(items)s) AND p.active AND {USED_TEMPLATE}
"""
BY_CODE = f"""
    SELECT 'variant', t.item_number, COALESCE(NULLIF(p.variant_code, ''), p.default_code, ''),
        t.id, p.id
    FROM product_template t JOIN product_product p ON p.product_tmpl_id = t.id
    WHERE t.item_number = ANY(%(items)s) AND p.active AND {USED_TEMPLATE}
"""
BY_VENDOR_CODE = f"""
    SELECT 'vendor', s.product_code, o.name, t.id, COALESCE(s.product_id, {ONLY_VARIANT})
    FROM product_supplierinfo s
    JOIN product_template t ON t.id = s.product_tmpl_id
    JOIN res_partner o ON o.id = s.partner_id
    LEFT JOIN product_product p ON p.id = s.product_id
    WHERE s.product_code = ANY(%(vendor_codes)s) AND p.active IS NOT FALSE AND {USED_TEMPLATE}
        AND (s.company_id IS NULL OR s.company_id = %(company)s)
"""
BY_BARCODE = f"""
    SELECT 'barcode', b.barcode, NULL, t.id, p.id
    FROM (
        SELECT barcode, id AS product_id FROM product_product WHERE barcode = ANY(%(barcodes)s)
        UNION ALL
        SELECT barcode, product_id FROM product_uom WHERE barcode = ANY(%(barcodes)s)
    ) b
    JOIN product_product p ON p.id = b.product_id
    JOIN product_template t ON t.id = p.product_tmpl_id
    WHERE p.active AND {USED_TEMPLATE}
"""
VARIANTS = """
    SELECT p.product_tmpl_id, p.id, COALESCE(p.variant_code, ''), COALESCE(p.default_code, ''),
        array_agg(COALESCE(a.name ->> %(lang)s, a.name ->> 'en_US') ORDER BY l.sequence, l.id)
            FILTER (WHERE a.id IS NOT NULL),
        array_agg(COALESCE(v.name ->> %(lang)s, v.name ->> 'en_US') ORDER BY l.sequence, l.id)
            FILTER (WHERE a.id IS NOT NULL)
    FROM product_product p
    LEFT JOIN product_variant_combination c ON c.product_product_id = p.id
    LEFT JOIN product_template_attribute_value tv ON tv.id = c.product_template_attribute_value_id
    LEFT JOIN product_template_attribute_line l ON l.id = tv.attribute_line_id
    LEFT JOIN product_attribute a ON a.id = tv.attribute_id
    LEFT JOIN product_attribute_value v ON v.id = tv.product_attribute_value_id
    WHERE p.product_tmpl_id = ANY(%(templates)s) AND p.active
    GROUP BY p.id
    ORDER BY p.id
"""


def read_index(shop, keys):
    """Look up what a batch of variants may be.

    :param shop: the shop record
    :param keys: the ``LookupKeys`` of the variants
    :return: ProductIndex of products in use, of the shop's company or of all
    """
    keys = list(keys)
    split = any(key.item_variants for key in keys)
    items = {part.item for key in keys for part in key.item_variants}
    items |= {key.item_number for key in keys}
    vendor_codes = {key.vendor_code for key in keys} - {""}
    barcodes = {value for key in keys for value in (key.barcode, key.sku_barcode)} - {""}
    parts = []
    if items := items - {""}:
        parts += [BY_TEMPLATE_NUMBER, BY_REFERENCE] + ([BY_CODE] if split else [])
    if vendor_codes:
        parts.append(BY_VENDOR_CODE)
    if barcodes:
        parts.append(BY_BARCODE)
    if not parts:
        return ProductIndex()
    _flush(shop.env)
    shop.env.cr.execute(
        SQL(
            " UNION ALL ".join(parts),
            company=shop.company_id.id,
            items=list(items),
            vendor_codes=list(vendor_codes),
            barcodes=list(barcodes),
        )
    )
    return _index(shop.env.cr.fetchall(), shop.sku_separator or "", split)


def read_variants(env, template_ids):
    """Read the variants of templates with their codes and attribute values, in one statement.

    :param env: the environment, whose language the names are in
    :param template_ids: ids of ``product.template``
    :return: dict of lists of TemplateVariant by template id
    """
    if not template_ids:
        return {}
    env.flush_all()
    env.cr.execute(SQL(VARIANTS, lang=env.lang or "en_US", templates=list(template_ids)))
    found = defaultdict(list)
    for template, product, code, reference, names, values in env.cr.fetchall():
        pairs = tuple(zip(names or (), values or (), strict=True))
        found[template].append(TemplateVariant(template, product, code, reference, pairs))
    return found


def _flush(env):
    for name, fields in READ_FIELDS.items():
        env[name].flush_model(fields)


def _index(rows, separator, split):
    indexes = defaultdict(lambda: defaultdict(list))
    for kind, value, detail, template, product in rows:
        vendor = detail if kind == "vendor" else ""
        found = IndexedProduct(template, product or 0, vendor=vendor or "")
        if kind == "variant":
            for code in {detail, detail.removeprefix(f"{value}{separator}")} - {""}:
                indexes["parts"][SkuParts(value, code)].append(found)
        elif kind == "item" and split:
            indexes["parts"][SkuParts(value)].append(found)
        else:
            indexes[kind][value].append(found)
    by_kind = {
        kind: {key: tuple(hits) for key, hits in index.items()} for kind, index in indexes.items()
    }
    return ProductIndex(
        by_item_number=by_kind.get("item", {}),
        by_item_variant=by_kind.get("parts", {}),
        by_vendor_code=by_kind.get("vendor", {}),
        by_barcode=by_kind.get("barcode", {}),
    )
