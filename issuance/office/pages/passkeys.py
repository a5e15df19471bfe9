"""パスキー: registered on one's own account page, and signed in with."""

from uuid import UUID

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.errors import Refusal
from issuance.office.cookies import FORM, SESSION
from issuance.office.desk import Desk, Page
from issuance.office.doors import OWN_ACCOUNT, PUBLIC
from issuance.office.nav import first_page_of
from issuance.office.pages.sign_in import sign_in_form
from issuance.office.sessions import Flash, Way
from issuance.office.staff.passkeys import Asked

_BACK = "/account"


@post("/account/passkeys/ask", opt=OWN_ACCOUNT, status_code=200)
async def ask_to_register(desk: NamedDependency[Desk]) -> Response[bytes]:
    _require_offered(desk)
    return _options(await desk.office.passkeys.ask_to_register(desk.staff.staff_id, desk.now))


@post("/account/passkeys", opt=OWN_ACCOUNT)
async def register(desk: NamedDependency[Desk]) -> Page:
    """The key was just shown, so the session counts as opened by it."""
    _require_offered(desk)
    form, office = desk.form, desk.office
    assert desk.session is not None
    try:
        name = form.free_text("name", longest=40)
        await office.passkeys.register(
            desk.order(), form.text("step"), form.raw("credential"), name
        )
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_BACK, form="passkey")
    if desk.session.unsettled != "password":
        await office.sessions.settle(desk.session)
    return await desk.tell(Flash(path=_BACK, form="passkey", done="passkey-registered", count=1))


@post("/account/passkeys/{passkey_id:uuid}/remove", opt=OWN_ACCOUNT)
async def remove(desk: NamedDependency[Desk], passkey_id: FromPath[UUID]) -> Page:
    deed = desk.office.passkeys.remove(desk.order(), desk.staff.staff_id, passkey_id)
    return await desk.act(deed, back=_BACK, done="passkey-removed", form="passkey")


@post("/sign-in/passkey/ask", opt=PUBLIC, status_code=200)
async def ask_to_sign_in(desk: NamedDependency[Desk]) -> Response[bytes]:
    _require_offered(desk)
    return _options(await desk.office.passkeys.ask_to_sign_in(desk.now))


@post("/sign-in/passkey", opt=PUBLIC)
async def sign_in(desk: NamedDependency[Desk]) -> Page:
    _require_offered(desk)
    office, form = desk.office, desk.form
    try:
        staff = await office.passkeys.sign_in(form.text("step"), form.raw("credential"), desk.now)
    except Refusal as refusal:
        return sign_in_form(desk, refusal=refusal.code, status=422)
    brought = desk.request.cookies.get(office.cookies.name(SESSION))
    cookie = await office.sessions.begin(staff, desk.now, replaced=brought, way=Way.PASSKEY)
    return desk.go(
        first_page_of(staff), [office.cookies.make(SESSION, cookie), office.cookies.dropped(FORM)]
    )


@post("/account/witness/ask", opt=OWN_ACCOUNT, status_code=200)
async def ask_a_witness(desk: NamedDependency[Desk]) -> Response[bytes]:
    """For any form that two people have to stand behind."""
    _require_offered(desk)
    return _options(await desk.office.passkeys.ask_a_witness(desk.staff.staff_id, desk.now))


def _require_offered(desk: Desk) -> None:
    if not desk.office.passkeys.offered:
        raise NotFoundException


def _options(asked: Asked) -> Response[bytes]:
    content = {"step": asked.step, "options": msgspec.json.decode(asked.options)}
    return Response(msgspec.json.encode(content), media_type=MediaType.JSON)


HANDLERS = (ask_to_register, register, remove, ask_to_sign_in, sign_in, ask_a_witness)
