"""What each resident brings to the rush: a session as after signing in, a slot they want, a key."""

import hmac
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from booking_web.pages.form_token import FormTokens
from booking_web.sessions import Person, SessionSeal
from infra.bench.ward import notice_of, slot_of


def write_tickets(path: Path, secret: bytes, *, people: int, slots: int, now: datetime) -> None:
    """One line a resident: notice, slot, key, session, form token; as `loadtests` reads them."""
    with path.open("w", encoding="ascii") as file:
        file.writelines(_lines(secret, people, slots, now))


def _lines(secret: bytes, people: int, slots: int, now: datetime) -> Iterator[str]:
    seal = SessionSeal(hmac.digest(secret, b"session cookie", "sha256"))
    token = FormTokens(secret).fresh()
    for number in range(people):
        notice = notice_of(number)
        session = seal.close(seal.signed_in(Person(notice_id=notice, tail="2345"), now))
        yield f"{notice} {slot_of(number % slots)} {uuid4()} {session} {token}\n"
