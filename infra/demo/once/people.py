"""The four people of the run, what they know, and what nobody else may keep."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from infra.demo.once.clerk import Visitor
from infra.demo.once.resident import Notice
from infra.demo.opening import SampleCase
from issuance.intake.delivery_list import DeliveryRow, parse_delivery_list
from issuance.notices.numbers import notice_id, parse_notice_number
from issuance.pins.kinds import PinKind

_SEQUENCES = "0123456789 9876543210"
_LETTERS, _DIGITS = "ABCDEFGHJKLMNPQRSTUVWXY", "3456789"


@dataclass(frozen=True, kw_only=True)
class Person:
    called: str
    """How the timeline calls them; not their name."""
    case: SampleCase
    pin_kinds: frozenset[PinKind]
    under_15: bool
    digits: str = field(repr=False)
    password: str = field(repr=False)
    personal: Mapping[str, str] = field(repr=False)

    @property
    def case_id(self) -> UUID:
        return self.case.case_id

    @property
    def card_serial(self) -> str:
        return self.case.card_serial

    @property
    def notice_id(self) -> UUID:
        return notice_id(parse_notice_number(self.case.notice_number))

    @property
    def notice(self) -> Notice:
        return Notice(number=self.case.notice_number, birth_on=self.case.birth_on)

    def pin(self, kind: PinKind) -> str:
        return self.password if kind is PinKind.SIGNATURE else self.digits

    @property
    def visitor(self) -> Visitor:
        """A child comes with a parent; everybody shows two documents, so the card may be posted."""
        documents = ["applicant:passport", "applicant:eligibility-certificate"]
        if self.under_15:
            documents += ["representative:drivers-licence", "applicant:representation-on-record"]
        return Visitor(
            name=self.personal["name"],
            situation="U15_BOTH" if self.under_15 else "SELF_N",
            documents=tuple(documents),
            digits=self.digits,
            password=self.password if PinKind.SIGNATURE in self.pin_kinds else None,
        )


def the_four(
    cases: list[SampleCase], sample: Path, kinds: Mapping[UUID, frozenset[PinKind]], today: date
) -> list[Person]:
    """One adult alone and a family of three: every sample begins with them."""
    rows = _rows(sample, today)
    names = ("single", "family 1", "family 2", "family 3")
    return [
        Person(
            called=called,
            case=case,
            pin_kinds=kinds[case.case_id],
            under_15=case.age < 15,
            digits=_unusual_digits(),
            password=_random(_LETTERS, 9) + _random(_DIGITS, 6),
            personal=_personal(rows[case.card_serial]),
        )
        for called, case in zip(names, cases[:4], strict=True)
    ]


def _rows(sample: Path, today: date) -> dict[str, DeliveryRow]:
    lists = [parse_delivery_list(file.read_bytes(), today) for file in sample.glob("delivery_*")]
    return {row.card_serial: row for each in lists for row in each.rows}


def _personal(row: DeliveryRow) -> dict[str, str]:
    person = row.person
    return {
        "name": person.name,
        "address": person.address,
        "birth date": person.birth_on.isoformat(),
        "application id": row.application_id,
        **({"kana": person.name_kana} if person.name_kana else {}),
    }


def _unusual_digits() -> str:
    """Four digits that are no year, no sequence and no repetition."""
    while True:
        digits = f"{secrets.randbelow(10_000):04}"
        if len(set(digits)) == 4 and digits[0] not in "012" and digits not in _SEQUENCES:
            return digits


def _random(symbols: str, length: int) -> str:
    return "".join(secrets.choice(symbols) for _ in range(length))
