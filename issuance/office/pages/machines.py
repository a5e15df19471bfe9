"""端末: the administrator lets a machine in by a one-time code, sees them all, and ends one."""

from typing import Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from issuance.errors import Refusal
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.pairing_codes import CODE_MINUTES, as_shown
from issuance.office.sessions import Flash
from issuance.office.staff.roles import ACCOUNTS
from issuance.office.texts.staffing import MACHINES
from issuance.staffing.machines import MachineKind

_HERE: Final = staff_with(ACCOUNTS)
_PATH: Final = "/machines"


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    settings = desk.office.settings
    return desk.page(
        "machines.html",
        machines=await desk.office.machines.all(),
        kinds=MACHINES,
        code_minutes=CODE_MINUTES,
        by_token=bool(settings.station_tokens or settings.pin_desk_token),
    )


@post("/machines/offer", opt=_HERE)
async def offer(desk: NamedDependency[Desk]) -> Page:
    """A code to type on the machine; whoever sees the page next sees it no more."""
    try:
        kind = desk.form.choice("kind", MachineKind, MachineKind.STATION)
        code = await desk.office.machines.offer(desk.order(), kind, desk.form.text("name").strip())
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="offer")
    typed = {"pairing": as_shown(code), "kind": kind.value}
    said = Flash(path=_PATH, form="offer", done="code-made", count=CODE_MINUTES, typed=typed)
    return await desk.tell(said)


@post("/machines/{pairing_id:uuid}/end", opt=_HERE)
async def end(desk: NamedDependency[Desk], pairing_id: FromPath[UUID]) -> Page:
    deed = desk.office.machines.end(desk.order(), pairing_id)
    return await desk.act(deed, back=_PATH, done="device-ended", form="machines")


HANDLERS = (show, offer, end)
