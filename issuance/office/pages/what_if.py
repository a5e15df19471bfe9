"""もしも: what another day at a venue would be like, simulated on the ward's own history."""

from dataclasses import replace
from datetime import timedelta

from litestar import get
from litestar.di import NamedDependency

from issuance.capacity.venues import venue_id_of
from issuance.errors import Refusal
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError, Form
from issuance.office.pages.planning import HISTORY_DAYS
from issuance.office.planning.plan_form import clock, fields_of, plan_now, read_plan
from issuance.office.planning.simulating import SECONDS
from issuance.office.staff.roles import PLANNING
from issuance.office.texts.planning import FIGURES, VARIANTS
from issuance.planning.history import Behaviour, History, behaviour_of
from issuance.planning.overbooking import propose
from issuance.planning.plan import Plan, variants
from issuance.planning.question import Question
from issuance.planning.what_if import Answer
from issuance.reporting.charts import Span, spans

_SEED = 2026


@get("/planning/what-if", opt=staff_with(PLANNING))
async def show(desk: NamedDependency[Desk]) -> Page:
    """The form; with its fields in the address also the answer, so that it can be sent on."""
    form = Form(list(desk.request.query_params.multi_items()))
    venues = await desk.queries.venues.all()
    chosen = next((each for each in venues if each.code == form.code("venue")), None)
    if chosen is None:
        chosen = venues[0] if venues else None
    if chosen is None:
        return desk.page("what_if.html", venues=[], chosen=None)
    first_on = desk.today - timedelta(days=HISTORY_DAYS)
    history = await desk.queries.planning.history(first_on, desk.today, venue_id_of(chosen.code))
    behaviour = behaviour_of(history)
    venue = await desk.issuance.venues.venue(chosen.code)
    now = plan_now(venue, desk.today, walk_ins=round(behaviour.walk_ins, 2))
    context: dict[str, object] = {
        "venues": venues,
        "chosen": chosen,
        "now": now,
        "clock": clock,
        "behaviour": behaviour,
        "history": history,
        "variants": VARIANTS,
        "figures": FIGURES,
        "fields": fields_of(now.plan) | form.typed() if form.has("ask") else fields_of(now.plan),
        "answers": [],
    }
    if not form.has("ask"):
        return desk.page("what_if.html", status=200, **context)
    try:
        own = read_plan(form, walk_ins=now.plan.walk_ins)
        question = _question(now.plan, own, behaviour, history)
        answers = await desk.office.simulations.answer(question)
    except FieldError as refusal:
        return desk.page("what_if.html", status=422, wrong=refusal.name, **context)
    except Refusal as refusal:
        return desk.page("what_if.html", status=503, refused=refusal.code, **context)
    found = context | {"answers": answers} | _charts(desk, answers)
    return desk.page("what_if.html", status=200, **found)


def _charts(desk: Desk, answers: tuple[Answer, ...]) -> dict[str, object]:
    served = desk.words("1日に済む人数（p10〜p90）")
    waits = desk.words("待ち時間のp90（分、p10〜p90）")
    return {
        "served_chart": spans([_served(desk, each) for each in answers], title=served),
        "wait_chart": spans([_wait(desk, each) for each in answers], title=waits),
    }


def _question(now: Plan, own: Plan, behaviour: Behaviour, history: History) -> Question:
    proposal = propose(booked=history.booked, missed=history.missed)
    # As many people come whatever the day is like: what was typed of them holds for all.
    now = replace(now, walk_ins=own.walk_ins, filled_percent=own.filled_percent)
    return Question(
        plans=variants(now, own, overbooking_percent=proposal.percent),
        behaviour=behaviour,
        seed=_SEED,
        seconds=SECONDS,
    )


def _served(desk: Desk, answer: Answer) -> Span:
    found = answer.served
    shown = f"{found.p10:.0f} – {found.p50:.0f} – {found.p90:.0f}"
    return _span(desk, answer, (found.p10, found.p50, found.p90), shown)


def _wait(desk: Desk, answer: Answer) -> Span:
    found = answer.wait_p90
    shown = f"{found.p10:.1f} – {found.p50:.1f} – {found.p90:.1f}"
    return _span(desk, answer, (found.p10, found.p50, found.p90), shown)


def _span(desk: Desk, answer: Answer, values: tuple[float, float, float], shown: str) -> Span:
    low, middle, high = values
    name = desk.words(VARIANTS[answer.variant])
    return Span(name=name, low=low, middle=middle, high=high, shown=shown)


HANDLERS = (show,)
