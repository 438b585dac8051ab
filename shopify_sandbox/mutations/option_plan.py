# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a mutation makes of a product's options, worked out before anything is changed."""

from dataclasses import dataclass, field

from ..world.options import add_option, add_value, selected

LONGEST = 255
MOST = 3


@dataclass(eq=False)
class PlannedValue:
    """A value of an option; ``node`` is None while it is new."""

    name: str
    node: dict | None = None


@dataclass(eq=False)
class PlannedOption:
    """An option; ``node`` is None while it is new."""

    name: str
    values: list[PlannedValue] = field(default_factory=list)
    node: dict | None = None

    def value(self, name: str) -> PlannedValue | None:
        """The value of a name."""
        return next((value for value in self.values if value.name == name), None)

    def value_with_id(self, gid: str) -> PlannedValue | None:
        """The value that has an id already."""
        return next((one for one in self.values if one.node and one.node["id"] == gid), None)

    def added(self, name: str) -> PlannedValue:
        """The value of a name, made if there is none."""
        value = self.value(name)
        if value is None:
            value = PlannedValue(name)
            self.values.append(value)
        return value


class OptionPlan:
    """The options a product will have.

    :param options: in their order.
    """

    def __init__(self, options: list[PlannedOption]):
        self.options = options

    @classmethod
    def of(cls, product: dict) -> "OptionPlan":
        """The options that a product has."""
        return cls(
            [
                PlannedOption(
                    option["name"],
                    [PlannedValue(value["name"], value) for value in option["optionValues"]],
                    option,
                )
                for option in product["options"]
            ]
        )

    def option(self, name: str) -> PlannedOption | None:
        """The option of a name."""
        return next((option for option in self.options if option.name == name), None)

    def option_with_id(self, gid: str) -> PlannedOption | None:
        """The option that has an id already."""
        return next((one for one in self.options if one.node and one.node["id"] == gid), None)

    def chosen_by(self, variant: dict) -> list[PlannedValue]:
        """The values that a variant of the product has now."""
        gids = [part["optionValue"]["id"] for part in variant["selectedOptions"]]
        return [
            value
            for option in self.options
            for value in option.values
            if value.node and value.node["id"] in gids
        ]

    def choose(self, asked, *, adds: bool, before=()) -> list[PlannedValue] | None:
        """The values that a given variant chooses, one of each option, in the options' order.

        :param asked: a ``VariantInput``, which gets the errors.
        :param adds: whether values that an option has not yet are added to it.
        :param before: the values that the variant has, which stay where nothing is given.
        :return: None where there are errors.
        """
        chosen: dict[int, PlannedValue] = {}
        for place, entry in enumerate(asked.given.get("optionValues") or ()):
            keys = ["optionValues", str(place)]
            found = self._option_of(asked, entry, keys)
            if found is None:
                return None
            if id(found) in chosen:
                message = f"Duplicated option name '{found.name}'"
                asked.error(["optionValues"], message, "INVALID_INPUT")
                return None
            value = self._value_of(asked, found, entry, keys, adds)
            if value is None:
                return None
            chosen[id(found)] = value
        for option in self.options:
            kept = next((value for value in before if value in option.values), None)
            if kept is not None:
                chosen.setdefault(id(option), kept)
        missing = [option.name for option in self.options if id(option) not in chosen]
        if missing:
            message = f"You need to add option values for {', '.join(missing)}"
            asked.error([], message, "NEED_TO_ADD_OPTION_VALUES")
            return None
        return [chosen[id(option)] for option in self.options]

    def _option_of(self, asked, entry, keys) -> PlannedOption | None:
        gid, name = entry.get("optionId"), entry.get("optionName")
        if gid and name:
            message = "cannot specify both `optionId` and `optionName`"
            asked.error(keys, message, "CANNOT_SPECIFY_BOTH")
            return None
        if entry.get("id") and entry.get("name"):
            asked.error(keys, "cannot specify both `id` and `name`", "CANNOT_SPECIFY_BOTH")
            return None
        if gid:
            found = self.option_with_id(gid)
        elif name:
            found = self.option(name)
        else:
            gid = entry.get("id")
            found = next((one for one in self.options if gid and one.value_with_id(gid)), None)
        if found is None:
            asked.error(keys, "Option does not exist", "OPTION_DOES_NOT_EXIST")
        return found

    @staticmethod
    def _value_of(asked, option, entry, keys, adds) -> PlannedValue | None:
        if entry.get("linkedMetafieldValue"):
            message = "Linked options are currently not supported for this shop."
            asked.error(keys, message, "LINKED_OPTIONS_NOT_SUPPORTED_FOR_SHOP")
            return None
        name = (entry.get("name") or "").strip()
        if len(name) > LONGEST:
            message = "Option value name is too long"
            asked.error([*keys, "name"], message, "OPTION_VALUE_NAME_TOO_LONG")
            return None
        found = option.value_with_id(entry["id"]) if entry.get("id") else option.value(name)
        if found is None and name and adds:
            found = option.added(name)
        if found is None:
            asked.error(keys, "Option value does not exist", "OPTION_VALUE_DOES_NOT_EXIST")
        return found

    def keep(self, shop, product) -> None:
        """Give a product these options; those it has beside them go.

        The variants are left as they are: they must be told what they have chosen.
        """
        for option in self.options:
            if option.node is None:
                option.node = add_option(shop, product, option.name)
            option.node["name"] = option.name
            for value in option.values:
                if value.node is None:
                    value.node = add_value(shop, option.node, value.name)
                value.node["name"] = value.name
            option.node["optionValues"] = [value.node for value in option.values]
        product["options"] = [option.node for option in self.options]

    def selected(self, values: list[PlannedValue]) -> list[dict]:
        """What a variant of these values has chosen; only after ``keep``."""
        return [
            selected(option.node, value.node)
            for option, value in zip(self.options, values, strict=True)
        ]


def title_of(values: list[PlannedValue]) -> str:
    """The title of a variant of these values."""
    return " / ".join(value.name for value in values)


class Combinations:
    """Tells which variants choose the same values as another one.

    :param code: of the errors.
    """

    def __init__(self, code: str):
        self._code = code
        self._seen: set[tuple] = set()

    def note(self, values: list[PlannedValue]) -> bool:
        """Note what a variant chooses; False if another one does so already."""
        key = tuple(map(id, values))
        known = key in self._seen
        self._seen.add(key)
        return not known

    def check(self, asked, values: list[PlannedValue]) -> None:
        """Note what a given variant chooses; the ``VariantInput`` gets an error if it is taken."""
        if not self.note(values):
            message = f"The variant '{title_of(values)}' already exists."
            asked.error([], f"{message} Please change at least one option value.", self._code)
