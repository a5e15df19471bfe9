"""Faults of the rules: what decides whom a place belongs to, and until when."""

from booking_web.desk import desk
from booking_web.desk import offering as offering_at_desk
from booking_web.refusals import SlotFullError
from booking_web.timetable import (
    alone,
    appointments,
    changing,
    draft,
    notices,
    offering,
    placing,
    slots,
    taking,
    turns,
)
from booking_web.timetable.facts import FreedBecause, PlacesFreed, PlacesTaken
from booking_web.timetable.outcomes import Done
from booking_web.timetable.slots import Slot
from booking_web.timetable.waiting_list import WaitingList
from tests.loadtests.faults.planted import Fault


def _count_one_place_more(patch) -> None:
    def require(slot, count):
        if slot.left + 1 < count:
            raise SlotFullError

    patch.setattr(slots, "_require_places", require)


def _number_all_the_same(patch) -> None:
    first = notices.appointment_id_of
    for each in (alone, placing, taking):
        patch.setattr(each, "appointment_id_of", lambda notice_id, _: first(notice_id, 0))


def _lose_cancellations(patch) -> None:
    def cancel(drafted, notice_id, reason):
        booked = placing.require_appointment(drafted, notice_id)
        return draft.outcome_of(booked, Done.CANCELLED, 1)

    patch.setattr(changing, "cancel", cancel)


def _keep_cancelled_places(patch) -> None:
    free = draft.Draft.free

    def free_some(self, party_id, places, reason):
        if reason is not FreedBecause.CANCELLED:
            free(self, party_id, places, reason)

    patch.setattr(draft.Draft, "free", free_some)


def _free_holds_first(patch) -> None:
    def keep(slot, *, party_id, at):
        count = slot.held[party_id].count
        return [
            PlacesFreed(party_id=party_id, count=count, reason=FreedBecause.GIVEN_UP),
            PlacesTaken(party_id=party_id, count=count),
        ]

    patch.setattr(slots, "keep_places", keep)


def _serve_the_last_first(patch) -> None:
    def backwards(inner):
        def turned(waiting, *rest, **how):
            last_first = dict(reversed(list(waiting.households.items())))
            return inner(WaitingList(last_first), *rest, **how)

        return turned

    for where, name in (
        (offering_at_desk, "in_turn"),
        (turns, "in_turn"),
        (offering, "first_in_turn"),
    ):
        patch.setattr(where, name, backwards(getattr(where, name)))


def _forget_the_line(patch) -> None:
    """Nothing is offered, and nothing is kept for who waits."""
    patch.setattr(draft, "due_to_line", lambda *_, **__: 0)
    patch.setattr(offering_at_desk, "in_turn", lambda *_, **__: [])
    patch.setattr(turns, "in_turn", lambda *_, **__: [])


def _keep_lapsed_holds(patch) -> None:
    patch.setattr(slots, "_live_hold", lambda slot, party_id, _: slot.held[party_id])
    patch.setattr(appointments, "_live_hold", lambda notice, _: notice.appointment)


def _let_no_hold_lapse(patch) -> None:
    patch.setattr(desk.Desk, "_let_holds_lapse", lambda _: None)
    patch.setattr(Slot, "expired", lambda *_: [])


CONSTRAINT_DROPPED = Fault(
    name="constraint dropped: a desk that counts wrongly is not stopped",
    caught_by="places_exceeded",
    sql="ALTER TABLE booking.slot_places DROP CONSTRAINT never_overbooked",
    plant=_count_one_place_more,
)
NUMBER_REUSED = Fault(
    name="number reused for a second appointment",
    caught_by="number_reused",
    plant=_number_all_the_same,
)
CANCEL_LOST = Fault(
    name="lost cancel: told, and not noted",
    caught_by="acknowledged_and_lost",
    plant=_lose_cancellations,
)
CANCEL_FREES_NOTHING = Fault(
    name="cancel that frees nothing", caught_by="places_and_people", plant=_keep_cancelled_places
)
HOLD_FREED_FIRST = Fault(
    name="hold freed first", caught_by="hold_freed_first", plant=_free_holds_first
)
LINE_JUMPED = Fault(
    name="waiting list jumped", caught_by="line_jumped", plant=_serve_the_last_first
)
LINE_FORGOTTEN = Fault(
    name="waiting list jumped by who never waited",
    caught_by="line_passed_over",
    plant=_forget_the_line,
)
LAPSED_KEPT = Fault(
    name="a hold is confirmed after its time", caught_by="lapsed_and_kept", plant=_keep_lapsed_holds
)
NEVER_LAPSES = Fault(
    name="holds never lapse", caught_by="held_past_its_time", plant=_let_no_hold_lapse
)
FAULTS = (
    *(CONSTRAINT_DROPPED, NUMBER_REUSED, CANCEL_LOST, CANCEL_FREES_NOTHING),
    *(HOLD_FREED_FIRST, LINE_JUMPED, LINE_FORGOTTEN, LAPSED_KEPT, NEVER_LAPSES),
)
