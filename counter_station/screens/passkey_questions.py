"""What browsers were asked to sign with a passkey, until the answer comes or minutes are over."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import msgspec

from issuance.errors import Refusal
from issuance.passkeys.site import Question

_GOOD_FOR: Final = timedelta(minutes=5)
_MOST_OPEN: Final = 100


class PasskeyTooLateError(Refusal):
    """The question was never put to this person, is answered already, or is minutes old."""

    code = "passkey-too-late"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the browser is told to sign, and the step that its answer names."""

    step: str = field(repr=False)
    options: msgspec.Raw = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class _Open:
    challenge: bytes = field(repr=False)
    of: str
    until: datetime


class Questions:
    """What was asked and not answered yet; in memory, each good for one answer within minutes."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._open: dict[str, _Open] = {}

    def put(self, question: Question, of: str = "") -> Asked:
        """*of*: whom it is put to; empty for whoever wants to come in."""
        if len(self._open) >= _MOST_OPEN:
            del self._open[next(iter(self._open))]
        step, until = secrets.token_urlsafe(24), self._now() + _GOOD_FOR
        self._open[step] = _Open(challenge=question.challenge, of=of, until=until)
        return Asked(step=step, options=msgspec.Raw(question.options.encode()))

    def take(self, step: str, of: str = "") -> bytes:
        """The challenge, for the first answer only; raises PasskeyTooLateError."""
        found = self._open.pop(step, None)
        if found is None or found.of != of or self._now() >= found.until:
            raise PasskeyTooLateError
        return found.challenge
