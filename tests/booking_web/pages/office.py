"""A small ward office: it speaks to the booking site as the real one does, in signed batches."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4, uuid5

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from booking_web.settings import BookingSettings
from issuance.calendar import office_time
from issuance.identity.publication import DOCUMENTS, published
from issuance.ledger.batches import FIRST, Batch, Item, sign_batch
from issuance.notices.numbers import format_notice_number, notice_id, notice_number

LOOK = Path(__file__).parents[3] / "infra" / "look"
TOKEN = "a token that only the worker of the office knows"
BIRTHDAY_KEY = b"the key of the birthday checks, 32+"
SECRET = b"the secret of the notice numbers"
NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
"""10:00 in Tokyo, a Sunday before a holiday."""
DEADLINE = date(2027, 1, 31)
HALL = uuid5(UUID(int=1), "hall")

OFFICE_KEY = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody who got a notice."""

    number: str
    birthday: date

    @property
    def printed(self) -> str:
        return format_notice_number(self.number)

    @property
    def notice_id(self) -> UUID:
        return notice_id(self.number)


def settings_for(dsn: str, **more: object) -> BookingSettings:
    values: dict[str, object] = {
        "dsn": dsn,
        "look": LOOK,
        "public_url": "http://127.0.0.1:8700",
        "session_secret": b"the secret of the session cookies",
        "csrf_secret": b"the secret of the form tokens, 32",
        "birthday_key": BIRTHDAY_KEY,
        "exchange_private_key": bytes([2] * 32),
        "office_public_key": OFFICE_KEY.public_key().public_bytes_raw(),
        "exchange_token": TOKEN,
        "insecure_loopback": True,
        "min_lead_days": 0,
    }
    return BookingSettings(**(values | more))  # type: ignore[arg-type]


@dataclass
class Office:
    """Keeps its place in the chain of batches."""

    number: int = 0
    previous: bytes = FIRST
    upto: int = 0
    waiting: list[Item] = field(default_factory=list)

    def says(self, topic: str, stream_id: UUID, **body: object) -> None:
        self.upto += 1
        raw = msgspec.Raw(msgspec.json.encode(body))
        item = Item(position=self.upto, stream_id=stream_id, topic=topic, at=NOW, body=raw)
        self.waiting.append(item)

    def announce(self, venue_id: UUID = HALL, code: str = "KASAI", name: str = "葛西") -> None:
        self.says(
            "venue.announced",
            venue_id,
            code=code,
            name_ja=f"{name}区民館 カード受け取り窓口",
            name_en=f"{code.title()} Hall, card counter",
            address_ja="江戸川区中葛西3-10-1",
            address_en="3-10-1 Naka-Kasai, Edogawa-ku",
            phone="03-5678-1234",
        )

    def offer(self, day: date, times: Iterable[tuple[int, int]], places: int = 4) -> None:
        slots = [
            {"starts_at": office_time(day, *at), "minutes": 10, "places": places} for at in times
        ]
        self.says("places.offered", HALL, day=day, slots=slots)

    def release(
        self,
        birthday: date,
        deadline: date = DEADLINE,
        *,
        same_day: bool = False,
        service: str = "collect",
    ) -> Holder:
        number = notice_number(SECRET, uuid4(), 1)
        check = hmac.digest(BIRTHDAY_KEY, f"{number}|{birthday.isoformat()}".encode(), "sha256")
        self.says(
            "notice.released",
            notice_id(number),
            number=number,
            birthday_check=check,
            pickup_deadline=deadline,
            round=1,
            same_day=same_day,
            service=service,
        )
        return Holder(number=number, birthday=birthday)

    def publish_documents(self, edition: int = 1) -> None:
        self.says("documents.published", DOCUMENTS, **msgspec.to_builtins(published(edition)))

    def withdraw(self, holder: Holder, reason: str) -> None:
        self.says("notice.withdrawn", holder.notice_id, reason=reason)

    def batch(self) -> bytes:
        """All that was said since, as the next batch."""
        self.number += 1
        batch = Batch(
            sender="office",
            number=self.number,
            previous=self.previous,
            upto=self.upto,
            items=tuple(self.waiting),
        )
        self.waiting.clear()
        envelope, self.previous = sign_batch(batch, OFFICE_KEY)
        return envelope

    def send(self, client: httpx.Client) -> None:
        """Over the door, as the worker does."""
        self.check(client.post("/exchange/inbox", content=self.batch(), headers=WORKER))

    async def send_async(self, client: httpx.AsyncClient) -> None:
        self.check(await client.post("/exchange/inbox", content=self.batch(), headers=WORKER))

    def check(self, answer: httpx.Response) -> None:
        assert (answer.status_code, answer.json()) == (200, {"last": self.number})


WORKER = {"authorization": f"Bearer {TOKEN}", "content-type": "application/octet-stream"}
