"""報告書: tables, words and charts on A4."""

from datetime import UTC, datetime

import pytest

from issuance.printing import Paragraph, PrintingError, Section, Svg, Table, report, to_pdf
from issuance.printing.compiling import in_worker
from issuance.printing.report import Cell
from tests.support import printed

NOW = datetime(2026, 11, 22, 1, 2, tzinfo=UTC)
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200">'
    '<rect width="600" height="200" fill="black"/></svg>'
)


def test_carries_title_sections_office_and_moment():
    pdf = report(
        "日報",
        [
            Section("交付", Table(["段階", "枚数"], [["申請", 18812], ["到着", None]])),
            Section("", Paragraph("葛󠄀飾の𠮷田")),
            Section("推移", Svg(CHART, "黒い四角")),
        ],
        printed_at=NOW,
        office="見本区",
    )
    text = printed.words(pdf)
    for expected in ("日報", "交付", "申請", "18,812", "–", "𠮷田", "推移", "見本区"):
        assert expected in text
    assert "2026年11月22日10:02" in text
    assert printed.pages(pdf) == 1
    assert printed.ink(printed.picture(pdf, dpi=30)) > 0.05  # the chart is drawn


def test_repeats_the_head_of_a_long_table_and_numbers_its_pages():
    rows: list[list[Cell]] = [[f"会場{number}", number] for number in range(100)]
    pdf = report("会場", [Section("", Table(["名前", "人"], rows))], printed_at=NOW, language="en")
    text = printed.words(pdf)
    assert text.count("名前") == printed.pages(pdf) == 3
    assert "2/3" in text
    assert "22November2026,10:02" in text


@pytest.mark.parametrize("make", [to_pdf, in_worker])
def test_says_nothing_of_the_data_that_did_not_fit(make, capfd):
    with pytest.raises(PrintingError) as refused:
        make("report", {"title": "ある人の名前"}, made_at=NOW)
    assert capfd.readouterr() == ("", "")
    assert str(refused.value) == "printing-failed"
    assert refused.value.__cause__ is None
