"""受付時間: the opening rules of a venue; looked at with their consequences before they are set."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import quote

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.calendar.opening_rules import OpeningRules
from issuance.calendar.problems import problems
from issuance.capacity.venues import RulesError, Venue, venue_id_of
from issuance.errors import Refusal
from issuance.office.api.shown import Shown
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError, Form
from issuance.office.opening.form import (
    MOST_RULES,
    fields_of,
    filled_places,
    read_rules,
    rule_places,
    typed_fields,
)
from issuance.office.opening.preview import seal_of, stranded, week_of
from issuance.office.staff.roles import PLANNING
from issuance.office.texts.names.opening import SERVICES, WEEKDAYS
from issuance.read_models.queries_cases import CaseRow

_HERE = staff_with(PLANNING)
_PATH = "/venues/{code:str}/rules"
_FARTHEST = timedelta(days=3_660)


@dataclass(frozen=True, kw_only=True)
class Look:
    """The page in one of its states. `rules` are shown as a week; None: they cannot be read."""

    venue: Venue
    fields: Mapping[str, list[str]]
    places: list[int]
    filled: list[int]
    rules: OpeningRules | None = None
    cases: tuple[CaseRow, ...] = ()
    seal: str = ""
    refused: str = ""
    field: str = ""
    """The field that cannot be what it should be."""
    wrong: tuple[tuple[int | None, str], ...] = ()
    """Problems: the rule they are in, and their code."""


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk], code: FromPath[str]) -> Page:
    venue = await _venue(desk, code)
    fields, count = fields_of(venue.rules), len(venue.rules.rules)
    places = list(range(min(count + 1, MOST_RULES)))
    look = Look(
        venue=venue, fields=fields, places=places, filled=list(range(count)), rules=venue.rules
    )
    return _page(desk, look)


@post(_PATH, opt=_HERE)
async def change(desk: NamedDependency[Desk], code: FromPath[str]) -> Page:
    """Show what the rules typed would bring about; set them once exactly that was seen."""
    venue, form = await _venue(desk, code), desk.form
    look = Look(
        venue=venue,
        fields=typed_fields(form),
        places=rule_places(form) or [0],
        filled=filled_places(form),
    )
    try:
        rules = _read(form)
    except FieldError as refusal:
        marked = replace(look, field=refusal.name)
        return _refused(desk, marked, refusal, wrong=((_rule_of(refusal.name), "field"),))
    except RulesError as refusal:
        at = filled_places(form)
        wrong = tuple(
            (None if each.rule is None else at[each.rule], each.code) for each in refusal.problems
        )
        return _refused(desk, look, refusal, wrong=wrong)
    booked = await desk.queries.venues.booked_from(venue_id_of(code), desk.now)
    cases = stranded(venue, rules, booked)
    seal = seal_of(rules, cases)
    if form.text("step") == "save" and form.text("seal") == seal:
        deed = desk.issuance.venues.set_rules(desk.order(), code, rules)
        return await desk.act(deed, back=_address(code), done="rules-set", form="rules")
    return _page(desk, replace(look, rules=rules, cases=tuple(cases), seal=seal))


def _read(form: Form) -> OpeningRules:
    rules = read_rules(form)
    if found := problems(rules):
        raise RulesError(found)
    return rules


def _refused(
    desk: Desk, look: Look, refusal: Refusal, *, wrong: tuple[tuple[int | None, str], ...]
) -> Page:
    return _page(desk, replace(look, refused=refusal.code, wrong=wrong), status=422)


def _page(desk: Desk, look: Look, *, status: int = 200) -> Page:
    first = _week_asked(desk)
    return desk.page(
        "opening.html",
        status=status,
        look=look,
        first=first,
        week=week_of(look.venue, look.rules, first) if look.rules else [],
        address=_address(look.venue.announced.code if look.venue.announced else ""),
        weekdays=[(str(n), name) for n, name in enumerate(WEEKDAYS)],
        services=list(SERVICES.items()),
        tail=Shown(desk.issuance.work).tail,
    )


async def _venue(desk: Desk, code: str) -> Venue:
    venue = await desk.issuance.venues.venue(code)
    if venue.announced is None:
        raise NotFoundException
    return venue


def _week_asked(desk: Desk) -> date:
    """From the day asked for, else from today."""
    asked = desk.request.query_params.get("week", "") or desk.form.text("week")
    try:
        first = date.fromisoformat(asked)
    except ValueError:
        return desk.today
    return first if abs(first - desk.today) < _FARTHEST else desk.today


def _rule_of(name: str) -> int | None:
    place = name.partition("-")[0]
    return int(place) if place.isdecimal() else None


def _address(code: str) -> str:
    return f"/venues/{quote(code, safe='')}/rules"


HANDLERS = (show, change)
