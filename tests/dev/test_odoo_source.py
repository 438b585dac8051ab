# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which Odoo is used, and the repairs of the unpacked package."""

import pytest

from devtools.console import DevError
from devtools.odoo_source import find_odoo, release_of, repair

PACKAGES = "usr/lib/python3/dist-packages"


def checkout(folder, version):
    package = folder / "odoo"
    (package / "addons").mkdir(parents=True)
    (folder / "addons").mkdir()
    (package / "release.py").write_text(f"version_info = ({version}, 0, 0, 'final', 0, '')\n")
    return folder


def test_a_checkout_named_in_the_environment_is_used(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(checkout(tmp_path, 19)))
    odoo = find_odoo()
    assert odoo.import_folder == tmp_path
    assert odoo.addons == (tmp_path / "addons", tmp_path / "odoo" / "addons")


def test_another_release_is_refused_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(checkout(tmp_path, 18)))
    with pytest.raises(DevError, match="is not an Odoo 19"):
        find_odoo()


def test_the_key_changes_with_the_release_file(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(checkout(tmp_path, 19)))
    before = find_odoo().key
    release = tmp_path / "odoo" / "release.py"
    release.write_text(release.read_text() + "\n# newer\n")
    assert find_odoo().key != before


def test_the_key_stays_when_python_writes_compiled_files(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(checkout(tmp_path, 19)))
    before = find_odoo().key
    (tmp_path / "odoo" / "__pycache__").mkdir()
    assert find_odoo().key == before


def test_the_key_changes_when_other_code_is_checked_out(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(checkout(tmp_path, 19)))
    before = find_odoo().key
    log = tmp_path / ".git" / "logs" / "HEAD"
    log.parent.mkdir(parents=True)
    log.write_text("pull\n")
    assert find_odoo().key != before


def test_release_of_something_else_is_none(tmp_path):
    assert release_of(tmp_path) is None


def test_repair_removes_the_half_copy_and_adds_the_missing_script(tmp_path):
    (tmp_path / PACKAGES / "addons" / "web").mkdir(parents=True)
    repair(tmp_path)
    assert not (tmp_path / PACKAGES / "addons").exists()
    scripts = tmp_path / PACKAGES / "odoo/addons/mail/static/lib/selfie_segmentation"
    assert (scripts / "selfie_segmentation.js").read_text().startswith("/*")


def test_repair_refuses_a_package_with_missing_files(tmp_path):
    (tmp_path / "jquery.js").symlink_to("nowhere.js")
    with pytest.raises(DevError, match=r"lacks 1 files, e\.g\. .*jquery\.js"):
        repair(tmp_path)
