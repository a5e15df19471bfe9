"""The waiting list: join, see one's place in line and why, leave; accept or decline an offer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency

from booking_web.letters.addresses import is_plausible, plain
from booking_web.letters.contacts import Contact
from booking_web.pages.choosing import Party, coming_of, new_party
from booking_web.pages.visit import Page, Visit
from booking_web.pages.when import said_once
from booking_web.refusals import (
    AlreadyBookedError,
    HoldExpiredError,
    NotWaitingError,
    SlotFullError,
)
from booking_web.sessions import Draft
from booking_web.texts import N_, Words
from booking_web.timetable.commands import Confirm, Decline, Join, Leave, Move, Wishes
from booking_web.timetable.facts import Days, Need, Wished
from booking_web.timetable.notices import Appointment, Notice, Stage, Waiting
from booking_web.timetable.why import Why
from issuance.calendar import is_over, office_date
from issuance.ledger.guard import holds_individual_number

DAYS: Final = {
    Days.ANY: N_("いつでもよい"),
    Days.BUSINESS_DAYS: N_("平日だけ"),
    Days.DAYS_OFF: N_("土日と休日だけ"),
}
HOURS: Final = {
    "any": (N_("いつでもよい"), (0, 23)),
    "morning": (N_("午前"), (0, 11)),
    "afternoon": (N_("午後"), (12, 23)),
}
WEEKS: Final = {
    "all": N_("受取期限まで"),
    "1": N_("1週間後まで"),
    "2": N_("2週間後まで"),
    "4": N_("4週間後まで"),
}
_LONGEST_DAYS: Final = 92
"""Where no deadline is known."""
_REASONS: Final = {
    "earlier": N_("先に待っていた方に、希望の空きをご案内しました: %(n)s回"),
    "outside": N_("希望に合わない空きが出ました: %(n)s回"),
    "too_soon": N_("時間が近すぎて、ご案内できない空きが出ました: %(n)s回"),
    "declined": N_("ご案内をことわりました: %(n)s回"),
    "let_lapse": N_("ご案内にお返事がありませんでした: %(n)s回"),
    "busy": N_("ほかの時間をおさえている間などに、空きが出ました: %(n)s回"),
}


@dataclass(frozen=True, kw_only=True)
class _Typed:
    venue: str = ""
    days: str = Days.ANY
    hours: str = "any"
    weeks: str = "all"
    email: str = ""


@get("/wait")
async def show(visit: NamedDependency[Visit]) -> Page:
    """The form; for who waits, the place in line; for whom places are held, the offer."""
    draft, notice = visit.signed_in(), await _notice(visit)
    waiting = _in_line(visit, notice)
    if waiting is None:
        return await _form(visit, _Typed(email=draft.email), notice=notice)
    if _is_offered(visit, waiting):
        context = {"offer": waiting, "coming": len(waiting.members), "booked": _booked(notice)}
        return _said(visit, "wait_offer.html", context)
    place = await visit.site.desk.place_in_line(draft.notice_ids[0], at=visit.now)
    if place is None:
        raise NotWaitingError
    context = {
        "ahead": place.ahead,
        "reasons": reasons_of(visit.words, place.why, len(waiting.members)),
    }
    context |= {"booked": _booked(notice)}
    return _said(visit, "wait.html", {**context, **_wishes_in_words(visit, waiting)})


@post("/wait/join")
async def join(visit: NamedDependency[Visit]) -> Page:
    """Put the household in line; an address given here is kept with its place."""
    draft, typed, notice = visit.signed_in(), _typed(visit), await _notice(visit)
    found = [visit.wrong(*each) for each in _mistakes(visit, typed)]
    if visit.switching or found:
        found = [] if visit.switching else found
        return await _form(visit, _shown_again(typed), found, notice=notice)
    draft = replace(draft, email=typed.email or draft.email)
    coming = await _coming(visit, notice)
    party = await new_party(visit.site.desk, coming)
    command = Join(notice_ids=coming, wished=_wished(visit, typed, party))
    await visit.submit(command, "join", contact=_contact(visit, draft))
    letters_to = draft.email if visit.site.contacts else ""
    return visit.go("/wait", replace(draft, flash="waiting-joined", letters_to=letters_to))


@post("/wait/leave")
async def leave(visit: NamedDependency[Visit]) -> Page:
    draft = visit.signed_in()
    await visit.submit(Leave(notice_id=draft.notice_ids[0]), "leave")
    return visit.go("/mine", replace(draft, flash="waiting-left"))


@post("/wait/accept")
async def accept(visit: NamedDependency[Visit]) -> Page:
    """One tap books what is held; an offer that ran out goes to the next in line."""
    draft, slot_id = visit.signed_in(), visit.form.uuid("slot")
    if _booked(await _notice(visit)) is not None:
        return await _accept_earlier(visit, draft, slot_id)
    wishes = Wishes(language=draft.spoken, needs=tuple(Need(each) for each in draft.needs))
    command, contact = Confirm(notice_id=draft.notice_ids[0], wishes=wishes), _contact(visit, draft)
    try:
        await visit.submit(command, "accept", slot_id, contact)
    except (HoldExpiredError, AlreadyBookedError):
        return visit.go("/wait", replace(draft, flash="offer-over"))
    return visit.go("/book/done", replace(draft, chosen=None))


@post("/wait/decline")
async def decline(visit: NamedDependency[Visit]) -> Page:
    """Give the offered places back; what is no offer (any more) is left as it is."""
    draft, slot_id = visit.signed_in(), visit.form.uuid("slot")
    notice = await _notice(visit)
    waiting = _in_line(visit, notice)
    if waiting is None or waiting.offered is None or waiting.offered != slot_id:
        return visit.go("/wait", replace(draft, flash="offer-over"))
    await visit.submit(Decline(notice_id=draft.notice_ids[0]), "decline", slot_id)
    return visit.go("/wait", replace(draft, flash="offer-declined"))


async def _accept_earlier(visit: Visit, draft: Draft, slot_id: UUID | None) -> Page:
    """The appointment moves in one decision; what is no offer (any more) leaves it where it is."""
    notice = await _notice(visit)
    waiting = _in_line(visit, notice)
    if waiting is None or slot_id is None or waiting.offered != slot_id:
        return visit.go("/wait" if waiting else "/mine", replace(draft, flash="offer-over"))
    try:
        await visit.submit(Move(notice_id=draft.notice_ids[0], slot_id=slot_id), "accept", slot_id)
    except (HoldExpiredError, SlotFullError):
        return visit.go("/wait", replace(draft, flash="offer-over"))
    return visit.go("/mine", replace(draft, flash="moved"))


async def _notice(visit: Visit) -> Notice:
    return await visit.site.desk.notice(visit.signed_in().notice_ids[0])


def _in_line(visit: Visit, notice: Notice) -> Waiting | None:
    mine = notice.waiting
    over = mine is not None and is_over(mine.wished.last_on, office_date(visit.now))
    return None if over else mine


def _is_offered(visit: Visit, waiting: Waiting) -> bool:
    return waiting.until is not None and visit.now < waiting.until


def _booked(notice: Notice) -> Appointment | None:
    """The appointment that stands while an earlier one is waited for."""
    mine = notice.appointment
    return mine if mine is not None and mine.stage is Stage.CONFIRMED else None


async def _coming(visit: Visit, notice: Notice) -> tuple[UUID, ...]:
    """Who waits: those of the booking, or who this browser knows."""
    booked = _booked(notice)
    if booked is None:
        return visit.signed_in().notice_ids
    return await coming_of(visit.site.desk, booked)


def _said(visit: Visit, template: str, context: Mapping[str, object]) -> Page:
    draft = visit.signed_in()
    flash = said_once(visit, draft)
    quiet = replace(draft, flash="") if flash else None
    return visit.page(
        template, {"flash": flash, "letters_to": draft.letters_to, **context}, draft=quiet
    )


async def _form(
    visit: Visit,
    typed: _Typed,
    found: list[tuple[str, str]] | None = None,
    *,
    notice: Notice,
) -> Page:
    draft, words = visit.signed_in(), visit.words
    flash = said_once(visit, draft)
    context = {
        "flash": flash,
        "typed": typed,
        "people": len(await _coming(visit, notice)),
        "booked": _booked(notice),
        "all_days": [(each.value, words(text)) for each, text in DAYS.items()],
        "all_hours": [(each, words(text)) for each, (text, _) in HOURS.items()],
        "all_weeks": [(each, words(text)) for each, text in WEEKS.items()],
        "found": found or [],
    }
    quiet = replace(draft, flash="") if flash else None
    return visit.page("wait_join.html", context, status=422 if found else 200, draft=quiet)


def _typed(visit: Visit) -> _Typed:
    form = visit.form
    return _Typed(
        venue=form.text("venue"),
        days=form.text("days"),
        hours=form.text("hours"),
        weeks=form.text("weeks"),
        email=plain(form.text("email")) if visit.site.contacts else "",
    )


def _mistakes(visit: Visit, typed: _Typed) -> Iterator[tuple[str, str]]:
    """Fields and codes: what was not offered to be chosen, and what is no address."""
    codes = {"", *(each.code for each in visit.site.desk.venues())}
    chosen = {
        "venue": typed.venue in codes,
        "days": typed.days in set(Days),
        "hours": typed.hours in HOURS,
        "weeks": typed.weeks in WEEKS,
    }
    yield from ((name, "choice-missing") for name, offered in chosen.items() if not offered)
    if holds_individual_number(typed.email):
        yield "email", "individual-number"
    elif typed.email and not is_plausible(typed.email):
        yield "email", "email-invalid"


def _shown_again(typed: _Typed) -> _Typed:
    """A My Number that was typed is not even shown."""
    return replace(typed, email="") if holds_individual_number(typed.email) else typed


def _wished(visit: Visit, typed: _Typed, party: Party) -> Wished:
    today = office_date(visit.now)
    venues = visit.site.desk.venues()
    from_hour, until_hour = HOURS[typed.hours][1]
    return Wished(
        venue_ids=tuple(each.venue_id for each in venues if each.code == typed.venue),
        days=Days(typed.days),
        first_on=today,
        last_on=_last_on(today, typed.weeks, party.last_on),
        from_hour=from_hour,
        until_hour=until_hour,
    )


def _last_on(today: date, weeks: str, deadline: date | None) -> date:
    longest = deadline or today + timedelta(days=_LONGEST_DAYS)
    return longest if weeks == "all" else min(longest, today + timedelta(weeks=int(weeks)))


def _wishes_in_words(visit: Visit, waiting: Waiting) -> dict[str, object]:
    wished, words = waiting.wished, visit.words
    return {
        "coming": len(waiting.members),
        "wished_venues": [each for each in visit.site.desk.venues() if _at(each.venue_id, wished)],
        "wished_days": words(DAYS[wished.days]),
        "wished_hours": words(hours_in_words(wished)),
        "last_on": wished.last_on,
    }


def hours_in_words(wished: Wished) -> str:
    """The source text of the hours, as they were chosen."""
    spans = {span: text for text, span in HOURS.values()}
    return spans.get((wished.from_hour, wished.until_hour), HOURS["any"][0])


def _at(venue_id: UUID, wished: Wished) -> bool:
    return venue_id in wished.venue_ids


def reasons_of(words: Words, why: Why, size: int) -> list[str]:
    """Why there was no offer yet, in figures; nothing of who the others are."""
    found = [
        words(text, n=count)
        for name, text in _REASONS.items()
        if (count := int(getattr(why, name)))
    ]
    if why.too_large:
        few = N_("希望の空きが出ましたが、%(most)s人分まででした。あなたは%(size)s人です: %(n)s回")
        found.insert(0, words(few, most=why.most_free, size=size, n=why.too_large))
    return found


def _contact(visit: Visit, draft: Draft) -> Contact | None:
    if visit.site.contacts is None or not draft.email:
        return None
    return visit.site.contacts.close(
        draft.email, notice_id=draft.notice_ids[0], language=visit.language
    )


HANDLERS = (show, join, leave, accept, decline)
