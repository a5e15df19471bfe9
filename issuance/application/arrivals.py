"""到着: delivery lists, boxes, checks, shelves."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from issuance.applicants.sealing import Applicant
from issuance.application.boxes import Boxes, case_of_card
from issuance.application.placing import place_for, require_free
from issuance.application.work import Facts, Order, box_id_of, record
from issuance.cases import arrival
from issuance.cases import state as case_state
from issuance.cases.facts import CardExpected
from issuance.cases.refusals import OtherCardError
from issuance.cases.state import Case
from issuance.custody import boxes
from issuance.custody.boxes import Box
from issuance.custody.places import label_of
from issuance.custody.refusals import BoxOpenedError
from issuance.errors import Refusal
from issuance.ledger.postgres import Transaction

__all__ = ["Arrivals", "CardsRefusedError", "ExpectedCard", "case_of_card"]


@dataclass(frozen=True, kw_only=True)
class ExpectedCard:
    """One line of a delivery list."""

    applicant: Applicant
    expected: CardExpected


class CardsRefusedError(Refusal):
    """Some lines contradict what is known; nothing was taken in."""

    code = "cards-refused"

    def __init__(self, refused: Sequence[tuple[int, str, str]]) -> None:
        super().__init__(refused)
        self.refused = tuple(refused)
        """Index of the line, column, code."""


class Arrivals(Boxes):
    """What comes from J-LIS, until it lies on a shelf; the boxes themselves are `Boxes`'s."""

    async def expect_cards(self, order: Order, lines: Sequence[ExpectedCard]) -> int:
        """Take in a delivery list, all or nothing; return how many cards were not known yet.

        Raises:
            CardsRefusedError: lines that contradict what is known, each with its reason.
        """
        new: list[int] = []

        async def work(tx: Transaction) -> Facts:
            facts = await self._expected(tx, order, lines)
            new.append(len(facts))
            facts += await self._announced(tx, order, lines)
            await self._work.registry.save(tx.connection, [each.applicant for each in lines])
            return facts

        await self._work.carry_out(order, work)
        return new[-1] if new else 0

    async def _expected(
        self, tx: Transaction, order: Order, lines: Sequence[ExpectedCard]
    ) -> Facts:
        ids = [each.applicant.person_id for each in lines]
        cases = await tx.read_many(ids, Case(), case_state.evolve)
        refused = await self._serials_of_others(tx, lines)
        facts: Facts = []
        for index, line in enumerate(lines):
            case = cases[line.applicant.person_id]
            try:
                facts += record(case, order, arrival.expect_card(case.state, line.expected))
            except OtherCardError as refusal:
                refused.append((index, "application_id", refusal.code))
        if refused:
            raise CardsRefusedError(sorted(refused))
        return facts

    async def _serials_of_others(
        self, tx: Transaction, lines: Sequence[ExpectedCard]
    ) -> list[tuple[int, str, str]]:
        """A serial belongs to one case; the table holds that also against two lists at once."""
        serials = [each.expected.card_serial for each in lines]
        case_ids = [each.applicant.person_id for each in lines]
        await tx.connection.execute(
            "INSERT INTO office.cards (card_serial, case_id) SELECT * FROM unnest($1::text[],"
            " $2::uuid[]) ON CONFLICT DO NOTHING",
            *(serials, case_ids),
        )
        rows = await tx.connection.fetch(
            "SELECT card_serial, case_id FROM office.cards WHERE card_serial = ANY($1)", serials
        )
        owner: dict[str, UUID] = {row["card_serial"]: row["case_id"] for row in rows}
        return [
            (index, "card_serial", "serial-known")
            for index, (serial, case_id) in enumerate(zip(serials, case_ids, strict=True))
            if owner.get(serial, case_id) != case_id
        ]

    async def _announced(
        self, tx: Transaction, order: Order, lines: Sequence[ExpectedCard]
    ) -> Facts:
        by_box: defaultdict[str, list[str]] = defaultdict(list)
        for line in lines:
            by_box[line.expected.box].append(line.expected.card_serial)
        streams = await tx.read_many([box_id_of(name) for name in by_box], Box(), boxes.evolve)
        facts: Facts = []
        opened: dict[str, Box] = {}
        for name, serials in by_box.items():
            box = streams[box_id_of(name)]
            try:
                decided = boxes.announce(box.state, name=name, card_serials=tuple(serials))
            except BoxOpenedError:
                opened[name] = box.state
            else:
                facts += record(box, order, decided)
        if opened:
            raise CardsRefusedError(_lines_of(lines, opened))
        return facts

    async def complete_setup(self, order: Order, case_id: UUID, terminal_id: str) -> None:
        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            facts = arrival.complete_setup(case.state, terminal_id=terminal_id)
            return record(case, order, facts)

        await self._work.carry_out(order, work)

    async def store(self, order: Order, case_id: UUID, label: str) -> None:
        """Put the card on a shelf position such as "A-03", one of the ward's if it has a list.

        Raises:
            PlaceUnknownError, PlaceTakenError: no card is put there.
        """

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            place = await place_for(tx, self._work, label)
            await require_free(tx, place, case.state.card_serial)
            decided = arrival.store_card(case.state, shelf=label_of(place))
            if not decided:
                return []
            moved = await self._work.moved(tx, order, case, place)
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)


def _lines_of(
    lines: Sequence[ExpectedCard], opened: Mapping[str, Box]
) -> list[tuple[int, str, str]]:
    """The lines that put a new card into a box which was opened already."""
    return [
        (index, "box", BoxOpenedError.code)
        for index, line in enumerate(lines)
        if (box := opened.get(line.expected.box)) is not None
        and line.expected.card_serial not in box.announced
    ]
