"""The stations of a drill: opened on its clock, and their journals looked into afterwards."""

from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

from counter_station.journal.journal import Journal
from counter_station.journal.strongbox import StrongBox
from infra.bench.counter_clerk import CounterAtWork, open_counter
from infra.surge.counters.counter_house import CounterHouse
from infra.surge.counters.counter_plan import CounterDay

CUT_OFF: Final = "A1"
"""The station that loses the network."""


async def open_counters(
    stack: AsyncExitStack, house: CounterHouse, gate_port: int, stations: int
) -> list[CounterAtWork]:
    """The first one reaches the office through the gate, and keeps the day's people."""
    # Typing takes our seconds, while the time after which PINs are wiped is the fast day's.
    every = {"entry_minutes": "60"}
    alone = {**every, "offline_day": "true", "sealing_key_id": house.key.sealing_key.key_id}
    counters = list[CounterAtWork]()
    for number in range(stations):
        name = f"A{number + 1}"
        port, more = (gate_port, alone) if name == CUT_OFF else (house.port, every)
        opened = open_counter(house.folder, name, port, clock=house.clock, more=more)
        counters.append(await stack.enter_async_context(opened))
    return counters


def look_into_journals(folder: Path, names: list[str], day: CounterDay) -> None:
    """What the stations have not told, and what the office did not take of them."""
    for name in names:
        here = folder / name
        journal = Journal(here / "journal.sqlite", StrongBox.read(here / "journal.key"))
        day.unsent += journal.unsent().count
        for each in journal.conflicts():
            day.refused[each.code] = day.refused.get(each.code, 0) + 1
        journal.close()
