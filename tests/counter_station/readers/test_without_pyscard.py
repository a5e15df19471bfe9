"""A station without PC/SC for Python runs, and says that there is no reader service."""

import importlib

import pytest

from counter_station.readers.connection import ReaderServiceDownError
from counter_station.readers.pcsc import PcscTransport


@pytest.mark.parametrize(
    "ask",
    [
        lambda transport: transport.readers(),
        lambda transport: transport.presence("any"),
        lambda transport: transport.open("any"),
    ],
)
def test_every_question_is_answered_by_no_service(monkeypatch, ask):
    def missing(name):
        raise ImportError(name)

    transport = PcscTransport()
    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(ReaderServiceDownError):
        ask(transport)
