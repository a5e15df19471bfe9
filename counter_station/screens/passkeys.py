"""パスキー at this station: asked and checked here alone, so also while the office is away."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import msgspec

from counter_station.journal.outbox import Outbox
from counter_station.screens.passkey_questions import Asked, Questions
from counter_station.screens.staff import Released
from issuance.errors import Refusal
from issuance.passkeys.site import NewKey, Site, credential_of

_COPY: Final = "passkey-counts"


class PasskeyUnknownError(Refusal):
    """It opens no station: never registered, taken away, or of somebody who left."""

    code = "passkey-unknown"


class NoStaffListError(Refusal):
    """The office has released no list for this day."""

    code = "no-staff-list"


class Passkeys:
    """The keys of whoever may work here today; how often each has signed is kept on the disk."""

    def __init__(
        self, site: Site, released: Released, outbox: Outbox, now: Callable[[], datetime]
    ) -> None:
        self._site = site
        self._released, self._outbox, self._now = released, outbox, now
        self._questions = Questions(now)
        kept = outbox.copy(_COPY)
        self._counts = msgspec.json.decode(kept.body, type=dict[str, int]) if kept else {}

    @property
    def url(self) -> str:
        """Where they are asked for; at no other address of this station."""
        return self._site.origin

    def ask_to_sign_in(self) -> Asked:
        return self._questions.put(self._site.ask_to_sign())

    def sign_in(self, step: str, answer: str) -> str:
        """The code of whose key answered.

        Raises:
            PasskeyTooLateError, PasskeyUnknownError: see there.
            PasskeyRefusedError: the answer does not hold, or is an older copy's of the key.
            NoStaffListError: nobody can be known today.
        """
        challenge = self._questions.take(step)
        credential_id, released = credential_of(answer), self._released()
        if released is None:
            raise NoStaffListError
        found = released.holder_of(credential_id)
        if found is None:
            raise PasskeyUnknownError
        clerk, key = found
        before = max(key.sign_count, self._counts.get(credential_id.hex(), 0))
        public_key = key.public_key
        count = self._site.count_signed(answer, challenge, public_key=public_key, sign_count=before)
        self._note(credential_id, count)
        return clerk.staff_id

    def known_of(self, staff_id: str) -> int:
        """How many keys of somebody open this station."""
        return len(self._credentials_of(staff_id))

    def ask_to_register(self, staff_id: str) -> Asked:
        handle = uuid5(NAMESPACE_URL, f"madoguchi:station-passkey:{staff_id}").bytes
        known = self._credentials_of(staff_id)
        return self._questions.put(self._site.ask_to_register(staff_id, handle, known), staff_id)

    def new_key(self, staff_id: str, step: str, answer: str) -> NewKey:
        """The key that *staff_id* has just made.

        Raises:
            PasskeyTooLateError, PasskeyRefusedError: as at signing in.
        """
        return self._site.new_key(answer, self._questions.take(step, staff_id))

    def _credentials_of(self, staff_id: str) -> list[bytes]:
        released = self._released()
        clerk = released.find(staff_id) if released else None
        return [each.credential_id for each in clerk.passkeys] if clerk else []

    def _note(self, credential_id: bytes, count: int) -> None:
        """Keys that do not count always say 0."""
        if count:
            self._counts[credential_id.hex()] = count
            self._outbox.keep_copy(_COPY, msgspec.json.encode(self._counts), self._now())
