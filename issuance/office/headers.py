"""Headers of every answer: nothing from elsewhere, nothing kept, nothing framed.

Scripts are our own files under /look/ alone; every page works without them.
"""

from typing import Final

from litestar.datastructures import MutableScopeHeaders
from litestar.types import BeforeMessageSendHookHandler, Message, Scope

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_LOOK: Final = "/look/"


def header_hook(*, insecure_loopback: bool) -> BeforeMessageSendHookHandler:
    """Set the headers on whatever is sent, errors included."""

    async def hook(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        headers = MutableScopeHeaders.from_message(message)
        for name, value in _ALWAYS.items():
            headers[name] = value
        look = scope["path"].startswith(_LOOK)
        headers["cache-control"] = "public, max-age=3600" if look else "no-store"
        if not insecure_loopback:
            headers["strict-transport-security"] = "max-age=31536000"

    return hook
