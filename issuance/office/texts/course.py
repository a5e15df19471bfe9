"""A case's course in the office's words: when, what, by whom, where in the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from issuance.cases import facts as f
from issuance.cases.facts import CardDefective, RemakeRequested
from issuance.custody.facts import (
    CardLeft,
    CardMoved,
    CardReceived,
    SheetDestroyed,
    SheetMoved,
    SheetTaken,
)
from issuance.identity.absence import AbsenceReason
from issuance.identity.shown import address_differs
from issuance.ledger.facts import Recorded, form_of
from issuance.notices import contact_facts as n
from issuance.office.texts import N_, Words
from issuance.office.texts.names.absences import ABSENCES
from issuance.office.texts.names.cases import DELIVERY, RETURN_REASONS
from issuance.office.texts.names.contacts import ADDRESSES, CALLS, HOME_VISITS, RETURNED
from issuance.office.texts.names.counter import (
    DOUBTS,
    EXTRA_REASONS,
    LINE,
    SITUATIONS,
    STEPS,
    TURNED_AWAY,
)
from issuance.office.texts.names.happened import FACTS
from issuance.office.texts.names.mail import BARS
from issuance.office.texts.names.pins import REFERENCES, SEEN, SHEET_FAULTS
from issuance.office.texts.names.stockroom import DEFECTS
from issuance.office.texts.places import place_words
from issuance.visits import line_facts as line
from issuance.visits.visit import VisitCalled

ACTORS: Final = {
    "resident": N_("住民"),
    "worker": N_("自動"),
    "pin-desk": N_("暗証番号設定台"),
    "booking": N_("予約サイト"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One fact for the eye."""

    at: str
    words: str
    more: str
    by: str
    position: int


def course_of(words: Words, history: Iterable[Recorded[Any]]) -> list[Line]:
    """The facts in the order of the log."""
    return [
        Line(
            at=words.exact(each.at),
            words=words(_name(each.fact)),
            more=_more(words, each.fact),
            by=actor_words(words, each.by),
            position=each.position,
        )
        for each in history
    ]


def _name(happened: object) -> str:
    topic = form_of(type(happened)).topic
    return FACTS.get(topic, topic)


def actor_words(words: Words, by: str) -> str:
    return words(ACTORS[by]) if by in ACTORS else by.removeprefix("staff:")


def _more(words: Words, happened: object) -> str:
    """What of a fact helps to understand it."""
    match happened:
        case f.CardExpected(box=box) | f.CardArrived(box=box):
            return words("箱 %(name)s", name=box)
        case f.CardStored(shelf=shelf):
            return words("棚 %(label)s", label=shelf)
        case f.NoticeSent(round=round_, pickup_deadline=day):
            return words("%(round)s回目、期限 %(day)s", round=round_, day=words.day(day))
        case f.AppointmentNoted(starts_at=at, reference=reference):
            return f"{words.moment(at)} {reference}"
        case f.AppointmentMoved(starts_at=at):
            return words.moment(at)
        case f.LateAnnounced(minutes=minutes):
            return words("%(minutes)s分遅れ", minutes=minutes)
        case f.IdentityVerified(rule=rule, documents=documents, absence=absence):
            differs = words(N_("、チップの住所が記録と違う")) if address_differs(documents) else ""
            return f"{_rule(words, rule)}{_absence(words, absence)}{differs}"
        case f.CardHandedOver(rule=rule):
            return _rule(words, rule)
        case f.ExtraDocumentAsked(reason=extra, approved_by=second):
            return f"{words(EXTRA_REASONS[extra])} ({second})"
        case f.IdentityDoubted(reason=doubt):
            return words(DOUBTS[doubt])
        case f.IdentityRefused(reason=refused, decided_by=second):
            return f"{words(TURNED_AWAY[refused])} ({second})"
        case f.DocumentsInsufficient(missing=missing, absence=absence):
            return f"{', '.join(missing)}{_absence(words, absence)}"
        case f.DeliveryChosen(mode=mode):
            return words(DELIVERY[mode.value])
        case f.EnvelopeSealed(tracking_number=number, sealers=pair):
            return f"{number} ({' + '.join(pair)})"
        case n.Called(outcome=call):
            return words(CALLS[call.value])
        case n.HomeVisited(outcome=visit):
            return words(HOME_VISITS[visit.value])
        case n.NoticeReturned(reason=why):
            return words(RETURNED[why.value])
        case n.AddressChecked(outcome=address):
            return words(ADDRESSES[address.value])
        case CardDefective(defect=defect):
            return words(DEFECTS[defect.value])
        case RemakeRequested(officers=pair) | SheetDestroyed(witnesses=pair):
            return " + ".join(pair)
        case f.CardDestroyed(witnesses=pair):
            return " + ".join(pair)
        case f.PinSettingBegun() | f.CardCheckBegun() | f.CardUnusable():
            alone = "" if happened.four_eyes else words(N_("（四つの目の原則は停止中）"))
            return f"{' + '.join(happened.officers)}{alone}"
        case f.ReferenceSet(reference=reference):
            return words(REFERENCES.get(reference, reference))
        case f.CardChecked(references=references, seen=seen):
            read = zip(references, seen, strict=True)
            return "、".join(f"{words(REFERENCES[r])}: {words(SEEN[s.value])}" for r, s in read)
        case f.HolderAskedAgain(come_by=day):
            return words("期限 %(day)s", day=words.day(day))
        case f.PinSheetSealed(sheet_number=number) | f.PinSheetSpent(sheet_number=number):
            return number
        case f.PinSheetReplaced(new_number=number, reason=fault):
            return f"{number} ({words(SHEET_FAULTS[fault.value])})"
        case f.PostingBarred(reason=bar) | f.PostingAllowed(reason=bar):
            return words(BARS[bar])
        case f.MailReturned(reason=reason):
            return words(RETURN_REASONS[reason.value])
        case f.PostingStopped(reason=reason):
            return reason
        case CardReceived(place=place) | CardMoved(to_place=place) | CardLeft(from_place=place):
            return place_words(words, place)
        case SheetTaken(place=place) | SheetMoved(to_place=place):
            return place_words(words, place)
        case VisitCalled(station=station):
            return station
        case f.StepUndone(step=step):
            return words(STEPS[step.value])
        case _:
            return _of_line(words, happened)


def _of_line(words: Words, happened: object) -> str:
    """What of the line's facts helps to understand them."""
    match happened:
        case line.VisitHeld(reason=reason) | line.VisitBrokenOff(reason=reason):
            return words(LINE[reason.value])
        case line.VisitTransferred(to=to, reason=why):
            return f"{words(LINE[to]) if to in LINE else to} {words(LINE[why.value])}"
        case line.PriorityGiven(need=need):
            return words(LINE[need.value])
        case line.TimeCorrected(real_at=real_at, reason=why):
            return f"{words.exact(real_at)} {words(LINE[why.value])}"
        case line.StepMeasured(step=step, total_ms=total):
            return f"{words(STEPS[step.value])} {total / 1000:.1f} s"
        case _:
            return ""


def _absence(words: Words, reason: AbsenceReason | None) -> str:
    return "" if reason is None else f" ({words(ABSENCES[reason])})"


def _rule(words: Words, rule: str) -> str:
    situation, _, shown = rule.partition("/")
    return f"{words(SITUATIONS.get(situation, situation))} {shown}".strip()
