"""What a station writes down of one visit that nobody interrupts."""

from datetime import datetime
from uuid import UUID, uuid4

from counter_station.journal.journal import Journal
from counter_station.visit.facts import (
    DeliveryChosen,
    IdentityVerified,
    PartyArrived,
    PartyCalled,
    PinsSealed,
    VisitFact,
    VisitFinished,
    VisitOpened,
)
from counter_station.visit.people import Check, PersonDue, Travel
from infra.bench.counter_clerk import TYPED
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen
from issuance.identity.situations import Situation
from issuance.pins.kinds import PinKind
from issuance.pins.sealing import EnvelopeContext, SealingKey, seal
from issuance.pins.values import PinValues

STATION, TENANT = "A1", "131237"
_KINDS = tuple(PinKind)
_SHOWN = tuple(
    DocumentSeen(kind=kind, holder=Holder.APPLICANT)
    for kind in (DocumentKind.DRIVERS_LICENCE, DocumentKind.PASSPORT)
)


def journal_visit(
    journal: Journal, visit_id: UUID, case_id: UUID, *, at: datetime, key: SealingKey
) -> None:
    """Seven facts, six of them for the office, one with sealed PINs."""
    envelope_id = uuid4()
    context = EnvelopeContext(tenant=TENANT, case_id=case_id, envelope_id=envelope_id)
    with PinValues.typed(TYPED) as values:
        journal.outbox.keep_sealed(envelope_id, seal(values, context=context, key=key))
    due = PersonDue(case_id=case_id, notice_tail="7K2X", under_15=False, pin_kinds=_KINDS)
    stream = journal.visit(visit_id)
    facts: list[VisitFact] = [
        VisitOpened(reference="7H2K9QXM", starts_at=at, people=(due,)),
        PartyArrived(),
        PartyCalled(station=STATION, called_at=at),
        *_person(case_id, envelope_id, key.key_id),
        VisitFinished(finished_at=at),
    ]
    journal.append(stream.record(facts, at=at, by="staff:K01"))


def _person(case_id: UUID, envelope_id: UUID, key_id: str) -> list[VisitFact]:
    return [
        IdentityVerified(
            case_id=case_id,
            situation=Situation.SELF_N,
            rule="SELF_N/A1",
            documents=_SHOWN,
            method=Check.VISUAL,
        ),
        PinsSealed(case_id=case_id, envelope_id=envelope_id, pin_kinds=_KINDS, key_id=key_id),
        DeliveryChosen(
            case_id=case_id,
            mode=Travel.REGISTERED_MAIL,
            declarations=tuple(Declaration),
            rule="MAIL/A1B1",
        ),
    ]
