"""The parts of the phone desk; put together in `booking_web.app` where a staff file is set."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from booking_web.availability import Availability
from booking_web.notices import Identification, Limit
from booking_web.pages.rendering import Renderer
from booking_web.pages.visit import Site
from booking_web.phone_desk.calls import Calls
from booking_web.phone_desk.sessions import Sessions
from booking_web.phone_desk.sign_in import SignIn
from booking_web.phone_desk.staff import StaffFile
from booking_web.phone_desk.texts import TEXTS
from booking_web.settings import BookingSettings
from booking_web.timetable.facts import Channel

if TYPE_CHECKING:
    from issuance.ledger.postgres import PostgresLog

_WITHIN: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class PhoneDesk:
    """`site` is what it shares with the residents' pages: the desk, the clock, the seals."""

    site: Site
    availability: Availability
    """With the places and times that only the phone desk may give."""
    sign_in: SignIn
    sessions: Sessions
    calls: Calls
    identification: Identification
    renderer: Renderer

    @property
    def clock(self) -> Callable[[], datetime]:
        return self.site.clock


def phone_desk_of(settings: BookingSettings, log: "PostgresLog", site: Site) -> PhoneDesk | None:
    """None where no staff file is set: then there is no such room.

    Raises StaffFileError.
    """
    if settings.phone_staff_file is None:
        return None
    staff = StaffFile(settings.phone_staff_file)
    _ = staff.codes  # a broken file is told at the start
    key = hmac.digest(settings.session_secret, b"phone desk session", "sha256")
    lock = timedelta(minutes=settings.lock_minutes)
    return PhoneDesk(
        site=site,
        availability=Availability(site.desk, site.clock, Channel.PHONE),
        sign_in=SignIn(
            log,
            staff,
            key=key,
            per_code=Limit(failures=settings.failures_before_lock, lock=lock),
            per_origin=Limit(
                failures=settings.origin_failures_before_lock, within=_WITHIN, lock=lock
            ),
        ),
        sessions=Sessions(log, staff, key=key, idle=timedelta(minutes=settings.phone_idle_minutes)),
        calls=Calls(log),
        identification=_identification(settings, log, lock),
        renderer=Renderer(settings.look, TEXTS),
    )


def _identification(
    settings: BookingSettings, log: "PostgresLog", lock: timedelta
) -> Identification:
    """Numbers are locked as for everybody; of whence is counted each member of staff alone."""
    return Identification(
        log,
        birthday_key=settings.birthday_key,
        per_number=Limit(failures=settings.failures_before_lock, lock=lock),
        per_origin=Limit(failures=settings.phone_failures_before_lock, within=_WITHIN, lock=lock),
    )
