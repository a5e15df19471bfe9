"""The words of the line: why a party waits, goes elsewhere, comes first or leaves; the steps."""

from collections.abc import Mapping
from typing import Final

from counter_station.texts import N_
from counter_station.visit.line_facts import (
    BreakOffReason,
    FiveSteps,
    HoldReason,
    PriorityReason,
    TimeReason,
    TransferReason,
)

HOLD_REASONS: Final[Mapping[HoldReason, str]] = {
    HoldReason.FETCHES_DOCUMENT: N_("書類を取りに行く"),
    HoldReason.FILLS_IN_FORM: N_("申請書を書く"),
    HoldReason.WAITS_FOR_COMPANION: N_("同伴者を待つ"),
    HoldReason.SYSTEM_AWAY: N_("システム停止"),
    HoldReason.STEPPED_OUT: N_("席を外した"),
}
TRANSFER_REASONS: Final[Mapping[TransferReason, str]] = {
    TransferReason.DOUBT: N_("疑義あり"),
    TransferReason.LANGUAGE: N_("ことば"),
    TransferReason.ACCESS: N_("車いすなど"),
    TransferReason.EQUIPMENT: N_("機器の不具合"),
    TransferReason.CONSULTATION: N_("相談したい"),
}
PRIORITIES: Final[Mapping[PriorityReason, str]] = {
    PriorityReason.WHEELCHAIR: N_("車いす"),
    PriorityReason.INFANT: N_("乳幼児連れ"),
    PriorityReason.FRAIL: N_("体調・高齢"),
}
BREAK_OFF_REASONS: Final[Mapping[BreakOffReason, str]] = {
    BreakOffReason.RESIDENT_LEAVES: N_("本人の都合"),
    BreakOffReason.UNDECIDED_ON_PINS: N_("暗証番号が決まらない"),
    BreakOffReason.UNWELL: N_("体調"),
    BreakOffReason.SYSTEM_AWAY: N_("システム停止"),
}
TIME_REASONS: Final[Mapping[TimeReason, str]] = {
    TimeReason.FORGOTTEN: N_("押し忘れ"),
    TimeReason.CAME_LATER: N_("来るのが遅れた"),
    TimeReason.STAYED_TO_TALK: N_("相談が続いた"),
    TimeReason.CLOCK_WRONG: N_("端末の時計が違った"),
}
FIVE_STEPS: Final[Mapping[FiveSteps, str]] = {
    FiveSteps.CALL: N_("呼出"),
    FiveSteps.IDENTITY: N_("本人確認"),
    FiveSteps.PINS: N_("暗証番号"),
    FiveSteps.DELIVERY: N_("受渡方法"),
    FiveSteps.DONE: N_("完了"),
}
GROUPS: Final[Mapping[str, str]] = {
    "booked": N_("予約あり"),
    "walk-in": N_("予約なし"),
    "held": N_("保留"),
}
DESTINATIONS: Final[Mapping[str, str]] = {
    "supervisor": N_("責任者"),
    "consultation": N_("相談窓口"),
}
