"""What the site knows of one notice (交付通知書), and of the appointment it has."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from booking_web.timetable.facts import (
    AppointmentCancelled,
    AppointmentClosed,
    AppointmentConfirmed,
    AppointmentHeld,
    AppointmentMoveAsked,
    AppointmentMoved,
    AppointmentStands,
    HoldExtended,
    HoldLapsed,
    Need,
    NoticeFact,
    NoticeReleased,
    NoticeWithdrawn,
    PartyGrew,
    Span,
    VisitOutcome,
    WaitingJoined,
    WaitingLeft,
    WaitingOffered,
    WaitingOfferLapsed,
    Wished,
    WithdrawnBecause,
    slot_id_of,
)
from booking_web.timetable.facts.day import AppointmentArrived, CardStatusTold, LateAnnounced
from booking_web.timetable.outcomes import reference_of
from issuance.calendar.opening_rules import Service
from issuance.ledger.ids import named_id


class Stage(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """Where and when: one slot, and the time of the whole party where it fills several."""

    slot_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    span: Span | None = None


class Party(Struct, frozen=True, kw_only=True, gc=False):
    """The notices that come together."""

    party_id: UUID
    members: tuple[UUID, ...]


class Appointment(Struct, frozen=True, kw_only=True, gc=False):
    """来庁予約, or the hold that may become one."""

    appointment_id: UUID
    party: Party
    place: Place
    stage: Stage
    until: datetime | None = None
    """The end of a hold."""
    extended: bool = False
    language: str = "ja"
    needs: tuple[Need, ...] = ()
    moves: int = 0
    """How often it was given another time."""
    move_asked: bool = False
    """Its time is no longer offered; it stands until the party moves."""
    arrived: bool = False
    """The resident said on the phone that the party is here."""
    late_minutes: int = 0
    """How late the party announced to be."""

    @property
    def reference(self) -> str:
        return reference_of(self.party.party_id)

    @property
    def starts_at(self) -> datetime:
        """When the party comes: the earliest of its places."""
        return self.place.span.starts_at if self.place.span else self.place.starts_at

    @property
    def minutes(self) -> int:
        return self.place.span.minutes if self.place.span else self.place.minutes

    @property
    def first_slot_id(self) -> UUID:
        """The slot in which the party begins."""
        if self.place.span is None:
            return self.place.slot_id
        return slot_id_of(self.place.venue_id, self.place.span.starts_at)


class Waiting(Struct, frozen=True, kw_only=True, gc=False):
    """キャンセル待ち: the place in line this notice shares with its household."""

    entry_id: UUID
    members: tuple[UUID, ...]
    wished: Wished
    earlier_than: datetime | None = None
    """It waits for an earlier time than its appointment."""
    offered: UUID | None = None
    """The slot offered now."""
    place: Place | None = None
    """Where and when that would be."""
    until: datetime | None = None
    """Until when it can be accepted."""
    missed: int = 0
    """Offers that came to nothing."""


class Notice(Struct, frozen=True, kw_only=True, gc=False):
    """What the site knows of a notice; `pickup_deadline` is None while it is not released."""

    pickup_deadline: date | None = None
    round: int = 0
    same_day: bool = False
    """The card lies ready: it can be fetched at short notice."""
    withdrawn: WithdrawnBecause | None = None
    attended: bool = False
    count: int = 0
    """Appointments it ever had."""
    appointment: Appointment | None = None
    waits: int = 0
    """How often it joined the waiting list."""
    waiting: Waiting | None = None
    service: Service = Service.COLLECT
    """What its holder comes for."""
    last_visit: VisitOutcome | None = None
    """How the last appointment ended, until there is a new one."""
    card: CardStatusTold | None = None
    """What the office told last of the card, after the visit."""


def appointment_id_of(notice_id: UUID, number: int) -> UUID:
    """*number* counts from 0: how many appointments the notice had before."""
    return named_id(notice_id, f"appointment {number}")


def evolve_notice(notice: Notice, happened: NoticeFact) -> Notice:
    match happened:
        case AppointmentConfirmed():
            return _confirmed(notice, happened)
        case NoticeReleased():
            return replace(
                notice,
                round=happened.round,
                pickup_deadline=happened.pickup_deadline,
                same_day=happened.same_day,
                service=happened.service,
                withdrawn=None,
                attended=False,  # released after a visit: the holder is asked to come again
                card=None,
            )
        case NoticeWithdrawn(reason=reason):
            return replace(notice, withdrawn=reason)
        case AppointmentHeld():
            return replace(
                notice, count=notice.count + 1, appointment=_held(happened), last_visit=None
            )
        case HoldExtended(until=until):
            return _with(notice, lambda held: replace(held, until=until, extended=True))
        case AppointmentMoved():
            return _with(notice, lambda booked: _moved(booked, happened))
        case PartyGrew():
            grown = Party(party_id=happened.party_id, members=happened.members)
            return _with(notice, lambda booked: replace(booked, party=grown))
        case AppointmentMoveAsked():
            return _with(notice, lambda booked: replace(booked, move_asked=True))
        case AppointmentStands():
            return _with(notice, lambda booked: replace(booked, move_asked=False))
        case HoldLapsed() | AppointmentCancelled():
            return replace(notice, appointment=None)
        case AppointmentClosed(outcome=outcome):
            attended = notice.attended or outcome is VisitOutcome.ATTENDED
            return replace(notice, attended=attended, appointment=None, last_visit=outcome)
        case WaitingJoined() | WaitingOffered() | WaitingOfferLapsed() | WaitingLeft():
            return _in_line(notice, happened)
        case AppointmentArrived():
            return _with(notice, lambda booked: replace(booked, arrived=True))
        case LateAnnounced(minutes=minutes):
            return _with(notice, lambda booked: replace(booked, late_minutes=minutes))
        case CardStatusTold():
            return replace(notice, card=happened)
        case _:
            assert_never(happened)


def _in_line(
    notice: Notice, happened: WaitingJoined | WaitingOffered | WaitingOfferLapsed | WaitingLeft
) -> Notice:
    mine = notice.waiting
    match happened:
        case WaitingJoined():
            joined = Waiting(
                entry_id=happened.entry_id,
                members=happened.members,
                wished=happened.wished,
                earlier_than=happened.earlier_than,
            )
            return replace(notice, waits=notice.waits + 1, waiting=joined)
        case WaitingOffered() if mine is not None:
            return replace(notice, waiting=_offered(mine, happened))
        case WaitingOfferLapsed() if mine is not None:
            missed = replace(mine, offered=None, place=None, until=None, missed=mine.missed + 1)
            return replace(notice, waiting=missed)
        case _:
            return replace(notice, waiting=None)


def _offered(mine: Waiting, happened: WaitingOffered) -> Waiting:
    place = Place(
        slot_id=happened.slot_id,
        venue_id=happened.venue_id,
        starts_at=happened.starts_at,
        minutes=happened.minutes,
    )
    return replace(mine, offered=happened.slot_id, place=place, until=happened.until)


def _with(notice: Notice, change: Callable[[Appointment], Appointment]) -> Notice:
    if notice.appointment is None:
        return notice
    return replace(notice, appointment=change(notice.appointment))


def _held(happened: AppointmentHeld) -> Appointment:
    return Appointment(
        appointment_id=happened.appointment_id,
        party=Party(party_id=happened.party_id, members=happened.members),
        place=_place(happened),
        stage=Stage.HELD,
        until=happened.until,
    )


def _moved(booked: Appointment, happened: AppointmentMoved) -> Appointment:
    """At another time, what was announced of the old one counts no more."""
    place = _place(happened)
    moved = replace(booked, place=place, moves=booked.moves + 1, move_asked=False)
    return moved if moved.starts_at == booked.starts_at else replace(moved, late_minutes=0)


def _confirmed(notice: Notice, happened: AppointmentConfirmed) -> Notice:
    held = notice.appointment
    new = 0 if held and held.appointment_id == happened.appointment_id else 1
    appointment = Appointment(
        appointment_id=happened.appointment_id,
        party=Party(party_id=happened.party_id, members=happened.members),
        place=_place(happened),
        stage=Stage.CONFIRMED,
        language=happened.language,
        needs=happened.needs,
    )
    return replace(notice, count=notice.count + new, appointment=appointment, last_visit=None)


def _place(happened: AppointmentHeld | AppointmentConfirmed | AppointmentMoved) -> Place:
    return Place(
        slot_id=happened.slot_id,
        venue_id=happened.venue_id,
        starts_at=happened.starts_at,
        minutes=happened.minutes,
        span=happened.span,
    )
