"""Tables of what is wrong with boxes, and of the ward's own places."""

from collections.abc import Iterable
from typing import assert_never

from issuance.custody.facts import CardScanned
from issuance.custody.findings import BoxDisposed, FindingNoted, FindingSettled, ScanUndone
from issuance.custody.place_list import PlaceAdded, PlaceKind, PlaceRetired
from issuance.custody.places import quarantine, shelf
from issuance.ledger.facts import Recorded
from issuance.read_models.house import BOXES
from issuance.read_models.tables import Change, Own, Put, change

TABLES = ("office.box_findings", "office.places")


_Followed = (
    FindingNoted
    | FindingSettled
    | CardScanned
    | ScanUndone
    | BoxDisposed
    | PlaceAdded
    | PlaceRetired
)


def changes(recorded: Recorded[_Followed]) -> Iterable[Change]:
    stream_id, at = recorded.stream_id, recorded.at
    happened = recorded.fact
    match happened:
        case FindingNoted(card_serial=serial, finding=finding, listed_in=box):
            yield Own(statement=_NOTED, values=(stream_id, serial, finding.value, box, at))
        case FindingSettled(card_serial=serial, settlement=settlement):
            yield Own(statement=_SETTLED, values=(stream_id, serial, at, settlement.value))
            if settlement.value == "list-corrected":
                yield (_OFF_THE_LIST, (stream_id, serial))
        case CardScanned(card_serial=serial):
            yield Own(statement=_TURNED_UP, values=(serial, at))
        case ScanUndone():
            yield Put(table=BOXES, key=(stream_id,), added={"scanned": -1}, existing=True)
        case BoxDisposed():
            yield change(BOXES, stream_id, disposed_at=at)
        case PlaceAdded(code=code, kind=kind, positions=positions):
            place = shelf(code) if kind is PlaceKind.SHELF else quarantine(code)
            yield Own(statement=_PLACE, values=(code, place, kind.value, positions))
        case PlaceRetired(code=code):
            yield Own(statement="DELETE FROM office.places WHERE code = $1", values=(code,))
        case _:
            assert_never(happened)


_NOTED = """INSERT INTO office.box_findings (box_id, card_serial, finding, listed_in, noted_at)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (box_id, card_serial) DO UPDATE
    SET finding = $3, listed_in = $4, noted_at = $5, settled_at = NULL, settlement = NULL"""
_SETTLED = """UPDATE office.box_findings SET settled_at = $3, settlement = $4
    WHERE box_id = $1 AND card_serial = $2"""
# Only a card that the list names counts in "scanned / announced".
_OFF_THE_LIST = """UPDATE office.box_overview SET announced = announced - 1 WHERE box_id = $1
    AND EXISTS (SELECT 1 FROM office.box_findings WHERE box_id = $1 AND card_serial = $2
      AND finding = 'not-found')"""
_TURNED_UP = """UPDATE office.box_findings SET settled_at = $2, settlement = 'scanned'
    WHERE card_serial = $1 AND settled_at IS NULL"""
_PLACE = """INSERT INTO office.places (code, place, kind, positions) VALUES ($1, $2, $3, $4)
    ON CONFLICT (code) DO UPDATE SET place = $2, kind = $3, positions = $4"""
