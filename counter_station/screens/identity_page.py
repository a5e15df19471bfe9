"""What the identity step shows: who can come, the documents, the requirements, what is open."""

from uuid import UUID

from counter_station.screens import wording
from counter_station.screens.chip_view import chip_view
from counter_station.screens.http import Form
from counter_station.screens.identity_form import (
    SITUATION_KEYS,
    Ticked,
    Verdict,
    matrix,
    ticked,
    verdict,
)
from counter_station.screens.station import Seat, Station
from counter_station.texts import WORDS
from counter_station.texts.absence import ABSENCES
from counter_station.visit.state import Person, Step
from issuance.identity.absence import asks_reason, fitting_reason, reasons
from issuance.identity.documents import DocumentTier, Holder
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.situations import Situation, fitting, papers_asked


def identity_context(seat: Seat, person: Person | None) -> dict[str, object]:
    """Everything the step's template needs; where nobody is at the step, what was read is gone."""
    if person is None or person.step is not Step.IDENTITY:
        forget(seat.station)
        return {"Step": Step, "chip": None}
    chosen = seat.station.identity_memory.of(person.due.case_id).shown
    situation = situation_of(chosen, person)
    looked_at = looked(seat.station, chosen, person) if chosen.shown else None
    return {
        "situation": situation,
        "situations": list(
            zip(SITUATION_KEYS, fitting(under_15=person.due.under_15), strict=False)
        ),
        "papers_asked": papers_asked,
        "absences": {each: ABSENCES[each] for each in reasons(under_15=person.due.under_15)},
        "asks_reason": asks_reason,
        "matrix": matrix(),
        "Tier": DocumentTier,
        "Holder": Holder,
        "ticked": chosen,
        "doubts": list(DoubtReason),
        "extras": list(ExtraReason),
        "turned_away": list(TurnedAwayReason),
        "Step": Step,
        "chip": chip_view(seat, person.due.case_id, situation),
        **verdict_context(seat, looked_at),
    }


def forget(station: Station) -> None:
    """The step is over: what was read of anybody leaves the memory."""
    station.chips.stop()
    station.identity_memory.forget()


def verdict_context(seat: Seat, looked_at: Verdict | None) -> dict[str, object]:
    """What the live fragment under the documents shows."""
    words = WORDS[seat.language()]
    return {
        "verdict": looked_at,
        "needs": wording.needs(looked_at.matrix, words, looked_at.absence) if looked_at else [],
        "missing": wording.other_ways(looked_at.matrix, words) if looked_at else [],
    }


def note_ticked(station: Station, form: Form, case_id: UUID) -> Ticked:
    """Remember what is ticked, so that no reload loses it; with what the reader told."""
    draft = station.identity_memory.of(case_id)
    draft.ticked = ticked(form)
    return draft.shown


def looked(station: Station, chosen: Ticked, person: Person) -> Verdict:
    return verdict(
        chosen,
        situation_of(chosen, person),
        today=station.today(),
        extra=person.extra_asked,
        absence=fitting_reason(chosen.absence, under_15=person.due.under_15),
    )


def situation_of(chosen: Ticked, person: Person) -> Situation:
    """What was chosen, else what is usual."""
    usual = Situation.U15_BOTH if person.due.under_15 else Situation.SELF_N
    return chosen.situation or usual
