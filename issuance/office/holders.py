"""A case's holder as shown on the few pages that need a person; opened for one answer alone."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from issuance.applicants.registry import PersonErasedError, PersonUnknownError
from issuance.office.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Its repr shows nothing personal."""

    name: str = field(repr=False)
    name_kana: str = field(repr=False)
    birth_on: date = field(repr=False)
    postcode: str = field(repr=False)
    address: str = field(repr=False)
    address_version: int


async def holder_of(desk: Desk, case_id: UUID) -> Holder | None:
    """The holder as known now; None where nobody is known or the data was erased."""
    work = desk.issuance.work
    try:
        async with work.log.transaction() as tx:
            known = await work.registry.load(tx.connection, case_id)
    except (PersonUnknownError, PersonErasedError):
        return None
    person = known.person
    return Holder(
        name=person.name,
        name_kana=person.name_kana or "",
        birth_on=person.birth_on,
        postcode=f"{person.postcode[:3]}-{person.postcode[3:]}",
        address=person.address,
        address_version=known.address_version,
    )
