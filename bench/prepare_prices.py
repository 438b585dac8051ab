# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Make products of ten variants each, with pricelists and a tax, that a shop has already.

``python -m bench.prepare_prices DATABASE SANDBOX_ADDRESS``

Each product has its own price, and some of its variants cost more. The full price is that of a
pricelist with rules for all products, for categories, for products and for variants; a second
pricelist reduces half of the products.
"""

import sys

from odoo.fields import Command

from bench.native_batches import make_in_batches, quiet
from bench.odoo_process import odoo_environment
from bench.prepare_shop import make_shop, prepare_company

BATCH = 200
CATEGORIES = 20
EXTRA_PRICES = (0, 0, 0, 0, 0, 2, 2, 4, 4, 6)
SETTINGS = {"allow_changes": True, "prices_include_tax": "included"}


def prepare(env, address: str) -> None:
    """Make what a price sync works on.

    :param address: the sandbox's
    """
    prepare_company(env)
    shop = make_shop(env, address, **SETTINGS)
    products = _stage(env, shop)
    templates = _make_templates(env, len(products))
    _link(env, products, templates)
    shop.write(
        {
            "price_pricelist_id": _full_prices(env, templates).id,
            "discount_pricelist_id": _reduced_prices(env, templates).id,
        }
    )


def _stage(env, shop):
    """Read the sandbox's products."""
    with shop._client(shop._recorder()) as client:
        for page in client.products():
            env["shopify.product"]._stage(shop, page)
    env.cr.commit()
    return env["shopify.product"].search([], order="id")


def _make_templates(env, count):
    categories = env["product.category"].create(
        [{"name": f"Category {number}"} for number in range(CATEGORIES)]
    )
    attribute = env["product.attribute"].create(
        {
            "name": "Size",
            "value_ids": [
                Command.create({"name": f"Size {number}", "default_extra_price": extra})
                for number, extra in enumerate(EXTRA_PRICES)
            ],
        }
    )
    tax = env["account.tax"].create(
        {"name": "Benchmark 21 %", "amount": 21, "price_include_override": "tax_excluded"}
    )

    def make(numbers):
        quiet(env)["product.template"].create(
            [
                {
                    "name": f"Priced {number}",
                    "company_id": env.company.id,
                    "categ_id": categories[number % CATEGORIES].id,
                    "list_price": 10 + number % 97 + 0.95,
                    "taxes_id": [Command.set(tax.ids)],
                    "attribute_line_ids": [
                        Command.create(
                            {
                                "attribute_id": attribute.id,
                                "value_ids": [Command.set(attribute.value_ids.ids)],
                            }
                        )
                    ],
                }
                for number in numbers
            ]
        )

    make_in_batches(env, list(range(count)), BATCH, "product_template, product_product", make)
    return env["product.template"].search([("name", "=like", "Priced %")], order="id")


def _link(env, products, templates):
    """Link the variants of each Shopify product to those of an Odoo product, in their order."""
    for product, template in zip(products, templates, strict=True):
        pairs = zip(product.variant_ids, template.product_variant_ids, strict=True)
        for variant, odoo in pairs:
            variant.odoo_product_id = odoo
    env.cr.commit()


def _full_prices(env, templates):
    """Make a pricelist with a rule in a hundred for a variant, and one in fifty for a product."""
    variants = [
        {
            "applied_on": "0_product_variant",
            "product_id": template.product_variant_ids[0].id,
            "compute_price": "fixed",
            "fixed_price": 9.99,
        }
        for template in templates[::100]
    ]
    products = [
        {
            "applied_on": "1_product",
            "product_tmpl_id": template.id,
            "compute_price": "percentage",
            "percent_price": 12.5,
        }
        for template in templates[::50]
    ]
    categories = [
        {
            "applied_on": "2_product_category",
            "categ_id": category.id,
            "compute_price": "percentage",
            "percent_price": 4,
        }
        for category in templates.categ_id[::2]
    ]
    everything = [{"compute_price": "percentage", "percent_price": -3}]
    return _pricelist(env, "Full prices", variants + products + categories + everything)


def _reduced_prices(env, templates):
    return _pricelist(
        env,
        "Reduced prices",
        [
            {
                "applied_on": "2_product_category",
                "categ_id": category.id,
                "compute_price": "percentage",
                "percent_price": 20,
            }
            for category in templates.categ_id[: CATEGORIES // 2]
        ],
    )


def _pricelist(env, name, rules):
    return env["product.pricelist"].create(
        {"name": name, "item_ids": [Command.create(rule) for rule in rules]}
    )


if __name__ == "__main__":
    with odoo_environment(sys.argv[1]) as environment:
        prepare(environment, *sys.argv[2:])
    print("{}")
