"""チップの読み取り: by the holder's PIN or by print; compared, kept as outcomes, forgotten."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from counter_station.cards.document_secrets import MrzKey
from counter_station.cards.refusals import (
    BlockedError,
    LastTryError,
    OtherDocumentError,
    SecretFormatError,
    WrongSecretError,
)
from counter_station.cards.secrets import LastTryAgreed
from counter_station.comparison import Likeness
from counter_station.office_answers import Resident
from counter_station.readers.connection import NoCardError
from counter_station.readers.in_process import InProcessReader
from counter_station.screens.chip_desk import ChipDesk, ChipMoment, Whose
from counter_station.screens.document_pin import NotGiven
from counter_station.screens.entry_desk import EntryDesk
from counter_station.screens.identity_form import NOTHING_TICKED
from counter_station.screens.identity_memory import IdentityMemory
from counter_station.screens.reader_eye import ReaderEye, ReaderState, TwoCardsError
from counter_station.virtual.documents import PASSPORT
from counter_station.virtual.residence_data import Generation
from issuance.identity.chip import Attribute, Opened
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.variants import Variants
from tests.counter_station.cards.on_reader import spend, tries
from tests.counter_station.virtual.made_up import HOLDER, fresh_card
from tests.counter_station.virtual.made_up_documents import licence, passport, residence_card

CASE = UUID(int=1)
RECORD = Resident(
    case_id=CASE,
    name=HOLDER.name,
    birth_on=date(1980, 2, 17),
    address="江戸川区試験町1丁目1-1",
)
MOVED = Resident(case_id=CASE, name=HOLDER.name, birth_on=date(1980, 2, 17), address="別の町1-1")
MY_NUMBER = (DocumentKind.MY_NUMBER_CARD, Holder.APPLICANT)
BOTH = LastTryAgreed(holder=True, clerk=True)


class Counter:
    """A reader, the resident's screen and the memory of the step."""

    def __init__(self, reader):
        self.reader = reader
        self.eye = ReaderEye(reader)
        self.entries = EntryDesk(lambda: datetime.now(UTC), timedelta(minutes=5))
        self.memory = IdentityMemory()
        self.chips = ChipDesk(self.eye, self.entries, self.memory, Variants())

    async def recognised(self, state=ReaderState.READ):
        await until(lambda: self.eye.look().state is state)

    async def type_pin(self, pin):
        await until(lambda: self.entries.document() is not None)
        question = self.entries.document()
        assert question is not None
        question.take(bytearray(pin.encode()))

    async def over(self):
        await until(lambda: self.chips.state.moment is ChipMoment.IDLE)
        return self.chips.state

    def read(self):
        return self.memory.of(CASE).read


async def until(true):
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def counter_with(card, state=ReaderState.READ):
    reader = InProcessReader()
    if card is not None:
        reader.insert(card)
    here = Counter(reader)
    here.memory.of(CASE)
    here.eye.start()
    try:
        await here.recognised(state)
        yield here
    finally:
        here.chips.stop()
        here.eye.stop()


def whose(resident=RECORD, holder=Holder.APPLICANT):
    return Whose(case_id=CASE, holder=holder, resident=resident)


async def read_by_pin(here, pin="0000", **more):
    here.chips.ask_pin(whose(**more))
    await here.type_pin(pin)
    return await here.over()


async def test_the_holders_pin_makes_the_old_card_enough_for_the_post():
    async with counter_with(fresh_card()) as here:
        state = await read_by_pin(here)
        assert (state.trouble, state.not_given) == (None, None)
        chip = here.read()[MY_NUMBER].chip
        assert chip.opened is Opened.PIN
        assert chip.proves_holder
        assert set(chip.matched) == {Attribute.NAME, Attribute.BIRTH, Attribute.ADDRESS}
        shown = NOTHING_TICKED.with_chips(here.read()).shown
        assert [(each.kind, each.chip_read_with_pin) for each in shown] == [(MY_NUMBER[0], True)]


async def test_another_address_is_shown_side_by_side_and_kept_as_a_kind():
    async with counter_with(fresh_card()) as here:
        await read_by_pin(here, resident=MOVED)
        read = here.read()[MY_NUMBER]
        assert read.chip.differing == (Attribute.ADDRESS,)
        side = read.sides[-1]
        assert (side.record, side.chip) == (MOVED.address, HOLDER.address)
        assert side.likeness is Likeness.DIFFERS
        assert HOLDER.address not in repr(read)
        assert "別の町" not in repr(read)


async def test_a_representatives_document_is_held_against_nobodys_record():
    async with counter_with(fresh_card()) as here:
        await read_by_pin(here, holder=Holder.REPRESENTATIVE)
        chip = here.read()[DocumentKind.MY_NUMBER_CARD, Holder.REPRESENTATIVE].chip
        assert (chip.opened, chip.matched, chip.differing) == (Opened.PIN, (), ())


@pytest.mark.parametrize("typed", ["2285", "55021720352285"])
async def test_of_the_printed_number_the_security_code_is_enough(typed):
    async with counter_with(fresh_card()) as here:
        here.chips.use_printed(whose(), typed)
        await here.over()
        chip = here.read()[MY_NUMBER].chip
        assert (chip.opened, chip.proves_holder) == (Opened.PRINTED_NUMBER, False)


async def test_what_cannot_be_the_printed_number_is_not_sent():
    card = fresh_card()
    async with counter_with(card) as here:
        here.chips.use_printed(whose(), "12")
        assert isinstance((await here.over()).trouble, SecretFormatError)
        assert not here.read()


