"""Plugs a virtual card into vpcd, the virtual reader of pcscd (package vsmartcard-vpcd).

Run it in a process of its own: in a thread of the process that reads the card, pyscard's last
disconnect would wait for a card that no longer runs (cards.md §1.7).
"""

import select
import socket
from collections.abc import Callable
from typing import Final

from counter_station.readers.connection import CardRemovedError, CardTimeoutError
from counter_station.readers.in_process import CardObject

FIRST_SLOT_PORT: Final = 35963
_POWER_OFF, _POWER_ON, _RESET, _GET_ATR = 0x00, 0x01, 0x02, 0x04


class Unplugged(Exception):  # noqa: N818 - the usual end, not an error
    """The card is out of the reader: taken away by a fault, or because we were told to stop."""


def plug_in(
    card: CardObject,
    *,
    port: int,
    host: str = "127.0.0.1",
    stop: int | None = None,
    inserted: Callable[[], None] = lambda: None,
) -> None:
    """Insert *card* and answer for it until the reader goes away; connecting is inserting.

    Args:
        card: whatever answers commands.
        port: the slot's; FIRST_SLOT_PORT, then one more for each slot.
        host: where pcscd runs.
        stop: a file descriptor; the card is removed when it has something to read, or closes.
        inserted: called when the reader has taken the card.

    Raises:
        Unplugged: the card was removed from our side.
        OSError: no reader is there, or it went away; plug in again later.
    """
    with socket.create_connection((host, port)) as reader:
        reader.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        inserted()
        while True:
            _answer(card, reader, _receive(reader, stop))


def _answer(card: CardObject, reader: socket.socket, message: bytes) -> None:
    if len(message) > 1:
        _send(reader, _process(card, message))
        return
    match message[0]:
        case code if code == _GET_ATR:
            _send(reader, card.atr)
        case code if code == _POWER_ON:
            card.power_on()
        case code if code in {_POWER_OFF, _RESET}:
            card.reset()
        case _:
            pass  # a control code of a newer vpcd


def _process(card: CardObject, command: bytes) -> bytes:
    try:
        return card.process(command)
    except CardRemovedError:
        raise Unplugged from None
    except CardTimeoutError:
        return b""


def _receive(reader: socket.socket, stop: int | None) -> bytes:
    length = int.from_bytes(_exactly(reader, 2, stop), "big")
    return _exactly(reader, length, stop)


def _exactly(reader: socket.socket, length: int, stop: int | None) -> bytes:
    received = b""
    watched = [reader.fileno()] if stop is None else [reader.fileno(), stop]
    while len(received) < length:
        ready, _, _ = select.select(watched, [], [])
        if stop in ready:
            raise Unplugged
        # Debian's vpcd sends length and body apart: without this, Nagle's wait costs 40 ms each.
        reader.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        part = reader.recv(length - len(received))
        if not part:
            raise ConnectionResetError
        received += part
    return received


def _send(reader: socket.socket, answer: bytes) -> None:
    if answer:  # a card that keeps silent sends nothing at all
        reader.sendall(len(answer).to_bytes(2, "big") + answer)
