"""What stands in the form of a call: shown again whatever happens, never typed twice."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from booking_web.letters.addresses import is_plausible, plain
from booking_web.pages.forms import Form
from booking_web.texts.languages import SOURCE
from booking_web.texts.messages import NEEDS, SPOKEN
from booking_web.timetable.commands import Wishes
from booking_web.timetable.facts import Need
from issuance.ledger.guard import holds_individual_number


@dataclass(frozen=True, kw_only=True)
class Typed:
    """`venue` and `dates` are those of the grid that was on the screen."""

    time: str = ""
    slot: str = ""
    spoken: str = SOURCE
    needs: tuple[str, ...] = ()
    email: str = ""
    number: str = ""
    birthday: str = ""
    venue: str = ""
    dates: tuple[date, ...] = ()

    @property
    def wishes(self) -> Wishes:
        return Wishes(language=self.spoken, needs=tuple(Need(each) for each in self.needs))

    @property
    def first(self) -> date | None:
        return self.dates[0] if self.dates else None

    def wrong_email(self) -> str:
        """The code of what is wrong with the address; "" for none, or no address."""
        if not self.email or is_plausible(self.email):
            return ""
        return "individual-number" if holds_individual_number(self.email) else "email-invalid"


UNTYPED: Final = Typed()


def typed_in(form: Form, *, letters: bool) -> Typed:
    """What was chosen of what was offered; anything else is dropped."""
    asked, spoken = form.several("needs"), form.text("spoken")
    slot = form.uuid("slot") or form.uuid("held")
    venue, dates = _looked_at(form)
    return Typed(
        time=form.text("time"),
        slot="" if slot is None else str(slot),
        spoken=spoken if spoken in SPOKEN else SOURCE,
        needs=tuple(need for need in NEEDS if need in asked),
        email=plain(form.text("email")) if letters else "",
        number=form.text("number"),
        birthday=form.text("birthday"),
        venue=venue,
        dates=dates,
    )


def _looked_at(form: Form) -> tuple[str, tuple[date, ...]]:
    """Venue and days asked for by a button (KASAI 2026-12-01), else those that were there."""
    venue, _, first = form.text("look").partition(" ")
    if venue:
        return venue, _dates(first)
    return form.text("venue"), _dates(form.text("dates"))


def _dates(text: str) -> tuple[date, ...]:
    """None of them where one is no date."""
    try:
        return tuple(date.fromisoformat(each) for each in text.split(",") if each)
    except ValueError:
        return ()
