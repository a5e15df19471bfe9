"""住民異動の取り込み: looked at first, old beside new; then taken in, once."""

import re
from uuid import uuid4

import pytest

from issuance.cases.state import Stage
from issuance.shipments.mail import BarReason
from tests.issuance.office.house import token_in

HEADINGS = "申請書ID,異動事由,異動日,郵便番号,住所,氏名,フリガナ"


@pytest.fixture
async def numbers(ward):
    """The application id of a case."""

    async def of(case):
        work = ward.issuance.work
        async with work.log.transaction() as tx:
            return await work.registry.application_id(tx.connection, case.case_id)

    return of


async def upload(hands, to, content, **fields):
    page = await hands.see("/resident-changes")
    hidden = {"_csrf_token": token_in(page), "key": str(uuid4())}
    files = {"file": ("changes.csv", content, "text/csv")}
    return await hands.client.post(to, data=hidden | fields, files=files, follow_redirects=False)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
async def test_nothing_changes_before_the_difference_was_seen(hands, ward, numbers, encoding):
    gone, renamed = ward.grown_up(), ward.grown_up(skip=1)
    deleted, renumbered = ward.grown_up(skip=2), ward.grown_up(skip=3)
    await ward.sealed(renamed)
    await ward.refreshed()
    lines = [
        f"{await numbers(gone)},転出,2026-11-20,,,,",
        f"{await numbers(renamed)},氏名変更,2026-11-20,,,新町 花子,シンマチ ハナコ",
        f"{await numbers(deleted)},職権消除,2026-11-20,,,,",
        f"{await numbers(renumbered)},個人番号変更,2026-11-20,,,,",
        f"{'9' * 23},死亡,2026-11-20,,,,",
    ]
    content = "\r\n".join([HEADINGS, *lines, ""]).encode(encoding)
    await hands.sign_in("K05")
    seen = await upload(hands, "/resident-changes/look", content)
    assert seen.status_code == 200
    for words in ("案件を無効にします", "郵送を止め", "新町 花子", "案件はありません"):
        assert words in seen.text
    assert (await ward.state(gone.case_id)).stage is Stage.NOTIFIED
    digest = re.search('name="digest" value="([0-9a-f]{64})"', seen.text)
    assert digest is not None
    other = await upload(hands, "/resident-changes/apply", content + b"\r\n", digest=digest[1])
    assert "先に見たファイルと違います" in await hands.see(other.headers["location"])
    for _ in range(2):
        done = await upload(hands, "/resident-changes/apply", content, digest=digest[1])
        assert "4件の異動を取り込みました" in await hands.see(done.headers["location"])
    for void in (gone, deleted, renumbered):
        assert (await ward.state(void.case_id)).stage is Stage.VOID
    assert BarReason.RECORD_CHANGED in (await ward.state(renamed.case_id)).barred
    again = await upload(hands, "/resident-changes/look", content)
    assert again.text.count("もう記録してあります") == 4


async def test_a_file_with_hostile_cells_is_told_line_by_line_and_changes_nothing(
    hands, ward, numbers
):
    number = await numbers(ward.grown_up())
    lines = [f"{number},転居,2026-11-20,1340083,=cmd(),,", f"{number},結婚,x,,,,", "1,2"]
    content = "\n".join([HEADINGS, *lines]).encode()
    await hands.sign_in("K05")
    answer = await upload(hands, "/resident-changes/look", content)
    assert answer.status_code == 422
    for words in ("数式のように始まっています", "このことばは読めません", "列が足りません"):
        assert words in answer.text
    assert "=cmd" not in answer.text
    empty = await upload(hands, "/resident-changes/look", b"")
    assert "ファイルを選んでください" in await hands.see(empty.headers["location"])
