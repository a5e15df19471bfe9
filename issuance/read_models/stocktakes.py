"""Tables of stocktakes, and of what each place's last one counted."""

from collections.abc import Iterable
from typing import Final, assert_never

from issuance.custody.stocktake import (
    CardCounted,
    CountUndone,
    StocktakeClosed,
    StocktakeCorrected,
    StocktakeOpened,
)
from issuance.ledger.facts import Recorded
from issuance.read_models.tables import Change, Put, Table, change

STOCKTAKES: Final = Table(name="office.stocktakes", key=("stocktake_id",))
PLACE_COUNTS: Final = Table(name="office.place_counts", key=("place",))
TABLES: Final = (STOCKTAKES.name, PLACE_COUNTS.name)


_StocktakeFact = StocktakeOpened | CardCounted | CountUndone | StocktakeClosed | StocktakeCorrected


def changes(recorded: Recorded[_StocktakeFact]) -> Iterable[Change]:
    id_, at = recorded.stream_id, recorded.at
    happened = recorded.fact
    match happened:
        case StocktakeOpened(places=places):
            columns = {"places": list(places), "opened_at": at, "opened_by": recorded.by}
            yield Put(table=STOCKTAKES, key=(id_,), columns=columns)
        case CardCounted():
            yield Put(table=STOCKTAKES, key=(id_,), added={"counted": 1}, existing=True)
        case CountUndone():
            yield Put(table=STOCKTAKES, key=(id_,), added={"counted": -1}, existing=True)
        case StocktakeClosed(counts=counts, not_found=not_found):
            yield change(STOCKTAKES, id_, closed_at=at, not_found=len(not_found))
            for each in counts:
                columns = {"counted": each.counted, "recorded": each.recorded, "counted_at": at}
                yield Put(table=PLACE_COUNTS, key=(each.place,), columns=columns)
        case StocktakeCorrected():
            yield change(STOCKTAKES, id_, corrected_at=at)
        case _:
            assert_never(happened)
