"""Cards arrive, are set up and shelved; some go missing."""

import hypothesis.strategies as st

from issuance.cases.state import Stage
from issuance.custody import cards, places
from tests.issuance.cases.any_day.desk import Desk, command
from tests.issuance.cases.any_day.file import leaving


class Stockroom(Desk):
    @command(other_card=st.booleans())
    def expect_again(self, number: int, other_card: bool) -> None:
        announced = self.files[3 - number if other_card else number]
        self._ask(self.files[number], self.law.expect_card, announced.expected)

    @command()
    def scan(self, number: int) -> None:
        file = self.files[number]
        void = file.state.stage is Stage.VOID
        place = places.VOID_CARDS if void else places.INTAKE
        self._ask(
            file,
            self.law.scan_arrival,
            moves=lambda card: cards.receive(card, card_serial=file.serial, place=place),
        )

    @command()
    def set_up(self, number: int) -> None:
        self._ask(self.files[number], self.law.complete_setup, terminal_id="T1")

    @command()
    def store(self, number: int) -> None:
        shelf = f"A-0{number}"
        moves = self._to(places.shelf(shelf))
        self._ask(self.files[number], self.law.store_card, shelf=shelf, moves=moves)

    @command()
    def report_missing(self, number: int) -> None:
        file = self.files[number]
        asked, moves = self.law.report_missing, self._to(places.MISSING)
        self._ask(file, asked, last_place=file.card.place or "unknown", moves=moves)

    @command()
    def report_found(self, number: int) -> None:
        place = places.shelf("C-01")
        file, moves = self.files[number], self._to(place)
        self._ask(file, self.law.report_found, place=place, moves=moves)

    @command()
    def give_up_search(self, number: int) -> None:
        self._ask(self.files[number], self.law.give_up_search, moves=leaving("lost"))
