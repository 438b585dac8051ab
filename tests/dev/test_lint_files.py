# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Small bad examples for the checks of addon files."""

import pytest

from devtools.lint import data_files, imports, manifests

HEADER = '<?xml version="1.0" encoding="utf-8" ?>\n'


def data(inside, header=HEADER):
    return data_files.check_text(f"{header}<odoo>{inside}</odoo>", "addon")


def test_a_good_file_has_no_problems():
    assert data('<record id="view_shop_form" model="ir.ui.view" />') == []


@pytest.mark.parametrize(
    ("inside", "problem"),
    [
        ("<record>", "not well-formed"),
        ('<record id="a" model="b"><tree /></record>', "<tree> is gone in Odoo 19: <list>"),
        ('<record id="addon.shop" model="b" />', "needs no addon. before it"),
        ('<record id="Shop-1" model="b" />', "not made of lower-case words"),
        ('<record id="shop_form" model="ir.ui.view" />', "does not say that it is a view"),
        ('<menuitem id="shop" />', "does not say that it is a menu"),
    ],
)
def test_a_bad_record_is_found(inside, problem):
    (found,) = data(inside)
    assert problem in found


def test_a_record_of_another_module_keeps_its_id():
    assert data('<record id="base.Some-Group" model="res.groups" />') == []


def test_another_header_is_found():
    (found,) = data("", header='<?xml version="1.0"?>\n')
    assert "the first line" in found


def test_templates_of_the_web_client_need_no_odoo_element():
    text = f"{HEADER}<templates><t t-name='a' /></templates>"
    assert data_files.check_text(text, "addon", is_data=False) == []
    assert data_files.check_text(text, "addon") == [
        "the outermost element is <templates>, not <odoo>"
    ]


def test_an_id_given_twice_is_found_across_files(tmp_path):
    folder = tmp_path / "addon"
    folder.mkdir()
    for name in ("one.xml", "two.xml"):
        (folder / name).write_text(f'{HEADER}<odoo><record id="a" model="b" /></odoo>')
    assert data_files.check(folder) == ["addon: the id a is given to 2 records"]


@pytest.mark.parametrize(
    ("room", "text", "depth", "problem"),
    [
        ("shopify", "import odoo\n", 1, "1: shopify/ may not import odoo"),
        (
            "shopify",
            "def f():\n    from odoo import models\n",
            1,
            "2: shopify/ may not import odoo",
        ),
        ("rules", "import requests.adapters\n", 1, "1: rules/ may not import requests.adapters"),
        ("models", "from requests import get\n", 1, "1: models/ may not import requests"),
        ("rules", "from ..models import shop\n", 1, "1: rules/ imports from outside of it"),
    ],
)
def test_an_import_that_leaves_its_room_is_found(room, text, depth, problem):
    assert imports.check_text(text, imports.FORBIDDEN[room], depth, room) == [problem]


@pytest.mark.parametrize(
    ("room", "text", "depth"),
    [
        ("shopify", "import requests\nfrom .errors import ShopNotFound\n", 1),
        ("shopify", "from ..errors import ShopNotFound\n", 2),
        ("models", "from ...shopify.client import ShopifyClient\nfrom odoo import models\n", 2),
    ],
)
def test_imports_within_the_room_are_good(room, text, depth):
    assert imports.check_text(text, imports.FORBIDDEN[room], depth, room) == []


def addon(folder, manifest, *files):
    path = folder / "addon"
    for name in files:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).touch()
    (path / "__manifest__.py").write_text(repr(manifest))
    return path


def test_files_and_manifest_agree(tmp_path):
    manifest = {
        "data": ["views/shop.xml"],
        "assets": {"web.assets_backend": ["addon/static/src/**/*", "web/static/x.js"]},
    }
    files = ("views/shop.xml", "static/src/a/b.js", "static/src/c.xml", "tests/answers.xml")
    assert manifests.check(addon(tmp_path, manifest, *files)) == []


def test_files_that_are_missing_forgotten_or_named_twice_are_found(tmp_path):
    manifest = {
        "data": ["views/gone.xml", "views/shop.xml", "views/shop.xml"],
        "assets": {"web.assets_tests": ["addon/static/tests/*.js"]},
    }
    files = ("views/shop.xml", "views/forgotten.xml", "security/ir.model.access.csv")
    assert manifests.check(addon(tmp_path, manifest, *files)) == [
        "addon/__manifest__.py: there is no file views/gone.xml",
        "addon/__manifest__.py: views/shop.xml is named twice",
        "addon/security/ir.model.access.csv: no manifest key loads it",
        "addon/views/forgotten.xml: no manifest key loads it",
        "addon/__manifest__.py: web.assets_tests: nothing matches addon/static/tests/*.js",
    ]
