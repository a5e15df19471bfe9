"""The booking site for measuring: its own application, with two handlers that do nothing.

`python -m infra.bench.web DSN PORT`
"""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

import uvicorn
import uvloop
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from litestar import Response, get
from litestar.di import NamedDependency

from booking_web.app import create_app
from booking_web.pages.quick_door import quick_post
from booking_web.pages.visit import Page, Visit
from booking_web.settings import BookingSettings
from infra.bench.desk import Opened
from infra.bench.ward import NOW
from infra.collecting import collect_seldom

EMPTY_FORM, PLAIN = "/bench/empty-form", "/bench/plain"
SECRET = b"only for measuring, never for people"
_LOOK = Path(__file__).parents[1] / "look"
_KEY = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))


@quick_post(EMPTY_FORM)
async def empty_form(visit: NamedDependency[Visit]) -> Page:
    """What every form costs: token, session, headers, cookie; and nothing is booked."""
    return visit.go("/book/done", visit.signed_in())


@get(PLAIN, sync_to_thread=False)
def plain() -> Response[bytes]:
    return Response(b"plain", media_type="text/plain")


def settings_for(dsn: str, port: int) -> BookingSettings:
    return BookingSettings(
        dsn=dsn,
        look=_LOOK,
        public_url=f"http://127.0.0.1:{port}",
        port=port,
        session_secret=SECRET,
        csrf_secret=SECRET,
        birthday_key=SECRET,
        exchange_private_key=_KEY.private_bytes_raw(),
        office_public_key=_KEY.public_key().public_bytes_raw(),
        exchange_token=SECRET.decode(),
        insecure_loopback=True,
    )


async def serve(dsn: str, port: int) -> None:
    """As `madoguchi serve booking` does; ends with its input."""
    collect_seldom()
    app = create_app(settings_for(dsn, port), clock=lambda: NOW)
    app.register(empty_form)
    app.register(plain)
    config = uvicorn.Config(
        app, port=port, http="httptools", access_log=False, server_header=False, log_level="error"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn sets no event
        await asyncio.sleep(0.05)
    print('{"seconds":0}', flush=True)
    with suppress(EOFError):
        await asyncio.to_thread(sys.stdin.read)
    server.should_exit = True
    await serving


__all__ = ["EMPTY_FORM", "PLAIN", "Opened", "serve", "settings_for"]

if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1], int(sys.argv[2])))
