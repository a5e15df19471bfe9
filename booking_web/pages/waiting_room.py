"""What was published of the draw: anybody can make it again (booking_web/waiting_room/draw.py)."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from booking_web.waiting_room.room import WaitingRoom

_METHOD = (
    "fingerprint = SHA-256 of all tickets (16 bytes each, in their order); "
    "key = SHA-256(promised + added + fingerprint); place = rank of SHA-256(key + ticket)"
)


@get("/waiting-room/draw")
async def draw(
    waiting_room: NamedDependency[WaitingRoom], venue: FromQuery[str] = ""
) -> Response[dict[str, str | int]]:
    """The promise before the draw; afterwards the key's parts too."""
    room = waiting_room.of_venues.get(venue) if venue else waiting_room.current
    if room is None or room.reason != "opening":
        return Response({"code": "no-draw"}, status_code=404)
    said: dict[str, str | int] = {
        "room": room.room_id,
        "opens_at": room.opens_at.isoformat(),
        "promise_sha256": room.commitment.hex(),
        "method": _METHOD,
    }
    drawn = await waiting_room.published_draw(room)
    if drawn is not None:
        said |= {
            "people": room.gathered,
            "promised": drawn.promised.hex(),
            "added": drawn.added.hex(),
            "fingerprint": drawn.fingerprint.hex(),
        }
    return Response(said, headers={"cache-control": "public, max-age=10"})


HANDLERS = (draw,)
