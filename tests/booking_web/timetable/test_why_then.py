"""Why nothing was offered is judged by the rules of that moment, not by those of today."""

from datetime import date

from booking_web.timetable.facts import SlotOffered, slot_id_of
from booking_web.timetable.rules_then import RulesThen
from issuance.calendar import office_time
from tests.booking_web.timetable.rules import DAY, rules
from tests.booking_web.timetable.samples import VENUE


def test_a_slot_is_known_by_the_rules_of_each_moment():
    then, starts_at = RulesThen(), office_time(DAY, 9)
    slot_id = slot_id_of(VENUE, starts_at)
    then.hear_of(SlotOffered(venue_id=VENUE, starts_at=starts_at, minutes=10, places=1))
    assert then.offer(slot_id) is None
    for counters in (3, 5):
        then.set_rules(VENUE, rules(counters=counters))
        known = then.offer(slot_id)
        assert known is not None
        assert known.slot.places == counters


def test_days_nobody_asked_about_are_not_derived():
    then = RulesThen()
    then.set_rules(VENUE, rules())
    assert then.offer(slot_id_of(VENUE, office_time(date(2026, 11, 30), 9))) is None
