"""What a kind of evidence gives: figures by name, and findings like the auditor's."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infra.surge.houses.houses import OpenHouse
from loadtests.auditor import Finding


@dataclass(frozen=True, kw_only=True)
class Proof:
    figures: Mapping[str, float] = field(default_factory=dict[str, float])
    findings: tuple[Finding, ...] = ()


Evidence = Callable[[OpenHouse, Path], Awaitable[Proof]]
"""Asked when the crowd has gone and the house still stands; the folder has journals and notes."""
