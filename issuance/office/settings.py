"""What the office's web is told at its start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from issuance.calendar import WardClocks

SECRET: Mapping[str, bool] = {"secret": True}
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_SHORTEST_SECRET = 32


@dataclass(frozen=True, kw_only=True)
class OfficeSettings:
    """Secrets are marked, so that whoever prints settings masks them; none has a default."""

    dsn: str = field(repr=False, metadata=SECRET)
    """The issuance database, as the role issuance_app."""
    look: Path
    """The folder with the stylesheet, the macros and the favicon all pages share."""
    application_id_secret: bytes = field(repr=False, metadata=SECRET)
    notice_secret: bytes = field(repr=False, metadata=SECRET)
    birthday_key: bytes = field(repr=False, metadata=SECRET)
    applicants_key: bytes = field(repr=False, metadata=SECRET)
    """The key-encryption key of people's data, 32 bytes."""
    session_secret: bytes = field(repr=False, metadata=SECRET)
    csrf_secret: bytes = field(repr=False, metadata=SECRET)
    station_tokens: tuple[str, ...] = field(default=(), repr=False, metadata=SECRET)
    """For stations that are not paired: `A1:TOKEN` lets in A1, `TOKEN` every one of them."""
    offline_stations: tuple[str, ...] = ()
    """Stations that may keep a day's parties with their people, for vans and malls."""
    pin_desk_token: str = field(default="", repr=False, metadata=SECRET)
    """For a PIN desk that is not paired."""
    sealing_key_path: Path
    """Public P-256 key (PEM) that stations seal PINs to."""
    booking_public_url: str
    """Printed on notices, as text and QR code."""

    tenant: str = "131237"
    office_name_ja: str
    """The sender on notices, with the phone number residents call."""
    office_name_en: str
    office_phone: str
    notice_wording: Path | None = None
    """The ward's own words for the notice (TOML); a copy of issuance/printing/words/notice.toml."""
    four_eyes: bool = True
    """False only at a venue with one officer; the facts say so."""
    no_show_minutes: int = 15
    """So long after its start a party is waited for; the booking site has the same setting."""
    old_card_minutes: int = 60
    """So long before its start a party may check in by its old card; by number, all day."""
    sealed_pins_days: int = 14
    """Sealed PINs are kept no longer than this."""
    sealed_pins_warn_days: int = 3
    """The board warns of sealed PINs that are older."""
    sealed_pins_warn_count: int = 200
    """The board warns when more sealed PINs than this wait: officers do not keep up."""
    pin_key_days: int = 30
    """The board asks for a new key when stations have sealed to one for longer."""
    clocks: WardClocks = field(default_factory=WardClocks)
    """The ward's legal clocks, each with its own line under [office.clocks]."""
    release_weeks: int = 4
    """So far ahead free places are counted before notices are released."""
    release_lead_days: int = 5
    """So long a notice travels and is read."""
    release_answer_percent: int = 100
    """How many of a hundred who get a notice are expected to book in those weeks."""
    reminder_days: int = 14
    """So long before the last day of a notice its reminder is due."""
    call_after_days: int = 14
    """So long after the second notice, without a booking, the calls begin."""
    call_again_days: int = 3
    most_calls: int = 3
    visit_after_days: int = 30
    """So long after the second notice a home visit is due."""

    prefecture: str = "東京都"
    municipality: str = "江戸川区"
    """As the ministry's monthly layout names the ward."""
    population: int = 0
    """By the resident register on `population_on`; 0: not told, and no rate is reckoned."""
    population_on: date | None = None
    smallest_cell: int = 10
    """In tables for everybody, counts of people below this are left out (秘匿); 1: none."""

    session_idle_minutes: int = 30
    session_hours: int = 10
    public_url: str = ""
    """The address people type, https://…; passkeys and the ward's own sign-on need it."""
    sign_on_issuer: str = ""
    """The ward's own sign-on (OpenID Connect); "" where there is none. Needs `public_url`, with
    /sign-on/back registered as the redirect address."""
    sign_on_client_id: str = ""
    sign_on_client_secret: str = field(default="", repr=False, metadata=SECRET)
    sign_on_code_claim: str = "preferred_username"
    """The claim with somebody's staff code, such as K01."""
    sign_on_groups_claim: str = "groups"
    sign_on_roles: tuple[str, ...] = ()
    """`GROUP=ROLE` for each group that has a role here; empty: roles are given on our pages."""
    sign_on_makes_accounts: bool = False
    """Whether somebody unknown gets an account at the first sign-on; needs `sign_on_roles`."""
    require_passkey: bool = False
    """A password alone opens nothing: a passkey comes after it, or instead of it."""
    failures_before_lock: int = 5
    lock_minutes: int = 15

    hosts: tuple[str, ...] = ()
    """Host names this office answers to; another ward's is refused. Empty: any."""
    insecure_loopback: bool = False
    """Cookies without Secure, for the demo over http on 127.0.0.1 only."""
    host: str = "127.0.0.1"
    port: int = 8710
    pool_size: int = 10

    def __post_init__(self) -> None:
        for name in ("session_secret", "csrf_secret", "application_id_secret", "notice_secret"):
            if len(getattr(self, name)) < _SHORTEST_SECRET:
                raise ValueError(f"{name} needs at least {_SHORTEST_SECRET} bytes")
        if self.smallest_cell < 1 or self.population < 0:
            raise ValueError("smallest_cell is at least 1, population at least 0")
        if not 1 <= self.release_answer_percent <= 100 or self.release_weeks < 1:
            raise ValueError("release_answer_percent is 1 to 100, release_weeks at least 1")
        tokens = [token_of(entry) for entry in self.station_tokens]
        tokens += [self.pin_desk_token] if self.pin_desk_token else []
        if any(len(each) < _SHORTEST_SECRET for each in tokens):
            raise ValueError(f"a token needs at least {_SHORTEST_SECRET} characters")
        if self.sign_on_issuer and not (self.public_url and self.sign_on_client_id):
            raise ValueError("sign_on_issuer needs public_url and sign_on_client_id")
        if self.sign_on_makes_accounts and not self.sign_on_roles:
            raise ValueError("sign_on_makes_accounts needs sign_on_roles")
        if self.require_passkey and not self.public_url:
            raise ValueError("require_passkey needs public_url")
        if self.insecure_loopback and self.host not in _LOOPBACK:
            raise ValueError("insecure_loopback is for 127.0.0.1 only")


def token_of(entry: str) -> str:
    """The token in an entry of `station_tokens`."""
    return entry.rpartition(":")[2]


def station_of(entry: str) -> str | None:
    """The one station an entry of `station_tokens` is for; None for all."""
    return entry.rpartition(":")[0] or None
