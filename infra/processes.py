"""The processes of an installation, and the settings of those that live in this package."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import cast

from infra.settings import SettingsDataclass, SettingsError

SECRET: Mapping[str, bool] = {"secret": True}


@dataclass(frozen=True, kw_only=True)
class PostgresSettings:
    """The database server: ours in a folder, or one that is already there."""

    folder: Path = Path(".madoguchi/postgres")
    admin_dsn: str | None = field(default=None, repr=False, metadata=SECRET)
    """A role that may make databases and roles; when set, no server of our own is started."""
    tcp_port: int | None = None
    booking_password: str = field(repr=False, metadata=SECRET)
    issuance_password: str = field(repr=False, metadata=SECRET)


@dataclass(frozen=True, kw_only=True)
class ServerSettings:
    """The database server alone: each of several wards has passwords of its own."""

    folder: Path = Path(".madoguchi/postgres")
    admin_dsn: str | None = field(default=None, repr=False, metadata=SECRET)
    tcp_port: int | None = None
    booking_password: str = field(default="", repr=False, metadata=SECRET)
    issuance_password: str = field(default="", repr=False, metadata=SECRET)


@dataclass(frozen=True, kw_only=True)
class WorkerSettings:
    """The inner zone's worker: pulls from booking, sends to it, keeps the read models."""

    dsn: str = field(repr=False, metadata=SECRET)
    """The issuance database, as the role issuance_app."""
    booking_url: str
    sending_key: bytes = field(repr=False, metadata=SECRET)
    """Ed25519 private key (32 bytes) that signs what the office tells booking."""
    booking_public_key: bytes
    """Ed25519 public key (32 bytes) that booking's batches must verify with."""
    exchange_token: str = field(repr=False, metadata=SECRET)
    application_id_secret: bytes = field(repr=False, metadata=SECRET)
    notice_secret: bytes = field(repr=False, metadata=SECRET)
    birthday_key: bytes = field(repr=False, metadata=SECRET)
    applicants_key: bytes = field(repr=False, metadata=SECRET)
    poll_seconds: float = 1.0
    health_file: Path | None = None
    """Touched after each round; the supervisor knows by it that the worker lives."""

    alert_mail_to: tuple[str, ...] = ()
    """Mailboxes of the office that are told of alerts; none: alerts are on the page only."""
    alert_sender: str = ""
    """The office's own address, in From and as the envelope's sender."""
    alert_seconds: float = 15.0
    office_url: str = ""
    """Where the office's pages are, for a link in the mail."""
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_starttls: bool = True
    smtp_ca_file: Path | None = None
    smtp_username: str | None = None
    smtp_password: str | None = field(default=None, repr=False, metadata=SECRET)

    def __post_init__(self) -> None:
        if self.alert_mail_to and (self.smtp_host is None or "@" not in self.alert_sender):
            raise ValueError("alert_mail_to needs smtp_host and alert_sender")
        if not all("@" in each and each.isprintable() for each in self.alert_mail_to):
            raise ValueError("alert_mail_to are e-mail addresses")
        if (self.smtp_username is None) != (self.smtp_password is None):
            raise ValueError("smtp_username and smtp_password belong together")
        if self.alert_seconds <= 0:
            raise ValueError("alert_seconds is more than 0")


@dataclass(frozen=True, kw_only=True)
class BackOfficeSettings:
    """What commands typed in the back office need, such as taking in a delivery list."""

    dsn: str = field(repr=False, metadata=SECRET)
    """The issuance database, as the role issuance_app."""
    application_id_secret: bytes = field(repr=False, metadata=SECRET)
    notice_secret: bytes = field(repr=False, metadata=SECRET)
    birthday_key: bytes = field(repr=False, metadata=SECRET)
    applicants_key: bytes = field(repr=False, metadata=SECRET)


@dataclass(frozen=True, kw_only=True)
class SampleSettings:
    """The office's secrets by which a made-up ward's notice numbers are the real ones."""

    application_id_secret: bytes = field(repr=False, metadata=SECRET)
    notice_secret: bytes = field(repr=False, metadata=SECRET)


