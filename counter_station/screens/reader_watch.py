"""Tells the office when the station's card readers fall silent, and when they answer again."""

import asyncio
from typing import Final

from counter_station.screens.reader_eye import ReaderState
from counter_station.screens.station import Station
from counter_station.visit.station_facts import ReadersNoted

LOOK_EVERY_SECONDS: Final = 2.0
SILENT_LOOKS: Final = 3
"""So often in a row no reader answers before it is said: one that is plugged over is none."""
SILENT: Final = frozenset({ReaderState.NO_READER, ReaderState.SERVICE_DOWN, ReaderState.STUCK})


class ReaderNews:
    """What has to be told after each look; nothing while all is as it was told last."""

    def __init__(self) -> None:
        self._told_silent = False
        self._looks = 0

    def after(self, state: ReaderState) -> ReadersNoted | None:
        silent = state in SILENT
        self._looks = self._looks + 1 if silent else 0
        if silent == self._told_silent or (silent and self._looks < SILENT_LOOKS):
            return None
        self._told_silent = silent
        return ReadersNoted(answer=not silent)


async def watch_readers(station: Station) -> None:
    """Look every two seconds; a station without readers of its own says nothing."""
    news = ReaderNews()
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        told = news.after(station.eye.look().state)
        if told is not None:
            await station.desk.note_of_station(told, by="station")
