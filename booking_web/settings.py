"""What the booking site is told at its start."""

from dataclasses import dataclass, field
from pathlib import Path

from booking_web.waiting_room.settings import WaitingRoomSettings


@dataclass(frozen=True, kw_only=True)
class BookingSettings(WaitingRoomSettings):
    """Secrets are marked, so that whoever prints settings masks them; none has a default."""

    dsn: str = field(metadata={"secret": True})
    look: Path
    public_url: str
    session_secret: bytes = field(metadata={"secret": True})
    csrf_secret: bytes = field(metadata={"secret": True})
    birthday_key: bytes = field(metadata={"secret": True})
    """The key of the birthday checks, shared with the office; at least 32 bytes."""
    exchange_private_key: bytes = field(metadata={"secret": True})
    """Ed25519, 32 raw bytes: signs what is handed to the office."""
    office_public_key: bytes
    """Ed25519, 32 raw bytes: proves what comes from the office."""
    exchange_token: str = field(metadata={"secret": True})
    """The bearer token that the office's worker shows on /exchange/…."""
    contacts_key: bytes | None = field(default=None, metadata={"secret": True})
    """Seals e-mail addresses, 32 bytes, the same as the letters process has; without it the
    site asks for none and says that no mail will come."""
    hosts: tuple[str, ...] = ()
    """Names the site answers to besides that of `public_url` and this machine's own: by which a
    worker on another machine reaches it, say."""
    insecure_loopback: bool = False
    """Cookies without Secure, for the demo over http on 127.0.0.1 only."""
    host: str = "127.0.0.1"
    port: int = 8700
    share_port: bool = False
    """Whether other processes of the site listen at that port too: one a core that it may use."""
    pool_size: int = 10

    hold_minutes: int = 10
    cut_off_minutes: int = 120
    """A slot can be booked until so many minutes before it starts."""
    min_lead_days: int = 2
    """Business days between booking and visit: the card is taken from its shelf. 0: none."""
    same_day: bool = True
    """Whether notices whose card lies ready are free of that."""
    largest_party: int = 6
    slots_in_a_row: int = 3
    """Over how many adjacent slots a party may be spread."""
    horizon_days: int = 70
    """Opening rules offer slots so many days ahead."""
    arrive_before_minutes: int = 30
    """From so long before its time a party may say "I am here" on its phone."""
    no_show_minutes: int = 15
    """So long after its time a party is waited for; the office has the same setting."""
    most_late_minutes: int = 30
    """How late a party may announce to be, in steps of five minutes."""
    queue_length: int = 2_000

    announcements_file: Path | None = None
    """What the office announces, in its languages (booking_web/announcements.py); read again
    whenever it changes."""
    congestion_url: str = "/now"
    """The address of the public page that shows how busy the counters are, if there is one."""

    failures_before_lock: int = 5
    lock_minutes: int = 30
    origin_failures_before_lock: int = 100

    phone_staff_file: Path | None = None
    """Who works at the phone desk (`madoguchi phone-staff`); without it there is no phone desk."""
    phone_idle_minutes: int = 15
    phone_failures_before_lock: int = 40
    """Wrong numbers or birthdays within an hour at one member of staff's telephone."""

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("session_secret", "csrf_secret", "birthday_key"):
            if len(getattr(self, name)) < 32:
                raise ValueError(f"{name} needs at least 32 bytes")
        for name in ("exchange_private_key", "office_public_key"):
            if len(getattr(self, name)) != 32:
                raise ValueError(f"{name} is 32 raw bytes of Ed25519")
        if self.insecure_loopback and self.host not in {"127.0.0.1", "::1", "localhost"}:
            raise ValueError("insecure_loopback is for 127.0.0.1 only")
        if self.contacts_key is not None and len(self.contacts_key) != 32:
            raise ValueError("contacts_key is 32 raw bytes")
        if len(self.exchange_token) < 32:
            raise ValueError("exchange_token needs at least 32 characters")
