# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the pictures show beside the demo's own data: it is added to the demo that is running."""

import json
import time
import xmlrpc.client
from datetime import datetime, timedelta, timezone
from urllib.request import Request, urlopen

from screenshots_tills import prepare_tills

DATABASE = "shopify_demo"
SECONDS_TO_SYNC = 120
PARTNERS = (
    {"name": "Abel Bakker", "email": "abel@bakker.example", "phone": "020 794 1234"},
    {"name": "Ada Visser", "email": "ada@visser.example", "phone": "12"},
    {"name": "Adam de Wit"},
)
PRODUCTS = (
    {"name": "Camping Stool", "list_price": 49.9, "is_storable": True},
    {"name": "Folding Chair", "list_price": 59.9},
    {"name": "Camping Table", "list_price": 0.0},
)
LANTERN, MUG = "camp-lantern", "enamel-mug"
PRICELIST = "Shopify, autumn sale"
METAFIELDS = (
    (
        "product.template",
        "description_sale",
        {
            "owner": "product",
            "key": "care",
            "type": "multi_line_text_field",
            "direction": "both",
        },
    ),
    (
        "product.product",
        "volume",
        {"owner": "variant", "key": "volume", "type": "volume", "direction": "to_shopify"},
    ),
    (
        "res.partner",
        "website",
        {"owner": "customer", "key": "website", "type": "url", "direction": "from_shopify"},
    ),
)
TILL = "Till"
# Sold and not imported yet: the variant, how many, and what else is told of the order.
SALES = (
    ("NL-1039-01", 2, {"country": "DE", "tagged": ["gift"], "paid_by": "visa"}),
    ("NL-1039-01", 1, {"country": "NL"}),
    ("NL-1039-01", 12, {"country": "FR", "risky": "HIGH", "paid_by": "visa"}),
    ("NL-1039-01", 1, {"at_the_counter": True, "country": "DE", "paid_by": "cash"}),
    ("NL-1039-01", 3, {"country": "NL", "tagged": ["vip"], "paid_by": "visa"}),
)
JOURNALS = {"shopify_payments": "Shopify Payments", "paypal": "PayPal"}
CARRIER = {
    "name": "Parcel to the door",
    "tracking_url": "https://jouw.postnl.nl/track-and-trace/<shipmenttrackingnumber>",
}
PLACE = {"street": "Damrak 1", "zip": "1012 LG", "city": "Amsterdam", "customer_rank": 1}


class Demo:
    """The demo over XML-RPC, and the sandbox beside it.

    :param str address: Odoo's address
    """

    def __init__(self, address: str, login: str, password: str) -> None:
        server = xmlrpc.client.ServerProxy(f"{address}/xmlrpc/2/common")
        self.user = server.authenticate(DATABASE, login, password, {})
        self._signed_in = (DATABASE, self.user, password)
        self._objects = xmlrpc.client.ServerProxy(f"{address}/xmlrpc/2/object", allow_none=True)
        ((self.shop, self._sandbox),) = (
            (row["id"], row["domain"])
            for row in self.call("shopify.shop", "search_read", [("name", "!=", TILL)])
        )

    def call(self, model: str, method: str, *arguments, **named):
        """:return: what a method of a model answers"""
        return self._objects.execute_kw(*self._signed_in, model, method, arguments, named)

    def do(self, model: str, method: str, *arguments) -> None:
        """Call a method that answers nothing, which XML-RPC can't say."""
        try:
            self.call(model, method, *arguments)
        except xmlrpc.client.Fault as fault:
            if "cannot marshal None" not in fault.faultString:
                raise

    def first(self, model: str, *domain, order: str = "id") -> int:
        """:return: the id of the first record that fits, 0 if none does"""
        return next(iter(self.call(model, "search", domain, order=order, limit=1)), 0)

    def at_shopify(self, clerk: str = "customers", **act) -> None:
        """Let one of the sandbox's clerks act.

        :param clerk: ``customers`` or ``products``: what the clerk looks after
        """
        url = f"http://{self._sandbox}/__sandbox__/{clerk}"
        with urlopen(Request(url, json.dumps(act).encode(), method="POST"), timeout=30):
            pass

    def sync(self, kind: str) -> None:
        """Sync and wait for the end."""
        self.call("shopify.shop", "shopify_sync", [self.shop], kind)
        began = time.monotonic()
        while time.monotonic() - began < SECONDS_TO_SYNC:
            (status,) = self.call("shopify.shop", "shopify_sync_status", [self.shop])
            if status["state"] not in ("waiting", "running"):
                return
            time.sleep(1)
        raise TimeoutError(f"the sync of {kind} has not ended")

    def schedule(self, shop: int, order_filter: str) -> None:
        """Import a shop's orders once a day from now on, and wait for the first time."""
        values = {"shop_id": shop, "kind": "orders", "order_filter": order_filter, "active": True}
        every = {"interval_number": 1, "interval_type": "days"}
        self.call("shopify.schedule", "create", {**values, **every})
        began = time.monotonic()
        while time.monotonic() - began < SECONDS_TO_SYNC:
            done = [("shop_id", "=", shop), ("trigger", "=", "schedule"), ("state", "=", "done")]
            if self.first("shopify.sync.run", *done):
                return
            time.sleep(1)
        raise TimeoutError("the schedule has not started")


