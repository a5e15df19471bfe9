"""Who comes, asked one question at a time, and the office's situation that follows."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from booking_web.documents.facts import DocumentsPublished


class Who(StrEnum):
    """Who stands at the counter, in the words of a resident."""

    SELF = "self"
    FOREIGN = "foreign"
    CHILD = "child"
    GUARDIAN = "guardian"
    PROXY = "proxy"
    PARENT = "parent"
    INFANT = "infant"


_WITH_NOTICE: Final[Mapping[Who, str]] = {
    Who.SELF: "SELF_N",
    Who.FOREIGN: "SELF_N",
    Who.CHILD: "U15_BOTH",
    Who.GUARDIAN: "GUARDIAN",
    Who.PROXY: "AGENT_ANY",
    Who.PARENT: "AGENT_LEGAL",
    Who.INFANT: "AGENT_INFANT",
}
_WITHOUT: Final[Mapping[Who, str]] = {
    Who.SELF: "SELF_X",
    Who.FOREIGN: "SELF_X",
    Who.CHILD: "U15_BOTH",
    Who.GUARDIAN: "GUARDIAN",
}
"""Who does not come in person never comes without the notice."""
NOTICE: Final = "issuance-notice"


def situation_of(who: Who, *, notice: bool) -> str | None:
    """The office's situation; None: this is not possible, and needs a telephone call."""
    return (_WITH_NOTICE if notice else _WITHOUT).get(who)


def asked(rules: DocumentsPublished) -> list[Who]:
    """The answers that the published rules know something of."""
    return [each for each in Who if rules.situation(_WITH_NOTICE[each])]


def asks_for_notice(rules: DocumentsPublished, who: Who) -> bool:
    """Whether it makes a difference."""
    situation = rules.situation(_WITH_NOTICE[who])
    if situation is None:
        return False
    papers = {paper for way in situation.ways for paper in way.papers}
    return NOTICE in papers | set(situation.given)
