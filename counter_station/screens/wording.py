"""Sentences put together from answers of the rules."""

from dataclasses import dataclass

from counter_station.texts import N_, Words
from counter_station.texts.messages import HOLDERS, NEEDS
from issuance.identity.absence import ACCEPTED, AbsenceReason
from issuance.identity.documents import WORDS as DOCUMENTS
from issuance.identity.matrix import Matrix, Need, Row, need_of
from issuance.identity.sufficiency import Alternative, Insufficient, Lacking

_MOST_WAYS = 2


@dataclass(frozen=True, kw_only=True)
class NeedWords:
    """One requirement for the eye: what it is, what meets it, and what else would."""

    title: str
    met: bool
    by: str
    open: str


def needs(matrix: Matrix, words: Words, absence: AbsenceReason | None) -> list[NeedWords]:
    """Each requirement of the matrix in the clerk's language; *absence* is the reason chosen."""
    return [
        NeedWords(
            title=words(NEEDS[row.need]),
            met=row.met,
            by=words(N_("＋")).join(words(DOCUMENTS[kind]) for kind in row.by),
            open=_open(row, words, absence),
        )
        for row in matrix.rows
    ]


def _open(row: Row, words: Words, absence: AbsenceReason | None) -> str:
    """What would meet it; a proof of no reason, or of one that is none, would not."""
    if row.open and row.need is Need.REASON and absence not in ACCEPTED:
        if absence is None:
            return words(N_("理由を選ぶ（証明だけでは足りません）"))
        return words(N_("この理由は認められません"))
    between = words(N_("　または　"))
    return between.join(_counts(each, words) for each in row.open[:_MOST_WAYS])


def other_ways(matrix: Matrix, words: Words) -> list[str]:
    """Ways that want something else than the rows say, for example more documents, no notice."""
    if not isinstance(matrix.judgement, Insufficient):
        return []
    rows = {row.need for row in matrix.rows if not row.met}
    ways = [way for way in matrix.judgement.missing if not rows <= {need_of(each) for each in way}]
    return [_way(each, words) for each in ways[:1]]


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
        return _counts(lacking, words)
    return f"{words(HOLDERS[lacking.holder])}: {_counts(lacking, words)}"


def _counts(lacking: Lacking, words: Words) -> str:
    if lacking.paper is not None:
        return words(DOCUMENTS[lacking.paper])
    counts = [
        words(N_("A書類%(count)s点"), count=lacking.a) if lacking.a else "",
        words(N_("B書類%(count)s点"), count=lacking.b) if lacking.b else "",
    ]
    documents = words(N_("と")).join(filter(None, counts))
    photo = words(N_("（写真つきを含む）")) if lacking.with_photo else ""
    return f"{documents}{photo}"
