"""What a file of resident-record changes would do, told before anything is done."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from issuance.applicants.application_ids import case_id
from issuance.applicants.person import Person
from issuance.application import Issuance
from issuance.cases import lapsing, mail
from issuance.cases.lapsing import VoidingFact
from issuance.cases.state import Case
from issuance.errors import Refusal
from issuance.intake.resident_changes import BARS, Change, ResidentChange, ResidentChanges


class Effect(StrEnum):
    """What a line comes to."""

    VOIDS = "voids"
    BARS_POSTING = "bars-posting"
    RECORD_ONLY = "record-only"
    KNOWN = "known"
    NOT_YET = "not-yet"
    NO_CASE = "no-case"
    REFUSED = "refused"

    @property
    def changes(self) -> bool:
        return self in {Effect.VOIDS, Effect.BARS_POSTING, Effect.RECORD_ONLY}


@dataclass(frozen=True, kw_only=True, repr=False)
class Planned:
    """One line of the file beside what is known now."""

    row: ResidentChange
    case_id: UUID
    stage: str
    card_serial: str
    effect: Effect
    before: Person | None
    after: Person | None


def effect_of(case: Case, person: Person | None, row: ResidentChange, today: date) -> Effect:
    """By the same rules that take the change in."""
    if case.card is None or person is None:
        return Effect.NO_CASE
    if row.on > today:
        return Effect.NOT_YET
    try:
        facts = _decided(case, row)
    except Refusal:
        return Effect.REFUSED
    if any(isinstance(each, VoidingFact) for each in facts):
        return Effect.VOIDS
    if facts:
        return Effect.BARS_POSTING
    return Effect.KNOWN if corrected(person, row) == person else Effect.RECORD_ONLY


def corrected(person: Person, row: ResidentChange) -> Person:
    """The person as the record has them after this change."""
    if row.change is Change.ADDRESS and row.postcode and row.address:
        return replace(person, postcode=row.postcode, address=row.address)
    if row.change is Change.NAME and row.name:
        return replace(person, name=row.name, name_kana=row.name_kana)
    return person


async def preview(issuance: Issuance, changes: ResidentChanges, today: date) -> list[Planned]:
    """Every line with what it would do now; nothing is changed."""
    secret = issuance.work.secrets.application_ids
    ids = [case_id(secret, row.application_id) for row in changes.rows]
    async with issuance.work.log.transaction() as tx:
        people = await issuance.work.registry.load_many(tx.connection, ids)
        cases = [await issuance.work.case(tx, id_) for id_ in ids]
    return [
        _planned(row, stream.id, stream.state, people[stream.id].person, today)
        if stream.id in people
        else _planned(row, stream.id, stream.state, None, today)
        for row, stream in zip(changes.rows, cases, strict=True)
    ]


def _planned(
    row: ResidentChange, id_: UUID, case: Case, person: Person | None, today: date
) -> Planned:
    return Planned(
        row=row,
        case_id=id_,
        stage=case.stage.value,
        card_serial=case.card.card_serial if case.card else "",
        effect=effect_of(case, person, row, today),
        before=person,
        after=None if person is None else corrected(person, row),
    )


def _decided(case: Case, row: ResidentChange) -> list[object]:
    match row.change:
        case Change.MOVED_OUT:
            return [*lapsing.note_moved_out(case)]
        case Change.DIED:
            return [*lapsing.note_died(case)]
        case Change.RECORD_DELETED:
            return [*lapsing.note_record_deleted(case)]
        case Change.NUMBER_CHANGED:
            return [*lapsing.note_number_changed(case)]
        case (
            Change.ADDRESS
            | Change.NAME
            | Change.PERIOD_OF_STAY
            | Change.SUSPENDED
            | Change.FORWARDING
        ):
            return [*mail.note_record_change(case, BARS[row.change])]
        case _:
            assert_never(row.change)
