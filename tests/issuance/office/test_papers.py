"""書類: documents as PDF from the office's pages, by role, never kept, never named after people."""

import pytest
import zxingcpp

from issuance.application.posting import Closing
from issuance.notices.numbers import format_notice_number
from issuance.office.pages import mailings, papers
from issuance.pins.sheets import numbered
from tests.issuance.office.house import NOW, TRACKING, certificates_of
from tests.support import printed


@pytest.fixture
async def person(ward):
    return ward.grown_up()


async def pdf(hands, path, status=200):
    answer = await hands.client.get(path, follow_redirects=False)
    assert answer.status_code == status, (path, answer.text[:300])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    return answer


async def holder(ward, case_id):
    work = ward.issuance.work
    async with work.log.transaction() as tx:
        return (await work.registry.load_many(tx.connection, [case_id]))[case_id].person


async def test_a_notice_carries_address_number_and_code_on_separate_pages(hands, ward, person):
    await hands.sign_in("K01")
    answer = await pdf(hands, f"/cases/{person.case_id}/notice.pdf")
    assert answer.headers["content-disposition"] == 'attachment; filename="notice.pdf"'
    to = await holder(ward, person.case_id)
    number = format_notice_number(ward.issuance.notices.number(person.case_id, 1))
    text = printed.words(answer.content)
    assert number in text
    assert text.index(to.postcode[:3] + "-" + to.postcode[3:]) < text.index(number)
    (code,) = zxingcpp.read_barcodes(printed.picture(answer.content, 2))
    assert code.text == "https://yoyaku.city.example.jp"
    seen = await ward.issuance.work.log.follow_topics(0, ["person.viewed"], 10)
    assert [each.fact.case_id for each in seen] == [person.case_id]


async def test_the_days_notices_and_their_labels_are_made_in_parts(hands, ward):
    await hands.sign_in("K01")
    day = NOW.date()
    noticed = await pdf(hands, f"/papers/notices.pdf?day={day}&edition=easy")
    labels = await pdf(hands, f"/papers/notice-labels.pdf?day={day}&sheet=24&start=20")
    count = printed.pages(noticed.content) // 2
    assert count > 5
    assert printed.words(labels.content).count("〒") == count
    page = await hands.see(f"/papers/notice-labels.pdf?day={day}&part=2", status=404)
    assert "印刷するものがありません" in page


async def test_what_is_typed_wrong_is_said_beside_its_form_and_kept(hands):
    await hands.sign_in("K04")
    page = await hands.see("/papers/envelope-labels.pdf?sheet=12&start=13&right=1.5", status=422)
    assert "この欄を確かめてください" in page
    assert 'value="13"' in page
    assert 'value="1.5"' in page
    for query in ("sheet=7", "right=far", "down=99", "part=0", "right=nan"):
        await hands.see(f"/papers/envelope-labels.pdf?{query}", status=422)


async def test_an_envelope_is_labelled_and_listed_for_the_post(hands, ward, person):
    await hands.sign_in("K04")
    await ward.pins_set(person)
    await ward.refreshed()
    name = (await holder(ward, person.case_id)).name.replace("\u3000", "")
    label = printed.words((await pdf(hands, "/papers/envelope-labels.pdf")).content)
    assert person.card_serial[-4:] in label
    assert label.count("〒") == 1
    await seal(ward, person)
    listed = printed.words((await pdf(hands, "/papers/posting-list.pdf")).content)
    assert "345-67-89012-5" in listed
    assert name[-1] in listed  # the given name; family names may have variants


async def seal(ward, person):
    closing = Closing(
        card_serial_read=person.card_serial,
        certificates=certificates_of(await ward.state(person.case_id)),
        tracking_number=TRACKING,
        sealers=("K93", "K94"),
    )
    await ward.issuance.posting.seal(ward.order(), person.case_id, closing)
    await ward.refreshed()


async def test_cards_are_picked_in_the_order_of_their_shelves(hands, ward, person):
    await ward.booked(person)
    await ward.refreshed()
    await hands.sign_in("K02")
    listed = await pdf(hands, f"/papers/pick-list.pdf?day={NOW.date()}")
    assert person.card_serial in printed.words(listed.content)


async def test_pin_sheets_have_running_numbers_and_no_names(hands):
    await hands.sign_in("K03")
    made = await pdf(hands, "/papers/pin-sheets.pdf?first=4711&count=2")
    assert printed.pages(made.content) == 4
    codes = {code.text for code in zxingcpp.read_barcodes(printed.picture(made.content, 3))}
    assert codes == {numbered(4712)}
    await hands.see("/papers/pin-sheets.pdf?count=26", status=422)


async def test_a_receipt_is_printed_in_the_holders_language(hands, ward, person):
    await ward.finished(person)
    await ward.refreshed()
    await hands.sign_in("K01")
    assert "receipt.pdf?language=ne" in await hands.see(f"/cases/{person.case_id}")
    made = await pdf(hands, f"/cases/{person.case_id}/receipt.pdf?language=vi")
    (code,) = zxingcpp.read_barcodes(printed.picture(made.content))
    assert code.text == "https://yoyaku.city.example.jp/mine?lang=vi"
    name = (await holder(ward, person.case_id)).name
    assert name.replace("\u3000", "") not in printed.words(made.content)


async def test_each_form_of_the_page_is_for_its_roles(hands):
    await hands.sign_in("K03")
    page = await hands.see("/papers?lang=en")
    assert "Handover manifest" in page
    assert "/papers/notices.pdf" not in page
    await hands.sign_in("K04")
    assert '<option value="24"' in await hands.see("/papers")
    await hands.sign_in("K03")
    await hands.see("/papers/notices.pdf", status=403)
    assert {each.opt["door"] for each in (*papers.HANDLERS, *mailings.HANDLERS)} == {"staff"}


async def test_lists_without_rows_are_lists_all_the_same(hands):
    await hands.sign_in("K05")
    assert "廃棄一覧" in printed.words((await pdf(hands, "/papers/destruction-list.pdf")).content)
    assert "受渡票" in printed.words((await pdf(hands, "/papers/manifest.pdf")).content)
    await pdf(hands, "/papers/label-sheet.pdf?sheet=24&right=-1.5")
