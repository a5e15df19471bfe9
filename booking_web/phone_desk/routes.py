"""Where the phone desk is: /phone-desk and below, which no waiting room keeps anybody from."""

from typing import Final

from litestar import Router
from litestar.di import Provide

from booking_web.phone_desk import adding, booking, calling, door, line
from booking_web.phone_desk.failures import HANDLERS as FAILURES
from booking_web.phone_desk.staff_visit import open_door, open_staff_visit, the_phone_desk

PATH: Final = "/phone-desk"


def phone_desk_router() -> Router:
    """Left out where no staff file is set: then all its addresses are unknown."""
    return Router(
        path=PATH,
        route_handlers=[
            *door.HANDLERS,
            *calling.HANDLERS,
            *booking.HANDLERS,
            *adding.HANDLERS,
            *line.HANDLERS,
        ],
        dependencies={
            "phone_desk": Provide(the_phone_desk, sync_to_thread=False),
            "staff_visit": Provide(open_staff_visit),
            "door": Provide(open_door),
        },
        exception_handlers={**FAILURES},
    )