def prepare(address: str, login: str, password: str) -> dict[str, int]:
    """Add what the pictures need, unless it is there.

    :return: ids of records to take pictures of
    """
    demo = Demo(address, login, password)
    demo.call("shopify.shop", "shopify_initialise_templates", [demo.shop])
    customer = _customer_in_conflict(demo)
    _partners_to_export(demo)
    _products_to_add(demo)
    _prices(demo)
    _product_in_conflict(demo)
    _stock(demo)
    _metafield_mappings(demo)
    changed = _orders_in_conflict(demo)
    deliveries = _deliveries(demo)
    _orders_to_import(demo)
    _order_rule(demo)
    paid = _payments(demo)
    return {
        "paid": paid,
        "reconciliation": _reconciliation(demo, paid),
        "refund": _refunds(demo),
        **_products(demo),
        **changed,
        **deliveries,
        **prepare_tills(demo),
        "location": demo.first("shopify.location", ("stock_sync", "=", True)),
        "customer": demo.first(
            "shopify.customer",
            ("email_consent_state", "=", "subscribed"),
            ("sms_consent_state", "!=", False),
            ("needs_partner", "=", False),
            ("order_ids", "!=", False),
            ("id", "!=", customer),
        ),
        "unlinked": demo.first("shopify.customer", ("needs_partner", "=", True)),
        "template": demo.first("shopify.customer.template", ("country_id.code", "=", "CA")),
        "request": _privacy_request(demo, customer),
    }


def _customer_in_conflict(demo: Demo) -> int:
    """Change a customer's email and address on both sides."""
    if known := demo.first("shopify.customer", ("has_conflict", "=", True)):
        return known
    both_ways = {"shopify_can_update_customers": True, "can_update_shopify_customers": True}
    demo.call("shopify.shop", "write", [demo.shop], both_ways)
    customer = demo.first(
        "shopify.customer",
        ("match_rule", "=", "created"),
        ("order_ids", "!=", False),
        ("email", "!=", False),
        ("country_id.code", "=", "DE"),
    )
    (row,) = demo.call("shopify.customer", "read", [customer], ["email", "partner_id"])
    new = {"email": "sabine@work.example", "street": "Hafenstraße 12", "city": "Kiel"}
    demo.call("res.partner", "write", [row["partner_id"][0]], new)
    demo.at_shopify(
        do="move",
        customer=row["email"],
        address1="Bahnhofstraße 3",
        zip_code="24937",
        city="Flensburg",
        country="DE",
    )
    demo.at_shopify(do="change_email", customer=row["email"], email="sabine@home.example")
    demo.sync("customers")
    return customer


def _partners_to_export(demo: Demo) -> None:
    """Make partners of whom not all can go to Shopify."""
    country = demo.first("res.country", ("code", "=", "NL"))
    for values in PARTNERS:
        if not demo.first("res.partner", ("name", "=", values["name"])):
            demo.call("res.partner", "create", {**PLACE, "country_id": country, **values})


def _products(demo: Demo) -> dict[str, int]:
    """:return: ids of products to show"""
    mug = demo.first("shopify.product", ("handle", "=", MUG))
    to_map = demo.first("shopify.product", ("handle", "=", "neck-gaiter"))
    variants = demo.call("shopify.variant", "search", [("product_id", "=", to_map)])
    demo.call("shopify.variant", "write", variants[1:], {"odoo_product_id": False})
    return {"product": mug, "to_map": to_map}


def _products_to_add(demo: Demo) -> None:
    """Make products of which not all can go to Shopify."""
    for values in PRODUCTS:
        if not demo.first("product.template", ("name", "=", values["name"])):
            demo.call("product.template", "create", values)


