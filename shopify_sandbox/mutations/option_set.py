# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The options that productSet and productCreate ask for."""

from .answers import user_error
from .option_plan import LONGEST, MOST, OptionPlan, PlannedOption, PlannedValue

TOO_MANY = f"Can only specify a maximum of {MOST} options"


class OptionSet:
    """Given options, checked: the whole list of a product's options.

    :param given: ``OptionSetInput`` or ``OptionCreateInput`` entries.
    :param path: where the list stands in paths of errors.
    :param known: the ``OptionPlan`` of the product as it is; None: it is a new one.
    :param codes: turns an error's own code into one that the mutation has.
    """

    def __init__(self, given, path, known=None, codes=lambda code: code):
        self.errors: list[dict] = []
        self.plan = OptionPlan([])
        self._path = list(path)
        self._known = known or OptionPlan([])
        self._codes = codes
        if len(given) > MOST:
            self._error([], TOO_MANY, "OPTIONS_OVER_LIMIT")
            return
        for index, entry in enumerate(given):
            self._read(entry, [str(index)])
        places = [entry.get("position") or index for index, entry in enumerate(given, start=1)]
        if not self.errors:
            ordered = sorted(zip(places, self.plan.options, strict=True), key=lambda one: one[0])
            self.plan.options = [option for _place, option in ordered]

    def _error(self, keys, message, code):
        self.errors.append(user_error([*self._path, *keys], message, self._codes(code)))

    def _read(self, entry, keys):
        if entry.get("linkedMetafield"):
            message = "Linked options are currently not supported for this shop."
            self._error(keys, message, "LINKED_OPTIONS_NOT_SUPPORTED_FOR_SHOP")
            return
        known = None
        if entry.get("id"):
            known = self._known.option_with_id(entry["id"])
            if known is None:
                self._error([*keys, "id"], "Option does not exist", "OPTION_DOES_NOT_EXIST")
                return
        name = (entry.get("name") or (known.name if known else "")).strip()
        if not name:
            self._error(keys, "Each option must have a name specified.", "OPTION_NAME_MISSING")
            return
        if len(name) > LONGEST:
            self._error(keys, "Option name is too long.", "OPTION_NAME_TOO_LONG")
        if any(option.name.casefold() == name.casefold() for option in self.plan.options):
            self._error(keys, "Duplicated option name.", "DUPLICATED_OPTION_NAME")
        known = known or self._known.option(name)
        option = PlannedOption(name, node=known and known.node)
        self.plan.options.append(option)
        if known is not None and "values" not in entry:
            option.values = list(known.values)
        for place, value in enumerate(entry.get("values") or ()):
            self._read_value(option, known, value, [*keys, "values", str(place)])
        if not option.values:
            message = f"Option '{name}' must specify at least one option value."
            self._error(keys, message, "OPTION_VALUES_MISSING")

    def _read_value(self, option, known, entry, keys):
        found = None
        if entry.get("id"):
            found = known and known.value_with_id(entry["id"])
            if found is None:
                message = "Option value does not exist"
                self._error([*keys, "id"], message, "OPTION_VALUE_DOES_NOT_EXIST")
                return
        name = (entry.get("name") or (found.name if found else "")).strip()
        found = found or (known and known.value(name))
        if not name:
            self._error(keys, "Option value name can't be blank", "INVALID_NAME")
        elif len(name) > LONGEST:
            self._error(
                [*keys, "name"], "Option value name is too long", "OPTION_VALUE_NAME_TOO_LONG"
            )
        elif any(value.name.casefold() == name.casefold() for value in option.values):
            self._error(keys, "Duplicated option value.", "DUPLICATED_OPTION_VALUE")
        else:
            option.values.append(PlannedValue(name, found and found.node))
