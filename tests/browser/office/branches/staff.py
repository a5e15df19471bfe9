"""Somebody of the office at a PC: signs in, follows links, fills in forms, looks at what comes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from infra.demo.opening import SampleCase
from tests.browser.office.branches.branch_house import BranchHouse
from tests.browser.office.conftest import sign_in
from tests.issuance.office.house import PASSWORD

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\?.*|#.*")


@dataclass
class Staff:
    """`walk` names the pictures; `steps` counts them."""

    page: Page
    house: BranchHouse
    check_axe: Callable[[Page], None]
    shots: Path
    walk: str
    steps: int = 0

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def signs_in(self, staff_id: str) -> None:
        """Whoever sat here before is gone."""
        self.page.context.clear_cookies()
        sign_in(self.page, self.house.url, staff_id)
        self.looks()

    def goes_to(self, name: str) -> None:
        """By the links at the top of every page."""
        self.page.get_by_label("事務所のページ").get_by_role("link", name=name, exact=True).click()
        self.looks()

    def follows(self, name: str) -> None:
        self.main.get_by_role("link", name=name).first.click()
        self.looks()

    def finds(self, person: SampleCase) -> None:
        """The case, as one finds it with the card in hand."""
        self.goes_to("案件")
        self.page.fill("#number", person.card_serial)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(re.compile(r"/cases/[0-9a-f]{8}-"))
        self.looks()

    def ticks(self, person: SampleCase) -> None:
        self.main.get_by_role("checkbox", name=person.card_serial).check()

    def form(self, button: str) -> Locator:
        """The form that a button belongs to."""
        pressed = self.page.get_by_role("button", name=button, exact=True)
        return self.main.locator("form").filter(has=pressed)

    def presses(self, button: str, **typed: str) -> None:
        """After the form's fields were filled in, by their names."""
        form = self.form(button)
        for name, value in typed.items():
            field = form.locator(f"[name={name}]")
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        form.get_by_role("button", name=button, exact=True).first.click()
        self.looks()

    def by_two(self, button: str, second: str, **typed: str) -> None:
        typed |= {"second_id": second, "second_password": PASSWORD}
        self.presses(button, **typed)

    def destroys_by_two(self, person: SampleCase, second: str) -> None:
        """A card scanned into the destruction list, which both sign."""
        self.goes_to("廃棄")
        self.ticks(person)
        self.by_two("廃棄したことを記録し、廃棄簿を作る", second, scanned=person.card_serial)
        self.sees("廃棄簿を記録しました", person.card_serial)

    def sees(self, *words: str) -> None:
        text = self.page.inner_text("main")
        for each in words:
            assert each in text, (self.page.url, each, text)

    def sees_no(self, words: str) -> None:
        assert words not in self.page.inner_text("main")

    def inbox(self, label: str) -> list[str]:
        """What the exceptions say of a card or an envelope."""
        self.goes_to("例外")
        rows = self.main.locator("tbody tr").filter(has_text=label)
        return [row.split("\t")[0].strip(" ●○▲■×✓!？?\n") for row in rows.all_inner_texts()]

    def looks(self) -> None:
        """A picture of every page; a page seen first shuts nobody out."""
        self.page.wait_for_load_state()
        self.steps += 1
        self.page.screenshot(path=self.shots / f"{self.walk}-{self.steps:02}.png", full_page=True)
        kind = _ID.sub("*", self.page.url.removeprefix(self.house.url))
        if kind not in self.house.looked_at:
            self.house.looked_at.add(kind)
            self.check_axe(self.page)
