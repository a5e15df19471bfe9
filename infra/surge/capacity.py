"""What a ward of another size would take, by the curve of this machine, with the formulas.

λ = residents / (60 · minutes) · peak            bookings a second
r = the highest measured rate of one process with p99 within the limit
W = ⌈λ / (use · r)⌉                               processes of the site, a core each
ρ = λ / W                                         bookings a second of one process
cores of PostgreSQL = ⌈W · P(ρ) / use⌉            P, F, B: measured curves at ρ
flushes = W · F(ρ), WAL = W · B(ρ)                each process stores batches of its own
logs = ⌈λ · P(r) / (use · r)⌉                     a log's lock lets one append at a time: one core
"""

from dataclasses import dataclass
from math import ceil

from infra.surge.curve import Curve, NoCurveError


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be planned.

    peak: how many times the average the busiest minute brings. use: the share of a core to plan
    with. pool: connections that a process of the site opens at most.
    """

    residents: int
    minutes: float
    peak: float = 1.0
    use: float = 0.7
    slowest_ms: float = 500.0
    pool: int

    @property
    def a_second(self) -> float:
        return self.residents / (60 * self.minutes) * self.peak


@dataclass(frozen=True, kw_only=True)
class Need:
    """One figure: what it is of, how it came about, and the number with its unit."""

    name: str
    formula: str
    value: float
    unit: str


def needs(curve: Curve, wanted: Wanted) -> list[Need]:
    """Raises NoCurveError: no stage of the curve kept within the limit."""
    fastest = curve.fastest(wanted.slowest_ms)
    if not fastest:
        raise NoCurveError(
            f"At no measured rate was p99 within {wanted.slowest_ms:g} ms. Remedy: measure again"
            " with nothing else running (make capacity-curve), or allow more (--slowest-ms)"
        )
    rate, use = wanted.a_second, wanted.use
    workers = ceil(rate / (use * fastest))
    each = curve.at(rate / workers)
    postgres, flushes, wal = (
        workers * figure for figure in (each.postgres_cores, each.flushes, each.wal_bytes)
    )
    logs = ceil(rate * curve.at(fastest).postgres_cores / (use * fastest))
    peak = f" · {wanted.peak:g}" if wanted.peak != 1 else ""
    return [
        Need(
            name="bookings",
            formula=f"λ = {wanted.residents:,} / (60 · {wanted.minutes:g}){peak}",
            value=rate,
            unit="a second",
        ),
        Need(
            name="processes of the booking site",
            formula=f"W = ⌈λ / ({use:g} · {fastest:,.0f})⌉; each has a core",
            value=workers,
            unit="processes",
        ),
        Need(
            name="in use of those cores",
            formula=f"W · S(λ / W), S({rate / workers:,.0f}) = {each.site_cores:.2f}",
            value=workers * each.site_cores,
            unit="cores",
        ),
        Need(
            name="PostgreSQL",
            formula=f"⌈W · P(λ / W) / {use:g}⌉, P = {each.postgres_cores:.3f}",
            value=ceil(postgres / use),
            unit="cores",
        ),
        Need(name="flushes of its log", formula="W · F(λ / W)", value=flushes, unit="a second"),
        Need(name="WAL", formula="W · B(λ / W)", value=wal / 1e6, unit="MB a second"),
        Need(
            name="WAL in all",
            formula="residents · B / ρ",
            value=wanted.residents * wal / rate / 1e9,
            unit="GB",
        ),
        Need(
            name="the log grows by",
            formula=f"residents · {curve.log_bytes:,.0f} bytes with indexes",
            value=wanted.residents * curve.log_bytes / 1e9,
            unit="GB",
        ),
        Need(
            name="connections",
            formula=f"W · {wanted.pool}, and a few of the worker and the letters",
            value=workers * wanted.pool,
            unit="connections",
        ),
        Need(
            name="logs",
            formula=f"⌈λ · P({fastest:,.0f}) / ({use:g} · {fastest:,.0f})⌉: one append at a time",
            value=logs,
            unit="wards with a database each" if logs > 1 else "log",
        ),
    ]