def _prices(demo: Demo) -> None:
    """Give the shop a pricelist with a discount on mugs."""
    if demo.first("product.pricelist", ("name", "=", PRICELIST)):
        return
    mug = demo.first("product.template", ("shopify_product_ids.handle", "=", MUG))
    rule = {"applied_on": "1_product", "product_tmpl_id": mug, "compute_price": "percentage"}
    pricelist = demo.call(
        "product.pricelist",
        "create",
        {"name": PRICELIST, "item_ids": [(0, 0, {**rule, "percent_price": 20.0})]},
    )
    demo.call("shopify.shop", "write", [demo.shop], {"discount_pricelist_id": pricelist})


def _product_in_conflict(demo: Demo) -> None:
    """Rename a product on both sides."""
    if demo.first("shopify.product.conflict"):
        return
    demo.call("shopify.shop", "write", [demo.shop], {"shopify_can_update_products": True})
    lantern = demo.first("product.template", ("shopify_product_ids.handle", "=", LANTERN))
    demo.call("product.template", "write", [lantern], {"name": "Camp Lantern, LED"})
    demo.at_shopify("products", do="rename", product=LANTERN, title="Camp Lantern 300 lm")
    demo.sync("products")


def _stock(demo: Demo) -> None:
    """Let a location offer a warehouse's stock, and put mugs there."""
    warehouse = demo.first("stock.warehouse")
    location = demo.first("shopify.location", ("name", "like", "Hamburg"))
    values = {
        "warehouse_id": warehouse,
        "stock_warehouse_ids": [(6, 0, [warehouse])],
        "stock_sync": True,
        "safety_stock": 2,
    }
    demo.call("shopify.location", "write", [location], values)
    (row,) = demo.call("stock.warehouse", "read", [warehouse], ["lot_stock_id"])
    mugs = demo.call(
        "product.product", "search", [("shopify_variant_ids.product_id.handle", "=", MUG)]
    )
    for number, mug in enumerate(mugs):
        demo.call(
            "stock.quant",
            "create",
            {
                "product_id": mug,
                "location_id": row["lot_stock_id"][0],
                "inventory_quantity_auto_apply": 60 + 12 * number,
            },
            context={"inventory_mode": True},
        )
    demo.sync("stock")


def _metafield_mappings(demo: Demo) -> None:
    """Map metafields of products and customers."""
    if demo.first("shopify.metafield.mapping"):
        return
    for model, field, values in METAFIELDS:
        field_id = demo.first("ir.model.fields", ("model", "=", model), ("name", "=", field))
        demo.call(
            "shopify.metafield.mapping",
            "create",
            {"shop_id": demo.shop, "namespace": "custom", "field_id": field_id, **values},
        )


def _orders_in_conflict(demo: Demo) -> dict[str, int]:
    """Edit an order that is in Odoo, and sell something to somebody who looks like a fraud."""
    if known := demo.first("shopify.order", ("has_conflict", "=", True)):
        return {"changed": known, "held": demo.first("shopify.order", ("is_held", "=", True))}
    demo.call("shopify.shop", "write", [demo.shop], {"hold_risk_level": "HIGH"})
    order, lines = _order_of_two_lines(demo)
    (row,) = demo.call("shopify.order", "read", [order], ["name"])
    first, second = lines
    number = {"order": row["name"]}
    demo.at_shopify("orders", do="set_quantity", **number, line=first["key"], quantity=5)
    demo.at_shopify("orders", do="remove_line", **number, line=second["key"])
    demo.at_shopify("orders", do="add_line", **number, variant="NL-1039-01", quantity=2)
    address = {"address1": "Oudegracht 12", "zip_code": "3511 AB", "city": "Utrecht"}
    demo.at_shopify("orders", do="readdress", **number, country="NL", **address)
    fraud = {"country": "FR", "risky": "HIGH", "paid_by": "visa"}
    demo.at_shopify("orders", do="buy", variant="NL-1039-01", quantity=9, **fraud)
    demo.sync("orders")
    return {"changed": order, "held": demo.first("shopify.order", ("is_held", "=", True))}


def _order_of_two_lines(demo: Demo) -> tuple[int, list[dict]]:
    """Find an order of two products that is still to be delivered."""
    waiting = [
        ("sale_order_id.state", "=", "sale"),
        ("fulfillment_status", "=", "UNFULFILLED"),
        ("is_edited", "=", False),
        ("cancelled_at", "=", False),
        ("currency_code", "=", "EUR"),
    ]
    for order in demo.call("shopify.order", "search", waiting):
        own = [("order_id", "=", order), ("kind", "=", "product")]
        lines = demo.call("shopify.order.line", "search_read", own, ["key"])
        if len(lines) == 2:
            return order, lines
    raise LookupError("no order of two products is waiting for its delivery")


