"""差出票と廃棄簿: lists that the post took, or that two people signed, as PDF for the file."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.office.desk import Desk
from issuance.office.doors import staff_with
from issuance.office.holders import people_of
from issuance.office.papers import Paper, paper
from issuance.office.staff.roles import DESTRUCTION, MAIL
from issuance.office.texts import ALL, SOURCE
from issuance.office.texts.names import mail
from issuance.printing import Posted, destruction_record, posting_list


@get("/posting/lists/{list_id:uuid}/list.pdf", opt=staff_with(MAIL))
async def print_posting_list(desk: NamedDependency[Desk], list_id: FromPath[UUID]) -> Paper:
    """What the post took, with addressees as they are known now."""
    posted = await desk.queries.mail.list_of(list_id)
    if posted is None:
        raise NotFoundException

    async def make() -> Callable[[], bytes]:
        envelopes = await desk.queries.mail.of_list(list_id)
        people = await people_of(desk, {each.case_id for each in envelopes})
        items = [
            Posted(
                tracking_number=each.tracking_number,
                mail_class=ALL[SOURCE](mail.KINDS[each.mail_class]),
                name=people[each.case_id].person.name if each.case_id in people else "",
            )
            for each in envelopes
        ]
        return partial(
            posting_list,
            items,
            office=desk.office.settings.office_name_ja,
            posted_on=posted.posted_on,
            number=posted.number,
            printed_at=desk.now,
        )

    return await paper(desk, "posting-list", f"posting-{posted.posted_on}-{posted.number}", make)


@get("/destruction/lists/{list_id:uuid}/list.pdf", opt=staff_with(DESTRUCTION))
async def print_destruction_record(desk: NamedDependency[Desk], list_id: FromPath[UUID]) -> Paper:
    signed = await desk.queries.mail.signed_list(list_id)
    if signed is None:
        raise NotFoundException
    first, second = signed.witnesses

    async def make() -> Callable[[], bytes]:
        return partial(
            destruction_record,
            signed.card_serials,
            office=desk.office.settings.office_name_ja,
            on=signed.destroyed_on,
            witnesses=(first, second),
            printed_at=desk.now,
        )

    return await paper(desk, "destruction-list", f"destroyed-{signed.destroyed_on}", make)


HANDLERS = (print_posting_list, print_destruction_record)
