"""What can happen to a venue, a slot of time, and a notice on the booking site.

One file for each. The stream of a venue is its id; of a slot, `slot_id_of`; of a notice, its id,
the same on both sides. No number, birthday, name or contact stands in a fact.
"""

from booking_web.documents.facts import DocumentsPublished
from booking_web.letters.facts import LettersFact
from booking_web.timetable.facts.appointments import (
    AppointmentCancelled,
    AppointmentClosed,
    AppointmentConfirmed,
    AppointmentFact,
    AppointmentHeld,
    AppointmentMoveAsked,
    AppointmentMoved,
    AppointmentStands,
    CancelledBecause,
    HoldExtended,
    HoldLapsed,
    LapsedBecause,
    Need,
    NoticeReleased,
    NoticeWithdrawn,
    PartyGrew,
    Span,
    VisitOutcome,
    WithdrawnBecause,
)
from booking_web.timetable.facts.day import (
    AppointmentArrived,
    CardStatus,
    CardStatusTold,
    DayFact,
    LateAnnounced,
)
from booking_web.timetable.facts.slots import (
    Channel,
    FreedBecause,
    PlacesFreed,
    PlacesHeld,
    PlacesKept,
    PlacesOffered,
    PlacesTaken,
    SlotFact,
    SlotOffered,
    SlotWithdrawn,
    slot_id_of,
)
from booking_web.timetable.facts.venues import (
    OpeningRulesSet,
    VenueAnnounced,
    VenueFact,
)
from booking_web.timetable.facts.waiting import (
    Days,
    LeftBecause,
    MissedBecause,
    WaitingFact,
    WaitingJoined,
    WaitingLeft,
    WaitingOffered,
    WaitingOfferLapsed,
    Wished,
)

NoticeFact = AppointmentFact | WaitingFact | DayFact
Fact = VenueFact | SlotFact | NoticeFact | DocumentsPublished | LettersFact

__all__ = [
    "AppointmentArrived", "AppointmentCancelled", "AppointmentClosed", "AppointmentConfirmed",
    "AppointmentFact", "AppointmentHeld", "AppointmentMoveAsked", "AppointmentMoved",
    "AppointmentStands", "CancelledBecause", "CardStatus", "CardStatusTold", "Channel",
    "DayFact", "Days", "Fact", "FreedBecause", "HoldExtended", "HoldLapsed", "LapsedBecause",
    "LateAnnounced", "LeftBecause", "MissedBecause", "Need", "NoticeFact", "NoticeReleased",
    "NoticeWithdrawn", "OpeningRulesSet", "PartyGrew", "PlacesFreed", "PlacesHeld",
    "PlacesKept", "PlacesOffered", "PlacesTaken", "SlotFact", "SlotOffered", "SlotWithdrawn",
    "Span", "VenueAnnounced", "VenueFact", "VisitOutcome", "WaitingFact", "WaitingJoined",
    "WaitingLeft", "WaitingOfferLapsed", "WaitingOffered", "Wished", "WithdrawnBecause",
    "slot_id_of",
]  # fmt: skip
