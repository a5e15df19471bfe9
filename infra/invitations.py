"""The numbers of invitations as a file, to be printed into the office's own letters."""

import csv
from collections.abc import Iterable
from pathlib import Path

from issuance.application.invitations import Invited
from issuance.notices.numbers import format_notice_number

_READABLE_BY_OWNER = 0o600


def write_numbers(out: Path, lines: Iterable[tuple[Invited, str]]) -> None:
    """One line each, without birthdays; readable by nobody else, for a number books."""
    out.touch(mode=_READABLE_BY_OWNER)
    out.chmod(_READABLE_BY_OWNER)
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["reference", "service", "number", "last_on"])
        for invited, number in lines:
            printed = format_notice_number(number)
            rows.writerow([invited.reference, invited.service, printed, invited.last_on])
