# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Sum up what the test runners report, and judge it: a skipped test is a failed one."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

ALLOWED_REASON = "recorded answers are not here"


@dataclass
class Report:
    """How many tests had which outcome.

    :ivar refused: skipped tests with their reasons, where the reason is not the allowed one
    :ivar broken: what went wrong outside of any test
    """

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    refused: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, junit: str) -> None:
        """Add the outcomes of one runner.

        :param junit: the text of its JUnit XML file
        """
        for case in ElementTree.fromstring(junit).iter("testcase"):
            skipped = case.find("skipped")
            if case.find("failure") is not None or case.find("error") is not None:
                self.failed += 1
            elif skipped is None or skipped.get("type") == "pytest.xfail":
                self.passed += 1
            else:
                self.skipped += 1
                reason = skipped.get("message", "")
                if ALLOWED_REASON not in reason:
                    name = f"{case.get('classname', '')}.{case.get('name', '')}"
                    self.refused.append(f"{name}: {reason}")

    def add_run(self, runner: str, status: int, junit: Path) -> None:
        """Add a runner's file, and note it if the runner itself broke.

        :param status: pytest's exit status: 0 passed, 1 failed, 5 no tests, else trouble
        """
        if junit.exists():
            self.add(junit.read_text(encoding="utf-8"))
        elif status == 0:
            status = 3
        if status not in (0, 1, 5):
            self.broken.append(f"the {runner} tests could not be run to their end ({status})")

    @property
    def good(self) -> bool:
        """Whether everything that was to be tested was tested and passed."""
        return bool(self.passed) and not (self.failed or self.refused or self.broken)

    def lines(self) -> list[str]:
        """:return: what to tell the user, the closing line last."""
        refused = [f"skipped, which counts as failed: {text}" for text in self.refused]
        closing = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return [*refused, *self.broken, closing]
