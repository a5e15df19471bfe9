"""Tables and columns that no rule can make again, because they do not follow from a log's facts.

All others are judged: every column of the office's tables, and on the booking side the places, the
register of notices, letters, who is waited for by them, and the waiting room's own counts.
"""

from collections.abc import Mapping
from typing import Final

_TOLD: Final = "told by a batch of the office, whose content is not kept; a display"
_TRIES: Final = "counts tries for some minutes"
_MEASURED: Final = "measured, and gone with the worker"
_PEOPLE: Final = "about persons, sealed; no log holds anything of it"
_KEYS: Final = "keys and ways in of staff and machines, set by those who run the office"
_ENTERED: Final = "an index of numbers or a file's mark, from before the fact that it leads to"
_SENT: Final = "what the sender of batches told last; moves with them"
TABLES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("booking.congestion", "booking.office_heard", "booking.queue_places"), _TOLD),
    "booking.person_views": f"{_TOLD}, for half a year",
    **dict.fromkeys(("booking.buckets", "booking.failures"), _TRIES),
    "booking.worker_loads": _MEASURED,
    "booking.waiting_draws": "chance; what is published of it is judged by draw.py",
    "booking.phone_desk_calls": "what the phone desk did, told by itself",
    "booking.phone_desk_sessions": _KEYS,
    **dict.fromkeys(("office.persons", "office.person_keys"), _PEOPLE),
    **dict.fromkeys(
        (
            *("office.staff", "office.staff_sessions", "office.sign_in_attempts"),
            *("office.sign_in_steps", "office.passkeys", "office.station_passkeys"),
            *("office.station_pins", "office.machines", "office.hall_devices"),
        ),
        _KEYS,
    ),
    **dict.fromkeys(
        ("office.cards", "office.notices", "office.invitations", "office.imported_files"), _ENTERED
    ),
    **dict.fromkeys(("office.waits", "office.congestion_told", "office.queue_told"), _SENT),
    "office.board_settings": "set by a manager",
    "office.alert_mails": "mails to the office itself; told by itself",
    "office.post_reports": "files of the post, as they came",
    "office.chip_readings": "what lies on a reader of the sealing desks at this moment",
}
COLUMNS: Final[Mapping[str, str]] = {
    "booking.contacts": "all but `party_id` and `since`: sealed, or a time to forget it",
    "booking.letter_visits": "the order of `coming`",
    "booking.letters": "when it is due, what became of it; its words follow from the party's visit",
    "booking.notices": "`number`, `birthday_check`: made with a secret",
}
"""Of tables that are judged: what of them is not."""
