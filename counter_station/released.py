"""What the office releases to a station for a day: who may work here, whom it may serve."""

from datetime import date, datetime

import msgspec

from counter_station.office_answers import QueuedVisit, Resident, VisitFile


class ReleasedPasskey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that somebody signs in with here; `sign_count`: how often it had signed at first."""

    credential_id: bytes
    public_key: bytes
    sign_count: int

    def __repr__(self) -> str:
        return "ReleasedPasskey(…)"


class ReleasedClerk(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may sign in here."""

    staff_id: str
    pin_hash: str
    supervisor: bool = False
    passkeys: tuple[ReleasedPasskey, ...] = ()

    def __repr__(self) -> str:
        return f"ReleasedClerk({self.staff_id})"


class StaffList(msgspec.Struct, frozen=True, kw_only=True):
    """Who may sign in on one office day."""

    day: date
    clerks: tuple[ReleasedClerk, ...]

    def find(self, staff_id: str) -> ReleasedClerk | None:
        return next((each for each in self.clerks if each.staff_id == staff_id), None)

    def holder_of(self, credential_id: bytes) -> tuple[ReleasedClerk, ReleasedPasskey] | None:
        """Whose key it is, and the key."""
        keys = ((clerk, key) for clerk in self.clerks for key in clerk.passkeys)
        return next((each for each in keys if each[1].credential_id == credential_id), None)


class PreparedVisit(msgspec.Struct, frozen=True, kw_only=True):
    """A party with its people, to be served while the office is away."""

    visit: QueuedVisit
    people: tuple[Resident, ...]

    @property
    def file(self) -> VisitFile:
        return VisitFile(
            visit_id=self.visit.visit_id,
            reference=self.visit.reference,
            starts_at=self.visit.starts_at,
            stage=self.visit.stage,
            station=self.visit.station,
            people=self.people,
        )


class PreparedDay(msgspec.Struct, frozen=True, kw_only=True):
    """Every party of one day."""

    day: date
    prepared_at: datetime
    visits: tuple[PreparedVisit, ...]

    def find(self, visit_id: object) -> PreparedVisit | None:
        return next((each for each in self.visits if each.visit.visit_id == visit_id), None)
