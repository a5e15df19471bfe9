"""Finds cases by what is at hand: a serial, a booking's number, a notice's number or tail."""

import asyncio
from typing import Final
from unicodedata import normalize
from uuid import UUID

from issuance.application.notices import Notices
from issuance.notices.numbers import NoticeNumberInvalidError, notice_id, parse_notice_number
from issuance.read_models.queries_cases import CaseQueries, CaseRow, Sent

_REFERENCE: Final = 8
_TAIL: Final = 4


async def find_cases(cases: CaseQueries, notices: Notices, typed: str) -> list[CaseRow]:
    """The cases meant by what was typed; an empty list where there are none."""
    number = normalize("NFKC", typed).upper().replace(" ", "").replace("-", "")
    if not number.isalnum() or not number.isascii():
        return []
    if case_id := await cases.of_serial(number):
        return await cases.these([case_id])
    if case_id := await _of_notice(cases, number):
        return await cases.these([case_id])
    if len(number) == _REFERENCE:
        return await cases.of_reference(number)
    if len(number) == _TAIL:
        sent = await cases.notices_sent()
        return await cases.these(await asyncio.to_thread(_with_tail, notices, sent, number))
    return []


async def _of_notice(cases: CaseQueries, number: str) -> UUID | None:
    try:
        return await cases.of_notice(notice_id(parse_notice_number(number)))
    except NoticeNumberInvalidError:
        return None


def _with_tail(notices: Notices, sent: list[Sent], tail: str) -> list[UUID]:
    """Numbers are kept nowhere, so each is made again; 10,000 take about a tenth of a second."""
    return [each.case_id for each in sent if notices.number(each.case_id, each.round)[-4:] == tail]
