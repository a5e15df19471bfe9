"""The worker's watch: looks at the figures, records what they raise or resolve, sends the mails.

Mails lie in an outbox that is written with the facts; each is taken, sent and settled by itself, so
that a mail server that is away delays them and loses none.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import asyncpg
import structlog

from booking_web.letters.outbox import MOST_ATTEMPTS, pause_after
from booking_web.letters.postman import MailServer, NotTakenError, Postman, ServerAwayError
from infra.processes import WorkerSettings
from issuance.alerts.rules import AlertKind
from issuance.application import Issuance, Order
from issuance.ledger.away import AWAY
from issuance.office.alert_letters import AlertMail, write
from issuance.read_models.queries_alerts import AlertQueries

_NEXT: Final = """SELECT mail_id, kind, raised, figure, happened_at, recipient, attempts
    FROM office.alert_mails WHERE state = 'waiting' AND due_at <= $1
    ORDER BY due_at, version LIMIT 1 FOR UPDATE SKIP LOCKED"""
_SETTLE: Final = """UPDATE office.alert_mails
    SET state = $2, trouble = $3, settled_at = $4, attempts = attempts + 1 WHERE mail_id = $1"""
_LATER: Final = """UPDATE office.alert_mails
    SET due_at = $2, trouble = $3, attempts = attempts + 1 WHERE mail_id = $1"""

log = structlog.get_logger("alerts")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(kw_only=True)
class Heard:
    """When batches last went both ways; the relay notes it, the watch looks at it."""

    at: datetime = field(default_factory=_now)

    def minutes(self, now: datetime) -> int:
        return int((now - self.at) / timedelta(minutes=1))


class Alerting:
    def __init__(
        self,
        settings: WorkerSettings,
        issuance: Issuance,
        heard: Heard,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._settings, self._issuance, self._heard = settings, issuance, heard
        self._clock = clock
        self._queries = AlertQueries(issuance.work.log.pool)
        server = server_of(settings)
        self._postman = None if server is None else Postman(server)

    async def look(self) -> None:
        """Compare the figures of this moment with the limits."""
        now = self._clock()
        figures = await self._queries.figures(now)
        figures[AlertKind.BOOKING_STUCK] = self._heard.minutes(now)
        recipients = self._settings.alert_mail_to if self._postman else ()
        await self._issuance.alerts.look(Order(by="worker", at=now), figures, recipients)

    async def send(self) -> None:
        """Send what is due, one mail after another."""
        while self._postman is not None and await self._send_next(self._postman):
            pass

    async def leave(self) -> None:
        if self._postman is not None:
            await self._postman.leave()

    async def _send_next(self, postman: Postman) -> bool:
        pool, now = self._issuance.work.log.pool, self._clock()
        async with pool.acquire() as connection, connection.transaction():
            row = await connection.fetchrow(_NEXT, now)
            if row is None:
                return False
            mail, sender = _mail(row), self._settings.alert_sender
            told = write(mail, sender=sender, office_url=self._settings.office_url)
            try:
                await postman.hand_over(told.as_bytes(), sender=sender, recipient=mail.recipient)
            except ServerAwayError:
                return False
            except NotTakenError as fault:
                dead = fault.for_good or row["attempts"] + 1 >= MOST_ATTEMPTS
                later = now + pause_after(row["attempts"] + 1)
                values = ("dead", fault.trouble, now) if dead else (later, fault.trouble)
                await connection.execute(_SETTLE if dead else _LATER, mail.mail_id, *values)
                log.warning("not-taken", mail=str(mail.mail_id), trouble=fault.trouble)
            else:
                await connection.execute(_SETTLE, mail.mail_id, "sent", "", now)
        return True


async def keep_watch(alerting: Alerting, seconds: float) -> None:
    """Look and send until cancelled. What is away is the caller's to notice.

    Whatever else goes wrong here is said and tried again: it must not hold up the batches.
    """
    try:
        while True:
            try:
                await alerting.look()
                await alerting.send()
            except AWAY:
                raise
            except Exception as fault:  # noqa: BLE001 - see above
                name = type(fault).__name__
                log.error("alerts-failed", kind=name)  # noqa: TRY400 - a traceback holds values
            await asyncio.sleep(seconds)
    finally:
        await alerting.leave()


def server_of(settings: WorkerSettings) -> MailServer | None:
    """Where alerts are handed in; None where the ward names no server or nobody to tell."""
    if settings.smtp_host is None or not settings.alert_mail_to:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        starttls=settings.smtp_starttls,
        username=settings.smtp_username,
        password=settings.smtp_password,
        ca_file=settings.smtp_ca_file,
    )


def _mail(row: asyncpg.Record) -> AlertMail:
    return AlertMail(
        mail_id=row["mail_id"],
        kind=AlertKind(row["kind"]),
        raised=row["raised"],
        figure=row["figure"],
        happened_at=row["happened_at"],
        recipient=row["recipient"],
    )
