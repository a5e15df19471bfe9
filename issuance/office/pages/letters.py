"""What stands on a printed notice: people's data opened for this page alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import segno

from issuance.notices.numbers import format_notice_number
from issuance.office.desk import Desk
from issuance.office.holders import people_of
from issuance.read_models.queries_cases import CaseRow


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One notice, ready to print."""

    name: str = field(repr=False)
    postcode: str = field(repr=False)
    address: str = field(repr=False)
    number: str = field(repr=False)
    round: int
    pickup_deadline: date | None
    card_serial: str
    pinless: bool
    under_15: bool
    kind: str
    qr: str = field(repr=False)


async def letters_for(desk: Desk, cases: Sequence[CaseRow]) -> list[Letter]:
    """A letter for each case whose person is known; the QR code leads to the booking site."""
    people = await people_of(desk, [case.case_id for case in cases])
    qr = qr_code(desk.office.settings.booking_public_url)
    return [
        Letter(
            name=people[case.case_id].person.name,
            postcode=postcode(people[case.case_id].person.postcode),
            address=people[case.case_id].person.address,
            number=format_notice_number(
                desk.issuance.notices.number(case.case_id, case.notice_round)
            ),
            round=case.notice_round,
            pickup_deadline=case.pickup_deadline,
            card_serial=case.card_serial,
            pinless=case.pinless,
            under_15=case.under_15,
            kind=case.kind,
            qr=qr,
        )
        for case in cases
        if case.case_id in people
    ]


def qr_code(url: str) -> str:
    """A QR code as a picture in the page itself; no number stands in it."""
    return str(segno.make(url, error="m", micro=False).svg_data_uri(scale=4, border=2))


def postcode(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:]}"
