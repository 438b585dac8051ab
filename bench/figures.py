# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The figures of a benchmark's runs: medians, and ratios of pairs."""

import platform
import statistics

from bench.scratch import ScratchDatabases
from devtools.paths import ROOT, read_manifest


def connector_figures(name: str, size: int, versions: dict, runs: list[dict]) -> dict:
    """:return: the connector's figures, medians of its runs"""
    seconds = median(runs, "seconds")
    return {
        "benchmark": name,
        "versions": versions,
        "records": size,
        "runs": len(runs),
        "seconds": round(seconds, 2),
        "seconds_of_runs": [round(run["seconds"], 2) for run in runs],
        "cpu_seconds": round(median(runs, "cpu_seconds"), 2),
        "sandbox_cpu_seconds": round(median(runs, "sandbox_cpu_seconds"), 2),
        "records_per_second": round(size / seconds, 1),
        "requests": runs[0]["requests"],
        "records_per_request": round(size / runs[0]["requests"], 1),
        "cost_points": runs[0]["cost_points"],
        "operations": runs[0]["operations"],
        "sql_statements_per_record": round(median(runs, "sql_statements") / size, 2),
        "peak_mb": round(median(runs, "peak_mb"), 1),
        "peak_mb_above_registry": round(_above(runs), 1),
    }


def native_figures(size: int, connector: list[dict], native: list[dict]) -> dict:
    """:return: the native side's figures, and how the connector's compare with them"""
    ratios = [
        ours["seconds"] / theirs["seconds"] for ours, theirs in zip(connector, native, strict=True)
    ]
    own = median(native, "sql_statements")
    return {
        "native_seconds": round(median(native, "seconds"), 2),
        "native_seconds_of_runs": [round(run["seconds"], 2) for run in native],
        "native_ratio": round(statistics.median(ratios), 3),
        "native_ratio_spread": [round(min(ratios), 3), round(max(ratios), 3)],
        "native_sql_statements_per_record": round(own / size, 2),
        "connector_sql_per_record": round((median(connector, "sql_statements") - own) / size, 2),
        "native_peak_mb_above_registry": round(_above(native), 1),
        "peak_mb_above_native": round(_above(connector) - _above(native), 1),
    }


def versions_of(databases: ScratchDatabases, runs: list[dict]) -> dict[str, str]:
    """:return: what was measured with"""
    return {
        "addon": read_manifest(ROOT / "shopify_connector")["version"],
        "odoo": runs[0]["odoo"],
        "postgresql": databases.sql("SHOW server_version"),
        "python": platform.python_version(),
    }


def repeated_figures(prefix: str, size: int, runs: list[dict]) -> dict:
    """:return: the figures of runs that found nothing changed, each named with the prefix"""
    requests = runs[0]["requests"]
    figures = {
        "seconds": round(median(runs, "seconds"), 2),
        "cpu_seconds": round(median(runs, "cpu_seconds"), 2),
        "requests": requests,
        "records_per_request": round(size / requests, 1) if requests else None,
        "cost_points": runs[0]["cost_points"],
        "operations": runs[0]["operations"],
        "sql_statements": round(median(runs, "sql_statements")),
        "rows_written": runs[0]["rows_written"],
        "peak_mb_above_registry": round(_above(runs), 1),
    }
    return {f"{prefix}_{name}": value for name, value in figures.items()}


def median(runs: list[dict], name: str) -> float:
    """:return: the median of what the runs have under this name"""
    return statistics.median(run[name] for run in runs)


def _above(runs: list[dict]) -> float:
    return statistics.median(run["peak_mb"] - run["before_mb"] for run in runs)
