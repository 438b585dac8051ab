# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Definitions of metafields: creating them."""

import json

from ..execution.registry import mutation
from ..fields.metafields import full_namespace
from ..world.custom_ids import ID
from ..world.metafield_definitions import add_definition, definition_of
from ..world.metafield_values import is_known
from .answers import user_error
from .metafields import name_problem

LONGEST_NAME = 255


@mutation("metafieldDefinitionCreate")
def definition_create(context, arguments):
    """Define a metafield."""
    given = arguments["definition"]
    namespace = full_namespace(given.get("namespace"))
    errors = _errors(context, given, namespace)
    if errors:
        return {"createdDefinition": None, "userErrors": errors}
    definition = add_definition(
        context.shop,
        given["ownerType"],
        namespace,
        given["key"],
        given["type"],
        name=given["name"].strip(),
        **{one["name"]: one["value"] for one in given.get("validations") or ()},
    )
    definition["description"] = given.get("description") or None
    return {"createdDefinition": definition, "userErrors": []}


def _errors(context, given, namespace):
    problem = _name_problem(given, namespace) or _type_problem(given)
    if problem is None and definition_of(context.shop, given["ownerType"], namespace, given["key"]):
        owner = given["ownerType"].replace("_", " ").capitalize()
        message = f"Key is in use for {owner} metafields on the '{namespace}' namespace."
        problem = message, "TAKEN", "key"
    if problem is None:
        return []
    message, code, *keys = problem
    return [user_error(["definition", *keys], message, code)]


def _name_problem(given, namespace) -> tuple | None:
    """Message, code and field of what is wrong with the names."""
    name = given["name"].strip()
    if not name:
        return "Name can't be blank", "BLANK", "name"
    if len(name) > LONGEST_NAME:
        return f"Name is too long (maximum is {LONGEST_NAME} characters)", "TOO_LONG", "name"
    for key, text in (("namespace", namespace), ("key", given["key"])):
        problem = name_problem(key, text)
        if problem:
            return *problem, key
    return None


def _type_problem(given) -> tuple | None:
    """Message, code and field of what is wrong with the type and its validations."""
    type_name = given["type"]
    if not is_known(type_name):
        return f"Type name {type_name} is not a valid type.", "INCLUSION", "type"
    unique = (given.get("capabilities") or {}).get("uniqueValues") or {"enabled": True}
    if type_name == ID and not unique["enabled"]:
        message = "Capability unique_values is required for type id but is disabled"
        return message, "CAPABILITY_REQUIRED_BUT_DISABLED"
    for one in given.get("validations") or ():
        if one["name"] == "choices" and not _is_json_list(one["value"]):
            message = "Validations value for option choices must be a list of texts."
            return message, "INVALID_OPTION", "validations"
    return None


def _is_json_list(text) -> bool:
    try:
        return isinstance(json.loads(text), list)
    except ValueError:
        return False
