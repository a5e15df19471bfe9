"""端末: the office's own machines that may speak to it, each with a key of its own.

A name stands for a place of work (A1, sealing-1), never for a person.
"""

from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.ledger.facts import fact


class MachineKind(StrEnum):
    """What a machine may ask the office. Values are stored and never change."""

    STATION = "station"
    """窓口端末, and the desk where envelopes are closed."""
    PIN_DESK = "pin-desk"
    """暗証番号設定台: is handed sealed PINs."""


@fact("machine.paired")
class MachinePaired:
    """A machine sent the code that an administrator had made for it; its key counts from now on."""

    kind: MachineKind
    name: str
    key_id: str
    offered_by: str


@fact("machine.ended")
class MachineEnded:
    """The machine is let in no more: an administrator said so, or another took its name."""

    kind: MachineKind
    name: str
    key_id: str


MachineFact = MachinePaired | MachineEnded


def machine_id_of(kind: MachineKind, name: str) -> UUID:
    """One stream for each place of work."""
    return uuid5(NAMESPACE_URL, f"madoguchi:machine:{kind}:{name}")
