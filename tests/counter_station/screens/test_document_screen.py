"""書類の暗証番号 on the resident's screen: asked in words, handed over, given up, shown nowhere."""

import asyncio

import pytest

from counter_station.screens.document_pin import DocumentPin, DocumentPinNotGivenError, NotGiven
from tests.counter_station.screens.station_inside import StationInside


@pytest.fixture
def inside(tmp_path):
    inside = StationInside(tmp_path)
    yield inside
    inside.station.desk.journal.close()


@pytest.fixture
async def screen(inside):
    screen = inside.screen()
    await screen.pair()
    return screen


async def asked(inside, kind=DocumentPin.LICENCE_1, tries_left=3, **more):
    task = asyncio.create_task(inside.station.entries.ask_document_pin(kind, tries_left, **more))
    await asyncio.sleep(0)
    return task


async def test_the_waiting_screen_turns_to_the_question_and_back(inside, screen):
    waiting = await screen.now()
    task = await asked(inside)
    assert await screen.now() != waiting
    assert "運転免許証の暗証番号1" in await screen.look()
    assert "あと3回" in screen.text
    assert "しばらくお待ちください" in await screen.send("/resident/document", typed="８３０６")
    with await task as secret:
        assert secret.value == b"8306"
    assert await screen.now() == waiting


async def test_the_last_try_is_said_and_a_wrong_one_too(inside, screen):
    task = await asked(inside, DocumentPin.MY_NUMBER, 1, wrong=True)
    await screen.look()
    assert "あと1回です" in screen.text
    assert "番号が違いました" in screen.text
    assert "不在" not in screen.text
    task.cancel()


async def test_a_slip_is_asked_again_and_not_shown(inside, screen):
    task = await asked(inside)
    await screen.look()
    assert "決まりに合っていません" in await screen.send("/resident/document", typed="83O6")
    assert "83O6" not in screen.text
    assert not task.done()
    await screen.send("/resident/document", act="give-up")
    with pytest.raises(DocumentPinNotGivenError) as refused:
        await task
    assert refused.value.why is NotGiven.BY_RESIDENT


async def test_a_screen_that_is_not_paired_answers_nothing(inside):
    task = await asked(inside)
    stranger = inside.screen()
    assert "コード" in await stranger.look()
    await stranger.send("/resident/document", typed="8306")
    assert not task.done()
    task.cancel()


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        ("ja-easy", "ja", "<rt>うんてんめんきょしょう</rt>"),
        ("ne", "ne", "पिन 1"),
        ("vi", "vi", "1"),
    ],
)
async def test_is_asked_in_the_language_chosen_on_the_screen(inside, screen, code, language, words):
    await screen.look(f"/resident?lang={code}")
    task = await asked(inside)
    assert words in await screen.look()
    assert screen.language == language
    task.cancel()
