"""2,400 address labels, as a ward prints them on a busy day: seconds, and the most memory."""

import resource
import subprocess
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

import msgspec

from infra.sample.names import AWKWARD_SURNAMES
from issuance.printing import SHEETS, Address, Placing, labels

COUNT: Final = 2_400
SECONDS: Final = f"{COUNT:,} address labels, s"
MEGABYTES: Final = f"{COUNT:,} address labels: memory, MB"


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """*megabytes*: the larger of this process and the largest that set a part of the labels."""

    seconds: float
    megabytes: float


def printed() -> Printed:
    """Measured in a process of its own, so that no other child of ours is counted."""
    command = [sys.executable, "-m", "infra.bench.labels"]
    done = subprocess.run(command, check=True, capture_output=True)
    return msgspec.json.decode(done.stdout, type=Printed)


def _addresses() -> list[Address]:
    return [
        Address(
            postcode="1320021",
            address=f"東京都江戸川区中央{number % 4 + 1}丁目{number % 40}番{number % 9}号",
            name=f"{AWKWARD_SURNAMES[number % len(AWKWARD_SURNAMES)].written}　太郎",
        )
        for number in range(COUNT)
    ]


def _measured() -> Printed:
    addresses, begun = _addresses(), perf_counter()
    labels(addresses, Placing(sheet=SHEETS[12]), printed_at=datetime.now(UTC))
    seconds = perf_counter() - begun
    kilobytes = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Printed(seconds=seconds, megabytes=kilobytes / 1024)


if __name__ == "__main__":
    print(msgspec.json.encode(_measured()).decode())
