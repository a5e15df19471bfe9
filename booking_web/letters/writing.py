"""Puts a letter into words: one mail, in the language of the booking, with a calendar file."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final, assert_never
from urllib.parse import urlsplit

from booking_web.documents.facts import DocumentsPublished
from booking_web.letters.rules import OF_CARDS, Kind, Letter
from booking_web.pages.calendar_file import Event, calendar_file, method_of, venue_words
from booking_web.pages.sheets import CALL, Sheet, Thing, checklists, services_of, sheets
from booking_web.texts import ALL, N_, Words
from booking_web.texts.languages import SOURCE
from booking_web.texts.marks import plain
from booking_web.texts.messages import CARD
from booking_web.texts.services import matters_of
from booking_web.timetable.outcomes import reference_of
from booking_web.timetable.venues import Venue

_SUBJECTS: Final = {
    Kind.CONFIRMED: N_("予約ができました（マイナンバーカードの受け取り）"),
    Kind.MOVED: N_("予約の日時が変わりました（マイナンバーカードの受け取り）"),
    Kind.FEWER: N_("予約の人数が変わりました（マイナンバーカードの受け取り）"),
    Kind.MORE: N_("予約の人数が変わりました（マイナンバーカードの受け取り）"),
    Kind.ADDRESS: N_("予約の内容です（マイナンバーカードの受け取り）"),
    Kind.MOVE_ASKED: N_("予約の日時を変えてください（マイナンバーカードの受け取り）"),
    Kind.STANDS: N_("予約の日時はそのままです（マイナンバーカードの受け取り）"),
    Kind.CANCELLED: N_("予約が取り消されました（マイナンバーカードの受け取り）"),
    Kind.OFFERED: N_("空きが出ました（マイナンバーカードの受け取り）"),
    Kind.WEEK_BEFORE: N_("予約の日が近づきました（マイナンバーカードの受け取り）"),
    Kind.DAY_BEFORE: N_("予約は明日です（マイナンバーカードの受け取り）"),
    Kind.CARD_POSTED: N_("カードを送りました（マイナンバーカードの受け取り）"),
    Kind.CARD_RETURNED: N_("カードが区役所に戻りました（マイナンバーカードの受け取り）"),
}
_BRING: Final = (
    N_("交付通知書（番号が書いてある紙）"),
    N_(
        "本人確認の書類。顔写真のあるもの1つ（運転免許証、パスポート、在留カードなど）。"
        "ないときは、名前と住所か誕生日が書いてあるもの2つ（資格確認書、年金手帳など）"
    ),
    N_("持っている方だけ: 通知カード、前のマイナンバーカード、住民基本台帳カード"),
)

_ANSWER_BY: Final = N_("お返事は %(moment)s までにお願いします。それまで、おさえておきます。")


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """Who writes: the sender's address, and the site where the booking can be changed."""

    sender: str
    public_url: str

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]

    @property
    def host(self) -> str:
        """The same as in the calendar files of the pages."""
        return urlsplit(self.public_url).hostname or "localhost"


@dataclass(frozen=True, kw_only=True)
class Draft:
    letter: Letter
    venue: Venue | None
    language: str
    recipient: str
    rules: DocumentsPublished | None = None
    bring: str = ""


def write(draft: Draft, head: Letterhead, *, now: datetime) -> EmailMessage:
    """The mail; the same letter has the same Message-ID whenever it is written."""
    letter, words = draft.letter, ALL.get(draft.language, ALL[SOURCE])
    mail = EmailMessage(policy=SMTP)
    mail["From"] = address(head.sender)
    mail["To"] = address(draft.recipient)
    mail["Subject"] = plain(_subject(draft, words))
    mail["Date"] = now
    mail["Message-ID"] = f"<{letter.letter_id}@{head.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(plain(_text(draft, head, words)), charset="utf-8", cte="base64")
    if letter.kind not in {Kind.OFFERED, *OF_CARDS}:
        _attach_calendar(mail, draft, head, words, now)
    mail["Content-Language"] = words.code  # after the parts: they would take it along
    mail.set_boundary(f"={letter.letter_id}=")
    return mail


def _subject(draft: Draft, words: Words) -> str:
    services = services_of(draft.bring)
    if services == ["collect"] or draft.letter.kind in OF_CARDS:
        return words(_SUBJECTS[draft.letter.kind])
    names = words.listed(each.name for each in matters_of(words, services))
    return words("予約のお知らせ（%(what)s）", what=names)


def _attach_calendar(
    mail: EmailMessage, draft: Draft, head: Letterhead, words: Words, now: datetime
) -> None:
    event = _event(draft, head)
    mail.add_attachment(
        calendar_file(event, draft.venue, words, host=head.host, now=now),
        maintype="text",
        subtype="calendar",
        filename="appointment.ics",
        params={"method": method_of(event), "charset": "utf-8"},
    )


def address(written: str) -> Address:
    """Local parts that RFC 5322 would not have are quoted, as it wants them."""
    local, _, domain = written.rpartition("@")
    return Address(username=local, domain=domain)


