"""One request of a browser in the hall: for which venue, in which language, how to answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from litestar import Response
from litestar.di import NamedDependency
from litestar.enums import MediaType

from issuance.application import Order
from issuance.calendar import office_date
from issuance.office.doors import Web
from issuance.office.forms import Form
from issuance.office.hall.texts import HallWords, asked
from issuance.office.hall_devices import HallDevice, hall_form_token
from issuance.office.parts import Office
from issuance.read_models.queries_tickets import Hall
from issuance.read_models.queries_venues import VenueRow

HallPage = Response[str]
RESET_SECONDS: Final = 60
"""Nobody's page stays on the kiosk longer than this without a touch …"""
WARNING_SECONDS: Final = 15
"""… and so long before, it asks (WCAG 2.2.1)."""


@dataclass(frozen=True, kw_only=True)
class HallSeat:
    office: Office
    request: Web
    device: HallDevice
    form_token: str

    @property
    def form(self) -> Form:
        form: Form = self.request.state.form
        return form

    @property
    def now(self) -> datetime:
        return self.office.clock()

    @property
    def today(self) -> date:
        return office_date(self.now)

    @property
    def say(self) -> HallWords:
        return asked(self.request.query_params.get("lang", "") or self.form.text("lang"))

    def order(self) -> Order:
        """What is asked now, once a button pressed."""
        key = f"hall:{self.device.device_id}:{self.form.key}"
        digest = self.form.digest(self.request.method, self.request.url.path)
        return Order(by=f"hall:{self.device.name}", at=self.now, key=key, digest=digest)

    async def venue(self) -> VenueRow | None:
        venues = await self.office.queries.venues.all()
        return next((each for each in venues if each.venue_id == self.device.venue_id), None)

    async def hall(self) -> Hall:
        return await self.office.queries.tickets.hall(self.device.venue_id, self.today)

    def page(self, template: str, *, status: int = 200, **context: object) -> HallPage:
        say = self.say
        common: dict[str, object] = {
            "form_token": self.form_token,
            "form_key": uuid4,
            "now": self.now,
            "reset_seconds": RESET_SECONDS,
            "warning_seconds": WARNING_SECONDS,
            "path": self.request.url.path,
        }
        html = self.office.hall_pages.render(template, say, common | context)
        return Response(html, media_type=MediaType.HTML, status_code=status)

    def go(self, path: str) -> HallPage:
        return Response("", status_code=303, headers={"location": path})


async def provide_seat(request: Web, office: NamedDependency[Office]) -> HallSeat:
    device: HallDevice = request.state.hall_device
    return HallSeat(
        office=office,
        request=request,
        device=device,
        form_token=hall_form_token(office.settings.csrf_secret, device),
    )
