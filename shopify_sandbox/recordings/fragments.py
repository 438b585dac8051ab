# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Gathers what recorded answers say of each object and merges it.

Files differ in their keys, so each is walked for objects with a global id. Of one object all
fragments are merged: later values replace earlier ones (a file tells what happened in order),
null never replaces anything, lists of objects are merged by id or else by position. What a file
calls upstream was read before the rest of it happened, and is therefore taken first.
"""

import json

_EARLY = ("setup", "upstreamCalls")


class Fragments:
    """What is known of each object.

    :ivar dict known: merged object by its global id
    :ivar dict created: input of ``orderCreate`` by the id of the order that it made
    """

    def __init__(self):
        self.known = {}
        self.created = {}

    def read(self, folder):
        """Read all JSON files below a folder.

        :param Path folder: where the recorded answers are
        :return: number of files
        :rtype: int
        """
        files = sorted(folder.rglob("*.json"))
        for file in files:
            content = json.loads(file.read_text(), object_hook=_with_both_currencies)
            early, rest = _in_order(content)
            self._walk(early)
            self._walk(rest)
        return len(files)

    def of_type(self, type_name):
        """Give all objects of a type, in the order of their numbers.

        :param str type_name: GraphQL type
        :rtype: list[dict]
        """
        prefix = f"gid://shopify/{type_name}/"
        return [self.known[gid] for gid in sorted(self.known) if gid.startswith(prefix)]

    def whole(self, known):
        """Give an object with all that is known of the objects listed in it.

        :param dict known: an object
        :rtype: dict
        """
        return {
            key: [self._known_part(part) for part in value] if isinstance(value, list) else value
            for key, value in known.items()
        }

    def _known_part(self, part):
        if isinstance(part, dict) and part.get("id") in self.known:
            return {**part, **self.known[part["id"]]}
        return part

    def _walk(self, value):
        if isinstance(value, list):
            for part in value:
                self._walk(part)
        elif isinstance(value, dict):
            self._note_creation(value)
            gid = value.get("id")
            if isinstance(gid, str) and gid.startswith("gid://shopify/"):
                known = self.known.setdefault(gid, {})
                merge(known, value)
            for part in value.values():
                self._walk(part)

    def _note_creation(self, value):
        variables = value.get("variables")
        wanted = variables.get("order") if isinstance(variables, dict) else None
        if not isinstance(wanted, dict):
            return
        made = _find(value.get("response"), "orderCreate")
        order = made.get("order") if isinstance(made, dict) else None
        if order and order.get("id"):
            self.created[order["id"]] = wanted


def _with_both_currencies(value):
    ours = value.get("shopMoney")
    if isinstance(ours, dict) and ours.get("amount"):
        value["presentmentMoney"] = value.get("presentmentMoney") or ours
    return value


def _in_order(content):
    if not isinstance(content, dict):
        return [], content
    early = [content[key] for key in _EARLY if key in content]
    return early, {key: value for key, value in content.items() if key not in _EARLY}


def _find(value, key):
    if isinstance(value, dict):
        if key in value:
            return value[key]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            found = _find(part, key)
            if found is not None:
                return found
    return None


def merge(known, newer):
    """Merge a newer fragment into what is known, in place.

    :param dict known: what is known
    :param dict newer: another fragment of the same object
    """
    for key, value in newer.items():
        if value is None:
            known.setdefault(key, None)
            continue
        value = nodes_of(value)
        before = known.get(key)
        if isinstance(before, dict) and isinstance(value, dict) and "amount" not in value:
            merge(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            known[key] = _merged_lists(before, value)
        else:
            known[key] = _copied(value)


def nodes_of(value):
    """Give the nodes of a connection as a list; anything else as it is.

    :param value: any JSON value
    """
    if isinstance(value, dict):
        if isinstance(value.get("nodes"), list):
            return value["nodes"]
        if isinstance(value.get("edges"), list):
            return [edge.get("node") for edge in value["edges"] if edge.get("node")]
    return value


def _copied(value):
    return json.loads(json.dumps(value))


def _merged_lists(before, newer):
    if not all(isinstance(part, dict) for part in [*before, *newer]):
        return _copied(newer) if newer else before
    by_id = {part["id"]: part for part in before if part.get("id")}
    merged = list(before)
    for position, part in enumerate(newer):
        same = by_id.get(part.get("id"))
        if same is None and not part.get("id") and position < len(before):
            same = before[position]
        if same is None:
            merged.append(_copied(part))
        else:
            merge(same, part)
    return merged
