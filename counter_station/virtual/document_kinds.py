"""The virtual identity documents that `madoguchi virtual-card KIND` can make."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

import msgspec

from counter_station.virtual.document_memory import DocumentMemory
from counter_station.virtual.documents import LICENCE, PASSPORT, RESIDENCE_1, RESIDENCE_2
from counter_station.virtual.licence import VirtualLicence, fresh_licence_memory
from counter_station.virtual.passport import VirtualPassport
from counter_station.virtual.residence_card import VirtualResidenceCard
from counter_station.virtual.residence_data import ResidenceData
from counter_station.virtual.wanted import Maker, PersonFileError, Wanted

Data = TypeVar("Data")
Card = TypeVar("Card")


def make_licence(wanted: Wanted) -> VirtualLicence:
    """A driver's licence; --fresh is one whose holder never set PINs."""
    _refuse(wanted, "licence", under15=True, lenient=True)
    data = _person(wanted, LICENCE)
    if wanted.fresh:
        data = replace(data, first_pin=None, second_pin=None)
    return _made(lambda: VirtualLicence(fresh_licence_memory(data)))


def make_passport(wanted: Wanted) -> VirtualPassport:
    """A passport; there is only one form of it."""
    _refuse(wanted, "passport", fresh=True, under15=True, lenient=True)
    data = _person(wanted, PASSPORT)
    return _made(lambda: VirtualPassport(DocumentMemory(data=data)))


def _residence_card(sample: ResidenceData) -> Maker:
    """A residence card of the sample's generation; --under15 is one from before sixteen."""

    def make(wanted: Wanted) -> VirtualResidenceCard:
        _refuse(wanted, "residence card", fresh=True, lenient=True)
        data = replace(_person(wanted, sample), generation=sample.generation)
        if wanted.under15:
            data = replace(data, under_16=True)
        return _made(lambda: VirtualResidenceCard(DocumentMemory(data=data)))

    return make


def _person(wanted: Wanted, sample: Data) -> Data:
    if wanted.person is None:
        return sample
    try:
        return msgspec.json.decode(wanted.person, type=type(sample))
    except msgspec.ValidationError as error:
        raise PersonFileError(f"person file: {error}") from error
    except ValueError as error:
        raise PersonFileError("person file: not JSON in UTF-8") from error


def _made(make: Callable[[], Card]) -> Card:
    try:
        return make()
    except ValueError as error:
        raise PersonFileError(
            "person file: a text is too long, or has a letter too many"
        ) from error


def _refuse(
    wanted: Wanted, what: str, *, fresh: bool = False, under15: bool = False, lenient: bool = False
) -> None:
    """Say it when an option means nothing for this document; raises PersonFileError."""
    asked = {
        "--fresh": fresh and wanted.fresh,
        "--under15": under15 and wanted.under15,
        "--lenient": lenient and wanted.lenient,
    }
    for option in (option for option, wrong in asked.items() if wrong):
        raise PersonFileError(f"{option} means nothing for a {what}")


DOCUMENT_KINDS: Final[dict[str, Maker]] = {
    "licence": make_licence,
    "residence1": _residence_card(RESIDENCE_1),
    "residence2": _residence_card(RESIDENCE_2),
    "passport": make_passport,
}
