# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Take the pictures of docs/ in a running demo: address, browser, folder, and names of pictures.

Runs with an interpreter that has Playwright; see screenshots.py.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from screenshots_data import prepare

SIZE = {"width": 1366, "height": 768}
LOGIN = PASSWORD = "admin"
SHOP = "Demo shop"
VIEW = ".o_list_view, .o_form_view, .o_kanban_view, .pos .screen-login"
SETTLE_MILLISECONDS = 700


@dataclass(frozen=True)
class Shot:
    """One picture.

    :ivar path: the page's address after the server's; ``{customer}`` and the like stand for ids
    :ivar clicks: what to click there, one after the other (Playwright selectors); a pair of a
        selector and a text is typed
    :ivar scroll_to: what is to stand in the middle
    """

    name: str
    path: str
    clicks: tuple[str | tuple[str, str], ...] = ()
    scroll_to: str = ""


OPEN_SHOP = f".o_kanban_record >> text='{SHOP}' >> nth=0"
ORDERS_FIRST = ("th[data-name='kind']", "th[data-name='kind']")


def tab(title: str) -> str:
    """:return: the selector of a notebook page's tab"""
    return f".o_notebook .nav-link:text-is('{title}')"


def typed(**fields: str) -> tuple[tuple[str, str], ...]:
    """:return: what types texts into the inputs of a till's dialog, by name"""
    return tuple((f".customer-dialog [name='{name}']", text) for name, text in fields.items())


TILL_CUSTOMERS = (".open-register-btn", ".product-screen .set-partner")
NEW_AT_TILL = (*TILL_CUSTOMERS, ".modal-header button:has-text('Create')")

