"""`make simulate-day`: the table, where the factor comes from, what is taken for granted."""

import argparse
from collections.abc import Sequence
from textwrap import dedent

from rich.console import Console
from rich.table import Table

from infra.simulation import assumptions as a
from infra.simulation.figures import Figures, all_figures, factors


def main() -> None:
    parser = argparse.ArgumentParser(prog="infra.simulation", description=__doc__)
    parser.add_argument("--days", type=int, default=20, help="so many days of each method")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--counters", type=int, default=a.COUNTERS)
    asked = parser.parse_args()
    figures, console = all_figures(asked.days, asked.seed, asked.counters), Console(width=110)
    heading = f"{asked.counters} counters, eight hours, means of {asked.days} days"
    console.print(_table(figures, heading))
    console.print(_parts(figures))
    console.print(*_taken_for_granted(), sep="\n")


def _table(figures: Sequence[Figures], heading: str) -> Table:
    table = Table(title=heading)
    table.add_column("")
    for each in figures:
        table.add_column(each.method.name, justify="right")
    rows = {
        "slot (minutes)": [str(each.method.slot_minutes) for each in figures],
        "visits a day": [f"{each.visits:.0f}" for each in figures],
        "against the old flow": [f"{each.visits / figures[0].visits:.2f}" for each in figures],
        "wait beyond the time p50 / p90": [f"{e.wait_p50:.1f} / {e.wait_p90:.1f}" for e in figures],
        "wait in the hall p50 / p90": [f"{e.hall_p50:.1f} / {e.hall_p90:.1f}" for e in figures],
        "at the counter (minutes)": [f"{each.visit_mean:.1f}" for each in figures],
        "of them under ten": [f"{each.under_ten:.0%}" for each in figures],
        "counters busy": [f"{each.busy:.0%}" for each in figures],
        "missed / turned away / no place": [
            f"{e.missed:.0f} / {e.turned_away:.0f} / {e.left:.0f}" for e in figures
        ],
        "last visitor leaves": [_clock(each.last_leaves) for each in figures],
        "last card is set": [_clock(e.last_card) if e.last_card else "–" for e in figures],
        "staff minutes a visit": [f"{each.staff_minutes:.1f}" for each in figures],
    }
    for name, values in rows.items():
        table.add_row(name, *values)
    return table


def _parts(figures: Sequence[Figures]) -> str:
    steps, back_office, filled = factors(figures)
    whole = figures[-1].visits / figures[0].visits
    return (
        f"\nThe factor {whole:.2f} = {steps:.2f} (time: our steps at the counter)"
        f" x {back_office:.2f} (back office: PINs are set where nobody waits)"
        f" x {filled:.2f} (idle slots: shorter slots, waiting list, walk-ins, {_OVERBOOKED})."
        "\nSetting PINs does not go away: it moves to other desks (see staff minutes a visit).\n"
    )


_OVERBOOKED = f"{a.OURS.overbooking_percent - 100} % more places"


def _taken_for_granted() -> list[str]:
    """Every figure of the model that is not a rule of ours."""
    early, late = -a.COMES.least, a.COMES.most
    per_day, places, desks = a.WALK_INS, a.WALK_IN_PLACES, a.PIN_DESKS
    ours, terminal = a.our_visit_mean(), a.TERMINAL.mean
    said = f"""\
        Taken for granted (B press or one city's rule, C computed or guessed), in minutes:
        old flow: {a.OLD_VISIT.mean:.0f} at the counter (15-30 in five cities, B);
        17 slots a counter and day (Hirakata 2016, B)
        stay away {a.NO_SHOW:.1%} (B); cancelled {a.CANCELLED:.0%} (half of the worst days, B),
        of these the waiting list fills {a.OURS.refilled:.0%} (C)
        walk-ins {per_day} a day, {places} let in (C)
        people come {early:.0f} early to {late:.0f} late (C: nothing was found)
        our steps {ours:.1f} with four PINs (C, until measured at the stations)
        setting PINs {terminal:.1f} more for a card (C), on {desks} desks in the back office (C)
        everybody comes alone, nobody gives up waiting, counters do not close at noon
        the second and third columns keep the old flow's share of idle minutes
        Rules of the program itself: slots from opening rules, overbooking, tickets and places of
        walk-ins, who is called next, identity documents, which PINs a card needs."""
    return dedent(said).splitlines()


def _clock(minute: float) -> str:
    return f"{9 + int(minute) // 60}:{int(minute) % 60:02}"


if __name__ == "__main__":
    main()
