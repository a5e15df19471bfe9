"""Where a card stands: application, file, and which references were verified there."""

from collections.abc import Mapping

from counter_station.virtual.apdu import RefusedError, Status
from counter_station.virtual.files import Application, CardFile

_CARD_MANAGER = bytes.fromhex("A0000001510000")
_FILE_ID_BYTES = 2
_SHORT_ID = 0x1F


class Selection:
    """What a card forgets without power.

    Selecting an application, the same one too, forgets what was verified. Sources disagree about
    the same one; *lenient* keeps it then (cards.md §3.1).
    """

    def __init__(self, applications: Mapping[bytes, Application], *, lenient: bool) -> None:
        self._applications = applications
        self._lenient = lenient
        self._aid: bytes | None = None
        self._file: tuple[int, CardFile] | None = None
        self.verified: set[int] = set()

    @property
    def inside_application(self) -> bool:
        return self._aid is not None

    def forget(self) -> None:
        self._aid = self._file = None
        self.verified.clear()

    def select_application(self, aid: bytes) -> None:
        """Go to an application, by its whole AID, or to card level by the card manager's."""
        if aid == _CARD_MANAGER:
            self.forget()
            return
        if aid not in self._applications:
            raise RefusedError(Status.NOT_FOUND)
        if not (self._lenient and aid == self._aid):
            self.verified.clear()
        self._aid, self._file = aid, None

    def select_file(self, file_id: bytes) -> None:
        number = int.from_bytes(file_id, "big")
        if len(file_id) != _FILE_ID_BYTES or number not in self._files():
            raise RefusedError(Status.NOT_FOUND)
        self._file = number, self._files()[number]

    def select_master_file(self, data: bytes) -> None:
        """There is no master file to go to: refused, or without effect inside an application."""
        if data:
            raise RefusedError(Status.NOT_FOUND)
        if self._aid is None:
            raise RefusedError(Status.BAD_PARAMETERS)

    def current(self) -> tuple[int, CardFile]:
        """The selected file and its id."""
        if self._file is None:
            raise RefusedError(Status.NO_CURRENT_FILE)
        return self._file

    def addressed(self, parameter: int, missing: Status) -> tuple[int, CardFile]:
        """The file whose short id stands in *parameter*, now current; for 0 the current one."""
        short_id = parameter & _SHORT_ID
        if short_id:
            if short_id not in self._files():
                raise RefusedError(missing)
            self._file = short_id, self._files()[short_id]
        return self.current()

    def _files(self) -> Application:
        return {} if self._aid is None else self._applications[self._aid]
