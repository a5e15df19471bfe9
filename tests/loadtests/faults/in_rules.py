"""Faults of the rules about appointments: places miscounted, numbers reused, cancels lost."""

from booking_web.refusals import SlotFullError
from booking_web.timetable import alone, changing, draft, notices, placing, slot_rules, taking
from booking_web.timetable.facts import FreedBecause
from booking_web.timetable.outcomes import Done
from tests.loadtests.faults.planted import Fault


def _count_one_place_more(patch) -> None:
    def require(slot, count):
        if slot.left + 1 < count:
            raise SlotFullError

    patch.setattr(slot_rules, "_require_places", require)


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
FAULTS = (CONSTRAINT_DROPPED, NUMBER_REUSED, CANCEL_LOST, CANCEL_FREES_NOTHING)
