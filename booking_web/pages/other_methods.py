"""HEAD for every page that can be got, and an honest Allow (RFC 9110 sections 9.3.2 and 10.2.1)."""

from collections.abc import Mapping
from typing import cast

from litestar import Litestar
from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import HTTPException
from litestar.routes import BaseRoute
from litestar.types import (
    HTTPScope,
    LifeSpanReceive,
    LifeSpanScope,
    LifeSpanSend,
    Message,
    Receive,
    Scope,
    Send,
)

_RARE = frozenset({"HEAD", "OPTIONS"})


class HeadToo(Litestar):
    """Answers HEAD as it would answer GET, without the body; the framework would refuse it."""

    async def __call__(
        self,
        scope: Scope | LifeSpanScope,
        receive: Receive | LifeSpanReceive,
        send: Send | LifeSpanSend,
    ) -> None:
        if _said("method", scope) not in _RARE:  # a lifespan has none
            await super().__call__(scope, receive, send)
            return
        rare = cast("HTTPScope", dict(scope))  # the server's own scope keeps the true method
        if rare["method"] == "HEAD":
            rare["method"] = "GET"
            await super().__call__(rare, receive, _without_body(cast("Send", send)))
        else:
            await super().__call__(rare, receive, self._with_allow(rare, cast("Send", send)))

    def _with_allow(self, scope: HTTPScope, send: Send) -> Send:
        """Say all methods of the address; the framework forgets those that were added later."""

        async def send_more(message: Message) -> None:
            template = _said("path_template", scope)
            found = [each.methods for each in self.routes if template in _names(each)]
            if message["type"] == "http.response.start" and any(found):
                methods = with_head(", ".join(method for each in found for method in each))
                MutableScopeHeaders.from_message(message)["allow"] = methods
            await send(message)

        return send_more


def allowed(error: HTTPException) -> dict[str, str]:
    """The Allow header of a 405, nothing for other errors; the framework writes it small."""
    found = {name.lower(): value for name, value in (error.headers or {}).items()}
    return {"Allow": with_head(found["allow"])} if "allow" in found else {}


def with_head(allowed: str) -> str:
    """*allowed* as the framework says it, with HEAD beside GET."""
    methods = {each.strip() for each in allowed.split(",")}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


def _without_body(send: Send) -> Send:
    async def send_less(message: Message) -> None:
        if message["type"] == "http.response.body":
            message["body"] = b""
        await send(message)

    return send_less


def _said(name: str, scope: Scope | LifeSpanScope) -> object:
    return cast("Mapping[str, object]", scope).get(name)


def _names(route: BaseRoute) -> tuple[str, str]:
    return route.path, route.path_format
