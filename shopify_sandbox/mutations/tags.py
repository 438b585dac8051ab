# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tags of any resource that has them."""

from ..errors import ApiError
from ..execution.registry import mutation
from .answers import user_error

LONGEST = 255
LONGEST_OF_ORDERS = 40
TAGGED = ("Order", "Customer", "Product", "DraftOrder", "Article")


def split_tags(tags: list[str]) -> list[str]:
    """Tags as Shopify keeps them: split at commas, trimmed, without blanks or doubles."""
    parts = [part.strip() for tag in tags for part in tag.split(",")]
    found: dict[str, str] = {}
    for part in parts:
        if part:
            found.setdefault(part.casefold(), part)
    return list(found.values())


def kept(tags: list[str]) -> list[str]:
    """Tags in the order in which Shopify lists them."""
    return sorted(split_tags(tags), key=str.casefold)


def _tagged(context, gid):
    node = context.node(gid)
    if node is None or node.get("__typename") not in TAGGED:
        raise ApiError(f"Invalid id: {gid}", "RESOURCE_NOT_FOUND")
    return node


@mutation("tagsAdd")
def tags_add(context, arguments):
    """Add tags."""
    node = _tagged(context, arguments["id"])
    tags = split_tags(arguments["tags"])
    of_order = node["__typename"] in ("Order", "DraftOrder")
    longest = LONGEST_OF_ORDERS if of_order else LONGEST
    if any(len(tag) > longest for tag in tags):
        message = f"Tag exceeds the maximum length of {longest} characters"
        return {"node": None, "userErrors": [user_error(["tags"], message)]}
    _replace(context, node, [*(node.get("tags") or []), *tags])
    return {"node": node, "userErrors": []}


@mutation("tagsRemove")
def tags_remove(context, arguments):
    """Remove tags."""
    node = _tagged(context, arguments["id"])
    gone = {tag.casefold() for tag in split_tags(arguments["tags"])}
    _replace(context, node, [tag for tag in node.get("tags") or [] if tag.casefold() not in gone])
    return {"node": node, "userErrors": []}


def _replace(context, node, tags):
    if kept(tags) != node.get("tags"):
        node["tags"] = kept(tags)
        context.shop.touch(node)
