"""The houses that drills name. A new kind of house: a context manager here."""

from collections.abc import Mapping
from typing import Final

from infra.surge.houses.houses import House, booking_site, with_phone_desk
from infra.surge.houses.notice_house import notice_drop

HOUSES: Final[Mapping[str, House]] = {
    "booking": booking_site,
    "phone-desk": with_phone_desk,
    "notice-drop": notice_drop,
}
