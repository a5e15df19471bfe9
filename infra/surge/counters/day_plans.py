"""What a drill's table says of a day at the counters."""

from infra.surge.counters.counter_plan import CounterPlan
from infra.surge.counters.jlis_plan import JlisPlan
from loadtests.drills import Drill


def counter_plan(drill: Drill) -> CounterPlan:
    """`users` are the stations, the ward's residents those who come."""
    return CounterPlan(
        stations=drill.users,
        visits=drill.ward.residents,
        visit_minutes=drill.number("visit_minutes"),
        speed=drill.number("speed"),
        walk_in_every=int(drill.number("walk_in_every")),
        called_twice_every=int(drill.number("called_twice_every")),
        cut_at=drill.number("cut_at"),
        cut_for=drill.number("cut_for"),
    )


def jlis_plan(drill: Drill) -> JlisPlan:
    return JlisPlan(
        counters=counter_plan(drill),
        away_at=drill.number("away_at"),
        away_for=drill.number("away_for"),
        desks=int(drill.number("desks")),
        card_minutes=drill.number("card_minutes"),
    )
