"""The day and the time: the same pages for a new booking and for moving one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from litestar.exceptions import NotFoundException

from booking_web.availability import Snapshot
from booking_web.availability.parts import Part
from booking_web.desk import FreeDay, FreeTime
from booking_web.pages.choosing import (
    Party,
    Which,
    calendar_of,
    month_asked,
    nearest,
    suits,
    venue_asked,
    which_asked,
)
from booking_web.pages.visit import Page, Visit
from booking_web.refusals import BookingRefusal
from booking_web.sessions import ChosenTime, Draft
from booking_web.texts.messages import DONE, REFUSALS
from issuance.calendar import JST, office_date

_NOON = 12
LOST = frozenset(
    {
        "slot-full",
        "slot-closed",
        "slot-changed",
        "slot-unknown",
        "slot-not-open-yet",
        "service-not-offered",
        "hold-expired",
        "too-soon",
    }
)
"""Refusals after which another time is chosen, with everything else kept."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """`base` is where the pages live: /book, or /mine when an appointment is moved."""

    visit: Visit
    draft: Draft
    party: Party
    base: str

    @property
    def first_on(self) -> date:
        """The first day for which this party can book now."""
        return self.visit.site.desk.first_day(self.visit.now, same_day=self.party.same_day)

    async def days(self) -> Page:
        """Which days have free times."""
        visit, asked = self.visit, self.visit.request.query_params
        free = await visit.site.availability.now(self.party.size, self.party.services)
        venue = venue_asked(visit.site.desk, asked.get("venue"))
        venue_id = venue.venue_id if venue else None
        which, month = which_asked(asked.get("days")), month_asked(asked.get("month"))
        today, first_on = office_date(visit.now), self.first_on
        days = free.free_days(venue_id=venue_id, last_on=self.party.last_on)
        days = [each for each in days if each.day >= first_on]

        def names() -> dict[str, object]:
            suiting = [each for each in days if suits(free, each.day, which, venue_id)]
            calendar = calendar_of(suiting, month=month)
            told = {"base": self.base, "party": self.party, "today": today, "which": which.value}
            return {**told, "venue": venue, "venues": free.venues, "calendar": calendar}

        part = Part(
            template="days_part.html",
            made_of=("days", self.base, venue, self.party, which, month, today, first_on),
            snapshot=free,
            shows=(free.venues, *_shown(days, free, which)),
            names=names,
        )
        return self._page("days.html", {"part": part})

    async def times(self, day_text: str) -> Page:
        """The times of one day; after a lost wish, the nearest ones first.

        Raises NotFoundException for what is no day.
        """
        visit, day = self.visit, _day(day_text)
        venue = venue_asked(visit.site.desk, visit.request.query_params.get("venue"))
        free = await visit.site.availability.now(self.party.size, self.party.services)
        in_time, party = self._in_time(day), self.party

        def names() -> dict[str, object]:
            times = free.free_times(day, venue_id=venue.venue_id if venue else None)
            told = {"base": self.base, "venue": venue}
            return {**told, "halves": _halves(times) if in_time else []}

        part = Part(
            template="times_part.html",
            made_of=("times", self.base, venue, party.size, party.services, day, in_time),
            snapshot=free,
            shows=free.day(day),
            names=names,
        )
        frame = {"venue": venue, "day": day, "nearest": self._nearest(free), "part": part}
        return self._page("times.html", frame)

    def lost(self, slot_id: UUID | None, refusal: BookingRefusal) -> Page:
        """Another time has to be chosen: back to the times of that day, everything else kept."""
        slot = self.visit.site.desk.slot(slot_id, at=self.visit.now) if slot_id else None
        draft = replace(self.draft, flash=refusal.code)
        if slot is None:
            return self.visit.go(f"{self.base}/day", replace(draft, chosen=None))
        chosen = ChosenTime(slot_id=slot.slot_id, starts_at=slot.starts_at)
        address = f"{self.base}/time/{office_date(slot.starts_at).isoformat()}"
        code = self._venue_code(slot.venue_id)
        return self.visit.go(f"{address}?venue={code}", replace(draft, chosen=chosen))

    def _page(self, template: str, frame: Mapping[str, object]) -> Page:
        """The nearest times are for one visitor's wish; all else many see alike."""
        flash = said_once(self.visit, self.draft)
        return self.visit.page(
            template,
            {"flash": flash, "base": self.base, **frame},
            draft=replace(self.draft, flash="") if flash else None,
            alike=not frame.get("nearest"),
        )

    def _nearest(self, free: Snapshot) -> list[FreeTime]:
        chosen, visit = self.draft.chosen, self.visit
        slot = visit.site.desk.slot(chosen.slot_id, at=visit.now) if chosen else None
        if slot is None or self.draft.flash not in LOST:
            return []
        to, venue_id = slot.starts_at, slot.venue_id
        return nearest(free, self.party, to=to, venue_id=venue_id, first_on=self.first_on)

    def _in_time(self, day: date) -> bool:
        last_on = self.party.last_on
        return day >= self.first_on and (last_on is None or day <= last_on)

    def _venue_code(self, venue_id: UUID) -> str:
        venues = self.visit.site.desk.venues()
        return next((each.code for each in venues if each.venue_id == venue_id), "")


def said_once(visit: Visit, draft: Draft) -> str:
    """The words of the code that the page before left for this one."""
    words = (REFUSALS | DONE).get(draft.flash)
    return visit.words(words) if words else ""


def _shown(days: list[FreeDay], free: Snapshot, which: Which) -> Sequence[object]:
    """What the page says of the days: how many times are left, not how many places."""
    return free.days if which is Which.EVENINGS else [(each.day, each.times) for each in days]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFoundException from error


def _halves(times: list[FreeTime]) -> list[tuple[str, list[FreeTime]]]:
    """Before and after noon, without an empty half."""
    morning: list[FreeTime] = []
    afternoon: list[FreeTime] = []
    for each in times:
        (morning if each.starts_at.astimezone(JST).hour < _NOON else afternoon).append(each)
    return [half for half in (("morning", morning), ("afternoon", afternoon)) if half[1]]
