"""Using up a holder's try with care: a lock-out costs the resident a visit elsewhere.

Tries are asked first, at no cost; the last one needs two people's word; the format was checked
when the secret was typed; one VERIFY per typed entry; never a second one after a link error.
"""

from enum import Enum

from counter_station.cards.protocol import CardProtocol, tries_in
from counter_station.cards.refusals import (
    BlockedError,
    DoubtfulTryError,
    LastTryError,
    WrongSecretError,
)
from counter_station.cards.secrets import LastTryAgreed, SecretText
from counter_station.readers.connection import CardError


class TryFate(Enum):
    """What became of a doubtful try, told by the card's own count."""

    SPENT = "spent"
    NOT_SPENT = "not-spent"


def try_secret(
    card: CardProtocol, secret: SecretText, *, last_try: LastTryAgreed | None = None
) -> None:
    """Compare *secret* with the selected reference, once; returns when the card accepted it.

    Raises:
        BlockedError, LastTryError: not sent.
        WrongSecretError: sent and refused.
        DoubtfulTryError: the link ended meanwhile.
    """
    tries = card.attempts_remaining()
    if tries == 0:
        raise BlockedError
    if tries == 1 and not (last_try and last_try.by_both):
        raise LastTryError
    try:
        status = card.verify(bytes(secret.value))
    except CardError as ended:  # a refusal is a status: this is the link
        raise DoubtfulTryError(tries) from ended
    if status is None:
        return
    left = tries_in(status)
    if left == 0:
        raise BlockedError from WrongSecretError(0)
    raise WrongSecretError(left)


def what_became_of(doubt: DoubtfulTryError, tries_now: int) -> TryFate:
    """Compare the card's count now, asked at no cost, with the one before the doubtful try."""
    return TryFate.SPENT if tries_now < doubt.tries_before else TryFate.NOT_SPENT
