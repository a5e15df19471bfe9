"""What a case's facts add up to: `Case`, and how each fact changes it, one file for each part.

`evolve` only assigns; whether something may happen is decided elsewhere in this room.
"""

from issuance.cases.facts import (
    AppointmentFact,
    ArrivalFact,
    CaseFact,
    CounterFact,
    IdentityFact,
    MailFact,
    PinFact,
    PostingFact,
    QuarantineFact,
)
from issuance.cases.state import (
    appointments,
    arrival,
    counter,
    endings,
    identity,
    mail,
    pins,
    posting,
    quarantine,
)
from issuance.cases.state.case import Case
from issuance.cases.state.stages import FINAL, Stage, VoidBecause

__all__ = ["FINAL", "Case", "Stage", "VoidBecause", "evolve"]


def evolve(case: Case, happened: CaseFact) -> Case:
    """Assign what happened, in the part of the course that it belongs to."""
    if isinstance(happened, ArrivalFact):
        return arrival.evolve(case, happened)
    if isinstance(happened, AppointmentFact):
        return appointments.evolve(case, happened)
    if isinstance(happened, CounterFact):
        return counter.evolve(case, happened)
    if isinstance(happened, IdentityFact):
        return identity.evolve(case, happened)
    if isinstance(happened, PinFact):
        return pins.evolve(case, happened)
    if isinstance(happened, QuarantineFact):
        return quarantine.evolve(case, happened)
    if isinstance(happened, PostingFact):
        return posting.evolve(case, happened)
    if isinstance(happened, MailFact):
        return mail.evolve(case, happened)
    return endings.evolve(case, happened)
