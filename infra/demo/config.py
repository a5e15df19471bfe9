"""Writes each process's TOML file: its own table alone, its secrets by the name of their file.

What a process is not told here it does not know: the booking site has no key of the office.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from infra.demo.house import House, Mail
from infra.demo.machines import PIN_DESK as PIN_DESK_NAME
from infra.demo.machines import STATION, office_key_of
from infra.demo.ports import Ports
from infra.demo.readers import COUNTER, PIN_DESK
from infra.postgres.access import Access
from infra.postgres.zones import BOOKING, ISSUANCE
from issuance.pins.key_files import key_ids_in

Table = Mapping[str, object]

LOOK = Path(__file__).parents[1] / "look"
"""The stylesheet and macros that all pages share."""


def _booking_table(*, ports: Ports, keys: Path, folder: Path, access: Access) -> Table:
    return {
        "dsn": access.dsn,
        "look": LOOK,
        "public_url": ports.url("booking"),
        "port": ports.booking,
        "insecure_loopback": True,
        "min_lead_days": 0,
        "cut_off_minutes": 0,  # whoever tries the demo wants to come at once
        "session_secret_file": keys / "booking_session.secret",
        "csrf_secret_file": keys / "booking_csrf.secret",
        "birthday_key_file": keys / "birthday_check.secret",
        "exchange_private_key_file": keys / "booking_sending.key",
        "office_public_key_file": keys / "issuance_sending.pub",
        "exchange_token_file": keys / "exchange.token",
        "phone_staff_file": folder / "phone_staff.toml",
    }


def _letters_table(
    mail: Mail, *, ports: Ports, keys: Path, access: Access, health_file: Path
) -> Table:
    return {
        **_server(mail),
        "dsn": access.dsn,
        "contacts_key_file": keys / "contacts.secret",
        "public_url": ports.url("booking"),
        "sender": mail.sender,
        "health_file": health_file,
    }


def _server(mail: Mail) -> Table:
    return {"smtp_host": mail.host, "smtp_port": mail.port, "smtp_starttls": mail.starttls}


def _alerts(mail: Mail, *, ports: Ports) -> Table:
    """What the worker is told besides, so that it mails alerts."""
    return {
        **_server(mail),
        "alert_mail_to": [mail.alerts_to],
        "alert_sender": mail.sender,
        "office_url": ports.url("office"),
    }


def _back_office_table(*, keys: Path, access: Access) -> Table:
    return {
        "dsn": access.dsn,
        "application_id_secret_file": keys / "application_id.secret",
        "notice_secret_file": keys / "notice.secret",
        "birthday_key_file": keys / "birthday_check.secret",
        "applicants_key_file": keys / "applicants.secret",
    }


def _sample_table(*, keys: Path) -> Table:
    return {
        "application_id_secret_file": keys / "application_id.secret",
        "notice_secret_file": keys / "notice.secret",
    }


def _worker_table(*, ports: Ports, keys: Path, access: Access, health_file: Path) -> Table:
    return {
        **_back_office_table(keys=keys, access=access),
        "booking_url": ports.url("booking"),
        "sending_key_file": keys / "issuance_sending.key",
        "booking_public_key_file": keys / "booking_sending.pub",
        "exchange_token_file": keys / "exchange.token",
        "health_file": health_file,
    }


def _office_table(*, ports: Ports, keys: Path, access: Access) -> Table:
    return {
        **_back_office_table(keys=keys, access=access),
        "look": LOOK,
        "session_secret_file": keys / "office_session.secret",
        "csrf_secret_file": keys / "office_csrf.secret",
        "station_tokens_file": keys / "station.token",  # for drills that speak as many stations
        "sealing_key_path": keys / "pins.pub.pem",
        "booking_public_url": ports.url("booking"),
        "office_name_ja": "デモ区役所 マイナンバーカード窓口",
        "office_name_en": "Demo Ward Office, My Number Card counter",
        "office_phone": "03-0000-0000",
        "insecure_loopback": True,
        "port": ports.office,
    }


def _station_table(*, ports: Ports, keys: Path, folder: Path, reader: str) -> Table:
    """*folder* is the house's; the counter PC keeps its own journal in it."""
    return {
        "station_id": STATION,
        "office_url": ports.url("office"),
        "office_key_path": office_key_of(folder, STATION),
        "journal": folder / "station" / "journal.sqlite",
        "journal_key_path": keys / "station_journal.secret",
        "look": LOOK,
        "session_secret_file": keys / "station_session.secret",
        "csrf_secret_file": keys / "station_csrf.secret",
        "sealing_key_id": " ".join(key_ids_in(keys)),
        "reader": reader,
        "booking_public_url": ports.url("booking"),
        "insecure_loopback": True,
        "port": ports.station,
    }


def _pin_desk_table(
    *, ports: Ports, keys: Path, folder: Path, reader: str, health_file: Path
) -> Table:
    return {
        "office_url": ports.url("office"),
        "name": PIN_DESK_NAME,
        "office_key_path": office_key_of(folder, PIN_DESK_NAME),
        "key_folder": keys,
        "key_passphrase_file": keys / "pins.passphrase",
        "journals": folder / "pin_desk",
        "reader": reader,
        "poll_seconds": 0.3,
        "health_file": health_file,
    }


def write_configs(house: House) -> None:
    """Write them all; a process started later reads its own."""
    keys, ports = house.keys, house.ports
    booking, issuance = house.access(BOOKING), house.access(ISSUANCE)
    tables: dict[str, Table] = {
        "back-office": _back_office_table(keys=keys, access=issuance),
        "sample": _sample_table(keys=keys),
        "booking": _booking_table(ports=ports, keys=keys, folder=house.folder, access=booking),
        "office": _office_table(ports=ports, keys=keys, access=issuance),
        "station": _station_table(
            ports=ports, keys=keys, folder=house.folder, reader=house.readers.setting(COUNTER)
        ),
        "worker": _worker_table(
            ports=ports, keys=keys, access=issuance, health_file=house.health_file("worker")
        ),
        "pin-desk": _pin_desk_table(
            ports=ports,
            keys=keys,
            folder=house.folder,
            reader=house.readers.setting(PIN_DESK),
            health_file=house.health_file("pin-desk"),
        ),
    }
    if house.mail is not None:
        tables["booking"] = {**tables["booking"], "contacts_key_file": keys / "contacts.secret"}
        tables["worker"] = {**tables["worker"], **_alerts(house.mail, ports=ports)}
        tables["letters"] = _letters_table(
            house.mail,
            ports=ports,
            keys=keys,
            access=booking,
            health_file=house.health_file("letters"),
        )
    for name, table in tables.items():
        _write_table(house.config(name), name, table)


def _write_table(path: Path, process: str, table: Table) -> None:
    """Write one process's file, whole or not at all, for our eyes alone."""
    lines = toml_lines(process, table)
    half = path.with_suffix(".new")
    opened = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    half.replace(path)


def toml_lines(process: str, table: Table) -> list[str]:
    """One process's table as lines of TOML."""
    return [f"[{process}]", *(f"{name} = {_toml(value)}" for name, value in table.items())]


def _toml(value: object) -> str:
    """Numbers, truth and text look the same in TOML as in JSON."""
    match value:
        case bool() | int() | float() | list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return json.dumps(str(value), ensure_ascii=False)
