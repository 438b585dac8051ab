# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The closing line, and what counts as failed."""

from devtools.test_report import Report

PASSED = '<testcase classname="a" name="b"/>'
FAILED = '<testcase classname="a" name="c"><failure message="no"/></testcase>'
BROKEN = '<testcase classname="a" name="d"><error message="no"/></testcase>'
XFAILED = '<testcase name="e"><skipped type="pytest.xfail" message="known"/></testcase>'


def skipped(reason):
    outcome = f'<skipped type="pytest.skip" message="{reason}"/>'
    return f'<testcase classname="a" name="s">{outcome}</testcase>'


def report(*cases, status=0, tmp_path):
    junit = tmp_path / "junit.xml"
    junit.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")
    result = Report()
    result.add_run("plain", status, junit)
    return result


def test_outcomes_are_summed_over_both_runners(tmp_path):
    result = report(PASSED, FAILED, BROKEN, XFAILED, status=1, tmp_path=tmp_path)
    result.add_run("Odoo", 0, tmp_path / "junit.xml")
    assert result.lines()[-1] == "4 passed, 4 failed, 0 skipped"
    assert not result.good


def test_all_passed_is_good(tmp_path):
    assert report(PASSED, tmp_path=tmp_path).good


def test_a_skipped_test_counts_as_failed_and_says_why(tmp_path):
    result = report(PASSED, skipped("no Chrome here"), tmp_path=tmp_path)
    assert not result.good
    assert result.lines() == [
        "skipped, which counts as failed: a.s: no Chrome here",
        "1 passed, 0 failed, 1 skipped",
    ]


def test_missing_recorded_answers_may_be_skipped(tmp_path):
    result = report(PASSED, skipped("recorded answers are not here"), tmp_path=tmp_path)
    assert result.good
    assert result.lines() == ["1 passed, 0 failed, 1 skipped"]


def test_no_test_at_all_is_not_good(tmp_path):
    assert not report(status=5, tmp_path=tmp_path).good


def test_a_runner_that_broke_is_not_good_whatever_passed(tmp_path):
    result = report(PASSED, status=2, tmp_path=tmp_path)
    assert not result.good
    assert result.lines()[0] == "the plain tests could not be run to their end (2)"


def test_a_runner_that_wrote_no_report_broke(tmp_path):
    result = Report()
    result.add_run("plain", 0, tmp_path / "missing.xml")
    assert result.broken
