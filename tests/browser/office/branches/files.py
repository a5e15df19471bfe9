"""Files as the resident record sends them."""

from playwright.sync_api import FilePayload

from infra.demo.opening import SampleCase
from tests.browser.office.branches.branch_house import BranchHouse
from tests.browser.office.branches.staff import Staff
from tests.issuance.office.house import Ward

HEADINGS = "申請書ID,異動事由,異動日,郵便番号,住所,氏名,フリガナ"


def changed(house: BranchHouse, person: SampleCase, change: str, rest: str = ",,,") -> bytes:
    """One line; *rest*: postcode, address, name and its reading."""

    async def application_id(ward: Ward) -> str:
        work = ward.issuance.work
        async with work.log.transaction() as tx:
            return await work.registry.application_id(tx.connection, person.case_id)

    line = f"{house.do(application_id)},{change},2026-11-20,{rest}"
    return f"{HEADINGS}\r\n{line}\r\n".encode("utf-8-sig")


def upload(staff: Staff, content: bytes, button: str) -> None:
    file = FilePayload(name="異動.csv", mimeType="text/csv", buffer=content)
    staff.page.set_input_files("#file", file)
    staff.presses(button)
