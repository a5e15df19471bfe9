"""Ids that are quick to look up: the hash of a `uuid.UUID` is Python code, that of asyncpg's is not.

A booking looks up some sixty ids; both kinds are equal to each other in all else.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from asyncpg.pgproto import pgproto
from msgspec.structs import replace

from booking_web.timetable.commands import Book, Command, Hold

if TYPE_CHECKING:

    def quick(each: UUID) -> UUID: ...

else:

    def quick(each):
        return each if type(each) is pgproto.UUID else pgproto.UUID(each.bytes)


def with_quick_ids(command: Command) -> Command:
    """The same command; only what comes in a rush is worth it."""
    match command:
        case Book() | Hold():
            ids = tuple(map(quick, command.notice_ids))
            return replace(command, notice_ids=ids, slot_id=quick(command.slot_id))
        case _:
            return command
