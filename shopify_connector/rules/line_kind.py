# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What an order's line sells (O2, O17)."""

from enum import Enum

_TIP_TITLE = "Tip"


class LineKind(Enum):
    """What a line sells, and so which product and account it is booked on."""

    PRODUCT = "product"
    CUSTOM_ITEM = "custom_item"
    DELETED_PRODUCT = "deleted_product"
    TIP = "tip"
    GIFT_CARD = "gift_card"


def line_kind(
    *,
    variant_id: int,
    product_id: int,
    sku: str,
    vendor: str,
    variant_title: str,
    title: str,
    is_gift_card: bool,
    requires_shipping: bool,
    taxable: bool,
) -> LineKind:
    """Tell what a line of a Shopify order sells (O2, O17).

    A line keeps the vendor and the variant title of a product that was deleted since: that is how
    it differs from a custom item. The SKU does not tell, as custom items of draft orders have
    SKUs as well. Shopify's tip is a custom item named "Tip" with nothing else to it; one that is
    taxed or shipped is an item that a merchant happened to call so.

    :param variant_id: number of the variant, 0 when Shopify names none
    :param product_id: number of the product, 0 when Shopify names none
    :param sku: SKU of the line, "" without
    :param vendor: vendor of the line, "" without
    :param variant_title: the variant's title, "" without
    :param title: the line's title
    :param is_gift_card: whether a gift card is sold
    :param requires_shipping: whether the line is shipped
    :param taxable: whether the line is taxed
    :return: the kind
    """
    if is_gift_card:
        return LineKind.GIFT_CARD
    if variant_id:
        return LineKind.PRODUCT
    if product_id or vendor.strip() or variant_title.strip():
        return LineKind.DELETED_PRODUCT
    bare = not (sku.strip() or taxable or requires_shipping)
    return LineKind.TIP if bare and title.strip() == _TIP_TITLE else LineKind.CUSTOM_ITEM
