"""One request of a member of staff: who asks, in which language, what was typed, how to answer."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from litestar import Response
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.enums import MediaType

from issuance.application import Issuance, Order
from issuance.calendar import office_date
from issuance.errors import Refusal
from issuance.office.cookies import LANGUAGE
from issuance.office.doors import Web
from issuance.office.forms import Form
from issuance.office.nav import pages_for
from issuance.office.parts import Office, Queries
from issuance.office.refusals import detail_of
from issuance.office.sessions import Flash, Session
from issuance.office.staff.accounts import Staff
from issuance.office.staff.roles import Role
from issuance.office.texts import ALL, LANGUAGES, SOURCE, Words
from issuance.read_models.queries_cases import CaseRow

Page = Response[str]
_SAFE: Final = frozenset({"GET", "HEAD"})


class SecondRoleError(Refusal):
    """The second person exists, but this is not their work."""

    code = "second-role"


class SecondPasskeyError(Refusal):
    """The password was right, but the second person has to use a passkey here too."""

    code = "second-passkey"


class NothingChosenError(Refusal):
    """No case was ticked."""

    code = "nothing-chosen"


class Desk:
    """Made once a request of a page; `session` is None only on the sign-in page."""

    def __init__(
        self, office: Office, request: Web, session: Session | None, flash: Flash | None
    ) -> None:
        self.office, self.request, self.session, self.flash = office, request, session, flash
        self.form: Form = request.state.form
        self.now: datetime = office.clock()
        self.language = language_of(request, office)
        self.words: Words = ALL[self.language]

    @property
    def issuance(self) -> Issuance:
        return self.office.issuance

    @property
    def queries(self) -> Queries:
        return self.office.queries

    @property
    def today(self) -> date:
        return office_date(self.now)

    @property
    def staff(self) -> Staff:
        assert self.session is not None  # the door lets nobody else in
        return self.session.staff

    def order(self, *parts: object) -> Order:
        """What is asked now, once a button pressed; *parts* tell the acts of one form apart."""
        key = ":".join(["office", self.staff.staff_id, str(self.form.key), *map(str, parts)])
        digest = self.form.digest(self.request.method, self.request.url.path)
        return Order(by=f"staff:{self.staff.staff_id}", at=self.now, key=key, digest=digest)

    async def second(self, roles: frozenset[Role]) -> str:
        """The code of the second person, who used their passkey or gave their own password.

        Raises:
            SignInRefusedError, SignInLockedError: code and password do not belong together.
            PasskeyRefusedError: the passkey answers nothing that was asked here.
            SecondPasskeyError: a password alone opens nothing in this office.
            SecondRoleError: this is not their work.
        """
        if answer := self.form.raw("second_credential"):
            step, first = self.form.text("second_step"), self.staff.staff_id
            second = await self.office.passkeys.witness(step, answer, first, self.now)
        else:
            typed = self.form.raw("second_password")
            second = await self.office.accounts.check(self.form.text("second_id"), typed, self.now)
            if self.office.settings.require_passkey:
                raise SecondPasskeyError
        if not second.has_any(roles):
            raise SecondRoleError
        return second.staff_id

    async def two(self, roles: frozenset[Role]) -> tuple[str, str]:
        """Who asks and the second person, as `second` finds them; never one alone."""
        return (self.staff.staff_id, await self.second(roles))

    async def pair(self, roles: frozenset[Role]) -> tuple[str, str]:
        """Who asks and the second person; one alone only where four eyes are switched off."""
        named = self.form.text("second_id") or self.form.raw("second_credential")
        if not self.office.settings.four_eyes and not named:
            return (self.staff.staff_id, self.staff.staff_id)
        return await self.two(roles)

    def page(self, template: str, *, status: int = 200, **context: object) -> Page:
        """A page that nobody else may see or keep (no-store is the default of every answer)."""
        cookies: list[Cookie] = []
        if self.request.query_params.get("lang") == self.language:
            cookies.append(self.office.cookies.language(self.language))
        html = self.office.renderer.render(template, self.language, self._common() | context)
        return Response(html, media_type=MediaType.HTML, status_code=status, cookies=cookies)

    def go(self, path: str, cookies: Iterable[Cookie] = ()) -> Page:
        """See other: what was posted is done, a reload repeats nothing."""
        return Response("", status_code=303, headers={"location": path}, cookies=list(cookies))

    async def act(
        self,
        deed: Awaitable[None],
        *,
        back: str,
        done: str,
        form: str = "",
        keep: bool = False,
        then: str = "",
    ) -> Page:
        """Do one thing, then show the page it was asked from, with what was done or refused.

        *keep*: the next form of this kind starts with what was typed. *then*: another page to
        go on with when it was done.
        """
        try:
            await deed
        except Refusal as refusal:
            return await self.refuse(refusal, back=back, form=form)
        typed = self.form.typed() if keep else {}
        return await self.tell(Flash(path=then or back, form=form, done=done, count=1, typed=typed))

    async def act_on_each(
        self,
        cases: Iterable[CaseRow],
        deed: Callable[[CaseRow], Awaitable[None]],
        *,
        back: str,
        done: str,
        form: str,
    ) -> Page:
        """The same act on several cases: what is refused for one does not stop the others."""
        count, several = 0, list[tuple[str, str, dict[str, str | list[str]]]]()
        for case in cases:
            try:
                await deed(case)
            except Refusal as refusal:
                several.append((case.card_serial, refusal.code, detail_of(refusal)))
            else:
                count += 1
        if not count and not several:
            return await self.refuse(NothingChosenError(), back=back, form=form)
        said = Flash(
            path=back, form=form, done=done if count else "", count=count, several=several[:50],
            typed=self.form.typed(),
        )  # fmt: skip
        return await self.tell(said)

    async def refuse(self, refusal: Refusal, *, back: str, form: str = "") -> Page:
        """Back to the form, with what was typed and why it was not done."""
        return await self.tell(
            Flash(
                path=back,
                form=form,
                refused=refusal.code,
                detail=detail_of(refusal),
                typed=self.form.typed(),
            )
        )

    async def tell(self, flash: Flash) -> Page:
        assert self.session is not None
        await self.office.refresh()
        await self.office.sessions.leave_flash(self.session, flash)
        return self.go(flash.path)

    async def chosen(self, name: str = "case") -> list[CaseRow]:
        """The cases ticked on the form."""
        return await self.queries.cases.these(self.form.uuids(name))

    def _common(self) -> dict[str, object]:
        staff = self.session.staff if self.session else None
        return {
            "path": self.request.url.path,
            "staff": staff,
            "nav": pages_for(staff) if staff else (),
            "csrf": self.session.form_token if self.session else "",
            "form_key": uuid4,
            "flash": self.flash,
            "now": self.now,
            "today": self.today,
            "settings": self.office.settings,
            "session": self.session,
            "session_seconds": self._session_seconds(),
        }

    def _session_seconds(self) -> int:
        """How long the session lasts if nothing more is done."""
        return int((self.session.ends_at - self.now).total_seconds()) if self.session else 0


async def provide_desk(request: Web, office: NamedDependency[Office]) -> Desk:
    """The desk of this request; what was left to be said is taken by the page that says it."""
    session: Session | None = request.state.get("session")
    flash = None
    if session is not None and request.method in _SAFE:
        flash = await office.sessions.take_flash(session, request.url.path)
    return Desk(office, request, session, flash)


def language_of(request: Web, office: Office) -> str:
    """Asked for in the address, else kept from before, else Japanese."""
    asked = request.query_params.get("lang")
    kept = request.cookies.get(office.cookies.name(LANGUAGE))
    return next((code for code in (asked, kept) if code in LANGUAGES), SOURCE)
