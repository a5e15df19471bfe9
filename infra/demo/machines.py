"""The demo's machines are paired as an administrator and a technician would do it, in one step."""

from datetime import datetime
from pathlib import Path
from typing import Final

from counter_station.office_key import make_office_key
from infra.demo.opening import BY
from issuance.application import Issuance, Order
from issuance.ledger.signed_requests import key_id_of
from issuance.office.machines import Machines
from issuance.staffing.machines import MachineKind

STATION: Final = "A1"
PIN_DESK: Final = "pin-1"
_MACHINES: Final = {STATION: MachineKind.STATION, PIN_DESK: MachineKind.PIN_DESK}


def office_key_of(folder: Path, name: str) -> Path:
    """Where a machine of the house keeps its own key to the office."""
    return folder / "machines" / f"{name}.key"


async def pair_machines(issuance: Issuance, folder: Path, now: datetime) -> None:
    """Each machine whose key the office does not know yet."""
    machines = Machines(issuance.work)
    for name, kind in _MACHINES.items():
        public = make_office_key(office_key_of(folder, name)).public_key().public_bytes_raw()
        if await machines.of_key(key_id_of(public), now) is None:
            code = await machines.offer(Order(by=BY, at=now), kind, name)
            await machines.pair(code, name, public, now)
