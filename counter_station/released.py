"""What the office releases to a station for a day: who may work here, whom it may serve."""

from datetime import date, datetime

import msgspec

from counter_station.office_client import QueuedVisit, Resident, VisitFile


class ReleasedClerk(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may sign in here."""

    staff_id: str
    pin_hash: str
    supervisor: bool = False

    def __repr__(self) -> str:
        return f"ReleasedClerk({self.staff_id})"


class StaffList(msgspec.Struct, frozen=True, kw_only=True):
    """Who may sign in on one office day."""

    day: date
    clerks: tuple[ReleasedClerk, ...]

    def find(self, staff_id: str) -> ReleasedClerk | None:
        return next((each for each in self.clerks if each.staff_id == staff_id), None)


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
