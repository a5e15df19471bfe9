"""The web applications of a test run: their routes are built once, each test opens them anew.

Who needs two of them open at the same moment builds a second one with `create_app`.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from litestar import Litestar

from booking_web import app as booking
from booking_web.settings import BookingSettings
from issuance.office import app as office
from issuance.office.settings import OfficeSettings

Clock = Callable[[], datetime]
_office = cache(office.build_app)
_sites: dict[tuple[object, ...], Litestar] = {}


def office_app(settings: OfficeSettings, clock: Clock) -> Litestar:
    app = _office(settings.look, insecure_loopback=settings.insecure_loopback)
    office.open_with(app, settings, clock=clock)
    return app


def booking_app(settings: BookingSettings, clock: Clock) -> Litestar:
    routes = (
        *(settings.look, settings.public_url, settings.hosts, settings.insecure_loopback),
        *(settings.exchange_token, settings.phone_staff_file is None),
    )
    if routes not in _sites:
        _sites[routes] = booking.build_app(settings)
    booking.open_with(_sites[routes], settings, clock=clock)
    return _sites[routes]
