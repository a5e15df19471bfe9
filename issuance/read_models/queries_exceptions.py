"""Reads what needs a hand now, of every kind that the tables know."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from issuance.measures.exceptions import ExceptionKind, Found

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

MOST_OF_A_KIND: Final = 100
"""More than these of one kind are no list for a person; the oldest are shown."""


class ExceptionQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def found(self, *, pins_before: datetime) -> list[Found]:
        """Everything but alerts, in no order. *pins_before*: sealed earlier, PINs are too old."""
        rows = await self._pool.fetch(_FOUND, pins_before)
        return [
            Found(
                kind=ExceptionKind(row["kind"]),
                since=row["since"],
                label=row["label"],
                case_id=row["case_id"],
                box_id=row["box_id"],
            )
            for row in rows
        ]


def _cases(kind: ExceptionKind, condition: str) -> str:
    return f"""(SELECT '{kind}' AS kind, stage_since AS since, card_serial AS label, case_id,
      NULL::uuid AS box_id FROM office.case_overview WHERE {condition}
      ORDER BY stage_since LIMIT {MOST_OF_A_KIND})"""  # noqa: S608 - our own conditions


def _mail(kind: ExceptionKind, status: str) -> str:
    """Envelopes of which the post said so last."""
    return f"""(SELECT '{kind}', {_day("s.status_on")}, s.tracking_number, s.case_id, NULL::uuid
      FROM office.shipments AS s WHERE s.status = '{status}'
      ORDER BY s.status_on LIMIT {MOST_OF_A_KIND})"""  # noqa: S608 - our own words


def _day(column: str) -> str:
    """The beginning of a day at the office."""
    return f"{column}::timestamp AT TIME ZONE 'Asia/Tokyo'"


_FOUND: Final = " UNION ALL ".join(
    (
        _cases(ExceptionKind.CARD_MISSING, "missing"),
        _cases(ExceptionKind.SETTING_UNCERTAIN, "stage = 'uncertain' AND NOT missing"),
        _cases(ExceptionKind.MAIL_RETURNED, "stage = 'returned' AND NOT missing"),
        _cases(ExceptionKind.CARD_DEFECTIVE, "defective AND NOT missing"),
        _cases(ExceptionKind.PINS_EXPIRED, "asked_again AND stage = 'notified'"),
        _cases(ExceptionKind.LETTERS_UNREACHED, "unreached AND stage = 'booked'"),
        _cases(ExceptionKind.HOLDER_GONE, "stage = 'void' AND NOT missing"),
        _cases(ExceptionKind.UNCLAIMED, "stage = 'unclaimed' AND NOT missing"),
        f"""(SELECT '{ExceptionKind.NOTICE_RETURNED}', {_day("k.returned_on")}, c.card_serial,
          k.case_id, NULL::uuid FROM office.contact_overview AS k
          JOIN office.case_overview AS c USING (case_id)
          WHERE k.returned_on IS NOT NULL AND c.stage = 'notified'
          ORDER BY k.returned_on LIMIT {MOST_OF_A_KIND})""",  # noqa: S608 - ours
        _mail(ExceptionKind.MAIL_COMING_BACK, "coming-back"),
        _mail(ExceptionKind.MAIL_HELD, "held"),
        f"""(SELECT '{ExceptionKind.MAIL_LOST}', {_day("k.lost_on")}, c.card_serial, k.case_id,
          NULL::uuid FROM office.case_clocks AS k JOIN office.case_overview AS c USING (case_id)
          WHERE k.duties <> '{{}}' AND k.lost_on IS NOT NULL
          ORDER BY k.lost_on LIMIT {MOST_OF_A_KIND})""",  # noqa: S608 - ours
        f"""(SELECT '{ExceptionKind.POSTING_BARRED}', c.stage_since, c.card_serial, k.case_id,
          NULL::uuid FROM office.case_clocks AS k JOIN office.case_overview AS c USING (case_id)
          WHERE k.barred <> '{{}}' AND c.stage IN ('awaiting-pins', 'setting', 'ready-to-go',
            'sealed', 'returned')
          ORDER BY c.stage_since LIMIT {MOST_OF_A_KIND})""",  # noqa: S608 - ours
        f"""(SELECT '{ExceptionKind.BOX_DIFFERENCE}', noted_at, card_serial, NULL::uuid, box_id
          FROM office.box_findings WHERE settled_at IS NULL AND finding <> 'other-box'
          ORDER BY noted_at LIMIT {MOST_OF_A_KIND})""",  # noqa: S608 - ours
        f"""(SELECT '{ExceptionKind.OLD_SEALED_PINS}', p.sealed_at, c.card_serial, p.case_id,
          NULL::uuid FROM office.sealed_pins AS p JOIN office.case_overview AS c USING (case_id)
          WHERE p.sealed_at < $1 ORDER BY p.sealed_at LIMIT {MOST_OF_A_KIND})""",  # noqa: S608 - ours
        f"""(SELECT '{ExceptionKind.OLD_PIN_SHEET}', taken_at, sheet_number, case_id, NULL::uuid
          FROM office.pin_sheets WHERE destroyed_at IS NULL AND taken_at < $1
          ORDER BY taken_at LIMIT {MOST_OF_A_KIND})""",  # noqa: S608 - ours
    )
)
