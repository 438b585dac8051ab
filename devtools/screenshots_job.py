# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Take the pictures of docs/ in a running demo: address, browser, folder, and names of pictures.

Runs with an interpreter that has Playwright; see screenshots.py.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

SIZE = {"width": 1366, "height": 768}
LOGIN = PASSWORD = "admin"
SHOP = "Demo shop"
VIEW = ".o_list_view, .o_form_view, .o_kanban_view"
SETTLE_MILLISECONDS = 700


@dataclass(frozen=True)
class Shot:
    """One picture.

    :ivar path: the page's address after the server's
    :ivar clicks: what to click there, one after the other (Playwright selectors)
    """

    name: str
    path: str
    clicks: tuple[str, ...] = ()


OPEN_SHOP = f".o_kanban_record:has-text('{SHOP}')"


def tab(title: str) -> str:
    """:return: the selector of a notebook page's tab"""
    return f".o_notebook .nav-link:text-is('{title}')"


SHOTS = (
    Shot("shops", "/odoo/shopify-shops"),
    Shot("shop-new", "/odoo/shopify-shops/new"),
    Shot("shop-connection", "/odoo/shopify-shops", (OPEN_SHOP,)),
    Shot("shop-check-list", "/odoo/shopify-shops", (OPEN_SHOP, tab("Check list"))),
    Shot("shop-orders", "/odoo/shopify-shops", (OPEN_SHOP, tab("Orders"))),
    Shot("shop-customers", "/odoo/shopify-shops", (OPEN_SHOP, tab("Customers"))),
    Shot("shop-taxes", "/odoo/shopify-shops", (OPEN_SHOP, tab("Taxes"))),
    Shot(
        "shop-locations",
        "/odoo/shopify-shops",
        (OPEN_SHOP, tab("Locations"), "button[name='action_get_locations']"),
    ),
    Shot("sync-run", "/odoo/shopify-runs", (".o_data_row td[name='name'] >> nth=-1",)),
    Shot("skipped-records", "/odoo/shopify-skipped"),
    Shot("orders", "/odoo/shopify-orders"),
    Shot(
        "order",
        "/odoo/shopify-orders",
        (".o_data_row:has(.badge:text-is('In Odoo')) td[name='name'] >> nth=0",),
    ),
    Shot("order-error", "/odoo/shopify-skipped", ("button[name='action_open_record'] >> nth=0",)),
    Shot(
        "sale-order",
        "/odoo/shopify-orders",
        (
            ".o_data_row:has(.badge:text-is('In Odoo')) td[name='name'] >> nth=0",
            "button[name='action_open_sale_order']",
        ),
    ),
    Shot("customers", "/odoo/shopify-customers"),
    Shot(
        "product",
        "/odoo/shopify-products",
        (".o_data_row:has-text('Rain Jacket') td[name='name'] >> nth=0",),
    ),
)


def sign_in(page: Page, address: str) -> None:
    """Sign in as the demo's administrator."""
    page.goto(f"{address}/web/login")
    page.fill("input[name=login]", LOGIN)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_selector(".o_main_navbar")


def take(page: Page, address: str, shot: Shot, folder: Path) -> None:
    """Go to the page of a picture and take it."""
    page.goto(f"{address}{shot.path}")
    page.wait_for_selector(VIEW)
    for selector in shot.clicks:
        page.wait_for_timeout(SETTLE_MILLISECONDS)
        page.click(selector)
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, SIZE["height"] - 1)
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    page.screenshot(path=folder / f"{shot.name}.png")
    print(f"  {shot.name}", flush=True)


def main(address: str, browser: str, folder: str, *names: str) -> None:
    """Take all pictures, or those named."""
    known = {shot.name: shot for shot in SHOTS}
    if unknown := set(names) - set(known):
        sys.exit(f"no picture {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_context(viewport=SIZE, locale="en-US").new_page()
        sign_in(page, address)
        for name in names or known:
            take(page, address, known[name], Path(folder))
        chromium.close()


main(*sys.argv[1:])