def _deliveries(demo: Demo) -> dict[str, int]:
    """Deliver some orders, one with more than was ordered, and tell Shopify."""
    carrier = demo.first("delivery.carrier", ("name", "=", CARRIER["name"]))
    if not carrier:
        service = demo.call("product.product", "create", {"name": "Parcel", "type": "service"})
        company = demo.first("shopify.tracking.company", ("name", "=", "PostNL"))
        values = {"product_id": service, "shopify_tracking_company_id": company, **CARRIER}
        carrier = demo.call("delivery.carrier", "create", values)
        settings = {"allow_changes": True, "notify_customers": True, "fulfil_on_delivery": False}
        demo.call("shopify.shop", "write", [demo.shop], settings)
        _deliver_some(demo, carrier)
    tracked = ("carrier_tracking_ref", "like", "3SNL")
    return {
        "delivery": demo.first(
            "stock.picking", ("shopify_fulfillment_state", "=", "sent"), tracked
        ),
        "refused": demo.first("stock.picking", ("shopify_fulfillment_state", "=", "partly")),
        "carrier": carrier,
    }


def _deliver_some(demo: Demo, carrier: int) -> None:
    waiting = [
        ("sale_order_id.state", "=", "sale"),
        ("fulfillment_status", "=", "UNFULFILLED"),
        ("is_edited", "=", False),
        ("cancelled_at", "=", False),
    ]
    orders = demo.call("shopify.order", "search_read", waiting, ["sale_order_id"], limit=12)
    for number, order in enumerate(orders):
        sale = order["sale_order_id"][0]
        of_goods = [("order_id", "=", sale), ("product_id.type", "=", "consu")]
        lines = demo.call("sale.order.line", "search_read", of_goods, ["product_uom_qty"])
        if len(lines) > 1 and not number % 2:
            more = {"product_uom_qty": lines[0]["product_uom_qty"] + 1}
            demo.call("sale.order.line", "write", [lines[0]["id"]], more)
        open_ones = [("sale_id", "=", sale), ("state", "not in", ["done", "cancel"])]
        for picking in demo.call("stock.picking", "search", open_ones):
            tracked = {"carrier_id": carrier, "carrier_tracking_ref": f"3SNL{48_213 + number}"}
            demo.call("stock.picking", "write", [picking], tracked)
            of_it = [("picking_id", "=", picking)]
            for move in demo.call("stock.move", "search_read", of_it, ["product_uom_qty"]):
                done = {"quantity": move["product_uom_qty"], "picked": True}
                demo.call("stock.move", "write", [move["id"]], done)
            unasked = {"skip_sms": True}
            demo.call("stock.picking", "button_validate", [picking], context=unasked)
    demo.sync("fulfillments")


def _orders_to_import(demo: Demo) -> None:
    """Join the till to the Shopify shop by a record of its own, and list new orders for both."""
    if demo.first("shopify.shop", ("name", "=", TILL)):
        return
    fields = ["company_id", "domain", "authentication"]
    (row,) = demo.call("shopify.shop", "read", [demo.shop], fields)
    values = {
        "name": TILL,
        "domain": row["domain"],
        "authentication": row["authentication"],
        "order_filter": "[('channel', '=', 'pos')]",
        "customer_mapping": "default",
        "default_partner_id": demo.call("res.partner", "create", {"name": "Customers of the till"}),
    }
    till = demo.call("shopify.shop", "create", values)
    demo.call("shopify.shop", "write", [demo.shop], {"order_filter": "[('channel', '!=', 'pos')]"})
    for shop, order_filter in ((demo.shop, "[('risk_level', '!=', 'HIGH')]"), (till, "[]")):
        demo.schedule(shop, order_filter)
    for sku, quantity, told in SALES:
        demo.at_shopify("orders", do="buy", variant=sku, quantity=quantity, **told)
    demo.sync("orders_to_import")


def _order_rule(demo: Demo) -> None:
    """Let large gifts wait as quotations."""
    if demo.first("shopify.order.rule"):
        return
    conditions = (
        {"subject": "tag", "texts": "gift, present"},
        {"subject": "total", "operator": "from", "amount": 20.0},
    )
    values = {
        "name": "Large gifts",
        "shop_id": demo.shop,
        "condition_ids": [(0, 0, condition) for condition in conditions],
        "auto_confirm_orders": "no",
    }
    demo.call("shopify.order.rule", "create", values)


