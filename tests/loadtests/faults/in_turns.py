"""Faults of the rules about turns: holds that end wrongly, and a line that is jumped."""

from booking_web.desk import desk
from booking_web.desk import offering as offering_at_desk
from booking_web.timetable import appointments, draft, offering, slot_rules, turns
from booking_web.timetable.facts import FreedBecause, PlacesFreed, PlacesTaken
from booking_web.timetable.slots import Slot
from booking_web.timetable.waiting_list import WaitingList
from tests.loadtests.faults.planted import Fault


def _free_holds_first(patch) -> None:
    def keep(slot, *, party_id, at):
        count = slot.held[party_id].count
        return [
            PlacesFreed(party_id=party_id, count=count, reason=FreedBecause.GIVEN_UP),
            PlacesTaken(party_id=party_id, count=count),
        ]

    patch.setattr(slot_rules, "keep_places", keep)


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
    patch.setattr(slot_rules, "_live_hold", lambda slot, party_id, _: slot.held[party_id])
    patch.setattr(appointments, "_live_hold", lambda notice, _: notice.appointment)


def _let_no_hold_lapse(patch) -> None:
    patch.setattr(desk.Desk, "_let_holds_lapse", lambda _: None)
    patch.setattr(Slot, "expired", lambda *_: [])


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
FAULTS = (HOLD_FREED_FIRST, LINE_JUMPED, LINE_FORGOTTEN, LAPSED_KEPT, NEVER_LAPSES)
