"""The office's end of the exchange: it signs batches with its own log, as the real one does."""

import base64
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from booking_web.exchange import Exchange
from booking_web.notices.register import birthday_check
from issuance.ledger.batches import FIRST, Batch, Item, sign_batch
from issuance.ledger.postgres import PostgresLog
from issuance.notices.numbers import notice_id, notice_number
from tests.booking_web.desk.samples import MORNING_AT, NOW, POLICY, VENUE

OFFICE_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
BOOKING_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32, 64)))
BIRTHDAY_KEY = bytes(range(64, 96))
BIRTHDAY = date(1987, 2, 28)
SECRET = bytes(range(96, 128))
DEADLINE = date(2027, 2, 20)

Said = tuple[str, UUID, dict[str, object]]


def exchange_of(log: PostgresLog) -> Exchange:
    return Exchange(
        log,
        private_key=BOOKING_KEY,
        office_public_key=OFFICE_KEY.public_key(),
        policy=POLICY,
    )


class Office:
    """Numbers and chains its batches; `say` makes the next one."""

    def __init__(self) -> None:
        self.number, self.upto, self.previous = 0, 0, FIRST

    def say(self, *said: Said, **other: Any) -> bytes:
        """The next batch; *other* fields take the place of the right ones, and do not count."""
        items = tuple(
            Item(
                position=self.upto + place,
                stream_id=stream_id,
                topic=topic,
                at=NOW,
                body=msgspec.Raw(msgspec.json.encode(body)),
            )
            for place, (topic, stream_id, body) in enumerate(said, start=1)
        )
        right: dict[str, Any] = {
            "sender": "office",
            "number": self.number + 1,
            "previous": self.previous,
            "upto": self.upto + len(items),
            "items": items,
        }
        key = other.pop("key", OFFICE_KEY)
        data, digest = sign_batch(Batch(**(right | other)), key)
        if not other and key is OFFICE_KEY:
            self.number, self.upto, self.previous = right["number"], right["upto"], digest
        return data


def number_of(person: int) -> str:
    return notice_number(SECRET, UUID(int=person), 1)


def id_of(person: int) -> UUID:
    return notice_id(number_of(person))


def venue() -> Said:
    return (
        "venue.announced",
        VENUE,
        {
            "code": "K01",
            "name_ja": "葛西区民館",
            "name_en": "Kasai Hall",
            "address_ja": "江戸川区中葛西3-10-1",
            "address_en": "3-10-1 Nakakasai",
            "phone": "03-1234-5678",
        },
    )


def places(count: int, starts_at: datetime = MORNING_AT, day: str = "2026-11-27") -> Said:
    slot = {"starts_at": starts_at, "minutes": 10, "places": count}
    return ("places.offered", VENUE, {"day": day, "slots": [slot]})


def released(person: int, deadline: date = DEADLINE) -> Said:
    number = number_of(person)
    check = birthday_check(BIRTHDAY_KEY, number, BIRTHDAY)
    body = {
        "number": number,
        "birthday_check": base64.b64encode(check).decode(),
        "pickup_deadline": deadline,
        "round": 1,
    }
    return ("notice.released", id_of(person), body)


def withdrawn(person: int, reason: str = "voided") -> Said:
    return ("notice.withdrawn", id_of(person), {"reason": reason})


def closed(person: int, appointment_id: UUID, outcome: str) -> Said:
    body = {"appointment_id": appointment_id, "outcome": outcome}
    return ("appointment.closed", id_of(person), body)
