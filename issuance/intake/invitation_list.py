"""ご案内一覧: a file of people to invite for a service, by the office's own reference number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256

from issuance.application import Issuance, Order
from issuance.application.invitations import Invited
from issuance.calendar import office_date
from issuance.calendar.opening_rules import Service
from issuance.intake import cells
from issuance.intake.problems import FileRefusedError, Problem
from issuance.intake.reading import LineReader
from issuance.intake.repeats import Repeats
from issuance.intake.tables import Line, read_table
from issuance.intake.words import INVITATION_LIST_COLUMNS, SERVICE_WORDS


class InvitationListRefusedError(FileRefusedError):
    """The file has problems; nobody was invited."""

    code = "invitation-list-refused"


@dataclass(frozen=True, kw_only=True)
class InvitationList:
    rows: Sequence[Invited]
    digest: str
    """SHA-256 of the file, in hexadecimal."""


def parse_invitation_list(content: bytes, today: date) -> InvitationList:
    """Read a file, in the same manner as a delivery list.

    Raises InvitationListRefusedError with every problem of the file.
    """
    table = read_table(content, INVITATION_LIST_COLUMNS)
    problems = list(table.problems)
    repeats = Repeats("reference")
    rows = [
        row
        for line in table.lines
        if (row := _read_row(line, today, repeats, problems)) is not None
    ]
    if problems:
        raise InvitationListRefusedError(problems)
    return InvitationList(rows=rows, digest=sha256(content).hexdigest())


async def invite_from_list(issuance: Issuance, order: Order, content: bytes) -> Sequence[Invited]:
    """Invite everybody in a file, all or none; the same file again adds nothing.

    Raises:
        InvitationListRefusedError: every problem by line.
        Refusal: of one of them, whose matter is done.
    """
    parsed = parse_invitation_list(content, office_date(order.at))
    await issuance.invitations.send(order, list(parsed.rows))
    return parsed.rows


def _read_row(line: Line, today: date, repeats: Repeats, problems: list[Problem]) -> Invited | None:
    reader = LineReader(line, problems)
    words = partial(cells.choice, words=SERVICE_WORDS)
    reference = reader.read("reference", cells.label, instead="")
    service = reader.read("service", words, instead=Service.CONSULT)
    birth_on = reader.read("birth_date", cells.day, instead=date.min)
    last_on = reader.read("last_on", cells.day, instead=date.max)
    problems.extend(repeats.found(line.number, f"{service} {reference}" if reference else ""))
    if birth_on > today:
        reader.note("birth_date", "day-in-future")
    if last_on < today:
        reader.note("last_on", "day-over")
    if not reader.is_clean:
        return None
    return Invited(reference=reference, service=service, birth_on=birth_on, last_on=last_on)
