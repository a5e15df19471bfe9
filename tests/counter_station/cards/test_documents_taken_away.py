"""Whatever happens between a document and its reader ends in a named refusal; no try is wasted."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from counter_station.cards.document_secrets import MrzKey, PrintedNumber
from counter_station.cards.licence_session import LicenceSession
from counter_station.cards.passport_session import PassportSession
from counter_station.cards.reading import ChipReading, Signature
from counter_station.cards.refusals import DoubtfulTryError, OtherDocumentError, TamperedAnswerError
from counter_station.cards.residence_session import ResidenceSession
from counter_station.cards.secret_try import TryFate, what_became_of
from counter_station.cards.secrets import CardPin
from counter_station.readers.connection import CardError, CardLink, CardRemovedError
from counter_station.virtual.documents import PASSPORT, RESIDENCE_1, Document
from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from counter_station.virtual.residence_data import Generation
from tests.counter_station.virtual.made_up import fresh_card
from tests.counter_station.virtual.made_up_documents import (
    Recorded,
    licence,
    on_a_reader,
    passport,
    residence_card,
)

DOCUMENTS: dict[str, tuple[Callable[[], Document], Callable[[CardLink], ChipReading]]] = {
    "licence": (licence, lambda link: LicenceSession().read(link, CardPin("1234"))),
    "residence-1": (
        lambda: residence_card(Generation.FIRST),
        lambda link: ResidenceSession().read(link, PrintedNumber(RESIDENCE_1.number)),
    ),
    "residence-2": (
        lambda: residence_card(Generation.SECOND),
        lambda link: ResidenceSession().read(link, PrintedNumber(RESIDENCE_1.number)),
    ),
    "passport": (passport, lambda link: PassportSession().read(link, MrzKey(PASSPORT.zone[44:]))),
}
every_document = pytest.mark.parametrize("kind", DOCUMENTS)


def read(kind, card) -> ChipReading:
    with on_a_reader(card) as link:
        return DOCUMENTS[kind][1](link)


def exchanges(kind):
    recorded = Recorded(DOCUMENTS[kind][0]())
    read(kind, recorded)
    return recorded.exchanges


class Changed(FaultyCard):
    """A card one byte of whose n-th answer is changed on the way."""

    def __init__(self, card, command, at):
        super().__init__(card, FaultAt(command=0, fault=Fault.SLOW))
        self.wanted, self.byte = command, at

    def process(self, command: bytes, /) -> bytes:
        answer = bytearray(super().process(command))
        if self.commands == self.wanted:
            answer[self.byte] ^= 0x01
        return bytes(answer)


@every_document
@pytest.mark.parametrize("fault", [Fault.REMOVED_BEFORE, Fault.REMOVED_AFTER])
def test_taken_away_at_each_command(kind, fault):
    for number in range(1, len(exchanges(kind)) + 1):
        card = DOCUMENTS[kind][0]()
        with pytest.raises((CardRemovedError, DoubtfulTryError)):
            read(kind, FaultyCard(card, FaultAt(command=number, fault=fault)))
        assert read(kind, card).kind.value == kind


@pytest.mark.parametrize(
    ("fault", "pin", "fate"),
    [
        (Fault.REMOVED_BEFORE, "9999", TryFate.NOT_SPENT),
        (Fault.REMOVED_AFTER, "9999", TryFate.SPENT),
        (Fault.REMOVED_AFTER, "1234", TryFate.NOT_SPENT),
    ],
)
def test_a_doubtful_pin_is_settled_by_the_licences_own_count(fault, pin, fate):
    verify = [command for command, _ in exchanges("licence")].index(b"\x00\x20\x00\x80\x041234")
    card = licence()
    faulty = FaultyCard(card, FaultAt(command=verify + 1, fault=fault))
    with pytest.raises(DoubtfulTryError) as doubt, on_a_reader(faulty) as link:
        LicenceSession().read(link, CardPin(pin))
    assert faulty.commands == verify + 1
    assert what_became_of(doubt.value, card.memory.pins["first"].tries) is fate


@every_document
def test_a_card_that_goes_silent_at_each_command(kind):
    for number in range(1, len(exchanges(kind)) + 1):
        with pytest.raises(CardError):
            read(
                kind, FaultyCard(DOCUMENTS[kind][0](), FaultAt(command=number, fault=Fault.SILENT))
            )


@every_document
def test_another_document_is_named_as_such(kind):
    others = [make for name, (make, _) in DOCUMENTS.items() if name[:9] != kind[:9]]
    for make in (fresh_card, *others):
        card = Recorded(make())
        with pytest.raises(OtherDocumentError):
            read(kind, card)
        assert not any(command[1] in {0x20, 0x82} for command, _ in card.exchanges)


REFUSED = [0x6F00, 0x6982, 0x6A82, 0x6300, 0x63C0, 0x9000, 0x6700, 0x6B00, 0x6282]


@every_document
@pytest.mark.parametrize("status", REFUSED)
def test_a_strange_status_at_each_command_is_a_named_refusal_or_is_got_over(kind, status):
    for number in range(1, len(exchanges(kind)) + 1):
        at = FaultAt(command=number, fault=Fault.STATUS, status=status)
        with suppress(CardError):
            assert read(kind, FaultyCard(DOCUMENTS[kind][0](), at)).kind.value == kind


@every_document
def test_a_changed_byte_at_each_command_is_a_named_refusal_or_is_got_over(kind):
    said = exchanges(kind)
    for number, (_, answer) in enumerate(said, 1):
        for byte in {0, 1, 2, len(answer) // 2, len(answer) - 1}:
            with suppress(CardError):
                changed = Changed(DOCUMENTS[kind][0](), number, min(byte, len(answer) - 1))
                assert read(kind, changed).kind.value == kind


def test_no_byte_under_a_passports_secure_messaging_can_be_changed():
    said = exchanges("passport")
    secured = [at for at, (command, _) in enumerate(said, 1) if command[0] == 0x0C]
    for number in secured:
        for byte in range(len(said[number - 1][1])):
            with pytest.raises(CardError):
                read("passport", Changed(passport(), number, byte))


def test_the_proof_of_a_passports_authentication_is_checked():
    said = exchanges("passport")
    number = next(at for at, (command, _) in enumerate(said, 1) if command[1] == 0x82)
    for byte in range(40):
        with pytest.raises(TamperedAnswerError):
            read("passport", Changed(passport(), number, byte))


@pytest.mark.parametrize("generation", list(Generation))
def test_a_byte_changed_in_a_residence_cards_secure_answer_is_never_taken_for_signed(generation):
    kind = f"residence-{generation}"
    said = exchanges(kind)
    secured = [at for at, (command, _) in enumerate(said, 1) if command[:2] == b"\x08\xb0"]
    for number in secured:
        length = len(said[number - 1][1])
        for byte in {0, 1, 3, 4, 5, 6, 20, length // 2, length - 20, length - 3}:
            try:
                reading = read(kind, Changed(residence_card(generation), number, byte))
            except CardError:
                continue
            assert reading.signature is Signature.FAILED
    assert secured


@pytest.mark.parametrize("generation", list(Generation))
def test_the_proof_of_a_residence_cards_authentication_is_checked(generation):
    kind = f"residence-{generation}"
    number = next(at for at, (command, _) in enumerate(exchanges(kind), 1) if command[1] == 0x82)
    for byte in range(40):
        with pytest.raises(TamperedAnswerError):
            read(kind, Changed(residence_card(generation), number, byte))
