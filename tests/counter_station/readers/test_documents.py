"""Identity documents through the real pcscd, vpcd and pyscard; and OpenSC's own raw commands."""

import os
import shutil
import subprocess
from collections.abc import Callable

import pytest

from counter_station.cards.document_secrets import MrzKey, PrintedNumber
from counter_station.cards.licence_session import LicenceSession
from counter_station.cards.passport_session import PassportSession
from counter_station.cards.reading import ChipReading
from counter_station.cards.recognition import recognise
from counter_station.cards.residence_session import ResidenceSession
from counter_station.cards.secrets import CardPin
from counter_station.readers.connection import CardLink
from counter_station.readers.daemon import PrivateReaders
from counter_station.virtual.documents import LICENCE, PASSPORT, RESIDENCE_1, Document
from counter_station.virtual.keeping import keep
from counter_station.virtual.residence_data import Generation
from tests.counter_station.virtual.made_up_documents import licence, passport, residence_card

pytestmark = pytest.mark.pcsc

READER = PrivateReaders.SLOTS[0]
NUMBER = PrintedNumber(RESIDENCE_1.number)
DOCUMENTS: dict[str, tuple[Callable[[], Document], Callable[[CardLink], ChipReading]]] = {
    "licence": (licence, lambda link: LicenceSession().read(link, CardPin("1234"))),
    "residence-1": (
        lambda: residence_card(Generation.FIRST),
        lambda link: ResidenceSession().read(link, NUMBER),
    ),
    "residence-2": (
        lambda: residence_card(Generation.SECOND),
        lambda link: ResidenceSession().read(link, NUMBER),
    ),
    "passport": (passport, lambda link: PassportSession().read(link, MrzKey(PASSPORT.zone[44:]))),
}


@pytest.fixture
def laid(pcsc, tmp_path):
    def lay(card):
        file = tmp_path / "document.json"
        keep(file, card)
        known = pcsc.transport.presence(READER)
        pcsc.readers.plug_in(file)
        assert pcsc.transport.wait(READER, known, timeout_seconds=10).present
        return pcsc.transport

    return lay


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_is_recognised_and_read(kind, laid):
    make, read = DOCUMENTS[kind]  # 7,000 bytes of a picture go in one answer
    transport = laid(make())
    with transport.open(READER) as link:
        seen = recognise(link)
        assert seen is not None
        assert seen.kind.value == kind
        reading = read(link)
    assert reading.kind is seen.kind
    said = reading.attributes
    assert any((said.name, said.address, said.birth_on))


@pytest.mark.skipif(shutil.which("opensc-tool") is None, reason="package opensc is not installed")
def test_opensc_gets_the_same_bytes(pcsc, laid):
    laid(licence())
    commands = ("00A40000", "00A4020C022F01", "00B0000011", "00A4020C020001", "00200080")
    words = [word for command in commands for word in ("-s", command)]
    said = subprocess.run(
        ["opensc-tool", "--reader", READER, *words],
        env=os.environ | pcsc.readers.environment | {"LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.replace(" ", "")
    dates = f"{LICENCE.issued_on:%Y%m%d}{LICENCE.expires_on:%Y%m%d}"
    assert said.count("SW1=0x90,SW2=0x00") == 4
    assert "SW1=0x63,SW2=0xC3" in said
    assert f"450B303039{dates}"[:32] in said.replace("\n", "")
