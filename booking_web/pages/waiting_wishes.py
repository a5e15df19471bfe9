"""What a household waits for: the choices, as they were typed, and in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from booking_web.letters.addresses import is_plausible, plain
from booking_web.pages.choosing import Party
from booking_web.pages.visit import Visit
from booking_web.texts import N_, Words
from booking_web.timetable.facts import Days, Wished
from booking_web.timetable.notices import Waiting
from booking_web.timetable.why import Why
from issuance.calendar import office_date
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
class Typed:
    """As the form brought it; the values of its choices stand in `DAYS`, `HOURS`, `WEEKS`."""

    venue: str = ""
    days: str = Days.ANY
    hours: str = "any"
    weeks: str = "all"
    email: str = ""


def typed_in(visit: Visit) -> Typed:
    """An address counts only where letters are sent."""
    form = visit.form
    return Typed(
        venue=form.text("venue"),
        days=form.text("days"),
        hours=form.text("hours"),
        weeks=form.text("weeks"),
        email=plain(form.text("email")) if visit.site.contacts else "",
    )


def mistakes(visit: Visit, typed: Typed) -> Iterator[tuple[str, str]]:
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


def shown_again(typed: Typed) -> Typed:
    """A My Number that was typed is not even shown."""
    return replace(typed, email="") if holds_individual_number(typed.email) else typed


def wished(visit: Visit, typed: Typed, party: Party) -> Wished:
    """For the desk; to be asked only without mistakes."""
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


def wishes_in_words(visit: Visit, waiting: Waiting) -> dict[str, object]:
    """For the page that says what is waited for."""
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
