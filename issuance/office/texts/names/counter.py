"""The office's words for a visit: who comes, why it waits, what the clerk decides."""

from typing import Final

from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.office.texts import N_

SITUATIONS: Final = {
    "SELF_N": N_("本人（通知書あり）"),
    "SELF_X": N_("本人（通知書なし）"),
    "U15_BOTH": N_("15歳未満と法定代理人"),
    "GUARDIAN": N_("本人と後見人など"),
    "AGENT_ANY": N_("任意代理人"),
    "AGENT_LEGAL": N_("法定代理人"),
    "AGENT_INFANT": N_("1歳未満の法定代理人"),
    "AGENT_GUARDIAN": N_("後見人など"),
}

VISIT_STAGES: Final = {
    "expected": N_("来庁前"),
    "waiting": N_("待合"),
    "called": N_("対応中"),
    "finished": N_("終わった"),
    "no-show": N_("来庁なし"),
}

STEPS: Final = {
    "call": N_("呼出"),
    "identity": N_("本人確認"),
    "pins": N_("暗証番号"),
    "delivery": N_("受渡方法"),
    "done": N_("完了"),
}

LINE: Final = {
    "fetches-document": N_("書類を取りに行く"),
    "fills-in-form": N_("申請書を書く"),
    "waits-for-companion": N_("同伴者を待つ"),
    "system-away": N_("システム停止"),
    "stepped-out": N_("席を外した"),
    "doubt": N_("疑義あり"),
    "language": N_("ことば"),
    "access": N_("車いすなど"),
    "equipment": N_("機器の不具合"),
    "consultation": N_("相談"),
    "wheelchair": N_("車いす"),
    "infant": N_("乳幼児連れ"),
    "frail": N_("体調・高齢"),
    "resident-leaves": N_("本人の都合"),
    "undecided-on-pins": N_("暗証番号が決まらない"),
    "unwell": N_("体調"),
    "forgotten": N_("押し忘れ"),
    "came-later": N_("来るのが遅れた"),
    "stayed-to-talk": N_("相談が続いた"),
    "clock-wrong": N_("端末の時計が違った"),
    "supervisor": N_("責任者"),
    "held": N_("保留"),
}
"""Why a party waits, went elsewhere, came first or left."""

EXTRA_REASONS: Final = {
    ExtraReason.PHOTO_UNCLEAR: N_("写真が古いか不鮮明"),
    ExtraReason.DOCUMENT_DAMAGED: N_("書類が傷んでいる"),
    ExtraReason.DETAILS_DIFFER: N_("記載が記録と違う"),
    ExtraReason.OFFICE_POLICY: N_("課の取り決め"),
}

DOUBTS: Final = {
    DoubtReason.PHOTO_DIFFERS: N_("写真と違って見える"),
    DoubtReason.DOCUMENT_SUSPECT: N_("書類が不審"),
    DoubtReason.DETAILS_DIFFER: N_("内容が合わない"),
    DoubtReason.AUTHORITY_UNCLEAR: N_("代理の権限が不明"),
    DoubtReason.ANSWERS_DO_NOT_FIT: N_("答えが記録と合わない"),
}

TURNED_AWAY: Final = {
    TurnedAwayReason.NOT_THE_HOLDER: N_("本人と認められない"),
    TurnedAwayReason.DOCUMENT_REFUSED: N_("書類を真正と認められない"),
    TurnedAwayReason.AUTHORITY_NOT_SHOWN: N_("代理権を認められない"),
    TurnedAwayReason.INQUIRY_BY_MAIL: N_("照会書を郵送して確かめる"),
}

RECEIPT_LANGUAGES: Final = {
    "ja": "日本語",
    "ja_easy": "やさしい日本語",
    "en": "English",
    "zh_Hans": "简体中文",
    "ko": "한국어",
    "vi": "Tiếng Việt",
    "hi": "हिन्दी",
    "ne": "नेपाली",
}
"""Languages of the counter's receipt, each by its own name."""
