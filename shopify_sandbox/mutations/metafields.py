# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Metafields: setting and deleting them, and what Shopify has against it."""

import re

from ..errors import ApiError
from ..execution.access import DOCUMENTATION
from ..execution.registry import mutation
from ..fields.metafields import APP_NAMESPACE, full_namespace
from ..world.custom_ids import ID
from ..world.metafield_definitions import check_by_definition, definition_of
from ..world.metafield_values import BadValue, is_known, kept_value
from ..world.metafields import OWNER_TYPES, find_metafield, put_metafield, remove_metafield
from .answers import user_error

MOST = 25
RESERVED = ("shopify_standard", "protected", "shopify-l10n-fields")
NOT_ALLOWED = (
    "Access to this namespace and key on Metafields for this resource type is not allowed."
)
STALE = (
    "The resource has been updated since it was loaded. Try again with an updated"
    " `compareDigest` value."
)
_NAME = re.compile(r"^[A-Za-z0-9_-]+$")
_DIGEST = re.compile(r"^[0-9a-f]{64}$")
_LENGTHS = {"namespace": (3, 255), "key": (2, 64)}
_SCOPES = {
    "Collection": "write_products",
    "Company": "write_companies",
    "CompanyLocation": "write_companies",
    "Customer": "write_customers",
    "DraftOrder": "write_draft_orders",
    "Location": "write_locations",
    "Market": "write_markets",
    "Order": "write_orders",
    "Product": "write_products",
    "ProductVariant": "write_products",
}


def name_problem(name: str, text: str) -> tuple[str, str] | None:
    """What is wrong with a namespace or a key: message and code.

    :param name: "namespace" or "key".
    """
    least, most = _LENGTHS[name]
    if len(text) < least:
        message = f"{name.capitalize()} is too short (minimum is {least} characters)"
        return message, "TOO_SHORT"
    if len(text) > most:
        return f"{name.capitalize()} is too long (maximum is {most} characters)", "TOO_LONG"
    if not _NAME.match(text):
        return f"{name.capitalize()} contains one or more invalid characters.", "INVALID"
    return None


class MetafieldEntry:
    """A metafield that is to be set, checked.

    :param context: the request's context.
    :param entry: namespace, key, type, value and, in ``metafieldsSet``, compareDigest.
    :param path: where the entry stands.
    :param kind: the owner's GraphQL type.
    :param owner: the owner; None: it is about to be created.
    """

    def __init__(self, context, entry: dict, path: list[str], kind: str, owner: dict | None):
        self.errors: list[dict] = []
        self.namespace = full_namespace(entry.get("namespace"))
        self.key = entry.get("key") or ""
        self.type = entry.get("type")
        self.value = entry.get("value") or ""
        self._context = context
        self._entry = entry
        self._path = path
        self._owner = owner
        self._kind = kind
        self._definition = definition_of(context.shop, OWNER_TYPES[kind], self.namespace, self.key)
        for check in (
            self._check_names,
            self._check_type,
            self._check_value,
            self._check_digest,
        ):
            if check():
                break

    def keep(self, owner: dict) -> dict:
        """Set the metafield."""
        shop = self._context.shop
        return put_metafield(shop, owner, self.namespace, self.key, self.type, self.value)

    def _error(self, field, message, code, element=None):
        path = [*self._path, field] if field else self._path
        self.errors.append({**user_error(path, message, code), "elementIndex": element})
        return True

    def _check_names(self):
        for name in _LENGTHS:
            problem = name_problem(name, getattr(self, name))
            if problem:
                return self._error(name, *problem)
        if self.namespace in RESERVED:
            message = f"Namespace {self.namespace} is a reserved namespace"
            return self._error("namespace", message, None)
        if not self._is_ours():
            return self._error(None, NOT_ALLOWED, "APP_NOT_AUTHORIZED")
        return False

    def _is_ours(self):
        if self.namespace.startswith("app--"):
            return f"{self.namespace}--".startswith(f"{APP_NAMESPACE}--")
        return self.namespace != "shopify" or self._definition is not None

    def _check_type(self):
        defined = self._definition and self._definition["type"]["name"]
        if self.type is None:
            self.type = defined
        if not self.type:
            return self._error("type", "Type can't be blank", "BLANK")
        if not is_known(self.type):
            message = f"Type '{self.type}' is not a known metafield type."
            return self._error("type", message, "INCLUSION")
        if defined and self.type != defined:
            message = (
                f"Type '{self.type}' must be consistent with the definition's type: '{defined}'."
            )
            return self._error("type", message, "INVALID_TYPE")
        return False

    def _check_value(self):
        try:
            self.value = kept_value(self.type, self.value, self._context.shop)
            if self._definition:
                check_by_definition(self._definition, self.value)
        except BadValue as error:
            return self._error("value", error.message, "INVALID_VALUE", error.element)
        return self._check_taken()

    def _check_taken(self):
        if self.type != ID:
            return False
        ids = self._context.shop.custom_ids
        taken = ids.owner(self._kind, self.namespace, self.key, self.value)
        if taken is None or (self._owner and taken["id"] == self._owner["id"]):
            return False
        return self._error("value", "Value has already been taken", "TAKEN")

    def _check_digest(self):
        if "compareDigest" not in self._entry or self._owner is None:
            return False
        expected = self._entry["compareDigest"]
        if expected is not None and not _DIGEST.match(expected):
            message = "The `compareDigest` value is invalid."
            return self._error("compareDigest", message, "INVALID_COMPARE_DIGEST")
        present = find_metafield(self._owner, self.namespace, self.key)
        if expected != (present and present["compareDigest"]):
            return self._error(None, STALE, "STALE_OBJECT")
        return False


