# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The image sync, killed at any moment or by two workers at once, brings each image once (P16)."""

import json
import random
import re
import urllib.request
from collections import Counter
from pathlib import Path

import pytest
from comparing import assert_same_content

from bench.sandbox_process import sandbox_process
from shopify_sandbox.tokens import PERMANENT_TOKEN

SEED = 20261122
KILLS = 10
PICTURES = Path(__file__).with_name("pictures.py")
SETTINGS = {"product_sync": "from_shopify", "auto_create_products": True}
CHECKSUMS = """
    SELECT t.name->>'en_US', checksum
    FROM ir_attachment a JOIN product_template t ON t.id = a.res_id
    WHERE res_model = 'product.template' AND res_field = 'image_1920' ORDER BY 1, 2
"""
# What the connector names a file after.
OURS = re.compile(r"-[0-9a-f]{16}(_[0-9a-f]+)?\.png")
MEDIA = (
    "{ products(first: 250) { nodes { media(first: 5) { nodes {"
    " ... on MediaImage { image { url } } } } } } }"
)

pytestmark = pytest.mark.xdist_group("kills")


@pytest.fixture
def linked(imports_of):
    """Imports of the demo shop into a database that has its products without their images."""
    with (
        sandbox_process("demo", orders=0) as sandbox,
        imports_of("images", sandbox, **SETTINGS) as found,
    ):
        (run,) = found.run(found.start, kinds=["products"])["runs"]
        assert run["state"] == "done"
        yield found


def prepared(imports, direction):
    """:return: how many products are linked, once the start is prepared for a direction"""
    variables = imports.sandbox.variables
    answer = imports.databases.answer(PICTURES, imports.start, direction, variables=variables)
    assert answer["linked"] > 40
    return answer["linked"]


def lives():
    chance = random.Random(SEED)
    found = [chance.randint(10, 100) for _kill in range(KILLS)]
    print(f"seed {SEED}, killed after so many steps: {found}")
    return found


def sent_to_shopify(sandbox):
    """:return: how many pictures of ours each product has, and whether they come first"""
    request = urllib.request.Request(
        f"http://{sandbox.address}/admin/api/2026-10/graphql.json",
        json.dumps({"query": MEDIA}).encode(),
        {"Content-Type": "application/json", "X-Shopify-Access-Token": PERMANENT_TOKEN},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        products = json.load(answer)["data"]["products"]["nodes"]
    counts = Counter()
    for product in products:
        ours = [bool(OURS.search(media["image"]["url"])) for media in product["media"]["nodes"]]
        assert ours == sorted(ours, reverse=True), "Odoo's picture is not the first"
        counts[sum(ours)] += 1
    return counts


def test_p16_killed_at_10_random_moments_each_image_goes_once(linked):
    count = prepared(linked, "to_shopify")
    killed = linked.into_a_copy("images_killed", kinds=["images"], lives=lives())
    assert killed["killed"] == KILLS
    assert killed["runs"][-1]["state"] == "done"
    assert not [row for row in killed["content"]["shopify.sync.skip"] if row["kind"] == "images"]
    assert sent_to_shopify(linked.sandbox)[1] == count
    assert not {number for number in sent_to_shopify(linked.sandbox) if number > 1}
    # a database that knows nothing of it finds the files by their names
    again = linked.into_a_copy("images_again", kinds=["images"], workers=2)
    assert again["runs"][-1]["state"] == "done"
    assert sent_to_shopify(linked.sandbox)[1] == count


def test_p16_killed_at_10_random_moments_the_images_come_like_in_one_clean_run(linked):
    prepared(linked, "from_shopify")
    with linked.databases.copy(linked.start, "images_clean") as name:
        clean = linked.run(name, kinds=["images"])
        expected = linked.databases.sql(CHECKSUMS, name)
    with linked.databases.copy(linked.start, "images_killed") as name:
        killed = linked.run(name, kinds=["images"], lives=lives())
        assert linked.databases.sql(CHECKSUMS, name) == expected
    assert len(expected.split()) > 40
    assert killed["killed"] == KILLS
    assert killed["runs"][-1]["state"] == "done"
    assert_same_content(killed["content"], clean["content"])
