"""鍵の交代: which key stations seal PINs to, and when an older one may be destroyed.

A key is replaced, kept until its last sealed PINs are gone, retired and then destroyed; the public
half stays known for ever, the private one was never here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.errors import NotFoundError, Refusal
from issuance.ledger.facts import fact
from issuance.pins.keys import SealingKey


@fact("pin-key.published")
class PinKeyPublished:
    """Stations seal to this key from now on; the one before it is replaced."""

    key_id: str
    public_key_pem: str


@fact("pin-key.retired")
class PinKeyRetired:
    """Nothing sealed to it is left, and nothing is taken any more."""

    key_id: str


@fact("pin-key.destroyed")
class PinKeyDestroyed:
    """The PIN desk says that the private half is gone; copies of sealed PINs open nowhere."""

    key_id: str


PinKeyFact = PinKeyPublished | PinKeyRetired | PinKeyDestroyed


class PinKeyNeededError(Refusal):
    """Stations seal to it, sealed PINs wait for it, or late ones may still come in."""

    code = "pin-key-needed"


class PinKeyRetiredError(Refusal):
    """The PINs were sealed to a key that is destroyed: ask the holder for them again."""

    code = "pin-key-retired"


@dataclass(frozen=True, kw_only=True)
class PinKeys:
    """All keys there ever were, by id, the oldest first."""

    published: Mapping[str, PinKeyPublished] = field(default_factory=dict[str, PinKeyPublished])
    retired: frozenset[str] = frozenset()
    destroyed: frozenset[str] = frozenset()

    @property
    def current(self) -> PinKeyPublished | None:
        return list(self.published.values())[-1] if self.published else None


def evolve(keys: PinKeys, happened: PinKeyFact) -> PinKeys:
    match happened:
        case PinKeyPublished(key_id=key_id):
            return replace(keys, published={**keys.published, key_id: happened})
        case PinKeyRetired(key_id=key_id):
            return replace(keys, retired=keys.retired | {key_id})
        case PinKeyDestroyed(key_id=key_id):
            return replace(keys, destroyed=keys.destroyed | {key_id})
        case _:
            assert_never(happened)


def publish(keys: PinKeys, new: SealingKey, *, first: SealingKey) -> list[PinKeyPublished]:
    """Seal to *new* from now on; *first* is the key the installation began with.

    Raises:
        PinKeyRetiredError: this key was given up before; it never comes back.
    """
    if new.key_id in keys.retired:
        raise PinKeyRetiredError
    if new.key_id in keys.published:
        return []
    before = [] if keys.published or first.key_id == new.key_id else [_published(first)]
    return [*before, _published(new)]


def retire(keys: PinKeys, key_id: str, *, sealed: int, in_grace: bool) -> list[PinKeyRetired]:
    """Take nothing sealed to it any more, so that its private half may be destroyed.

    Args:
        keys: as they stand.
        key_id: which.
        sealed: how many sealed PINs only this key opens.
        in_grace: it was replaced so lately that PINs from a station without network may come.

    Raises:
        NotFoundError: never published.
        PinKeyNeededError: it is still needed.
    """
    if key_id not in keys.published:
        raise NotFoundError
    if key_id in keys.retired:
        return []
    if keys.current is None or keys.current.key_id == key_id or sealed or in_grace:
        raise PinKeyNeededError
    return [PinKeyRetired(key_id=key_id)]


def note_destroyed(keys: PinKeys, key_id: str) -> list[PinKeyDestroyed]:
    """Raises PinKeyNeededError for a key that was not retired before."""
    if key_id in keys.destroyed:
        return []
    if key_id not in keys.retired:
        raise PinKeyNeededError
    return [PinKeyDestroyed(key_id=key_id)]


def stream_of(tenant: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:pin-keys:{tenant}")


def _published(key: SealingKey) -> PinKeyPublished:
    return PinKeyPublished(key_id=key.key_id, public_key_pem=key.to_pem().decode())
