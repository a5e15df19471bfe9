"""A private PC/SC service for the tests marked `pcsc`, or a visible skip."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from counter_station.readers.daemon import NoPrivateReadersError, PrivateReaders
from counter_station.readers.pcsc import PcscTransport
from counter_station.readers.pointing import talking_to
from counter_station.virtual.keeping import KeptCard
from tests.counter_station.virtual.made_up import card_data


class PcscDesk:
    """One service that can be stopped and started again under the same socket."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.readers = PrivateReaders.start(folder)
        self.transport = PcscTransport(command_seconds=1.0)

    def restart(self) -> None:
        self.readers = PrivateReaders.start(self._folder)


@pytest.fixture(scope="session")
def pcsc_service() -> Iterator[PcscDesk]:
    pytest.importorskip("smartcard.scard", reason="pyscard is not installed (extra `pcsc`)")
    with ExitStack() as cleaning:
        folder = cleaning.enter_context(tempfile.TemporaryDirectory(prefix="madoguchi-pcsc-"))
        try:
            desk = PcscDesk(Path(folder))
        except NoPrivateReadersError as error:
            pytest.skip(f"no private PC/SC service here: {error.reason}")
        yield desk
        desk.readers.stop()


@pytest.fixture
def pcsc(pcsc_service: PcscDesk) -> Iterator[PcscDesk]:
    """The service, with both slots empty before and after."""
    with talking_to(pcsc_service.readers.socket):
        yield pcsc_service
        pcsc_service.readers.remove_cards()
        for reader in PrivateReaders.SLOTS:
            known = pcsc_service.transport.presence(reader)
            if known.present:
                assert not pcsc_service.transport.wait(reader, known, timeout_seconds=5).present


@pytest.fixture
def card_file(tmp_path: Path) -> Path:
    path = tmp_path / "card.json"
    KeptCard.create(path, card_data())
    return path
