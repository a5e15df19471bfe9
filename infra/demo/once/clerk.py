"""What the clerk and the residents do at one counter, form by form."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from infra.demo.once.browser import Browser, Page, PageError

DECLARED = (
    "appeared-in-person",
    "no-change-expected",
    "no-forwarding",
    "can-receive",
    "accepts-pin-setting",
    "old-card-returned",
)
_MOST_TRIES = 30


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """One person of a party: who comes, what is shown, and what will be typed."""

    name: str = field(repr=False)
    """As the clerk's screen shows it; that says whose turn it is."""
    situation: str
    documents: tuple[str, ...]
    digits: str = field(repr=False)
    password: str | None = field(default=None, repr=False)
    """None where the card has no signature certificate."""


class Clerk:
    """A clerk signed in at the station, with the resident's screen paired."""

    def __init__(self, station: str, staff_id: str, pin: str) -> None:
        self._clerk, self._resident = Browser(station), Browser(station)
        page = self._clerk.get("/sign-in")
        page = self._clerk.send(page.form("/sign-in"), {"staff_id": staff_id, "pin": pin})
        self._pair(page)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._clerk.__exit__(None, None, None)
        self._resident.__exit__(None, None, None)

    def serve(self, reference: str, party: Sequence[Visitor]) -> None:
        """Call the party with this booking reference and see everybody through.

        Raises:
            PageError: a step did not lead where it should.
        """
        self._called(reference)
        for number in range(1, len(party) + 1):
            page = self._person(number)
            visitor = next(each for each in party if each.name in page.text)
            self._take_pins(self._identify(page, visitor), visitor)
            page = self._person(number)
            page = self._clerk.send(
                page.form("/delivery"), {"mode": "registered-mail", "declared": list(DECLARED)}
            )
        page = self._clerk.get("/")
        self._clerk.send(page.form("/finish"))

    def _called(self, reference: str) -> Page:
        """A party the station does not know yet waits until the office is there again."""
        tries = 0
        while True:
            page = self._clerk.get(self._clerk.get("/").link(reference))
            try:
                return self._clerk.send(page.form("/call"))
            except PageError:
                tries += 1
                if tries > _MOST_TRIES:
                    raise
                time.sleep(1)

    def _person(self, number: int) -> Page:
        return self._clerk.get(f"/?person={number}")

    def _identify(self, page: Page, visitor: Visitor) -> Page:
        return self._clerk.send(
            page.form("/identity"),
            {"situation": visitor.situation, "document": list(visitor.documents)},
        )

    def _take_pins(self, page: Page, visitor: Visitor) -> None:
        self._clerk.send(page.form("/pins"))
        screen = self._resident.get("/resident")
        screen = self._resident.send(screen.form("/resident/begin"))
        answers = [visitor.digits, *([visitor.password] if visitor.password else [])]
        for answer in answers:
            form = screen.form("/resident/pin")
            screen = self._resident.send(form, {"first": answer, "again": answer})

    def _pair(self, page: Page) -> None:
        code = next((word for word in page.text if len(word) == 6 and word.isdigit()), None)
        if code is None:
            raise PageError(f"{page.url}: no pairing code on the clerk's screen")
        screen = self._resident.get("/resident")
        self._resident.send(screen.form("/resident/pair"), {"code": code})
