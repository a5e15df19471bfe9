"""What a counter station is told at its start."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, kw_only=True)
class StationSettings:
    """Secrets are marked, so that whoever prints settings masks them; none has a default."""

    station_id: str
    """What the clerks and the office call this counter, for example "A1"."""
    office_url: str
    office_key_path: Path | None = None
    """This station's own key to the office (base64, mode 0600): `madoguchi pair station CODE`."""
    office_token: str = field(default="", repr=False, metadata={"secret": True})
    """A token to show the office instead, for a station that is not paired."""
    journal: Path
    """The SQLite file of this counter's facts; on a local disk."""
    journal_key_path: Path
    """32 bytes (base64, mode 0600) that lock everything in the journal; one key a station."""
    look: Path
    """The folder with the stylesheet, the macros and the favicon all pages share."""
    session_secret: bytes = field(repr=False, metadata={"secret": True})
    """Seals the pairing of the resident's screen; at least 32 bytes."""
    csrf_secret: bytes = field(repr=False, metadata={"secret": True})
    staff_file: Path | None = None
    """TOML, one table for each clerk: `[K01]` with `pin_hash` (argon2id).

    `supervisor = true` for who decides doubts and extra documents.
    Only for a station whose office releases no staff list; with it the list is not asked.
    """
    offline_day: bool = False
    """Keep the day's parties with their people, locked, to serve them without the network."""
    venue: str = ""
    """Whose parties `offline_day` keeps, by the venue's code; empty: those of all venues."""
    clock_skew_seconds: int = 30
    """The clerk is warned when this clock is further from the office's."""
    reader: str = "pcsc"
    """`pcsc`, the first reader; `pcsc:NAME` as `madoguchi readers` has it; `virtual:FILE`; `none`.

    PCSCLITE_CSOCK_NAME is honoured.
    """
    sealing_key_id: str = ""
    """The keys PINs may be sealed to (each 16 hex digits, as `madoguchi pin-key list` shows them).

    Several with spaces between: the next one is added before the office changes to it.
    Empty: whatever key the office hands out, so that who rules the office's server could read PINs.
    """
    pins: str = "screen"
    """`screen`: residents type PINs on their screen. `paper`: they write them, under seal.

    With `paper` no PIN is ever typed here: the clerk scans the number of the sealed envelope.
    """
    tenant: str = "131237"
    """The municipality's code, bound into every sealed envelope; the same in the back office."""
    booking_public_url: str = ""
    """The booking site as residents reach it; the receipt's code leads there. Empty: no code."""
    card_ready_days: int = 14
    """How long the receipt says it takes until a card is ready: what the back office manages. 0:
    nothing is said."""
    office_phone: str = ""
    """Whom residents ring up about their card; on the receipt."""
    insecure_loopback: bool = False
    """Cookies without Secure, for the demo over http on 127.0.0.1 only."""
    clerk_url: str = ""
    """The address of this station in its clerk's browser, by name; empty: http://localhost:`port`.

    Passkeys are used at this address only; at a bare number such as 127.0.0.1 there are none.
    """
    passkey_domain: str = ""
    """What passkeys are made for; every station of a ward needs the same: the host of `clerk_url`
    or a parent of it. Empty: that host."""
    host: str = "127.0.0.1"
    port: int = 8720
    office_wait_seconds: float = 0.6
    """How long a step waits for the office before it counts as unsent and the visit goes on.

    An office found silent is not waited for again until it has answered once.
    """
    office_every_seconds: float = 4.0
    """How often the station looks for news of the office."""
    no_show_recalls: int = 2
    """So often a party that was called is called again before it is a no-show; as in the office."""
    blank_after_minutes: int = 5
    """The clerk's screen goes blank after so many minutes without a key; 0: never."""
    other_stations: str = ""
    """The counters a party can be handed on to, with commas between: "A2, A3"."""
    entry_minutes: int = 5
    """PINs typed and not finished are wiped after so many minutes without a key."""

    variants_file: str = ""
    """Characters of names and places that count as one, a group a line; empty: the usual ones."""

    trusted_certificates: Path | None = None
    """A folder of CA certificates (PEM or DER); signatures on chips count as verified by them only.

    None is shipped: the Immigration Services Agency publishes those of residence cards.
    """
    trusted_keys: Path | None = None
    """RSA public keys (PEM or DER) that vouch for My Number cards: a file, or a folder of them.

    None is shipped: without the issuer's key a card's signature is looked at, never verified.
    """

    def __post_init__(self) -> None:
        for name in ("session_secret", "csrf_secret"):
            if len(getattr(self, name)) < 32:
                raise ValueError(f"{name} needs at least 32 bytes")
        if self.office_key_path is None and not self.office_token:
            raise ValueError("a station needs office_key_path, or office_token")
        named = self.reader.startswith(("pcsc:", "virtual:"))
        if self.reader not in {"pcsc", "none"} and not named:
            raise ValueError("reader is `pcsc`, `pcsc:NAME`, `virtual:FILE` or `none`")
        host = urlsplit(self.address).hostname or ""
        if not f".{host}".endswith(f".{self.passkey_domain or host}"):
            raise ValueError("passkey_domain is the host of clerk_url, or a parent of it")
        if self.pins not in {"screen", "paper"}:
            raise ValueError("pins is `screen` or `paper`")
        if self.offline_day and not self.sealing_key_id:
            raise ValueError("offline_day needs sealing_key_id: the key must not change unseen")
        if self.insecure_loopback and self.host not in {"127.0.0.1", "::1", "localhost"}:
            raise ValueError("insecure_loopback is for 127.0.0.1 only")

    @property
    def address(self) -> str:
        """Where the clerk's browser finds this station by its name."""
        return self.clerk_url or f"http://localhost:{self.port}"
