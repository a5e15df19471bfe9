"""What the letters process is told at its start."""

from dataclasses import dataclass, field
from pathlib import Path

from booking_web.letters.addresses import is_plausible


@dataclass(frozen=True, kw_only=True)
class LettersSettings:
    """Secrets are marked, so that whoever prints settings masks them."""

    dsn: str = field(repr=False, metadata={"secret": True})
    """The booking database, as the role booking_app."""
    contacts_key: bytes = field(repr=False, metadata={"secret": True})
    """Opens the e-mail addresses, 32 bytes; the booking site has the same."""
    public_url: str
    """Where residents change their booking; its host names the events in their calendars."""
    smtp_host: str
    smtp_port: int = 587
    smtp_starttls: bool = True
    """With it no mail and no password goes to the server in the clear."""
    smtp_ca_file: Path | None = None
    smtp_username: str | None = None
    smtp_password: str | None = field(default=None, repr=False, metadata={"secret": True})
    smtp_timeout_seconds: float = 20.0
    sender: str
    """The office's e-mail address, in From and as the envelope's sender."""
    senders: int = 2
    """Connections to the server at the same time."""
    keep_days: int = 7
    """An address is deleted so many days after the card arrived or the booking was cancelled."""
    poll_seconds: float = 1.0
    health_file: Path | None = None
    """Touched after each look at the log; the supervisor knows by it that the process lives."""

    def __post_init__(self) -> None:
        if len(self.contacts_key) != 32:
            raise ValueError("contacts_key is 32 raw bytes")
        local, _, domain = self.sender.partition("@")
        if not is_plausible(self.sender) and not (local and domain == "localhost"):
            raise ValueError("sender is an e-mail address")
        if (self.smtp_username is None) != (self.smtp_password is None):
            raise ValueError("smtp_username and smtp_password belong together")
        if self.senders < 1 or self.keep_days < 0:
            raise ValueError("senders is at least 1, keep_days at least 0")
