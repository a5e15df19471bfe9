"""given(facts).when(decision, ...).then(facts): a rule of the office, told by example."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Concatenate, Generic, ParamSpec, TypeVar

import pytest

S = TypeVar("S")
F = TypeVar("F")
P = ParamSpec("P")


@dataclass(frozen=True)
class Asked(Generic[F]):
    """A decision about to be taken; `then…` takes it and checks what comes of it."""

    answer: Callable[[], Iterable[F]]

    def then(self, *expected: F) -> None:
        assert tuple(self.answer()) == expected

    def then_nothing(self) -> None:
        self.then()

    def then_refused(self, refusal: type[Exception], match: str | None = None) -> None:
        with pytest.raises(refusal, match=match):
            tuple(self.answer())


@dataclass(frozen=True)
class History(Generic[S, F]):
    """What the facts given add up to."""

    state: S

    def when(
        self,
        decision: Callable[Concatenate[S, P], Iterable[F]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Asked[F]:
        return Asked(lambda: decision(self.state, *args, **kwargs))


@dataclass(frozen=True)
class Specification(Generic[S, F]):
    """A kind of stream: where it starts, and how facts change it."""

    initial: S
    evolve: Callable[[S, F], S]

    def given(self, *facts: F) -> History[S, F]:
        state = self.initial
        for each in facts:
            state = self.evolve(state, each)
        return History(state)
