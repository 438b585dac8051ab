# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Every file that a manifest names exists, and every file to load is named."""

from pathlib import Path

from ..paths import read_manifest

LOADED = (".xml", ".csv")
NOT_LOADED = ("static", "tests", "i18n")


def check(addon: Path) -> list[str]:
    """:return: what is wrong with the addon's manifest"""
    manifest = read_manifest(addon)
    named = [*manifest.get("data", ()), *manifest.get("demo", ())]
    problems = [
        f"{addon.name}/__manifest__.py: there is no file {name}"
        for name in named
        if not (addon / name).is_file()
    ]
    problems += [
        f"{addon.name}/__manifest__.py: {name} is named twice"
        for name in sorted({name for name in named if named.count(name) > 1})
    ]
    problems += [
        f"{addon.name}/{name}: no manifest key loads it"
        for name in _files_to_load(addon)
        if name not in named
    ]
    return problems + _assets(addon, manifest)


def _files_to_load(addon: Path) -> list[str]:
    paths = (path.relative_to(addon) for path in addon.rglob("*") if path.suffix in LOADED)
    return sorted(str(path) for path in paths if path.parts[0] not in NOT_LOADED)


def _assets(addon: Path, manifest: dict) -> list[str]:
    problems = []
    for bundle, entries in manifest.get("assets", {}).items():
        for entry in entries:
            pattern = entry if isinstance(entry, str) else entry[-1]
            inside = pattern.lstrip("/")
            if not inside.startswith(f"{addon.name}/"):
                continue
            if not any(path.is_file() for path in addon.parent.glob(_walk(inside))):
                problems.append(
                    f"{addon.name}/__manifest__.py: {bundle}: nothing matches {pattern}"
                )
    return problems


def _walk(pattern: str) -> str:
    """pathlib's ``**`` stands for folders only, Odoo's at the end for files as well."""
    return f"{pattern}/*" if pattern.endswith("**") else pattern
