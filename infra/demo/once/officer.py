"""What the back office does on its pages, form by form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import TracebackType
from typing import Self
from uuid import UUID

from infra.demo.once.browser import Browser, Page, PageError


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """The second person of an act that needs two."""

    staff_id: str
    password: str

    @property
    def typed(self) -> dict[str, str]:
        return {"second_id": self.staff_id, "second_password": self.password}


class Officer:
    """Somebody signed in at the office. Use it in a `with` block."""

    def __init__(self, office: str, me: Colleague) -> None:
        self._browser = Browser(office)
        page = self._browser.get("/sign-in")
        typed = {"staff_id": me.staff_id, "password": me.password}
        self._browser.send(page.form("/sign-in"), typed)

    def announce_venue(self, venue: dict[str, str], day: date) -> None:
        """A venue, and a place every five minutes around the clock, today and in a week.

        Notices go out only for places that their readers can still reach.
        """
        page = self._browser.get("/venues")
        page = self._done(page, "/venues/announce", venue)
        hours = {"opens": "00:00", "closes": "23:59", "minutes": "5", "places": "3"}
        for each in (day, day + timedelta(days=7)):
            days = {"first": each.isoformat(), "last": each.isoformat(), "days_off": "1"}
            page = self._done(page, "/venues/offer", {"code": venue["code"], **hours, **days})

    def unpack(self, box: str, card_serials: Sequence[str], second: Colleague) -> None:
        """Open the box by two, scan every card, close it."""
        path = self._browser.get("/boxes").link(box)
        page = self._done(self._browser.get(path), "/open", second.typed)
        for serial in card_serials:
            page = self._done(page, "/scan", {"card_serial": serial})
        self._done(page, "/close")

    def set_up_and_store(self, card_serials: Sequence[str], shelf: str) -> None:
        for serial in card_serials:
            page = self._browser.get("/setup")
            page = self._done(page, "/setup/complete", {"card_serial": serial, "terminal_id": "T1"})
            self._done(page, "/setup/store", {"card_serial": serial, "shelf": shelf})

    def send_notices(self, cases: Iterable[UUID]) -> None:
        self._on_chosen("/notices", "/notices/send", cases)

    def open_envelopes(self, cases: Iterable[UUID], second: Colleague) -> None:
        """Open the sealed PINs for the writer, by two."""
        self._on_chosen("/pin-setting", "/pin-setting/open", cases, second.typed)

    def seal(
        self,
        case_id: UUID,
        *,
        card_serial_read: str,
        certificates: Iterable[str],
        tracking_number: str,
        second: Colleague,
    ) -> None:
        """Close the envelope; *certificates*: which of signature and authentication it carries."""
        page = self._browser.get(f"/sealing/{case_id}")
        typed = {"card_serial_read": card_serial_read, "tracking_number": tracking_number}
        typed |= dict.fromkeys(certificates, "1")
        self._done(page, "/close", {**typed, **second.typed})

    def hand_to_post(self, cases: Iterable[UUID]) -> None:
        tray = list(cases)
        counted = {"counted": str(len(tray))}
        self._on_chosen("/posting", "/posting/hand", tray, counted)

    def delivered(self, tracking_number: str) -> None:
        page = self._browser.get("/returns")
        self._done(page, "/returns/delivered", {"tracking_number": tracking_number})

    def _on_chosen(
        self,
        path: str,
        action: str,
        cases: Iterable[UUID],
        more: dict[str, str] | None = None,
    ) -> None:
        chosen = {"case": [str(each) for each in cases]}
        self._done(self._browser.get(path), action, {**chosen, **(more or {})})

    def _done(
        self, page: Page, action: str, values: Mapping[str, str | Sequence[str]] | None = None
    ) -> Page:
        """Send the form; where the office refused, say what it said.

        Raises:
            PageError: it was refused.
        """
        page = self._browser.send(page.form(action), values)
        if page.alerts:
            raise PageError(f"{action}: {' '.join(page.alerts)}")
        return page

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        self._browser.__exit__(kind, error, trace)
