# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What real shops refused, the sandbox refuses in the same words."""

from server_recorded import SCHEMAS, recorded_answers

from shopify_sandbox.documents import document
from shopify_sandbox.errors import RequestRefused
from shopify_sandbox.input_sizes import check_input_sizes
from shopify_sandbox.schema import load
from shopify_sandbox.variables import coerced_variables


def refused(version, query, variables):
    schema = load(SCHEMAS[version][0])
    try:
        parsed = document(schema, query)
        operation = next(iter(parsed.operations.values()))
        values = coerced_variables(schema.graphql, operation, variables)
        check_input_sizes(schema.graphql, operation, parsed.fragments, values)
    except RequestRefused as refusal:
        return refusal.errors
    return []


def comparable(errors):
    """Without places (recorded queries lost their first blank line) and orders of lists."""
    for error in errors:
        message = error["message"].partition(" to be one of: ")[0].partition(" at [")[0]
        yield error["extensions"]["code"], tuple(sorted(message)), str(error.get("path"))


def test_refusals_are_worded_as_recorded():
    seen, met = set(), []
    for version, query, variables, answer in recorded_answers():
        errors = answer.get("errors")
        key = query, str(variables)
        if "data" in answer or not isinstance(errors, list) or key in seen:
            continue
        if not errors or not isinstance(errors[0], dict):
            continue
        seen.add(key)
        ours = refused(version, query, variables)
        met.append(list(comparable(ours)) == list(comparable(errors)))
    print(f"\n{sum(met)} of {len(met)} refusals are worded as recorded")
    assert len(met) > 35
    assert sum(met) / len(met) > 0.85
