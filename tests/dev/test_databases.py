# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What makes a template database out of date."""

from devtools.databases import hash_of_addon
from devtools.paths import own_addons, short_hash


def addon(folder):
    (folder / "models").mkdir(parents=True)
    (folder / "__manifest__.py").write_text("{'depends': []}")
    (folder / "models" / "shop.py").write_text("a = 1\n")
    return folder


def test_a_changed_new_or_renamed_file_changes_the_hash(tmp_path):
    folder = addon(tmp_path / "an_addon")
    hashes = {hash_of_addon(folder)}
    (folder / "models" / "shop.py").write_text("a = 2\n")
    hashes.add(hash_of_addon(folder))
    (folder / "models" / "order.py").write_text("a = 2\n")
    hashes.add(hash_of_addon(folder))
    (folder / "models" / "order.py").rename(folder / "models" / "refund.py")
    hashes.add(hash_of_addon(folder))
    assert len(hashes) == 4


def test_tests_and_compiled_files_do_not_change_the_hash(tmp_path):
    folder = addon(tmp_path / "an_addon")
    before = hash_of_addon(folder)
    for name in ("tests/test_shop.py", "static/icon.svg", "models/__pycache__/shop.pyc"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("b = 1\n")
    assert hash_of_addon(folder) == before


def test_parts_of_a_hash_are_told_apart():
    assert short_hash("ab", "c") != short_hash("a", "bc")


def test_every_folder_with_a_manifest_is_an_addon(tmp_path):
    first = addon(tmp_path / "an_addon")
    second = addon(tmp_path / "an_addon_more")
    (tmp_path / "tools").mkdir()
    assert own_addons(tmp_path) == [first, second]
