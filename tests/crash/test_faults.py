# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""With one request in five going wrong the import ends with the same result, only later (G10)."""

import pytest
from comparing import assert_same_content

from shopify_sandbox.faults import RANDOM_KINDS
from shopify_sandbox.tokens import CLIENT_ID, CLIENT_SECRET

SEED = 95
SIGN_IN = (
    "UPDATE shopify_connection SET authentication = 'client', "
    f"client_id = '{CLIENT_ID}', client_secret = '{CLIENT_SECRET}'"
)
# Which lines of a new product count as those it was made for hangs on the batches.
BY_BATCH = ("product_rule",)

pytestmark = pytest.mark.xdist_group("crash")


def test_g10_one_request_in_five_fails_and_the_result_is_the_same(demo, clean):
    print(f"seed {SEED}")
    with demo.databases.copy(demo.start, "faults") as database:
        demo.databases.sql(SIGN_IN, database)
        demo.sandbox.reset()
        demo.sandbox.fail_at_random(0.2, SEED, seconds=0.01)
        try:
            result = demo.run(database, read_batch=1, pauses=0.05)
            statistics = demo.sandbox.statistics()
        finally:
            demo.sandbox.reset()
    assert set(statistics["faults"]) == set(RANDOM_KINDS)
    assert result["runs"] == clean["runs"]
    assert_same_content(result["content"], clean["content"], but=BY_BATCH)
