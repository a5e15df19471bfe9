"""A try is used with care, whatever the link does meanwhile."""

import pytest

from counter_station.cards.protocol import CardProtocol, CardRefusedError
from counter_station.cards.refusals import BlockedError, DoubtfulTryError, WrongSecretError
from counter_station.cards.secret_try import try_secret
from counter_station.cards.secrets import CardPin
from counter_station.readers.connection import (
    CardMuteError,
    CardRemovedError,
    CardTimeoutError,
    NoCardError,
    NoReaderError,
    ReaderBusyError,
    ReaderFailedError,
    ReaderServiceDownError,
)

PIN = CardPin("4711")


class Link:
    """Answers the question for the tries, then the comparison as it is told."""

    def __init__(self, tries, comparison):
        self._answers = [(b"", tries), comparison]
        self.sent = []

    def transmit(self, command, /):
        self.sent.append(bytes(command))
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def try_it(link):
    try_secret(CardProtocol(link), PIN)


def tried(tries, comparison):
    link = Link(tries, comparison)
    try_it(link)
    return link


def test_is_sent_once_after_the_question():
    assert tried(0x63C3, (b"", 0x9000)).sent == [
        bytes.fromhex("00200080"),
        bytes.fromhex("0020008004") + b"4711",
    ]


@pytest.mark.parametrize(
    "ended",
    [
        CardRemovedError(),
        CardTimeoutError(),
        CardMuteError(),
        NoCardError(),
        NoReaderError(),
        ReaderBusyError(),
        ReaderFailedError(0x80100001),
        ReaderServiceDownError(),
    ],
)
def test_whatever_ends_the_link_leaves_a_doubt_and_nothing_is_repeated(ended):
    link = Link(0x63C2, ended)
    with pytest.raises(DoubtfulTryError) as doubt:
        try_it(link)
    assert doubt.value.tries_before == 2
    assert len(link.sent) == 2


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (0x63C2, WrongSecretError),
        (0x63C0, BlockedError),
        (0x6983, BlockedError),
        (0x6984, BlockedError),
        (0x6700, CardRefusedError),
        (0x6C00, CardRefusedError),
    ],
)
def test_a_refusal_by_the_card_has_its_name(status, refusal):
    with pytest.raises(refusal):
        tried(0x63C3, (b"", status))
