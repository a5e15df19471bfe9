"""カードのようす: what My booking shows when there is no appointment (any more)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from booking_web.desk import FreeTime
from booking_web.pages.choosing import nearest, new_party
from booking_web.pages.visit import Page, Visit
from booking_web.sessions import Draft
from booking_web.texts.messages import CARD
from booking_web.timetable.facts.day import CardStatus, CardStatusTold
from booking_web.timetable.notices import Notice

SHOWN_AFTER_THE_END: Final = timedelta(days=30)
_ENDS: Final = frozenset({CardStatus.DELIVERED, CardStatus.HANDED_OVER, CardStatus.STOPPED})
_BY_POST: Final = {
    CardStatus.IDENTITY_DONE: 2,
    CardStatus.IN_SETTING: 2,
    CardStatus.DELAYED: 2,
    CardStatus.READY_TO_GO: 3,
    CardStatus.POSTED: 4,
    CardStatus.RETURNED: 3,
    CardStatus.DELIVERED: 5,
}
_AT_COUNTER: Final = {CardStatus.TO_COLLECT: 3, CardStatus.HANDED_OVER: 4}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One person's card; `tail` tells people of a party apart without their names."""

    tail: str
    told: CardStatusTold
    words: str
    """In the source language; the page translates."""

    @property
    def at_counter(self) -> bool:
        return self.told.status in _AT_COUNTER

    @property
    def step(self) -> int | None:
        """The step the card is at, from 1; past the last one all is done. None: it stopped."""
        return _AT_COUNTER.get(self.told.status) or _BY_POST.get(self.told.status)


async def without_appointment(visit: Visit, *, flash: str, draft: Draft | None) -> Page:
    """The cards on their way, or how the last appointment ended and what can be done now."""
    people = visit.signed_in().people
    known = [(each.tail, await visit.site.desk.notice(each.notice_id)) for each in people]
    cards = [card for tail, notice in known if (card := _card(visit, tail, notice))]
    if cards:
        return visit.page("card.html", {"flash": flash, "cards": cards}, draft=draft)
    leader = known[0][1]
    ended = {
        "last_visit": leader.last_visit,
        "over": leader.attended,
        "withdrawn": leader.withdrawn is not None,
    }
    times = [] if ended["over"] or ended["withdrawn"] else await _soonest(visit)
    return visit.page("none.html", {"flash": flash, "times": times, **ended}, draft=draft)


async def _soonest(visit: Visit) -> list[FreeTime]:
    """The next times for these people, to be booked with one tap."""
    party = await new_party(visit.site.desk, visit.signed_in().notice_ids)
    free = await visit.site.availability.now(party.size, party.services)
    first_on = visit.site.desk.first_day(visit.now, same_day=party.same_day)
    return nearest(free, party, to=visit.now, venue_id=None, first_on=first_on)


def _card(visit: Visit, tail: str, notice: Notice) -> Card | None:
    if notice.appointment is not None or notice.card is None:
        return None
    if not is_shown(notice.card, visit.now):
        return None
    return Card(tail=tail, told=notice.card, words=CARD[notice.card.status.value])


def is_shown(told: CardStatusTold, now: datetime) -> bool:
    """Until thirty days after its end; what has no end yet stays."""
    return told.status not in _ENDS or now <= told.since + SHOWN_AFTER_THE_END
