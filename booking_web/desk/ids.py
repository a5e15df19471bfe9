"""Ids that are quick to look up: asyncpg's, whose hash and comparison are no Python code.

They are `uuid.UUID`s, and equal to those.
"""

from uuid import UUID

from asyncpg.pgproto import pgproto
from msgspec.structs import replace

from booking_web.timetable.commands import Book, Command, Hold


def quick(each: UUID) -> UUID:
    return each if type(each) is pgproto.UUID else pgproto.UUID(each.bytes)


def with_quick_ids(command: Command) -> Command:
    """The same command; only what comes in a rush is worth it."""
    match command:
        case Book() | Hold():
            ids = tuple(map(quick, command.notice_ids))
            return replace(command, notice_ids=ids, slot_id=quick(command.slot_id))
        case _:
            return command
