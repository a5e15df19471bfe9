"""Who came: proven, doubted, or turned away."""

from dataclasses import replace
from typing import assert_never

from issuance.cases import facts as f
from issuance.cases.state.case import Case
from issuance.cases.state.stages import Stage


def evolve(case: Case, happened: f.IdentityFact) -> Case:
    match happened:
        case f.ExtraDocumentAsked():
            return replace(case, extra_asked=case.extra_asked + 1)
        case f.IdentityDoubted(reason=reason):
            return replace(case, doubt=reason)
        case f.IdentityVerified():
            return replace(case, stage=Stage.IDENTITY_VERIFIED, identity=happened)
        case f.DocumentsInsufficient() | f.IdentityRefused():
            return replace(case, stage=Stage.NOTIFIED, appointment=None, visit_id=None)
        case _:
            assert_never(happened)
