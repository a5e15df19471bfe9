"""Facts the visit's tests start from: one adult, or a parent with a child."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

from counter_station.visit.facts import (
    DeliveryChosen,
    IdentityVerified,
    PartyArrived,
    PartyCalled,
    PinsSealed,
    VisitOpened,
)
from counter_station.visit.people import Check, PersonDue, Travel
from counter_station.visit.state import Visit, evolve
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.posting import Declaration
from issuance.identity.shown import DocumentSeen, ShownDocument
from issuance.identity.situations import Situation
from issuance.pins.kinds import PinKind
from tests.support.given import Specification

visit = Specification(Visit(), evolve)

PARTY = UUID("0195c1f0-0000-7000-8000-000000000007")
ADULT, CHILD = uuid5(PARTY, "adult"), uuid5(PARTY, "child")
ENVELOPE = uuid5(PARTY, "envelope")
AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TODAY = AT.date()
FOUR_DIGITS = (PinKind.AUTHENTICATION, PinKind.RESIDENT_REGISTER, PinKind.CARD_INFO_INPUT)
ALL_KINDS = tuple(PinKind)

ADULT_DUE = PersonDue(case_id=ADULT, notice_tail="7K2X", under_15=False, pin_kinds=ALL_KINDS)
CHILD_DUE = PersonDue(case_id=CHILD, notice_tail="9QXM", under_15=True, pin_kinds=FOUR_DIGITS)
OPENED = VisitOpened(reference="7H2K-9QXM", starts_at=AT, people=(ADULT_DUE,))
FAMILY = VisitOpened(reference="7H2K-9QXM", starts_at=AT, people=(ADULT_DUE, CHILD_DUE))
ARRIVED = PartyArrived()
CALLED = PartyCalled(station="A1", called_at=AT)

LICENCE = ShownDocument(kind=DocumentKind.DRIVERS_LICENCE)
INSURANCE = ShownDocument(kind=DocumentKind.ELIGIBILITY_CERTIFICATE)
SEEN_LICENCE = DocumentSeen(kind=DocumentKind.DRIVERS_LICENCE, holder=Holder.APPLICANT)
SEEN_INSURANCE = DocumentSeen(kind=DocumentKind.ELIGIBILITY_CERTIFICATE, holder=Holder.APPLICANT)


def verified(*documents):
    return IdentityVerified(
        case_id=ADULT,
        situation=Situation.SELF_N,
        rule="SELF_N/A1",
        documents=documents,
        method=Check.VISUAL,
    )


VERIFIED = verified(SEEN_LICENCE, SEEN_INSURANCE)
SEALED = PinsSealed(case_id=ADULT, envelope_id=ENVELOPE, pin_kinds=ALL_KINDS, key_id="0" * 16)
POSTED = DeliveryChosen(
    case_id=ADULT,
    mode=Travel.REGISTERED_MAIL,
    declarations=tuple(Declaration),
    rule="MAIL/A1B1",
)
