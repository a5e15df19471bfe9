"""The line of one Locust user to the site: asks, waits for the answer, and has it counted.

It is the client of Locust's fast user without what a phone does itself (cookies, redirects): of a
second of this machine that is left to the site (`python -m infra.surge.limits`).
"""

import time
from collections.abc import Mapping
from typing import Final, NamedTuple

from geventhttpclient.header import Headers
from locust.contrib.fasthttp import FAILURE_EXCEPTIONS, FastHttpSession
from locust.exception import CatchResponseError

_NO_HEADERS: Final = Headers()


class Answer(NamedTuple):
    """`status` is 0 where none came; `ms`: how long was waited for it."""

    status: int
    headers: Headers
    body: bytes
    began: float
    ms: float


class Line:
    def __init__(self, session: FastHttpSession) -> None:
        self._client = session.client.clientpool.get_client(session.base_url)
        self._event, self._url = session.request_event, session.base_url

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: str) -> Answer:
        """One request; an answer of any status, or none."""
        began, clock = time.time(), time.perf_counter()
        status, told, content = 0, _NO_HEADERS, b""
        try:
            response = self._client.request(method, path, body=body, headers=headers)
            content = bytes(response.read())
            # As Locust reads them: what is public of the headers is a generator.
            status, told = response.get_code(), response._headers_index  # noqa: SLF001
        except FAILURE_EXCEPTIONS:
            pass
        return Answer(status, told, content, began, (time.perf_counter() - clock) * 1_000)

    def count(self, method: str, path: str, name: str, answer: Answer, wrong: str) -> None:
        """Into Locust's figures; *wrong*: what was not as it should be, "" where all was."""
        self._event.fire(
            request_type=method,
            name=name,
            response_time=answer.ms,
            response_length=len(answer.body),
            exception=CatchResponseError(wrong) if wrong else None,
            context={},
            response=None,
            start_time=answer.began,
            url=f"{self._url}{path}",
        )
