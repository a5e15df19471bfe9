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

from infra.surge.capacity.curve import Curve, NoCurveError
from infra.surge.capacity.stages import Stage


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


@dataclass(frozen=True)
class Need:
    """One figure: what it is of, how it came about, and the number with its unit."""

    name: str
    formula: str
    value: float
    unit: str


@dataclass(frozen=True, kw_only=True)
class _Load:
    """So many processes, and what each of them takes at its share of the rate."""

    curve: Curve
    wanted: Wanted
    fastest: float

    @property
    def workers(self) -> int:
        return ceil(self.wanted.a_second / (self.wanted.use * self.fastest))

    @property
    def each(self) -> Stage:
        return self.curve.at(self.wanted.a_second / self.workers)


def needs(curve: Curve, wanted: Wanted) -> list[Need]:
    """Raises NoCurveError: no stage of the curve kept within the limit."""
    fastest = curve.fastest(wanted.slowest_ms)
    if not fastest:
        raise NoCurveError(
            f"At no measured rate was p99 within {wanted.slowest_ms:g} ms. Remedy: measure again"
            " with nothing else running (make capacity-curve), or allow more (--slowest-ms)"
        )
    load = _Load(curve=curve, wanted=wanted, fastest=fastest)
    return [_rate(wanted), *_site(load), *_postgres(load), *_log(load)]


def _rate(wanted: Wanted) -> Need:
    peak = f" · {wanted.peak:g}" if wanted.peak != 1 else ""
    formula = f"λ = {wanted.residents:,} / (60 · {wanted.minutes:g}){peak}"
    return Need("bookings", formula, wanted.a_second, "a second")


def _site(load: _Load) -> list[Need]:
    workers, each, wanted = load.workers, load.each, load.wanted
    share = f"{wanted.a_second / workers:,.0f}"
    return [
        Need(
            "processes of the booking site",
            f"W = ⌈λ / ({wanted.use:g} · {load.fastest:,.0f})⌉; each has a core",
            workers,
            "processes",
        ),
        Need(
            "in use of those cores",
            f"W · S(λ / W), S({share}) = {each.site_cores:.2f}",
            workers * each.site_cores,
            "cores",
        ),
        Need(
            "connections",
            f"W · {wanted.pool}, and a few of the worker and the letters",
            workers * wanted.pool,
            "connections",
        ),
    ]


def _postgres(load: _Load) -> list[Need]:
    workers, each, wanted = load.workers, load.each, load.wanted
    wal = workers * each.wal_bytes
    return [
        Need(
            "PostgreSQL",
            f"⌈W · P(λ / W) / {wanted.use:g}⌉, P = {each.postgres_cores:.3f}",
            ceil(workers * each.postgres_cores / wanted.use),
            "cores",
        ),
        Need("flushes of its log", "W · F(λ / W)", workers * each.flushes, "a second"),
        Need("WAL", "W · B(λ / W)", wal / 1e6, "MB a second"),
        Need(
            "WAL in all",
            "residents · WAL / λ",
            wanted.residents * wal / wanted.a_second / 1e9,
            "GB",
        ),
    ]


def _log(load: _Load) -> list[Need]:
    curve, wanted, fastest = load.curve, load.wanted, load.fastest
    in_use = wanted.use * fastest
    logs = ceil(wanted.a_second * curve.at(fastest).postgres_cores / in_use)
    return [
        Need(
            "the log grows by",
            f"residents · {curve.log_bytes:,.0f} bytes with indexes",
            wanted.residents * curve.log_bytes / 1e9,
            "GB",
        ),
        Need(
            "logs",
            f"⌈λ · P({fastest:,.0f}) / ({wanted.use:g} · {fastest:,.0f})⌉: one append at a time",
            logs,
            "wards with a database each" if logs > 1 else "log",
        ),
    ]
