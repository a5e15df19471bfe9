"""差出し: the tray goes to the post in one counted act; what must not go is named."""

from litestar import get, post
from litestar.di import NamedDependency

from issuance.application.post_office import EnvelopesStoppedError
from issuance.errors import Refusal
from issuance.office.desk import Desk, NothingChosenError, Page
from issuance.office.doors import staff_with
from issuance.office.refusals import detail_of
from issuance.office.sessions import Flash
from issuance.office.staff.roles import MAIL
from issuance.office.texts.names import mail
from issuance.read_models.queries_cases import CaseRow
from issuance.read_models.queries_mail import ShipmentRow
from issuance.shipments.mail import MailClass
from issuance.shipments.tracking import as_printed, fits_kind

_HERE = staff_with(MAIL)
_PATH = "/posting"
_MOST = 500


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    sealed = await desk.queries.mail.sealed()
    lists = await desk.queries.mail.lists(desk.today)
    return desk.page(
        "posting.html",
        sealed=[each for each in sealed if _may_go(each)],
        stopped=[each for each in sealed if not _may_go(each)],
        lists=lists,
        number=len(lists) + 1,
        odd={each.shipment_id for each in sealed if not _fits(each)},
        printed=as_printed,
        mail=mail,
    )


@post("/posting/hand", opt=_HERE)
async def hand(desk: NamedDependency[Desk]) -> Page:
    """All that was ticked goes, counted by hand, or nothing does."""
    cases = await desk.chosen()
    try:
        if not cases:
            raise NothingChosenError
        number = desk.form.number("number", least=1, most=99)
        counted = desk.form.number("counted", least=0, most=_MOST)
        await desk.issuance.post_office.hand_over_list(
            desk.order(), [each.case_id for each in cases], number=number, counted=counted
        )
    except EnvelopesStoppedError as refusal:
        return await _stopped(desk, refusal, cases)
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="hand")
    done = Flash(path=_PATH, form="hand", done="list-posted", count=len(cases), typed={})
    return await desk.tell(done)


async def _stopped(desk: Desk, refusal: EnvelopesStoppedError, cases: list[CaseRow]) -> Page:
    """Nothing went; each envelope that holds the list up is named with its reason."""
    serials = {each.case_id: each.card_serial for each in cases}
    several = [(serials[id_], why.code, detail_of(why)) for id_, why in refusal.stopped]
    said = Flash(
        path=_PATH, form="hand", refused=refusal.code, several=several[:50],
        typed=desk.form.typed(),
    )  # fmt: skip
    return await desk.tell(said)


def _may_go(envelope: ShipmentRow) -> bool:
    return envelope.stage == "sealed" and not envelope.barred


def _fits(envelope: ShipmentRow) -> bool:
    return fits_kind(envelope.tracking_number, MailClass(envelope.mail_class))


HANDLERS = (show, hand)
