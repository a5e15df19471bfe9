"""A what-if as it is handed to a process of its own, and what comes back."""

from dataclasses import dataclass

from issuance.planning.history import Behaviour
from issuance.planning.plan import Plan, Variant
from issuance.planning.what_if import Answer


@dataclass(frozen=True, kw_only=True)
class Question:
    plans: dict[Variant, Plan]
    behaviour: Behaviour
    seed: int
    seconds: float
    """Time to answer in; at least a few days are simulated all the same."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    answers: tuple[Answer, ...]
