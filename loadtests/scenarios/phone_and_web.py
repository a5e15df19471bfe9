"""The phone desk and residents on the web book out of the same places at the same time.

Members of staff at the desk work one call after another in a session of theirs; `operators` of
the users are such, all others come on the web from the first page to the confirmation.
"""

import re
import time
from typing import Final

from loadtests.crowd import DRILL, NoAnswer, Person, Phone, Resident, TurnedAway, journal
from loadtests.pages import Page
from loadtests.scenarios.journeys import Traveller

_DESK: Final = "/phone-desk"
_TIMES: Final = re.compile(rb'<input type="radio" name="slot" value="([^"]+)"')
_TAKEN: Final = frozenset({409})
_WISHES: Final = 5


class Operator(Resident):
    """Answers the telephone: number, birthday, a time, booked; then the next call."""

    fixed_count = round(DRILL.number("operators", 4))

    def on_start(self) -> None:
        super().on_start()
        self._desk = Phone(self.client, DRILL.people)
        form = self._desk.open(f"{_DESK}/sign-in", "phone sign in").hidden()
        who = {"code": str(DRILL.scene["staff"]), "password": str(DRILL.scene["password"])}
        if self._desk.send(f"{_DESK}/sign-in", form | who, "phone sign in").location != _DESK:
            raise TurnedAway("the phone desk lets nobody in")

    def visit(self, person: Person, phone: Phone) -> None:  # noqa: ARG002 - they have but a voice
        page = self._desk.open(f"{_DESK}/", "phone desk")
        born = f"{person['year']}{int(person['month']):02}{int(person['day']):02}"
        asked = page.hidden() | {"number": person["number"], "birthday": born}
        call = self._desk.send(f"{_DESK}/call", asked, "phone call").location
        if not call.startswith(f"{_DESK}/call/"):
            journal().write(person["notice"], "refused")
            return
        screen = self._desk.open(call, "phone times")
        self._book(person, call, screen)
        self._desk.send(f"{call}/end", screen.hidden(), "phone end")

    def _book(self, person: Person, call: str, screen: Page) -> None:
        """The first time that is on the screen; where it is gone, the next one that is offered."""
        for _ in range(_WISHES):
            found = _TIMES.search(screen.main)
            if found is None:
                journal().write(person["notice"], "none-free")
                return
            slot, form, began = found[1].decode(), screen.hidden(), time.time()
            told = "unknown"
            try:
                wish = form | {"slot": slot}
                screen = self._desk.send(f"{call}/book", wish, "phone book", fine=_TAKEN)
                told = "confirmed" if screen.location else "taken"
            except NoAnswer:
                return
            finally:
                journal().write(person["notice"], told, slot=slot, key=form["key"], began=began)
            if told == "confirmed":
                return
        journal().write(person["notice"], "gave-up")


USERS = (Operator, Traveller)
