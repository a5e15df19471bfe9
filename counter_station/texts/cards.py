"""What to say, and what to do, for each thing that can go wrong between a card and us.

By the code of each CardError; %(…)s are its numbers.
"""

from collections.abc import Mapping
from typing import Final

from counter_station.cards.reading import ChipKind
from counter_station.cards.refusals import WrongSecretError
from counter_station.readers.errors import CardError
from counter_station.texts import N_, Words

CARD_TROUBLES: Final[Mapping[str, str]] = {
    "card-error": N_("カードと通信できません。置きなおしてください。"),
    "no-reader": N_("カードリーダーがつながっていません。つないでください。"),
    "no-card": N_("カードがありません。置いてください。"),
    "card-removed": N_("読み取りの途中でカードが離れました。もう一度置いてください。"),
    "two-cards": N_("カードが2枚あります。1枚だけにしてください"),
    "card-mute": N_(
        "置かれたものがカードとして応答しません。1枚だけ、向きを変えて置きなおしてください。"
    ),
    "card-timeout": N_("カードの応答がありません。カードを離してください。"),
    "reader-busy": N_(
        "別のプログラムがこのカードを使っています。そのプログラムを閉じてから置きなおしてください。"
    ),
    "reader-service-down": N_(
        "カードリーダーのサービス（pcscd）が動いていません。動かしてください。"
    ),
    "reader-failed": N_("カードリーダーがエラーを返しました。カードを置きなおしてください。"),
    "no-private-readers": N_("この機械では仮想カードリーダーを動かせません。"),
    "card-refused": N_("カードが読み取りを断りました。置きなおしてください。"),
    "not-on-card": N_("このカードには、その情報がありません。目で確認してください。"),
    "card-locked": N_("この情報は暗証番号で開けていません。最初からやりなおしてください。"),
    "not-a-my-number-card": N_("マイナンバーカードではありません。"),
    "other-document": N_("選んだ書類とちがうカードです。カードを確かめてください。"),
    "phone-not-card": N_(
        "スマートフォンが置かれています。カードそのものを置いてもらってください。"
    ),
    "secret-format": N_("入力された番号の形がちがいます。カードには送っていません。"),
    "wrong-secret": N_("番号がちがいます。"),
    "secret-blocked": N_(
        "この番号はロックされています。ここでは解除できません。目で確認してください。"
    ),
    "last-try": N_(
        "あと1回まちがえるとロックされます。本人と職員の両方が同意したときだけ送ります。"
    ),
    "try-doubtful": N_(
        "照合の途中でカードが離れました。もう一度置くと、残りの回数を確かめます。"
        "番号は送りなおしません。"
    ),
    "content-unreadable": N_("カードの中身が決まった形ではありません。目で確認してください。"),
    "answer-tampered": N_(
        "カードの応答が途中で変わりました。読み取った内容は使いません。置きなおしてください。"
    ),
    "chip-not-supported": N_(
        "この書類のICチップは、この端末では読み取れません。目で確認してください。"
    ),
}
TRIES_LEFT: Final = N_("あと%(tries)s回入力できます。")
UNKNOWN_CHIP: Final = N_("ここで読み取るカードではありません。")
CHIP_KINDS: Final[Mapping[ChipKind, str]] = {
    ChipKind.MY_NUMBER: N_("マイナンバーカード"),
    ChipKind.LICENCE: N_("運転免許証"),
    ChipKind.RESIDENCE_1: N_("在留カード・特別永住者証明書"),
    ChipKind.RESIDENCE_2: N_("在留カード・特別永住者証明書（2026年6月14日から）"),
    ChipKind.PASSPORT: N_("旅券"),
}


def trouble(words: Words, error: CardError) -> str:
    """What *error* means and what to do, in the reader's language."""
    said = words(CARD_TROUBLES.get(error.code, CARD_TROUBLES["card-error"]))
    if isinstance(error, WrongSecretError) and error.tries_left is not None:
        return f"{said} {words(TRIES_LEFT, tries=error.tries_left)}"
    return said
