# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Time, SQL statements and memory of a piece of work in this process."""

import gc
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from odoo import sql_db


@dataclass
class Measured:
    """What a piece of work took.

    :ivar seconds: wall clock
    :ivar cpu_seconds: processor time of this process, all threads
    :ivar before_mb: resident memory when the work began
    :ivar peak_mb: most resident memory while it went on
    """

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    sql_statements: int = 0
    before_mb: float = 0.0
    peak_mb: float = 0.0


@contextmanager
def measured() -> Iterator[Measured]:
    """Measure the block; the result is filled in when the block has ended."""
    result = Measured()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    result.before_mb = _memory_mb("VmRSS")
    statements, cpu, began = sql_db.sql_counter, time.process_time(), time.perf_counter()
    yield result
    result.seconds = time.perf_counter() - began
    result.cpu_seconds = time.process_time() - cpu
    result.sql_statements = sql_db.sql_counter - statements
    result.peak_mb = _memory_mb("VmHWM")


def _memory_mb(name: str) -> float:
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)[1]) / 1024
