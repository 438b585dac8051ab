"""Fields and types whose cost differs from the rule, as seen in answers of real shops."""

TYPE_COSTS = {"MoneyV2": 0, "MoneyBag": 0, "ShopAddress": 0}
FIELD_COSTS: dict[tuple[str, str], int] = {
    ("Mutation", "deliveryProfileUpdate"): 100,
    ("Mutation", "fulfillmentTrackingInfoUpdate"): 50,
    ("Mutation", "fulfillmentTrackingInfoUpdateV2"): 50,
    ("StoreCreditAccount", "balance"): 5,
    ("Customer", "defaultAddress"): 0,
    ("Blog", "articlesCount"): 10,
    ("Article", "commentsCount"): 10,
}
ROOT_COUNT = 10
INTROSPECTION = 2
# What an entry of an input costs, by mutation and the path of the entry.
INPUT_COSTS: dict[str, dict[tuple[str, ...], float]] = {
    "productSet": {
        ("input", "variants"): 0.2,
        ("input", "variants", "file"): 0.6,
        ("input", "variants", "metafields"): 0.4,
        ("input", "metafields"): 0.4,
        ("input", "files"): 1.9,
    },
}
