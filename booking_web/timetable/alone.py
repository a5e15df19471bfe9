"""One person who has nothing yet books one slot, and nobody waits in line: most of a rush.

The same rules in the same order as for any party, without the bookkeeping that parties need.
"""

from datetime import datetime

from booking_web.refusals import TooSoonError
from booking_web.timetable import appointments, releases, slot_rules, terms
from booking_web.timetable.books import Books, NoticeStream, SlotStream
from booking_web.timetable.commands import Book
from booking_web.timetable.decided import Decided
from booking_web.timetable.notices import Notice, Party, Place, appointment_id_of
from booking_web.timetable.openings import Opening
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.policy import Policy
from booking_web.timetable.waiting_list import LINE
from issuance.calendar import office_date


def book_alone(
    books: Books, command: Book, *, at: datetime, policy: Policy, by: str
) -> Decided | None:
    """The booking, or None where the command is not of that kind.

    Raises:
        BookingRefusal: as for any party.
    """
    noted = books.notices.get(command.notice_ids[0])
    counted = books.slots.get(command.slot_id)
    if books.waiting.households or noted is None or counted is None:
        return None
    if not _is_plain(command, noted, counted):
        return None
    opening = books.openings.get(counted.id)
    services = {noted.state.service}
    asked = terms.Asked(at=at, channel=command.channel, services=services, policy=policy)
    place = _place(noted.state, counted, opening, asked)
    party_id = appointment_id_of(noted.id, noted.state.count)
    party = Party(party_id=party_id, members=command.notice_ids)
    (booked,) = appointments.book(
        noted.state, appointment_id=party_id, party=party, place=place, wishes=command.wishes
    )
    (taken,) = slot_rules.take_places(
        counted.state,
        party_id=party_id,
        members=party.members,
        count=1,
        reserved=terms.reserved(opening, counted.state, at=at, channel=command.channel),
        channel=command.channel,
    )
    appointed, took = noted.next(booked, at=at, by=by), counted.next(taken, at=at, by=by)
    ids = {noted.id, counted.id, LINE}
    return Decided(
        recorded=(appointed, took),
        slots={counted.id: counted.after(took)},
        notices={noted.id: noted.after(appointed)},
        seen=ids if opening is None else ids | {opening.venue_id},
        outcome=_outcome(party, place),
    )


def _is_plain(command: Book, noted: NoticeStream, counted: SlotStream) -> bool:
    """Nobody comes with them, they have and wait for nothing, and nobody holds places there."""
    notice, slot = noted.state, counted.state
    has_nothing = notice.appointment is None and notice.waiting is None
    return len(command.notice_ids) == 1 and has_nothing and not slot.held and bool(slot.offer)


def _place(
    notice: Notice, counted: SlotStream, opening: Opening | None, asked: terms.Asked
) -> Place:
    releases.require_released(notice)
    cut_off = terms.cut_off_of(opening, asked.policy)
    offer = slot_rules.require_open(counted.state, at=asked.at, cut_off=cut_off)
    terms.require(opening, at=asked.at, channel=asked.channel, services=asked.services)
    if asked.policy.min_lead_days:
        first_day = asked.policy.first_day(asked.at, same_day=notice.same_day)
        if office_date(offer.starts_at) < first_day:
            raise TooSoonError
    return Place(
        slot_id=counted.id,
        venue_id=offer.venue_id,
        starts_at=offer.starts_at,
        minutes=offer.minutes,
    )


def _outcome(party: Party, place: Place) -> Outcome:
    return Outcome(
        done=Done.CONFIRMED,
        party_id=party.party_id,
        party_size=1,
        slot_id=place.slot_id,
        venue_id=place.venue_id,
        starts_at=place.starts_at,
        minutes=place.minutes,
    )