def _event(draft: Draft, head: Letterhead) -> Event:
    letter = draft.letter
    return Event(
        party_id=letter.party_id,
        starts_at=letter.starts_at,
        minutes=letter.minutes,
        sequence=letter.sequence,
        cancelled=letter.kind is Kind.CANCELLED,
        services=tuple(services_of(draft.bring)),
        organizer=head.sender,
    )


def _text(draft: Draft, head: Letterhead, words: Words) -> str:
    letter = draft.letter
    lines = [_opening(draft, words), "", *_facts(draft, words)]
    if letter.kind in OF_CARDS:
        lines = [_opening(draft, words), ""]
        if letter.people > 1:
            lines += [words("カードは%(num)s枚です。1枚ずつ届きます。", num=letter.people), ""]
        lines += [words("カードのようすを見る:"), f"{head.public_url}/mine"]
    elif letter.kind is Kind.OFFERED:
        lines += ["", words(_ANSWER_BY, moment=words.moment(letter.useless_at))]
        lines += ["", words("予約する・ことわる:"), f"{head.public_url}/mine"]
    elif letter.kind is not Kind.CANCELLED:
        lines += ["", words("持ってくるもの") + ":", *_to_bring(draft, words)]
        lines += ["", words("予約を見る・変える・取り消す:"), f"{head.public_url}/mine"]
    else:
        lines += ["", words("もう一度予約する:"), head.public_url]
    lines += ["", words("このメールには返信できません。")]
    if draft.venue is not None:
        lines += [words("お問い合わせ: %(phone)s", phone=draft.venue.phone)]
    return "\n".join(lines) + "\n"


def _to_bring(draft: Draft, words: Words) -> list[str]:
    """For those who said who comes; documents that somebody has are known to their browser only."""
    services = services_of(draft.bring)
    matters = matters_of(words, (each for each in services if each != "collect"))
    things = list(dict.fromkeys(f"- {thing}" for each in matters for thing in each.things))
    return things + (_to_collect(draft, words) if "collect" in services else [])


def _to_collect(draft: Draft, words: Words) -> list[str]:
    listed = sheets(words, draft.rules, checklists(draft.rules, draft.bring))
    if not listed:
        return [f"- {words(each)}" for each in _BRING]
    return [line for each in listed for line in ("", *_sheet(each, words))][1:]


def _sheet(sheet: Sheet, words: Words) -> list[str]:
    if sheet.call:
        return [f"[{sheet.title}]", words(CALL)]
    lines = [f"[{sheet.title}]", words("次のどれかを用意してください。")]
    for whose, ways in sheet.lacking:
        lines += [f"{whose}:", *(f"- {each}" for each in ways)]
    for heading, things in sheet.things:
        lines += [f"{heading}:", *(f"- {_thing(each)}" for each in things)]
    return lines


def _thing(thing: Thing) -> str:
    return f"{thing.words} ({thing.note})" if thing.note else thing.words


def _opening(draft: Draft, words: Words) -> str:
    kind = draft.letter.kind
    match kind:
        case Kind.CONFIRMED if services_of(draft.bring) != ["collect"]:
            return words("次のとおり、予約ができました。")
        case Kind.CONFIRMED:
            return words("マイナンバーカードの受け取りの予約ができました。")
        case Kind.MOVED:
            return words("予約の日時が、次のように変わりました。")
        case Kind.FEWER:
            return words(
                "いっしょに来る方のうち、1人の予約がなくなりました。ほかの方の予約はそのままです。"
            )
        case Kind.MORE:
            return words("いっしょに来る方を加えました。予約は次のとおりです。")
        case Kind.ADDRESS:
            return words("これからは、このアドレスに予約のお知らせを送ります。")
        case Kind.MOVE_ASKED:
            return words(
                "窓口の受付時間が変わりました。今の予約は取り消されていませんが、"
                "別の日時に変えてください。"
            )
        case Kind.STANDS:
            return words("次の予約は、日時を変えなくてよくなりました。")
        case Kind.CANCELLED:
            return words("次の予約は取り消されました。")
        case Kind.OFFERED:
            return words("キャンセル待ちの順番が来ました。次の日時で予約できます。")
        case Kind.WEEK_BEFORE:
            return words(
                "予約の日が近づきました。ご都合が悪いときは、変更するか取り消してください。"
            )
        case Kind.DAY_BEFORE:
            return words("予約は明日です。お待ちしています。")
        case Kind.CARD_POSTED | Kind.CARD_RETURNED:
            text = CARD["posted" if kind is Kind.CARD_POSTED else "returned"]
            return words(text)
        case _:
            assert_never(kind)


def _facts(draft: Draft, words: Words) -> list[str]:
    letter = draft.letter
    people = words.catalogue.ngettext("%(num)s人", "%(num)s人", letter.people)
    facts = [
        (words("日時"), f"{words.day_of(letter.starts_at)} {words.time(letter.starts_at)}"),
        (words("来る方"), people % {"num": letter.people}),
    ]
    if letter.kind is not Kind.OFFERED:
        facts.insert(1, (words("予約番号"), reference_of(letter.party_id)))
    if draft.venue is not None:
        name, where = venue_words(draft.venue, words)
        facts.insert(1, (words("場所"), f"{name}, {where}"))
    return [f"{label}: {value}" for label, value in facts]
