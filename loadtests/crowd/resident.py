"""One Locust user: in the closed model one resident after another, in the open model just one."""

import time
from collections.abc import Callable
from random import random
from typing import Final

from gevent import GreenletExit
from locust import FastHttpUser, constant, constant_throughput, task
from locust.exception import StopUser

from loadtests.crowd.here import DRILL, Person, began, coming, journal
from loadtests.crowd.phone import Gone, NoAnswer, Phone, TurnedAway
from loadtests.curves import CURVES

_PACE: Final = DRILL.pace / DRILL.users
"""Visits a second of each user, who all begin out of step: in step they would come in gusts, and a
desk's batches would be as large as those. 0: as fast as answers come."""


class Resident(FastHttpUser):
    """Subclasses say in `visit` what a resident does; `kind` names the file they come from."""

    abstract = True
    kind = "residents"
    once = DRILL.model == "open"
    """Comes at a moment of their own and not again."""
    wait_time = constant_throughput(_PACE) if _PACE else constant(0)
    network_timeout = connection_timeout = DRILL.people.patience_seconds

    def on_start(self) -> None:
        if self.once:
            comes_at = began() + CURVES[str(DRILL.scene["curve"])](_numbers())
            time.sleep(max(0.0, comes_at - time.time()))
        elif _PACE:
            time.sleep(random() / _PACE)

    @task
    def come(self) -> None:
        person = coming(self.kind)
        noted(person, lambda: self.visit(person, self.phone()))
        if self.once:
            raise StopUser

    def phone(self) -> Phone:
        return Phone(self.client, DRILL.people)

    def visit(self, person: Person, phone: Phone) -> None:
        """What one resident does from beginning to end; the journal is the scenario's to write.

        Gone, NoAnswer and TurnedAway may pass through: they are noted as `gone`, `unknown` and
        `turned-away`; whom the end of the drill finds on the way, as `cut-off`.
        """
        raise NotImplementedError


def noted(person: Person, visit: Callable[[], None]) -> None:
    """Run a visit, and note how it ended where it did not end well."""
    try:
        visit()
    except Gone:
        journal().write(person["notice"], "gone")
    except NoAnswer:
        journal().write(person["notice"], "unknown")
    except TurnedAway:
        journal().write(person["notice"], "turned-away")
    except GreenletExit:
        journal().write(person["notice"], "cut-off")
        raise


def _numbers() -> dict[str, float]:
    return {name: float(value) for name, value in DRILL.scene.items() if name != "curve"}
