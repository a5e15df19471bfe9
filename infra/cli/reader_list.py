"""The card readers of this computer, and what the cards on them tell without any secret."""

from collections.abc import Iterator

import click

from counter_station.cards.my_number_card import CardReading
from counter_station.cards.recognition import Recognised, recognise
from counter_station.readers.connection import (
    CardError,
    CardTransport,
    NoCardError,
    NoReaderError,
    ReaderBusyError,
    ReaderServiceDownError,
)
from counter_station.readers.others import programs_using_readers
from counter_station.readers.pcsc import PcscTransport
from counter_station.texts import Words
from counter_station.texts.cards import CHIP_KINDS, UNKNOWN_CHIP, trouble
from counter_station.texts.readers import (
    ABSENT,
    AUTHENTICATION_CERTIFICATE,
    BLOCKED,
    EMPTY,
    EXPIRES,
    HOLDERS_PIN,
    MISSING_DRIVER,
    MUNICIPALITY,
    PRESENT,
    PROGRAMS,
    REFERENCES,
    SERIAL,
    SIGNATURE_CERTIFICATE,
    TRIES,
)
from infra.cli.cards import CARD_TROUBLE, FINE, NO_READER, SERVICE_DOWN


def show_readers(words: Words) -> int:
    """Print a paragraph a reader; returns the exit code."""
    try:
        transport = PcscTransport()
        return max([_show(words, transport, name) for name in _names(transport)])
    except NoReaderError as error:
        click.echo(trouble(words, error), err=True)
        return NO_READER
    except ReaderServiceDownError as error:
        missing = isinstance(error.__cause__, ImportError)
        click.echo(words(MISSING_DRIVER) if missing else trouble(words, error), err=True)
        return SERVICE_DOWN


def _names(transport: CardTransport) -> list[str]:
    names = transport.readers()
    if not names:
        raise NoReaderError
    return names


def _show(words: Words, transport: CardTransport, reader: str) -> int:
    click.echo(reader)
    try:
        with transport.open(reader) as link:
            seen = recognise(link)
    except (NoReaderError, ReaderServiceDownError):
        raise
    except NoCardError:
        click.echo(f"  {words(EMPTY)}")
        return FINE
    except CardError as error:
        click.echo(f"  {trouble(words, error)}")
        _show_holders(words, error)
        return CARD_TROUBLE
    for line in [words(UNKNOWN_CHIP)] if seen is None else _lines(words, seen):
        click.echo(f"  {line}")
    return FINE


def _show_holders(words: Words, error: CardError) -> None:
    if isinstance(error, ReaderBusyError) and (programs := programs_using_readers()):
        click.echo(f"  {words(PROGRAMS, names=', '.join(programs))}")


def _lines(words: Words, seen: Recognised) -> Iterator[str]:
    yield words(CHIP_KINDS[seen.kind])
    if seen.expires_on is not None:
        yield f"  {words(EXPIRES)} {seen.expires_on.isoformat()}"
    if seen.my_number is not None:
        yield from (f"  {line}" for line in _my_number(words, seen.my_number))
        return
    if seen.pin_tries_left is not None:
        yield f"  {words(HOLDERS_PIN)} {_tries(words, seen.pin_tries_left)}"


def _my_number(words: Words, card: CardReading) -> Iterator[str]:
    yield f"{words(SERIAL)} {card.record.serial}"
    yield f"{words(MUNICIPALITY)} {card.record.municipality}"
    certificates = card.certificates
    yield f"{words(SIGNATURE_CERTIFICATE)} {words(PRESENT if certificates.signature else ABSENT)}"
    present = PRESENT if certificates.authentication else ABSENT
    yield f"{words(AUTHENTICATION_CERTIFICATE)} {words(present)}"
    for reference, tries in card.attempts.items():
        yield f"{words(REFERENCES[reference])} {_tries(words, tries)}"


def _tries(words: Words, tries: int) -> str:
    return words(TRIES, tries=tries) if tries else words(BLOCKED)
