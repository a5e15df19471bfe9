"""A case's holder as shown on the few pages that need a person; opened for one answer alone."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from issuance.applicants.registry import OnRecord, PersonErasedError, PersonUnknownError
from issuance.application import Order
from issuance.office.desk import Desk
from issuance.office.purposes import look_of


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
    """The holder as known now; None where nobody is known or the data was erased.

    That somebody looked is remembered first: who is not remembered sees nothing.
    """
    work = desk.issuance.work
    try:
        async with work.log.transaction() as tx:
            known = await work.registry.load(tx.connection, case_id)
    except (PersonUnknownError, PersonErasedError):
        return None
    await noted(desk, [case_id])
    person = known.person
    return Holder(
        name=person.name,
        name_kana=person.name_kana or "",
        birth_on=person.birth_on,
        postcode=f"{person.postcode[:3]}-{person.postcode[3:]}",
        address=person.address,
        address_version=known.address_version,
    )


async def people_of(desk: Desk, case_ids: Collection[UUID]) -> dict[UUID, OnRecord]:
    """The holders of several cases who are known, for a page that shows them all."""
    work = desk.issuance.work
    async with work.log.transaction() as tx:
        people = await work.registry.load_many(tx.connection, case_ids)
    await noted(desk, list(people))
    return people


async def noted(desk: Desk, case_ids: Collection[UUID]) -> None:
    """Remember that whoever is signed in looks at these cases' holders on this page."""
    request = desk.request
    look = look_of(desk.staff, request.route_handler.opt["roles"], request.url.path)
    order = Order(by=f"staff:{desk.staff.staff_id}", at=desk.now)
    await desk.issuance.viewing.note(order, look, case_ids)
