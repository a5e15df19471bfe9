"""暗証番号設定: sealed PINs go to the writer, and are gone when they are on the card."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from issuance.application.arrivals import case_of_card
from issuance.application.paper import opened_sheet
from issuance.application.work import Facts, Order, Work, record
from issuance.cases import pin_setting
from issuance.cases.facts import PinSheetSealed
from issuance.cases.refusals import OtherEnvelopeError
from issuance.cases.requirements import require, require_card_at_hand
from issuance.cases.state import Stage
from issuance.custody.places import PIN_DESK, QUARANTINE, SEALING_DESK
from issuance.ledger.postgres import Transaction
from issuance.pins.kinds import ASKING_ORDER, PinKind


class Task(StrEnum):
    """What two officers laid the card on the reader for."""

    SET = "set"
    CHECK = "check"


@dataclass(frozen=True, kw_only=True)
class SealedEnvelope:
    """What the writer needs for one card. The blob opens only with the back office's key.

    For a check it may be empty: the PINs are on paper, or their time is over.
    """

    case_id: UUID
    envelope_id: UUID
    key_id: str
    pin_kinds: tuple[PinKind, ...]
    card_serial: str
    expires_on: date
    task: Task
    on_paper: bool
    opening: int
    """The case's version: another one each time two officers open it."""
    blob: bytes = field(repr=False)


class PinDesk:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def begin(self, order: Order, case_id: UUID, officers: tuple[str, str]) -> None:
        """Two officers take the card to the PIN desk and open its envelope for the writer."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = pin_setting.begin_setting(
                case.state, officers=officers, four_eyes=self._work.policy.four_eyes
            )
            moved = await self._work.moved(tx, order, case, PIN_DESK) if decided else []
            opened = await opened_sheet(self._work, tx, order, case) if decided else []
            return [*record(case, order, decided), *moved, *opened]

        await self._work.carry_out(order, work)

    async def envelope_for(self, card_serial: str) -> SealedEnvelope:
        """The sealed PINs of the card that lies on the writer's reader.

        Raises:
            NotInBoxError: the card is not known.
            WrongStageError: its envelope was not opened by two officers.
            OtherEnvelopeError: the sealed PINs are gone, or written on paper.
            CardMissingError: the card is being searched for.
        """
        async with self._work.log.transaction() as tx:
            case = await self._work.case(tx, await case_of_card(tx, card_serial))
            task = Task.CHECK if case.state.checking else Task.SET
            if task is Task.SET:
                require(case.state, Stage.SETTING)
            require_card_at_hand(case.state)
            row = await tx.connection.fetchrow(
                "SELECT key_id, blob FROM office.sealed_pins WHERE envelope_id = $1",
                case.state.begun_envelope,
            )
            if task is Task.SET and row is None:
                raise OtherEnvelopeError
            assert case.state.card is not None
            assert case.state.begun_envelope is not None
            return SealedEnvelope(
                case_id=case.id,
                envelope_id=case.state.begun_envelope,
                key_id=row["key_id"] if row else "",
                pin_kinds=tuple(sorted(case.state.pin_kinds, key=ASKING_ORDER.index)),
                card_serial=card_serial,
                expires_on=case.state.card.expires_on,
                task=task,
                on_paper=isinstance(case.state.envelope, PinSheetSealed),
                opening=case.version,
                blob=row["blob"] if row else b"",
            )

    async def record_set(
        self, order: Order, case_id: UUID, envelope_id: UUID, references: tuple[str, ...]
    ) -> None:
        """Every PIN is on the card: in the same transaction the sealed ones are destroyed."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = pin_setting.record_pins_set(
                case.state, envelope_id=envelope_id, references=references
            )
            if not decided:
                return []
            await destroy_sealed_pins(tx, case_id)
            at_hand = not case.state.missing
            moved = await self._work.moved(tx, order, case, SEALING_DESK) if at_hand else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)

    async def record_uncertain(self, order: Order, case_id: UUID, envelope_id: UUID) -> None:
        """The card is kept apart until the writer has resumed; the sealed PINs stay."""

        async def work(tx: Transaction) -> Facts:
            case = await self._work.case(tx, case_id)
            decided = pin_setting.record_uncertain(case.state, envelope_id=envelope_id)
            apart = decided and not case.state.missing
            moved = await self._work.moved(tx, order, case, QUARANTINE) if apart else []
            return [*record(case, order, decided), *moved]

        await self._work.carry_out(order, work)


async def destroy_sealed_pins(tx: Transaction, case_id: UUID) -> None:
    await tx.connection.execute("DELETE FROM office.sealed_pins WHERE case_id = $1", case_id)
