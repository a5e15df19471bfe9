"""What people come for, in words: its name, what happens at the counter, and what to bring."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from booking_web.texts import N_, Words

SERVICES: Final = {
    "collect": N_("カードの受け取り"),
    "renew-certificate": N_("電子証明書の更新"),
    "reset-pin": N_("暗証番号の再設定"),
    "apply": N_("カードの申請"),
    "consult": N_("相談"),
}
"""By code, in the order of the tiles."""

ABOUT: Final = {
    "collect": N_("できあがったカードを受け取るための手続きをします。"),
    "renew-certificate": N_("カードの中の電子証明書を、新しくします。"),
    "reset-pin": N_("忘れた暗証番号や、使えなくなった暗証番号を、決め直します。"),
    "apply": N_("カードの申し込みを手伝います。"),
    "consult": N_("カードについて分からないことを、窓口で聞けます。"),
}

_CARD: Final = N_("マイナンバーカード")
_LETTER: Final = N_("番号が書いてある手紙")
_PROOF: Final = N_(
    "本人確認の書類。顔写真のあるもの1つ（運転免許証、パスポート、在留カードなど）。"
    "ないときは、名前と住所か誕生日が書いてあるもの2つ（資格確認書、年金手帳など）"
)
THINGS: Final = {
    "renew-certificate": (
        _CARD,
        _LETTER,
        N_("今の暗証番号（メモを見てもかまいません。人には見せないでください）"),
    ),
    "reset-pin": (
        _CARD,
        _LETTER,
        N_("マイナンバーカードのほかに、顔写真のある本人確認の書類1つ（運転免許証など）"),
        N_("新しい暗証番号を、考えておいてください。"),
    ),
    "apply": (
        _LETTER,
        _PROOF,
        N_("持っている方だけ: 通知カード、前のマイナンバーカード、住民基本台帳カード"),
        N_("顔写真（あれば）"),
    ),
    "consult": (_LETTER, N_("マイナンバーカードや、区役所から届いた手紙（あれば）")),
}
"""For collecting, the office publishes rules of its own (`booking_web.documents`)."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One service in the reader's words; `things` to bring are known of all but collecting."""

    code: str
    name: str
    about: str
    things: tuple[str, ...]


def matter_of(words: Words, code: str) -> Matter:
    things = tuple(words(each) for each in THINGS.get(code, ()))
    return Matter(code=code, name=words(SERVICES[code]), about=words(ABOUT[code]), things=things)


def matters_of(words: Words, codes: Iterable[str]) -> list[Matter]:
    """Each once, in the order of the tiles; what is unknown is left out."""
    wanted = set(codes)
    return [matter_of(words, each) for each in SERVICES if each in wanted]
