"""Sentences put together from answers of the rules."""

from counter_station.texts import N_, Words
from counter_station.texts.messages import HOLDERS
from issuance.identity.documents import WORDS as DOCUMENTS
from issuance.identity.sufficiency import Alternative, Insufficient, Lacking

_MOST_WAYS = 2


def missing(answer: Insufficient, words: Words) -> list[str]:
    """The nearest ways to be sufficient, a line each."""
    return [_way(each, words) for each in answer.missing[:_MOST_WAYS]]


def duration(seconds: float, words: Words) -> str:
    """How long ago, roughly."""
    if seconds < 60:
        return words(N_("%(count)s秒前"), count=int(seconds))
    if seconds < 3600:
        return words(N_("%(count)s分前"), count=int(seconds // 60))
    return words(N_("%(count)s時間前"), count=int(seconds // 3600))


def _way(alternative: Alternative, words: Words) -> str:
    return words(N_("＋")).join(_part(each, words) for each in alternative)


def _part(lacking: Lacking, words: Words) -> str:
    if lacking.paper is not None:
        return words(DOCUMENTS[lacking.paper])
    counts = [
        words(N_("A書類%(count)s点"), count=lacking.a) if lacking.a else "",
        words(N_("B書類%(count)s点"), count=lacking.b) if lacking.b else "",
    ]
    documents = words(N_("と")).join(filter(None, counts))
    photo = words(N_("（写真つきを含む）")) if lacking.with_photo else ""
    return f"{words(HOLDERS[lacking.holder])}: {documents}{photo}"
