"""The rules that any day goes by, looked up by name: a control puts a broken one in its place."""

from types import SimpleNamespace

from issuance.calendar import office_date
from issuance.cases import (
    appointments,
    arrival,
    counter,
    destruction,
    endings,
    lapsing,
    mail,
    pin_setting,
    posting,
    undoing,
)
from issuance.custody import cards
from issuance.visits import visit as visits

ROOMS = (
    *(appointments, arrival, counter, destruction, endings, lapsing),
    *(mail, pin_setting, posting, undoing),
)
RULES = SimpleNamespace(
    **{
        name: getattr(room, name)
        for room in ROOMS
        for name in dir(room)
        if callable(getattr(room, name)) and getattr(room, name).__module__ == room.__name__
    },
    move=cards.move,
    call=visits.call,
    office_date=office_date,
)
