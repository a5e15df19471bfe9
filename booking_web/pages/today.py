"""当日: "I am here", "I will be late", and the place in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from litestar import get, post
from litestar.di import NamedDependency

from booking_web.pages.move_asked import times_instead
from booking_web.pages.proof import booked, proof
from booking_web.pages.visit import Page, Visit
from booking_web.queue.places import QueuePlace
from booking_web.refusals import NotBookedError
from booking_web.sessions import Draft
from booking_web.texts.messages import REFUSALS
from booking_web.timetable.commands import AnnounceLate, Arrive
from booking_web.timetable.day import no_show_at, opens_at
from booking_web.timetable.notices import Appointment
from issuance.calendar import office_date

AGAIN_SECONDS: Final = 30
"""How often the queue's page looks again, for who asked for it (WCAG 2.2.1: and can stop it)."""


class Phase(StrEnum):
    """Where the visit's day stands."""

    ANOTHER_DAY = "another-day"
    EARLY = "early"
    OPEN = "open"
    ARRIVED = "arrived"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Day:
    """What the resident can do and see on the day; `until` is how long the party is waited for."""

    phase: Phase
    opens_at: datetime
    until: datetime
    late_minutes: int
    choices: tuple[int, ...]
    place: QueuePlace | None
    stale: bool


async def the_day(visit: Visit, appointment: Appointment) -> Day:
    policy = visit.site.policy
    place = await visit.site.queue.place_of(appointment.party.party_id)
    return Day(
        phase=_phase(visit, appointment, place),
        opens_at=opens_at(appointment, policy),
        until=no_show_at(appointment, policy),
        late_minutes=appointment.late_minutes,
        choices=policy.late_choices,
        place=place,
        stale=place is not None and place.is_stale(visit.now),
    )


async def mine_page(
    visit: Visit,
    appointment: Appointment,
    *,
    flash: str = "",
    draft: Draft | None = None,
    found: Sequence[tuple[str, str]] = (),
) -> Page:
    """My booking; on its day, what can be done on the day comes first."""
    day = await the_day(visit, appointment)
    fixed = day.phase is Phase.ARRIVED or appointment.starts_at <= visit.now
    context: dict[str, object] = {"flash": flash, "day": day, "found": list(found)}
    context["may_change"] = not fixed
    context["minutes_typed"] = visit.form.text("minutes") if visit.switching else ""
    context["path"] = "/mine"  # also after a form: what the language switch leads to
    context["nearest"] = await times_instead(visit, appointment)
    return visit.page(
        "mine.html",
        {**context, **await proof(visit, appointment)},
        status=422 if found else 200,
        draft=draft,
    )


@post("/mine/arrive")
async def arrive(visit: NamedDependency[Visit]) -> Page:
    """Reception and phone say the same thing; whoever says it second changes nothing."""
    draft = visit.signed_in()
    await visit.submit(Arrive(notice_id=draft.notice_ids[0]), "arrive")
    return visit.go("/mine", replace(draft, flash="arrived"))


@post("/mine/late")
async def announce_late(visit: NamedDependency[Visit]) -> Page:
    draft, appointment = visit.signed_in(), await _existing(visit)
    if visit.switching:
        return await mine_page(visit, appointment)
    minutes = next(
        (
            each
            for each in visit.site.policy.late_choices
            if str(each) == visit.form.text("minutes")
        ),
        None,
    )
    if minutes is None:
        why = REFUSALS["late-minutes"]
        wrong = [("minutes", visit.words(why))]
        return await mine_page(visit, appointment, found=wrong)
    late = AnnounceLate(notice_id=draft.notice_ids[0], minutes=minutes)
    await visit.submit(late, f"late-{minutes}")
    return visit.go("/mine", replace(draft, flash="late"))


@get("/mine/queue")
async def show_queue(visit: NamedDependency[Visit]) -> Page:
    """The place in the queue, large. There is nothing on it that looking again could lose."""
    appointment = await booked(visit)
    if appointment is None:
        return visit.go("/mine")
    day = await the_day(visit, appointment)
    if day.phase is not Phase.ARRIVED:
        return visit.go("/mine")
    again = visit.request.query_params.get("again") == "on"
    page = visit.page("queue.html", {"day": day, "appointment": appointment, "again": again})
    if again:
        page.headers["Refresh"] = str(AGAIN_SECONDS)
    return page


def _phase(visit: Visit, appointment: Appointment, place: QueuePlace | None) -> Phase:
    starts_at, policy = appointment.starts_at, visit.site.policy
    if office_date(visit.now) != office_date(starts_at):
        return Phase.ANOTHER_DAY if visit.now < starts_at else Phase.OVER
    if appointment.arrived or place is not None:
        return Phase.ARRIVED
    if visit.now < opens_at(appointment, policy):
        return Phase.EARLY
    return Phase.OPEN if visit.now <= no_show_at(appointment, policy) else Phase.OVER


async def _existing(visit: Visit) -> Appointment:
    appointment = await booked(visit)
    if appointment is None:
        raise NotBookedError
    return appointment


HANDLERS = (arrive, announce_late, show_queue)
