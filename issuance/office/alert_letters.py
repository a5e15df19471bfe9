"""A mail about an alert: what, how much, since when, in both languages; nothing of any person."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final
from uuid import UUID

from issuance.alerts.rules import AlertKind
from issuance.office.texts import ALL, N_, Words
from issuance.office.texts.alerts import ALERTS, UNITS

_RAISED: Final = N_("警報: %(what)s %(figure)s")
_RESOLVED: Final = N_("警報の解消: %(what)s %(figure)s")
_SAID: Final = N_("%(at)s の時点です。同じ警報は、解消するまでもう送りません。")
_OVER: Final = N_("%(at)s の時点で、上限の内にもどりました。")


@dataclass(frozen=True, kw_only=True)
class AlertMail:
    mail_id: UUID
    kind: AlertKind
    raised: bool
    figure: int
    happened_at: datetime
    recipient: str


def write(mail: AlertMail, *, sender: str, office_url: str) -> EmailMessage:
    """The same mail has the same Message-ID, however often it is tried."""
    subjects = {code: _subject(mail, words) for code, words in ALL.items()}
    told = EmailMessage()
    told["From"], told["To"] = sender, mail.recipient
    told["Subject"] = f"[Madoguchi] {' / '.join(subjects.values())}"
    told["Date"] = format_datetime(mail.happened_at)
    told["Message-ID"] = f"<{mail.mail_id}@{sender.rpartition('@')[2]}>"
    told["Auto-Submitted"] = "auto-generated"
    parts = [f"{subjects[code]}\n{_body(mail, words)}" for code, words in ALL.items()]
    if office_url:
        parts.append(f"{office_url}/planning/alerts")
    told.set_content("\n\n".join(parts) + "\n")
    return told


def _subject(mail: AlertMail, words: Words) -> str:
    figure = words(UNITS[mail.kind], n=mail.figure)
    said = _RAISED if mail.raised else _RESOLVED
    return words(said, what=words(ALERTS[mail.kind]), figure=figure)


def _body(mail: AlertMail, words: Words) -> str:
    return words(_SAID if mail.raised else _OVER, at=words.moment(mail.happened_at))
