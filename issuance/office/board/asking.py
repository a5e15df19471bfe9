"""What is looked at: which venue, now or which past moment; read from the address, forgivingly."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from issuance.calendar import JST, office_date
from issuance.measures.day import Day, fold
from issuance.measures.now import Asked, Now, Stock, now
from issuance.measures.saved import BASE_MINUTES
from issuance.office.board.live_day import slots_at
from issuance.office.parts import Office
from issuance.read_models.queries_venues import VenueRow

_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(:\d{2})?)")
_EARLIEST: Final = date(2000, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Look:
    """`at` is None for now. `unreadable`: a moment was asked for that names none."""

    venue: VenueRow | None = None
    at: datetime | None = None
    wall: bool = False
    unreadable: bool = False

    @property
    def venue_id(self) -> UUID | None:
        return self.venue.venue_id if self.venue else None

    @property
    def query_at(self) -> str:
        """The moment as a form's field takes it; "" for now."""
        return _written(self.at)[:16] if self.at else ""

    def moved(self, at: datetime) -> str:
        """The question for another moment."""
        return self.query(at=_written(at))

    def query(self, **changed: str) -> str:
        """The address's question, with parts changed ("" leaves one out)."""
        asked = {
            "venue": self.venue.code if self.venue else "",
            "at": _written(self.at) if self.at else "",
            "wall": "1" if self.wall else "",
        } | changed
        return urlencode({name: value for name, value in asked.items() if value})


def _written(at: datetime) -> str:
    return f"{at.astimezone(JST):%Y-%m-%dT%H:%M:%S}"


def look_of(query: dict[str, str], venues: list[VenueRow], now_at: datetime) -> Look:
    """Who asks for an unknown venue or a moment to come sees all of them, and now."""
    venue = next((each for each in venues if each.code == query.get("venue")), None)
    asked = query.get("at", "").strip()
    at = moment_of(asked)
    return Look(
        venue=venue,
        at=at if at is not None and at < now_at else None,
        wall="wall" in query,
        unreadable=bool(asked) and at is None,
    )


def moment_of(text: str) -> datetime | None:
    """A moment of Japan's clock as a form's field writes it; None for anything else."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(f"{found[1]}T{found[2]}").replace(tzinfo=JST)
    except ValueError:
        return None
    return at if at.date() >= _EARLIEST else None


async def board_of(office: Office, look: Look) -> Now:
    """The board of now, from the day kept folded; of a past moment, folded from the log."""
    queries = office.queries.board
    at = look.at or office.clock()
    on = office_date(at)
    stock = Stock(awaiting_pins=None, to_seal=None)
    if look.at is None:
        day = await office.live_day.day(queries, on)
        slots = await office.live_day.slots(queries, on, at, look.venue_id)
        stock = await queries.stock()
    else:
        day = fold(Day(), await queries.facts(on, after=0, at=at))
        slots = slots_at(await queries.offered(on, at), look.venue_id)
    asked = Asked(
        at=at,
        venue_id=look.venue_id,
        booked=await queries.booked(on, at),
        slots=slots,
        stock=stock,
        systems_down=await queries.systems_down(at),
        base_minutes=await queries.base_minutes() or BASE_MINUTES,
    )
    return now(day, asked)


def steps_around(at: datetime) -> list[tuple[int, datetime]]:
    """Moments to go on to from a past one: minutes, and when."""
    return [(each, at + timedelta(minutes=each)) for each in (-60, -10, -1, 1, 10, 60)]
