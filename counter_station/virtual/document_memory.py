"""What a document's virtual chip keeps without power: its data, its secrets' tries, its keys."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypedDict, TypeVar

import msgspec

from counter_station.virtual.memory import PinJson, StoredPin

Data = TypeVar("Data")


class DocumentSnapshot(TypedDict):
    """A whole document as kept in a file. It holds the PINs: it is the document."""

    document: str
    data: dict[str, Any]
    pins: dict[str, PinJson]
    keys: dict[str, str]


@dataclass(kw_only=True)
class DocumentMemory(Generic[Data]):
    """Lasting state. `changes` grows with every write, so a keeper knows when to save.

    keys: throw-away private keys as PEM, made when first used.
    """

    data: Data
    pins: dict[str, StoredPin] = field(default_factory=dict[str, StoredPin])
    keys: dict[str, str] = field(default_factory=dict[str, str], repr=False)
    changes: int = 0

    def snapshot(self, document: str) -> DocumentSnapshot:
        """Everything, named by its kind of document."""
        return {
            "document": document,
            "data": msgspec.to_builtins(self.data),
            "pins": {
                name: {"value": pin.value.decode(), "tries": pin.tries, "full": pin.full}
                for name, pin in self.pins.items()
            },
            "keys": dict(self.keys),
        }


def remembered(kept: DocumentSnapshot, kind: type[Data]) -> DocumentMemory[Data]:
    """What `snapshot` gave; raises msgspec.ValidationError where a person wrote it wrong."""
    return DocumentMemory(
        data=msgspec.convert(kept["data"], kind),
        pins={
            name: StoredPin(value=pin["value"].encode(), tries=pin["tries"], full=pin["full"])
            for name, pin in kept["pins"].items()
        },
        keys=dict(kept["keys"]),
    )