async def test_a_wrong_pin_says_what_is_left_and_is_asked_again_only_by_the_clerk():
    card = fresh_card()
    async with counter_with(card) as here:
        state = await read_by_pin(here, "9999")
        assert isinstance(state.trouble, WrongSecretError)
        assert (state.trouble.tries_left, tries(card, "text.0011")) == (2, 2)
        assert here.entries.document() is None
        await until(lambda: here.eye.look().recognised is not None)
        here.chips.ask_pin(whose())
        await until(lambda: here.entries.document() is not None)
        assert here.entries.document().wrong


async def test_the_last_try_waits_for_two_peoples_word_before_anybody_types():
    card = fresh_card()
    spend(card, "text.0011", until=1)
    async with counter_with(card) as here:
        here.chips.ask_pin(whose())
        assert isinstance((await here.over()).trouble, LastTryError)
        here.chips.ask_pin(whose(), last_try=LastTryAgreed(holder=True, clerk=False))
        assert isinstance((await here.over()).trouble, LastTryError)
        here.chips.ask_pin(whose(), last_try=BOTH)
        await here.type_pin("0000")
        assert (await here.over()).trouble is None
        assert MY_NUMBER in here.read()


async def test_a_blocked_pin_is_not_asked_for():
    card = fresh_card()
    spend(card, "text.0011", until=0)
    async with counter_with(card) as here:
        here.chips.ask_pin(whose())
        assert isinstance((await here.over()).trouble, BlockedError)
        assert here.entries.document() is None


async def test_another_card_put_down_meanwhile_gets_no_pin():
    card, other = fresh_card(), licence()
    async with counter_with(card) as here:
        here.chips.ask_pin(whose())
        await until(lambda: here.entries.document() is not None)
        here.reader.remove()
        here.reader.insert(other)
        await here.type_pin("0000")
        assert isinstance((await here.over()).trouble, OtherDocumentError)
        assert tries(card, "text.0011") == 3
        assert not here.read()


async def test_a_card_taken_away_meanwhile_loses_no_try():
    card = fresh_card()
    async with counter_with(card) as here:
        here.chips.ask_pin(whose())
        await until(lambda: here.entries.document() is not None)
        here.reader.remove()
        await here.type_pin("0000")
        assert isinstance((await here.over()).trouble, NoCardError)
        assert tries(card, "text.0011") == 3


async def test_given_up_the_visit_goes_on_by_sight():
    async with counter_with(fresh_card()) as here:
        here.chips.ask_pin(whose())
        await until(lambda: here.entries.document() is not None)
        here.entries.give_up_document(NotGiven.BY_RESIDENT)
        assert (await here.over()).not_given is NotGiven.BY_RESIDENT


async def test_what_is_read_after_the_step_ended_is_kept_nowhere():
    async with counter_with(fresh_card()) as here:
        here.chips.ask_pin(whose())
        await until(lambda: here.entries.document() is not None)
        here.memory.forget()
        await here.type_pin("0000")
        await here.over()
        assert not here.read()


async def test_broken_off_the_question_leaves_the_residents_screen():
    async with counter_with(fresh_card()) as here:
        here.chips.ask_pin(whose())
        await until(lambda: here.entries.document() is not None)
        here.chips.stop()
        await until(lambda: here.entries.document() is None)


DOCUMENTS = [
    (licence(), "1234", DocumentKind.DRIVERS_LICENCE, Opened.PIN),
    (
        residence_card(Generation.SECOND),
        "ab12345678cd",
        DocumentKind.RESIDENCE_CARD,
        Opened.PRINTED_NUMBER,
    ),
    (
        passport(),
        "P<JPN",
        DocumentKind.PASSPORT,
        Opened.MRZ,
    ),
]


@pytest.mark.parametrize(("card", "secret", "kind", "opened"), DOCUMENTS)
async def test_every_document_is_read_with_its_own_secret(card, secret, kind, opened):
    async with counter_with(card) as here:
        if opened is Opened.PIN:
            await read_by_pin(here, secret)
        else:
            typed = mrz() if opened is Opened.MRZ else secret
            here.chips.use_printed(whose(), typed)
            await here.over()
        assert here.chips.state.trouble is None
        assert here.read()[kind, Holder.APPLICANT].chip.opened is opened


def mrz():
    key = MrzKey.of(
        number=PASSPORT.number, birth_on=PASSPORT.birth_on, expires_on=PASSPORT.expires_on
    )
    return key.reveal()


class TwoReaders:
    """Two readers, a card on each."""

    def __init__(self):
        self.each = {"First 00": InProcessReader(), "Second 00": InProcessReader()}
        for reader in self.each.values():
            reader.insert(fresh_card())

    def readers(self):
        return list(self.each)

    def presence(self, name):
        return self.each[name].presence(self.each[name].name)

    def wait(self, name, known, *, timeout_seconds):
        reader = self.each[name]
        return reader.wait(reader.name, known, timeout_seconds=timeout_seconds)

    def open(self, name):
        return self.each[name].open(self.each[name].name)


async def test_two_cards_are_not_guessed_between():
    readers = TwoReaders()
    here = Counter(readers)
    here.eye.start()
    await here.recognised(ReaderState.TWO_CARDS)
    with pytest.raises(TwoCardsError):
        await asyncio.to_thread(here.eye.use, lambda link: link.atr)
    readers.each["First 00"].remove()
    await here.recognised(ReaderState.READ)
    assert here.eye.look().reader == "Second 00"
    here.eye.stop()
