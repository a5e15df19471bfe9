"""2人目の職員: says by a passkey that they stand there, to nobody but who asked, once."""

from dataclasses import replace

import pytest

from issuance.application.work import box_id_of
from tests.issuance.office.house import PASSWORD, settings_for, token_in
from tests.issuance.office.test_passkeys import URL, Keyed
from tests.support.authenticator import Authenticator


class Two(Keyed):
    """The first person's browser, with the second person's key beside it."""

    async def witnessed(self, page, path, **changed):
        """The form as the page sends it once the second person touched their key."""
        token = token_in(await self.see(page))
        asked = (await self.client.post("/account/witness/ask", data={"_csrf_token": token})).json()
        answer = {
            "second_step": asked["step"],
            "second_credential": self.key.get(asked["options"]["challenge"]),
        }
        return await self.send(page, path, **answer | changed)


@pytest.fixture
def settings(issuance_access, tmp_path):
    return settings_for(issuance_access.dsn, tmp_path, public_url=URL)


@pytest.fixture
def box(ward):
    """The page of a box nobody opened yet."""
    name = next(case.box for case in ward.cases if case.box != ward.cases[0].box)
    return f"/boxes/{box_id_of(name)}"


@pytest.fixture
async def beside(client):
    """Signs in as the first, after the second registered their key."""

    async def stand(second, first="K02"):
        two = Two(client)
        two.key = Authenticator(origin=URL, host="office.test")
        await two.sign_in(second)
        await two.register()
        client.cookies.clear()
        await two.sign_in(first)
        return two

    return stand


async def test_two_open_a_box_the_second_by_a_key(beside, box, ward):
    two = await beside("K07")
    assert "2人目がパスキーを使う" in await two.see(box)
    assert "箱を開けました" in await two.witnessed(box, f"{box}/open")
    (opened,) = [
        each.fact for each in await ward.issuance.work.log.follow_topics(0, ["box.opened"], 10)
        if set(each.fact.officers) == {"K02", "K07"}
    ]  # fmt: skip
    assert opened.officers == ("K02", "K07")


@pytest.mark.parametrize(
    ("second", "words"),
    [("K02", "別の職員が必要です"), ("K01", "この作業の権限がありません")],
)
async def test_it_takes_another_person_whose_work_it_is(beside, box, second, words):
    two = await beside(second)
    assert words in await two.witnessed(box, f"{box}/open")


async def test_an_answer_is_good_once_and_for_whom_it_was_asked(beside, box):
    two = await beside("K07")
    token = {"_csrf_token": token_in(await two.see(box))}
    asked = (await two.client.post("/account/witness/ask", data=token)).json()
    answer = {
        "second_step": asked["step"],
        "second_credential": two.key.get(asked["options"]["challenge"]),
    }
    two.client.cookies.clear()
    await two.sign_in("K05")
    assert "このパスキーではサインインできません" in await two.send(box, f"{box}/open", **answer)
    two.client.cookies.clear()
    await two.sign_in("K02")
    assert "このパスキーではサインインできません" in await two.send(box, f"{box}/open", **answer)


async def test_a_key_that_signed_in_is_no_witness_and_the_other_way_round(beside, box):
    two = await beside("K07")
    asked = await two.ask()
    answer = two.key.get(asked["options"]["challenge"])
    said = await two.send(box, f"{box}/open", second_step=asked["step"], second_credential=answer)
    assert "このパスキーではサインインできません" in said
    token = token_in(await two.see(box))
    asked = (await two.client.post("/account/witness/ask", data={"_csrf_token": token})).json()
    two.client.cookies.clear()
    asked |= {"token": (await two.ask())["token"]}
    assert (await two.answer(asked)).status_code == 422


async def test_where_a_password_is_not_enough_it_is_not_for_the_second_either(beside, box, client):
    two = await beside("K07")
    client.app.state.office = _strict(client.app.state.office)
    typed = {"second_id": "K07", "second_password": PASSWORD}
    assert "2人目の方もパスキーを使います" in await two.send(box, f"{box}/open", **typed)
    assert "箱を開けました" in await two.witnessed(box, f"{box}/open")


def _strict(office):
    return replace(office, settings=replace(office.settings, require_passkey=True))
