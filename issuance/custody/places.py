"""Where a card can lie in the office. A place is a word, shelves and counters with their own."""

INTAKE = "intake"
COUNTER = "counter"
BACK_OFFICE = "back-office"
PIN_DESK = "pin-desk"
SEALING_DESK = "sealing-desk"
POST_TRAY = "post-tray"
RETURNED_MAIL = "returned-mail"
VOID_CARDS = "void-cards"
MISSING = "missing"


def shelf(label: str) -> str:
    """A position on the shelves (保管棚), for example "A-03"."""
    return f"shelf:{label}"