SHOTS = (
    Shot("shops", "/odoo/shopify-shops"),
    Shot("shop-new", "/odoo/shopify-shops/new"),
    Shot("shop-connection", "/odoo/shopify-shops", (OPEN_SHOP,)),
    Shot("shop-check-list", "/odoo/shopify-shops", (OPEN_SHOP, tab("Check list"))),
    Shot("shop-orders", "/odoo/shopify-shops", (OPEN_SHOP, tab("Orders"))),
    Shot("shop-customers", "/odoo/shopify-shops", (OPEN_SHOP, tab("Customers"))),
    Shot(
        "shop-customers-changes",
        "/odoo/shopify-shops",
        (OPEN_SHOP, tab("Customers")),
        ".o_horizontal_separator:text-is('Later changes')",
    ),
    Shot("shop-taxes", "/odoo/shopify-shops", (OPEN_SHOP, tab("Taxes"))),
    Shot(
        "shop-locations",
        "/odoo/shopify-shops",
        (OPEN_SHOP, tab("Locations"), "button[name='action_get_locations']"),
    ),
    Shot("sync-run", "/odoo/shopify-runs", (".o_data_row td[name='name'] >> nth=-1",)),
    Shot("skipped-records", "/odoo/shopify-skipped", ORDERS_FIRST),
    Shot("orders", "/odoo/shopify-orders"),
    Shot(
        "order-history",
        "/odoo/shopify-orders",
        ("button[data-menu-xmlid='shopify_connector.menu_orders']", "text='Import history'"),
    ),
    Shot("order-rule", "/odoo/shopify-order-rules", (".o_data_row td[name='name'] >> nth=0",)),
    Shot("orders-to-import", "/odoo/shopify-orders-to-import"),
    Shot(
        "order-sync",
        "/odoo/shopify-shops",
        (OPEN_SHOP, "button:has-text('Import by filter')"),
    ),
    Shot(
        "order",
        "/odoo/shopify-orders",
        (".o_data_row:has(.badge:text-is('In Odoo')) td[name='name'] >> nth=0",),
    ),
    Shot(
        "order-error",
        "/odoo/shopify-skipped",
        (*ORDERS_FIRST, "button[name='action_open_record'] >> nth=0"),
    ),
    Shot(
        "sale-order",
        "/odoo/shopify-orders",
        (
            ".o_data_row:has(.badge:text-is('In Odoo')) td[name='name'] >> nth=0",
            "button[name='action_open_sale_order']",
        ),
    ),
    Shot("order-totals", "/odoo/shopify-orders/{paid}"),
    Shot("reconciliation", "/odoo/shopify-reconciliation/{reconciliation}"),
    Shot("differences", "/odoo/shopify-differences"),
    Shot("order-changed", "/odoo/shopify-orders/{changed}"),
    Shot("order-conflicts", "/odoo/shopify-order-conflicts"),
    Shot("order-held-back", "/odoo/shopify-orders/{held}"),
    Shot(
        "shop-orders-changes",
        "/odoo/shopify-shops",
        (OPEN_SHOP, tab("Orders")),
        ".o_horizontal_separator:text-is('Changed in Shopify later')",
    ),
    Shot(
        "order-payments",
        "/odoo/shopify-orders/{paid}",
        (tab("Payments"),),
        "div[name='transaction_ids']",
    ),
    Shot("payment-methods", "/odoo/shopify-payment-methods"),
    Shot("payments", "/odoo/shopify-payments", (".o_group_header >> nth=0",)),
    Shot("refund", "/odoo/shopify-refunds/{refund}"),
    Shot("gift-cards", "/odoo/shopify-gift-cards"),
    Shot("payment-terms", "/odoo/shopify-payment-terms"),
    Shot("deliveries", "/odoo/shopify-deliveries"),
    Shot("delivery", "/odoo/shopify-deliveries/{delivery}", (tab("Fulfilments"),)),
    Shot("delivery-refused", "/odoo/shopify-deliveries/{refused}"),
    Shot("carrier", "/odoo/action-delivery.action_delivery_carrier_form/{carrier}"),
    Shot("shop-deliveries", "/odoo/shopify-shops", (OPEN_SHOP, tab("Deliveries"))),
    Shot("customers", "/odoo/shopify-customers"),
    Shot(
        "customers-without-partner",
        "/odoo/shopify-shops",
        (OPEN_SHOP, ".oe_stat_button:has-text('Without partner')"),
    ),
    Shot("customer", "/odoo/shopify-customers/{customer}", (tab("Marketing consent"),)),
    Shot("customer-without-partner", "/odoo/shopify-customers/{unlinked}"),
    Shot(
        "customer-run",
        "/odoo/shopify-runs",
        (".o_data_row:has-text('Customers') td[name='name'] >> nth=-1",),
    ),
    Shot("conflicts", "/odoo/shopify-conflicts"),
    Shot("customer-template", "/odoo/shopify-customer-templates/{template}"),
    Shot("privacy-request", "/odoo/shopify-privacy/{request}"),
    Shot(
        "customer-export",
        "/odoo/customers?view_type=list",
        (
            *(
                f".o_data_row:has-text('{name}') .o_list_record_selector input"
                for name in ("Abel Bakker", "Ada Visser", "Adam de Wit")
            ),
            ".o_cp_action_menus button:has-text('Actions')",
            ".o-dropdown-item:has-text('Export to Shopify')",
        ),
    ),
    Shot("products", "/odoo/shopify-products"),
    Shot("product", "/odoo/shopify-products/{product}"),
    Shot("product-to-map", "/odoo/shopify-products/{to_map}"),
    Shot("product-prices", "/odoo/shopify-products/{product}", (tab("Prices"), "summary >> nth=0")),
    Shot("product-stock", "/odoo/shopify-products/{product}", (tab("Stock"),)),
    Shot("product-conflicts", "/odoo/shopify-product-conflicts"),
    Shot("shop-products", "/odoo/shopify-shops", (OPEN_SHOP, tab("Products"))),
    Shot("location", "/odoo/shopify-locations/{location}"),
    Shot("metafield-mappings", "/odoo/action-shopify_connector.shopify_metafield_mapping_action"),
    Shot(
        "product-export",
        "/odoo/action-sale.product_template_action?view_type=list",
        (
            *(
                f".o_data_row:has-text('{name}') .o_list_record_selector input"
                for name in ("Camping Stool", "Camping Table", "Folding Chair")
            ),
            ".o_cp_action_menus button:has-text('Actions')",
            ".o-dropdown-item:has-text('Add to Shopify')",
        ),
    ),
    Shot(
        "till-new-customer",
        "/pos/ui/{till}",
        (
            *NEW_AT_TILL,
            *typed(name="Iris Kuiper", email="iris@kuiper.example"),
            "[data-channel='email_marketing'] [data-answer='yes']",
            ".add-email",
            *typed(further_email="iris@work.example", street="Keizersgracht 12", city="Amsterdam"),
        ),
    ),
    Shot(
        "till-pending",
        "/pos/ui/{till_later}",
        (
            *NEW_AT_TILL,
            *typed(name="Lotte Jansen", email="lotte@jansen.example"),
            ".create-customer",
            ".product-screen .set-partner",
            (".modal-header .input-container input", "Lotte"),
        ),
    ),
    Shot("till-customers", "/odoo/till-customers"),
    Shot("till-customer", "/odoo/till-customers/{till_customer}"),
    Shot("till-dashboard", "/odoo/action-point_of_sale.action_pos_config_kanban"),
    Shot(
        "till-settings",
        "/odoo/action-point_of_sale.action_pos_configuration",
        (),
        "#customers_shared",
    ),
    Shot("default-customer", "/odoo/customers/{default_customer}"),
    Shot(
        "contact-points", "/odoo/customers/{several}", (".o_notebook .nav-link:has-text('Emails')",)
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
    """Go to the page of a picture and take it.

    :param address: the page's whole address
    """
    page.goto(address)
    page.wait_for_selector(VIEW)
    for selector in shot.clicks:
        page.wait_for_timeout(SETTLE_MILLISECONDS)
        page.click(selector) if isinstance(selector, str) else page.fill(*selector)
    page.wait_for_timeout(SETTLE_MILLISECONDS)
    if shot.scroll_to:
        page.locator(shot.scroll_to).evaluate(
            "element => element.scrollIntoView({block: 'center'})"
        )
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
        ids = prepare(address, LOGIN, PASSWORD)
        page = chromium.new_context(viewport=SIZE, locale="en-US").new_page()
        sign_in(page, address)
        for name in names or known:
            shot = known[name]
            take(page, f"{address}{shot.path.format(**ids)}", shot, Path(folder))
        chromium.close()


main(*sys.argv[1:])
