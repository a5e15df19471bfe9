"""What a place is called: the office's word for it, or the label on its shelf."""

from issuance.custody.places import label_of
from issuance.office.texts import Words
from issuance.office.texts.names.places import PLACES


def place_words(words: Words, place: str | None) -> str:
    if place is None:
        return "–"
    if place.startswith("shelf:"):
        return words("棚 %(label)s", label=label_of(place))
    if place.startswith("quarantine:"):
        return words("隔離 %(label)s", label=label_of(place))
    return words(PLACES.get(place, place))
