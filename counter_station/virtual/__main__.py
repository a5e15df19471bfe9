"""Plugs a kept virtual card into a virtual reader until told to stop.

    python -m counter_station.virtual --file CARD.json --port 35963

Run it where pcscd runs (`counter_station.readers.daemon` does). SIGTERM, SIGINT and, with
--until-stdin-closes, the end of the process that started it take the card off the reader.
"""

import argparse
import sys
import time
from pathlib import Path

from counter_station.readers.in_process import CardObject
from counter_station.readers.vpcd import FIRST_SLOT_PORT
from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from counter_station.virtual.inserting import end_on_signals, keep_inserted
from counter_station.virtual.keeping import taken_out


def main(arguments: list[str] | None = None) -> None:
    asked = _parser().parse_args(arguments)
    end_on_signals()
    keep_inserted(
        _on_the_reader(taken_out(asked.file), asked),
        host=asked.host,
        port=asked.port,
        stop=sys.stdin.fileno() if asked.until_stdin_closes else None,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m counter_station.virtual", description=__doc__)
    parser.add_argument("--file", type=Path, required=True, help="the card, as KeptCard keeps it")
    parser.add_argument("--port", type=int, default=FIRST_SLOT_PORT, help="the slot's TCP port")
    parser.add_argument("--host", default="127.0.0.1", help="where pcscd runs")
    parser.add_argument("--fault", type=Fault, choices=list(Fault), help="a drill: what goes wrong")
    parser.add_argument("--at", type=int, default=1, help="the command it happens at, from 1")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds a slow card takes")
    parser.add_argument("--until-stdin-closes", action="store_true")
    return parser


def _on_the_reader(card: CardObject, asked: argparse.Namespace) -> CardObject:
    if asked.fault is None:
        return card
    at = FaultAt(command=asked.at, fault=asked.fault, pause_seconds=asked.pause)
    return FaultyCard(card, at, pause=time.sleep)


if __name__ == "__main__":
    main()
