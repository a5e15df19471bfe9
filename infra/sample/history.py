"""Real monthly counts of cards issued in Edogawa and nationwide, as a ward's history.

`edogawa_monthly.csv`: 47 dates from 2017-03-08 to 2022-12-31. Source: 総務省「マイナンバーカード
交付状況」 (Ministry of Internal Affairs and Communications), open data, as gathered in Code for
Japan's mynumbercard_statistics.
"""

from pathlib import Path
from typing import Final

from issuance.planning.months import PastCount, read_past_counts

FILE: Final = Path(__file__).parent / "edogawa_monthly.csv"
SOURCE: Final = "総務省「マイナンバーカード交付状況」 江戸川区 2017-03〜2022-12"


def edogawa() -> tuple[PastCount, ...]:
    return read_past_counts(FILE.read_text(encoding="utf-8"), prefix="edogawa_")
