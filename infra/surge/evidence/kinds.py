"""What a drill proves beside latency and the log, by the names that drills use."""

from collections.abc import Mapping
from typing import Final

from infra.surge.evidence.carried_over import carried_over
from infra.surge.evidence.opening import admission_evidence, draw_evidence
from infra.surge.evidence.proof import Evidence

EVIDENCE: Final[Mapping[str, Evidence]] = {
    "admission": admission_evidence,
    "carried-over": carried_over,
    "draw": draw_evidence,
}
