# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A shop made of answers that real Shopify shops gave.

What was not recorded is completed with neutral values that agree with each other: a product
without variants gets one at 0.00, a line that says nothing of taxes has none, current figures are
the original ones less what refunds and edits say, an order without time is as old as the one with
the next lower number, an order with an email belongs to the customer with that email, an order of
which Shopify was not asked for an address has a sample one. Statuses and times that were recorded
are kept as they are, null included, and so is an address that Shopify said is null. An order is
left out when its lines or its total are not known, or when lines, shipping, taxes and discounts do
not come to that total; ``report`` says which and why.
"""

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .clock import Clock
from .recordings.catalogue import load_catalogue, load_locations
from .recordings.fragments import Fragments
from .recordings.orders import LeftOut, add_missing_times, load_order
from .recordings.people import load_customers
from .shop import Shop
from .world.profile import shop_profile

FOLDER_VARIABLE = "SHOPIFY_RECORDED_DIR"


@dataclass
class Report:
    """What came of the recorded answers.

    :param int files: files read
    :param dict loaded: number of nodes by type
    :param dict left_out: reason by the id of an order that was left out
    """

    files: int = 0
    loaded: dict = field(default_factory=dict)
    left_out: dict = field(default_factory=dict)


class RecordedShop(Shop):
    """A shop whose nodes keep the ids that they were recorded with.

    :ivar Report report: what was loaded and what not
    """

    def __init__(self, profile, clock=None):
        super().__init__(profile, clock, seed=900)
        self.report = Report()
        self._expected = {}

    def expect(self, gid):
        """Give this id to the next node of its type.

        :param str|None gid: the recorded id; None: the next made-up one
        """
        if gid:
            self._expected[gid.split("/")[-2]] = gid

    def new_id(self, type_name):
        return self._expected.pop(type_name, None) or super().new_id(type_name)


def recorded_folder():
    """Tell where the recorded answers should be.

    :return: ``$SHOPIFY_RECORDED_DIR``, else ``../shared/recorded`` seen from the repository
    :rtype: Path
    """
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    return Path(__file__).resolve().parents[2] / "shared" / "recorded"


def recorded_shop(folder=None, clock=None):
    """Make a shop of the recorded answers.

    :param Path|None folder: where they are; None: :func:`recorded_folder`
    :param Clock|None clock: the clock of the finished shop; None: real time
    :return: the shop; its ``report`` says what was loaded
    :rtype: RecordedShop
    :raises FileNotFoundError: there are none
    """
    folder = Path(folder or recorded_folder())
    fragments = Fragments()
    files = fragments.read(folder) if folder.is_dir() else 0
    if not files:
        raise FileNotFoundError(f"no recorded answers in {folder}")
    shop = RecordedShop(_profile(fragments), clock or Clock())
    shop.report.files = files
    load_locations(shop, fragments)
    load_catalogue(shop, fragments)
    load_customers(shop, fragments)
    orders = fragments.of_type("Order")
    add_missing_times(orders)
    for known in orders:
        try:
            load_order(shop, fragments.whole(known), fragments.created.get(known["id"], {}))
        except LeftOut as reason:
            shop.report.left_out[known["id"]] = str(reason)
    shop.report.loaded = {name: len(nodes) for name, nodes in shop.collections.items() if nodes}
    return shop


def _profile(fragments):
    known = next(iter(fragments.of_type("Shop")), {})
    currencies = Counter(
        known["currencyCode"] for known in fragments.of_type("Order") if known.get("currencyCode")
    )
    currency = known.get("currencyCode") or (currencies.most_common(1) or [("CAD", 1)])[0][0]
    profile = shop_profile(
        name=known.get("name") or "Recorded shop",
        domain=known.get("myshopifyDomain") or "shop-a.myshopify.com",
        currency=currency,
        country="CA",
        taxes_included=False,
        timezone="America/Toronto",
        offset_minutes=-300,
        presentment=tuple({currency, "CAD", "USD"}),
    )
    profile["id"] = known.get("id", profile["id"])
    return profile
