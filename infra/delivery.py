"""The report on an imported delivery list, for people."""

from collections.abc import Sequence
from pathlib import Path

from issuance.intake.lists import ImportReport
from issuance.intake.problems import Problem


def report_lines(file: Path, report: ImportReport) -> list[str]:
    """The report for people; it names lines and columns, never what stands in them."""
    if not report.problems:
        known = report.rows - report.new
        return [f"{file.name}: {report.new} cards taken in, {known} were known."]
    return problem_lines(file, report.problems)


def problem_lines(file: Path, problems: Sequence[Problem]) -> list[str]:
    """Every problem by line and column, and that nothing was taken in."""
    found = [f"{file.name}:{_place(each)}" for each in problems]
    return [*found, f"{file.name}: nothing was taken in; {len(found)} to put right."]


def _place(problem: Problem) -> str:
    column = f" {problem.column}:" if problem.column else ""
    same = f" (as in line {problem.same_as_line})" if problem.same_as_line else ""
    return f"{problem.line}:{column} {problem.code}{same}"
