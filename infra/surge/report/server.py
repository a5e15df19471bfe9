"""What the server did during a drill, in words."""

from infra.surge.rush import Run
from infra.surge.watching.observed import OTHERS, QUIET


def server(run: Run) -> str:
    return f"{_stored(run)} {_machine(run)}"


def _stored(run: Run) -> str:
    batches, grown = run.observed.batches, run.observed.log_bytes
    if not batches.count:
        return f"The log grew by {grown / 1e6:,.2f} MB with its indexes."
    return (
        f"{batches.count:,} batches of {batches.mean:.1f} bookings on average, half of them of"
        f" {batches.at(0.5):.0f} or fewer, the largest of {batches.largest}. The log grew by"
        f" {grown / max(run.booked, 1):,.0f} bytes a booking with its indexes."
    )


def _machine(run: Run) -> str:
    """What was seen of the server's machine, if anybody looked."""
    rush = run.observed.rush
    if not rush.cores:
        return "Nobody looked at the server's machine meanwhile, or not long enough."
    others = rush.cores.get(OTHERS, 0.0)
    quiet = "quiet" if others < QUIET else "NOT QUIET: the figures are of two loads"
    return (
        f"{rush.flushes:,.0f} flushes and {rush.wal_bytes / 1e6:.1f} MB of WAL a second. Others"
        f" used {others:.2f} cores: the machine was {quiet}."
    )


def waits(run: Run) -> list[tuple[str, int, str]]:
    """The commonest first; a session that waits for nothing is on a core, or wants one."""
    looks = run.observed.waits
    total = max(sum(looks.values()), 1)
    ordered = sorted(looks.items(), key=lambda each: -each[1])
    return [(name, count, f"{count / total:.0%}") for name, count in ordered]
