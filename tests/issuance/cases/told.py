"""A case's history with what was so at each moment, and what must hold of every history.

The checks read facts only, never the state that the rules decide on, so that a mistake in both
is still seen. Numbers are those of the invariants in domain.md 3.8.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from issuance.cases import facts as f
from issuance.custody.facts import CardLeft, CardMoved, CardReceived, CustodyFact


@dataclass(frozen=True, kw_only=True)
class Told:
    """A fact, when it happened, and the version of the resident record at that moment."""

    fact: f.CaseFact
    at: datetime
    address_version: int


History = Sequence[Told]

ENDED = (f.Delivered, f.CardHandedOver, f.CardDestroyed, f.CardLost)
VOIDED = (f.HolderMovedOut, f.HolderDied, f.ApplicationWithdrawn)
AFTER_THE_END = (f.AppointmentDeclined, f.PinEnvelopeDestroyed)
AFTER_VOIDING = (
    *AFTER_THE_END,
    *ENDED,
    f.CardArrived,
    f.MailReturned,
    f.CardMissing,
    f.CardFound,
)
APPOINTMENT_OVER = (
    f.AppointmentCancelled,
    f.NoShowRecorded,
    f.DocumentsInsufficient,
    f.IdentityRefused,
    f.VisitFinished,
    f.VisitBrokenOff,
)


def jst_date(at: datetime) -> date:
    """Reckoned here by hand: Japan has no summer time."""
    return (at + timedelta(hours=9)).date()


def one_card(history: History) -> None:
    """1: one card a case, and no other ever leaves for its holder."""
    serials = [told.fact.card_serial for told in history if isinstance(told.fact, f.CardExpected)]
    assert len(serials) <= 1
    for told in history:
        if isinstance(told.fact, f.EnvelopeSealed | f.CardHandedOver):
            assert [told.fact.card_serial_read] == serials


def one_appointment(history: History) -> None:
    """2: at most one active appointment."""
    active = 0
    for told in history:
        if isinstance(told.fact, f.AppointmentNoted):
            active += 1
        elif isinstance(told.fact, APPOINTMENT_OVER):
            active -= 1
        elif told.fact == f.StepUndone(visit_id=_visit_of(told), step=f.CounterStep.DONE):
            active += 1
        assert active in (0, 1)


def _visit_of(told: Told) -> UUID:
    return told.fact.visit_id if isinstance(told.fact, f.StepUndone) else UUID(int=0)


def nothing_sealed_without_pins(history: History) -> None:
    """3: an envelope closes over a card whose PINs are set, or that has none."""
    ready = False
    for told in history:
        match told.fact:
            case f.PinsSet() | f.PinlessChosen():
                ready = True
            case (
                f.PinsSealed()
                | f.PinSettingBegun()
                | f.SettingUncertain()
                | f.VisitBrokenOff()
                | f.StepUndone(step=f.CounterStep.PINS)
            ):
                ready = False
            case f.EnvelopeSealed() | f.CardHandedOver():
                assert ready
            case _:
                pass


def four_eyes(history: History) -> None:
    """4: who verified, who sets, and at least one of who seals are different people."""
    verifier, openers = "", set[str]()
    for told in history:
        match told.fact:
            case f.IdentityVerified(verified_by=verifier):
                openers = set()
            case f.PinSettingBegun(officers=officers, four_eyes=kept):
                assert not kept or (len(set(officers)) == 2 and verifier not in officers)
                openers |= set(officers)
            case f.EnvelopeSealed(sealers=sealers, four_eyes=kept):
                assert not kept or (len(set(sealers)) == 2 and set(sealers) - openers - {verifier})
            case f.CardDestroyed(witnesses=witnesses):
                assert len(set(witnesses)) == 2
            case _:
                pass


def address_of_the_day(history: History) -> None:
    """5: the post gets no envelope whose address is not the resident record's of that moment."""
    sealed_for: int | None = None
    for told in history:
        match told.fact:
            case f.EnvelopeSealed(address_version=sealed_for):
                assert sealed_for == told.address_version
            case f.HandedToPost():
                assert sealed_for == told.address_version
            case _:
                pass


def final_stays_final(history: History) -> None:
    """6: after its end nothing happens to a case; a void one is only put away."""
    facts = [told.fact for told in history]
    for place, fact in enumerate(facts):
        if isinstance(fact, ENDED):
            assert all(isinstance(later, AFTER_THE_END) for later in facts[place + 1 :])
        if isinstance(fact, VOIDED):
            assert all(isinstance(later, AFTER_VOIDING) for later in facts[place + 1 :])
            assert not any(
                isinstance(later, f.Delivered | f.CardHandedOver) for later in facts[place + 1 :]
            )


def deadlines_on_the_offices_days(history: History) -> None:
    """10: sent today, not yet over, over: by the calendar on the office's wall."""
    notices: list[f.NoticeSent] = []
    starts_at: datetime | None = None
    for told in history:
        today = jst_date(told.at)
        match told.fact:
            case f.NoticeSent() as notice:
                assert notice.sent_on == today < notice.pickup_deadline
                assert all(today > earlier.pickup_deadline for earlier in notices)
                notices.append(notice)
                assert notice.round == len(notices) <= 2
            case f.AppointmentNoted(starts_at=starts_at) | f.AppointmentMoved(starts_at=starts_at):
                pass
            case f.NoShowRecorded():
                assert starts_at is not None
                assert told.at >= starts_at
            case f.MailReturned(returned_on=returned_on):
                assert returned_on == today
            case _:
                pass


def every_movement_has_from_and_to(movements: Sequence[CustodyFact]) -> Counter[str]:
    """7: each goes on from where the last one ended; returns what lies where by now."""
    place: str | None = None
    lying: Counter[str] = Counter()
    for moved in movements:
        match moved:
            case CardReceived(place=to):
                assert place is None
                place = to
            case CardMoved(from_place=from_, to_place=to):
                assert from_ == place != to
                lying[from_] -= 1
                place = to
            case CardLeft(from_place=from_):
                assert from_ == place
                lying[from_] -= 1
                place = None
        if place is not None:
            lying[place] += 1
    return +lying


CHECKS = (
    one_card,
    one_appointment,
    nothing_sealed_without_pins,
    four_eyes,
    address_of_the_day,
    final_stays_final,
    deadlines_on_the_offices_days,
)


def check(history: History) -> None:
    for each in CHECKS:
        each(history)


def sum_of(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counts:
        total += each
    return total
