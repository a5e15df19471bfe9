"""A new booking: day, time, check answers, done."""

from dataclasses import replace
from uuid import UUID

from litestar.di import NamedDependency
from litestar.params import FromPath

from booking_web.letters.contacts import Contact
from booking_web.pages.alike import Own, own_moment
from booking_web.pages.proof import venue_of
from booking_web.pages.quick_door import quick_get, quick_post
from booking_web.pages.sheets import brought
from booking_web.pages.venue_opening import waits_at
from booking_web.pages.visit import Page, Visit
from booking_web.pages.when import LOST, Choice, said_once
from booking_web.refusals import (
    AlreadyBookedError,
    BookingRefusal,
    ExtendedBeforeError,
    HoldExpiredError,
    SlotUnknownError,
)
from booking_web.sessions import ChosenTime, Draft
from booking_web.texts.messages import NEEDS, SPOKEN
from booking_web.timetable.commands import Book, Extend, Hold, Wishes
from booking_web.timetable.facts import Need
from booking_web.timetable.notices import Appointment, Stage


@quick_get("/book/day")
async def show_days(visit: NamedDependency[Visit]) -> Page:
    return await (await _choice(visit)).days()


@quick_get("/book/time/{day:str}")
async def show_times(visit: NamedDependency[Visit], day: FromPath[str]) -> Page:
    return await (await _choice(visit)).times(day)


@quick_post("/book/time")
async def hold_time(visit: NamedDependency[Visit]) -> Page:
    """Keep the places of one slot, or say what became of it."""
    choice, slot_id = await _choice(visit), visit.form.uuid("slot")
    if slot_id is None:
        return choice.lost(None, SlotUnknownError())
    if way := waits_at(visit, slot_id):
        return visit.go(way)
    hold = Hold(notice_ids=choice.draft.notice_ids, slot_id=slot_id)
    try:
        held = await visit.submit(hold, "hold", slot_id)
    except BookingRefusal as refusal:
        visit.site.parties.forget(choice.draft.notice_ids)
        if refusal.code in LOST | {"after-pickup-deadline"}:
            return choice.lost(slot_id, refusal)
        raise
    chosen = ChosenTime(slot_id=held.slot_id, starts_at=held.starts_at)
    return visit.go(
        "/book/check" if choice.draft.helped else "/book/help",
        replace(choice.draft, chosen=chosen),
    )


@quick_get("/book/check")
async def show_answers(visit: NamedDependency[Visit]) -> Page:
    """Check answers; a hold that is over leads back to the times."""
    draft = visit.signed_in()
    if draft.chosen is None:
        return visit.go("/book/day")
    held = await visit.site.desk.answered(draft.notice_ids[0])
    if held is not None and held.stage is Stage.CONFIRMED:
        return visit.go("/book/done")
    if held is None or not _is_live(held, draft, visit):
        return (await _choice(visit)).lost(draft.chosen.slot_id, HoldExpiredError())
    flash = said_once(visit, draft)
    context: dict[str, object] = {
        "flash": flash,
        **_held(visit, held),
        "coming": len(draft.people),
        "tails": Own(visit.words.listed(each.tail for each in draft.people)),
        "memo": Own(draft.memo),
        "email": Own(draft.email),
        "needs": [visit.words(NEEDS[each]) for each in draft.needs],
        "spoken": SPOKEN[draft.spoken],
    }
    quiet = replace(draft, flash="") if flash else None
    return visit.page("check.html", context, draft=quiet, alike=True)


def _held(visit: Visit, held: Appointment) -> dict[str, object]:
    """What the page says of the places that are kept."""
    return {
        "starts": own_moment(visit.words, held.starts_at),
        "minutes": held.minutes,
        "venue": venue_of(visit, held),
        "until": Own(visit.words.time(held.until)) if held.until else "",
        "extended": held.extended,
    }


@quick_post("/book/check")
async def confirm(visit: NamedDependency[Visit]) -> Page:
    """Book; a hold that ran out is no loss while the places are still free."""
    draft = visit.signed_in()
    if draft.chosen is None:
        return visit.go("/book/done")
    return await _book(visit, draft, draft.chosen.slot_id)


@quick_post("/book/now")
async def book_now(visit: NamedDependency[Visit]) -> Page:
    """Book a slot in one step, with the answers given so far: no hold, one decision."""
    draft, slot_id = visit.signed_in(), visit.form.uuid("slot")
    if slot_id is None:
        return (await _choice(visit)).lost(None, SlotUnknownError())
    return await _book(visit, draft, slot_id)


async def _book(visit: Visit, draft: Draft, slot_id: UUID) -> Page:
    wishes = Wishes(language=draft.spoken, needs=tuple(Need(each) for each in draft.needs))
    book = Book(notice_ids=draft.notice_ids, slot_id=slot_id, wishes=wishes)
    contact = _contact(visit, draft)
    if way := waits_at(visit, slot_id):
        return visit.go(way)
    try:
        await visit.submit(book, "book", slot_id, contact)
    except AlreadyBookedError as refusal:
        return visit.go("/mine", replace(draft, chosen=None, flash=refusal.code))
    except BookingRefusal as refusal:
        visit.site.parties.forget(draft.notice_ids)
        if refusal.code in LOST | {"after-pickup-deadline"}:
            return (await _choice(visit)).lost(slot_id, refusal)
        raise
    letters_to = draft.email if contact else ""
    if draft.chosen is not None or letters_to != draft.letters_to:
        draft = replace(draft, chosen=None, letters_to=letters_to)
    return visit.go("/book/done", draft)


@quick_post("/book/longer")
async def hold_longer(visit: NamedDependency[Visit]) -> Page:
    draft = visit.signed_in()
    flash = "extended"
    try:
        await visit.submit(Extend(notice_id=draft.notice_ids[0]), "extend")
    except (ExtendedBeforeError, HoldExpiredError) as refusal:
        flash = refusal.code
    return visit.go("/book/check", replace(draft, flash=flash))


def _contact(visit: Visit, draft: Draft) -> Contact | None:
    """Where letters shall go, in the language of the pages."""
    if visit.site.contacts is None or not draft.email:
        return None
    return visit.site.contacts.close(
        draft.email,
        notice_id=draft.notice_ids[0],
        language=visit.language,
        bring=brought(draft.lists, draft.services),
    )


async def _choice(visit: Visit) -> Choice:
    draft = visit.signed_in()
    party = await visit.site.parties.of(draft.notice_ids, visit.now)
    return Choice(visit=visit, draft=draft, party=party, base="/book")


def _is_live(held: Appointment, draft: Draft, visit: Visit) -> bool:
    chosen: UUID | None = draft.chosen.slot_id if draft.chosen else None
    in_time = held.until is not None and visit.now < held.until
    same_party = set(held.party.members) == set(draft.notice_ids)
    return in_time and same_party and held.first_slot_id == chosen


HANDLERS = (show_days, show_times, hold_time, show_answers, confirm, book_now, hold_longer)