def _payments(demo: Demo) -> int:
    """Choose journals for some gateways, and invoice orders that were paid by them.

    :return: the id of an order that was paid at the second attempt
    """
    paid = demo.first("shopify.order.transaction", ("status", "=", "FAILURE"))
    (row,) = demo.call("shopify.order.transaction", "read", [paid], ["order_id"])
    if demo.first("account.payment", ("shopify_order_id", "!=", False)):
        return row["order_id"][0]
    for gateway, name in JOURNALS.items():
        journal = demo.call("account.journal", "create", {"name": name, "type": "bank"})
        methods = demo.call(
            "shopify.payment.method",
            "search",
            [("gateway", "=", gateway), ("card_brand", "in", (False, ""))],
        )
        demo.call("shopify.payment.method", "write", methods, {"journal_id": journal})
    demo.call("shopify.shop", "write", [demo.shop], {"auto_register_payments": True})
    orders = demo.call(
        "shopify.order",
        "search_read",
        [
            ("sale_order_id.invoice_status", "=", "to invoice"),
            ("transaction_ids.gateway", "in", list(JOURNALS)),
        ],
        ["sale_order_id"],
    )
    sales = [order["sale_order_id"][0] for order in orders]
    wizard = demo.call("sale.advance.payment.inv", "create", {"sale_order_ids": [(6, 0, sales)]})
    demo.call("sale.advance.payment.inv", "create_invoices", [wizard])
    drafts = [("shopify_order_id", "!=", False), ("state", "=", "draft")]
    demo.call("account.move", "action_post", demo.call("account.move", "search", drafts))
    return row["order_id"][0]


def _reconciliation(demo: Demo, paid: int) -> int:
    """Compare the last weeks, after somebody has cancelled a payment, and entered a sale order that
    had come from Shopify already.

    :param paid: the Shopify order whose payments stay
    :return: the id of the reconciliation
    """
    if record := demo.first("shopify.reconciliation"):
        return record
    other = [("shopify_order_id", "not in", [False, paid]), ("state", "=", "paid")]
    payment = demo.first("account.payment", *other)
    for method in ("action_draft", "action_cancel"):
        demo.do("account.payment", method, [payment])
    imported = [("shopify_order_id", "!=", False), ("state", "=", "sale")]
    sale = demo.first("sale.order", *imported, order="id desc")
    (row,) = demo.call("sale.order", "read", [sale], ["shopify_order_number"])
    demo.call("sale.order", "copy", [sale], {"client_order_ref": row["shopify_order_number"]})
    today = datetime.now(timezone.utc).date()
    days = {"date_from": str(today - timedelta(days=45)), "date_to": str(today)}
    record = demo.call("shopify.reconciliation", "create", {"shop_id": demo.shop, **days})
    demo.call("shopify.reconciliation", "action_compare", [record])
    began = time.monotonic()
    while time.monotonic() - began < SECONDS_TO_SYNC:
        (row,) = demo.call("shopify.reconciliation", "read", [record], ["state"])
        if row["state"] == "done":
            return record
        time.sleep(1)
    raise TimeoutError("the comparison has not ended")


def _refunds(demo: Demo) -> int:
    """Credit the refunds of invoiced orders, and read the balances of gift cards.

    :return: the id of a refund that took goods back to stock
    """
    credited = [("state", "=", "done"), ("line_ids.restock_type", "=", "RETURN")]
    if record := demo.first("shopify.refund", *credited):
        return record
    demo.call("shopify.shop", "write", [demo.shop], {"return_processing": "credit"})
    invoiced = [("order_id.sale_order_id.invoice_ids.state", "=", "posted")]
    demo.do("shopify.refund", "action_retry", demo.call("shopify.refund", "search", invoiced))
    demo.sync("gift_cards")
    return demo.first("shopify.refund", *credited)


def _privacy_request(demo: Demo, customer: int) -> int:
    """Enter a request as a user would who got it another way."""
    if known := demo.first("shopify.privacy.request", ("state", "=", "open")):
        return known
    (row,) = demo.call("shopify.customer", "read", [customer], ["shopify_id", "email"])
    return demo.call(
        "shopify.privacy.request",
        "create",
        {
            "kind": "customer_redact",
            "shop_id": demo.shop,
            "customer_number": row["shopify_id"],
            "email": row["email"],
        },
    )
