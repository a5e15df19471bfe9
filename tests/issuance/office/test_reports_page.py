"""報告: files as a manager takes them, read back by other programs."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

from openpyxl import load_workbook

from issuance.applicants.person import Sex
from issuance.calendar import age_on
from tests.issuance.office.house import NOW


async def delivered(ward, count):
    """So many cards reach their holders; gives the holders' ages and sexes."""
    seen = []
    for skip in range(count):
        case = ward.grown_up(skip)
        shipment = await ward.posted(case, number=skip)
        await ward.issuance.posting.confirm_delivery(ward.order(), case.case_id, shipment)
        async with ward.issuance.work.log.pool.acquire() as connection:
            found = await ward.issuance.work.registry.load(connection, case.case_id)
        seen.append((age_on(NOW.date(), found.person.birth_on), found.person.sex))
    await ward.refreshed()
    return seen


def rows_of(answer, encoding):
    return list(csv.reader(StringIO(answer.content.decode(encoding), newline="")))


async def test_the_ministrys_tables_are_counted_in_the_register(hands, ward):
    people = await delivered(ward, 3)
    await hands.sign_in("K06")
    today = f"on={NOW.date()}"
    answer = await hands.client.get(f"/reports/ministry?{today}&table=municipality&as=csv")
    [_, row] = rows_of(answer, "utf-8-sig")
    assert (row[1], row[2], row[4], row[8]) == ("東京都", "江戸川区", "3", "131237")
    answer = await hands.client.get(f"/reports/ministry?{today}&table=people&as=csv-cp932")
    [_, *rows] = rows_of(answer, "cp932")
    assert rows[-1][4:] == [
        "計",
        str(sum(sex is Sex.MALE for _, sex in people)),
        str(sum(sex is Sex.FEMALE for _, sex in people)),
        str(sum(sex is Sex.NOT_STATED for _, sex in people)),
        "3",
    ]
    age = people[0][0]
    band = next(row for row in rows if row[4].startswith(f"{age // 5 * 5}～"))
    assert int(band[8]) >= 1
    before = f"on={NOW.date() - timedelta(days=1)}"
    answer = await hands.client.get(f"/reports/ministry?{before}&table=people")
    assert rows_of(answer, "utf-8-sig")[-1][-1] == "0"


async def test_for_everybody_small_counts_are_left_out(hands, ward):
    await delivered(ward, 1)
    await hands.sign_in("K06")
    path = f"/reports/ministry?on={NOW.date()}&table=people&as=xlsx&public=1"
    answer = await hands.client.get(path)
    page = load_workbook(BytesIO(answer.content)).active
    assert page is not None
    cells = [row[5:] for row in page.iter_rows(min_row=2, values_only=True)]
    assert not {n for row in cells for n in row if isinstance(n, int) and 0 < n < 10}
    assert "X" in {n for row in cells for n in row}


async def test_day_and_month_come_as_pdf_and_csv(hands, ward):
    await delivered(ward, 1)
    await hands.sign_in("K05")
    answer = await hands.client.get(f"/reports/day?day={NOW.date()}&as=csv")
    head, *rows = rows_of(answer, "utf-8-sig")
    assert rows[0][0] == NOW.date().isoformat()
    assert rows[0][head.index("配達")] == "1"
    assert rows[-1][head.index("配達")] == "1"
    for path in ("/reports/day", "/reports/month"):
        answer = await hands.client.get(path)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert "attachment" in answer.headers["content-disposition"]
    answer = await hands.client.get("/reports/month?month=2026-11&as=xlsx")
    assert load_workbook(BytesIO(answer.content)).active is not None


async def test_what_cannot_be_is_said_on_the_page(hands):
    await hands.sign_in("K05")
    for path in (
        "/reports/day?day=x", "/reports/day?as=exe", "/reports/month?month=2026-13",
        "/reports/ministry?on=2999-01-01", "/reports/ministry?on=2027-01-01",
        "/reports/ministry?table=names", "/reports/ministry?as=doc",
    ):  # fmt: skip
        assert "入力が足りないか" in await hands.see(path, 422), path