@mutation("metafieldsSet")
def metafields_set(context, arguments):
    """Set metafields: all of them, or none."""
    given = arguments["metafields"]
    if len(given) > MOST:
        message = f"Exceeded the maximum metafields input limit of {MOST}."
        error = user_error(["metafields"], message, "LESS_THAN_OR_EQUAL_TO")
        return {"metafields": None, "userErrors": [{**error, "elementIndex": None}]}
    errors, entries = [], []
    for index, entry in enumerate(given):
        path = ["metafields", str(index)]
        owner = _owner(context, entry["ownerId"], "metafieldsSet")
        if owner is None:
            error = user_error([*path, "ownerId"], "Owner does not exist.", "INVALID")
            errors.append({**error, "elementIndex": None})
            continue
        checked = MetafieldEntry(context, entry, path, owner["__typename"], owner)
        errors += checked.errors
        entries.append((checked, owner))
    if errors:
        return {"metafields": [], "userErrors": errors}
    kept = [checked.keep(owner) for checked, owner in entries]
    return {"metafields": kept, "userErrors": []}


@mutation("metafieldsDelete")
def metafields_delete(context, arguments):
    """Delete metafields; one that is not there does no harm."""
    errors, plans = [], []
    for index, entry in enumerate(arguments["metafields"]):
        owner = _owner(context, entry["ownerId"], "metafieldsDelete")
        namespace = full_namespace(entry["namespace"])
        if namespace in (*RESERVED, "shopify"):
            errors.append(user_error(["metafields", str(index)], NOT_ALLOWED))
        plans.append((owner, namespace, entry["key"]))
    if errors:
        return {"deletedMetafields": None, "userErrors": errors}
    gone = [
        {"ownerId": owner["id"], "namespace": namespace, "key": key}
        if owner and remove_metafield(context.shop, owner, namespace, key)
        else None
        for owner, namespace, key in plans
    ]
    return {"deletedMetafields": gone, "userErrors": []}


def _owner(context, gid, mutation_name):
    owner = context.node(gid)
    kind = (owner or {}).get("__typename")
    if kind not in OWNER_TYPES:
        return None
    needed = _SCOPES.get(kind)
    if needed and not context.grant.allows((needed,)):
        raise ApiError(
            f"Access denied for {mutation_name} field. Required access: `{needed}` access scope.",
            "ACCESS_DENIED",
            documentation=DOCUMENTATION,
            requiredAccess=f"`{needed}` access scope.",
        )
    return owner