@dataclass(frozen=True, kw_only=True)
class PinDeskSettings:
    """The back office PC that sets PINs: the only one that holds the keys to the sealed PINs."""

    office_url: str
    name: str = "pin-1"
    """What the office calls this desk."""
    office_key_path: Path | None = None
    """The desk's own key to the office (base64, mode 0600): `madoguchi pair pin-desk CODE`."""
    token: str = field(default="", repr=False, metadata=SECRET)
    """A token to show the office instead, for a desk that is not paired."""
    key_folder: Path | None = None
    """`pins*.key`: P-256 private keys under a passphrase, each mode 0600."""
    key_passphrase: bytes | None = field(default=None, repr=False, metadata=SECRET)
    """Asked on the terminal where it is not set."""
    pkcs11_library: Path | None = None
    """A key module instead of files, for example SoftHSM's or an HSM's shared library."""
    pkcs11_token: str = "madoguchi"  # noqa: S105 - a token's label
    pkcs11_pin: str | None = field(default=None, repr=False, metadata=SECRET)
    journals: Path
    """A folder on a local disk: how far each card is, never what is on it."""
    reader: str = "pcsc"
    """`pcsc`, `pcsc:NAME OF A READER`, or `virtual:FILE`: a card lies there while it exists."""
    tenant: str = "131237"
    """The municipality's code; the same as at the counter."""
    poll_seconds: float = 1.0
    health_file: Path | None = None

    def __post_init__(self) -> None:
        _require_way_in(self.token, self.office_key_path)


@dataclass(frozen=True, kw_only=True)
class SealingDeskSettings:
    """A back-office PC where envelopes are closed; its reader tells which card is in hand."""

    office_url: str
    station: str = "sealing-1"
    office_key_path: Path | None = None
    """The desk's own key to the office (base64, mode 0600): `madoguchi pair sealing-desk CODE`."""
    token: str = field(default="", repr=False, metadata=SECRET)
    """One of the office's `station_tokens` instead, for a desk that is not paired."""
    reader: str = "pcsc"
    """`pcsc`, `pcsc:NAME OF A READER`, or `virtual:FILE`: a card lies there while it exists."""
    poll_seconds: float = 1.0
    health_file: Path | None = None

    def __post_init__(self) -> None:
        _require_way_in(self.token, self.office_key_path)


def _require_way_in(token: str, key_path: Path | None) -> None:
    if key_path is None and not token:
        raise ValueError("a desk needs office_key_path, or token")


@dataclass(frozen=True, kw_only=True)
class DemoSettings:
    """The whole house on one machine, with made-up people."""

    folder: Path = Path(".madoguchi")
    booking_port: int = 8700
    office_port: int = 8710
    station_port: int = 8720
    cases: int = 80
    """Made-up people; the sample puts 50 into a box."""
    seed: int = 2026
    smtp_host: str | None = None
    """With a mail server the demo sends letters, without it the site says that none will come."""
    smtp_port: int = 25
    smtp_starttls: bool = False
    smtp_sender: str = "madoguchi@localhost"
    alerts_to: str = "office@localhost"
    """With a mail server alerts go to this mailbox."""
    postgres_dsn: str | None = field(default=None, repr=False, metadata=SECRET)
    """A superuser's DSN of a PostgreSQL that is there; then the demo starts none of its own."""


@dataclass(frozen=True, kw_only=True)
class Process:
    """`settings` is "module:Class"; `app` the application factory, or None for a loop.

    `hears_pins`: PINs are in its memory for moments, so what it frees is overwritten.
    """

    settings: str
    app: str | None = None
    run: str | None = None
    hears_pins: bool = False


PROCESSES: Mapping[str, Process] = {
    "booking": Process(
        settings="booking_web.settings:BookingSettings", app="booking_web.app:create_app"
    ),
    "office": Process(
        settings="issuance.office.settings:OfficeSettings", app="issuance.office.app:create_app"
    ),
    "station": Process(
        settings="counter_station.settings:StationSettings",
        app="counter_station.app:create_app",
        hears_pins=True,
    ),
    "worker": Process(settings="infra.processes:WorkerSettings", run="infra.worker:run"),
    "letters": Process(
        settings="booking_web.letters.settings:LettersSettings",
        run="booking_web.letters.process:run",
    ),
    "pin-desk": Process(
        settings="infra.processes:PinDeskSettings", run="infra.pin_desk:run", hears_pins=True
    ),
    "sealing-desk": Process(
        settings="infra.processes:SealingDeskSettings", run="infra.sealing_desk:run"
    ),
}
"""What `madoguchi serve` can start."""

SETTINGS: Mapping[str, str] = {
    "postgres": "infra.processes:PostgresSettings",
    "demo": "infra.processes:DemoSettings",
    "back-office": "infra.processes:BackOfficeSettings",
    "sample": "infra.processes:SampleSettings",
    **{name: process.settings for name, process in PROCESSES.items()},
}
"""All that can be set, by the name of its table in the TOML file."""


def settings_class(name: str) -> type[SettingsDataclass]:
    """The dataclass of one process's settings, imported only now."""
    if name not in SETTINGS:
        raise SettingsError(f"There is no {name}. Known: {', '.join(SETTINGS)}.")
    return cast("type[SettingsDataclass]", attribute(SETTINGS[name]))


def attribute(place: str) -> object:
    """What "module:name" names."""
    module, name = place.split(":")
    found: object = getattr(import_module(module), name)
    return found
