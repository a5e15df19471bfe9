"""What every part of the office has: the clock, the files, and how a command is carried out."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from issuance.cases import facts as f
from issuance.cases.state import evolve
from issuance.custody import cards
from issuance.errors import Refusal
from tests.issuance.cases.any_day.drawn import HOURS, PAUSES, PEOPLE
from tests.issuance.cases.any_day.file import File, Moves
from tests.issuance.cases.any_day.law import RULES
from tests.issuance.cases.told import Told

COMMANDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {}
"""What can be asked of the office, and with what."""

M = TypeVar("M", bound=Callable[..., None])


def command(**given: st.SearchStrategy[Any]) -> Callable[[M], M]:
    """Declare what a method may be called with beside the number of the case."""

    def declare(method: M) -> M:
        COMMANDS[method.__name__] = given
        return method

    return declare


class Desk(RuleBasedStateMachine):
    law: Any = RULES

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 2, 14, 59, 30, tzinfo=UTC)
        self.files = {number: File(number) for number in PEOPLE}
        for each in self.files.values():
            self._ask(each, self.law.expect_card, each.expected)

    @property
    def today(self) -> date:
        today: date = self.law.office_date(self.now)
        return today

    @rule(minutes=PAUSES, until=st.none() | st.sampled_from(HOURS))
    def wait(self, minutes: int, until: tuple[int, int] | None) -> None:
        """Time passes, most of all around midnight."""
        self.now += timedelta(minutes=minutes)
        if until is not None:
            then = self.now.replace(hour=until[0], minute=until[1])
            self.now = then if then >= self.now else then + timedelta(days=1)

    def _ask(
        self,
        file: File,
        decide: Callable[..., Sequence[f.CaseFact]],
        *args: Any,
        moves: Moves = lambda _: (),
        **named: Any,
    ) -> None:
        """As the application does: case and card together or not at all."""
        try:
            decided = decide(file.state, *args, **named)
            movements = moves(file.card) if decided else ()
        except Refusal:
            return
        for fact in decided:
            file.history.append(Told(fact=fact, at=self.now, address_version=file.address_version))
            file.state = evolve(file.state, fact)
        for movement in movements:
            file.movements.append(movement)
            file.card = cards.evolve(file.card, movement)
        self._asking_again_adds_nothing(file, decide, *args, **named)

    def _asking_again_adds_nothing(
        self, file: File, decide: Callable[..., Sequence[f.CaseFact]], *args: Any, **named: Any
    ) -> None:
        with suppress(Refusal):
            assert list(decide(file.state, *args, **named)) == []

    def _to(self, place: str) -> Moves:
        return lambda card: self.law.move(card, to_place=place)
