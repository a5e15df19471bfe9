"""The words for the phone desk's own codes; a resident's are in `booking_web.texts.messages`."""

from typing import Final

from booking_web.texts import N_
from booking_web.texts.messages import DONE, FIELDS, REFUSALS

MISTAKES: Final = {
    **FIELDS,
    "time-missing": N_("日の番号と時刻を入れるか、表から選んでください。例: 2 930"),
    "time-unreadable": N_("日の番号と時刻を読めません。例: 2 930（2番の日の9時30分）"),
    "time-not-offered": N_("その日のその時刻には、予約の枠がありません。"),
    "notice-done": N_("この番号の方は、受け取りが終わっています。"),
    "notice-withdrawn": N_("この番号の交付通知書は、今は使えません。"),
    "party-too-large": N_("いっしょに予約できるのは6人までです。"),
}

SAID: Final = {
    **REFUSALS,
    **DONE,
    "locked-out": N_("何回もちがったので、%(time)s まで止めています。"),
    "booked": N_("予約ができました。"),
    "call-over": N_("前の電話の画面は終わりました。番号からもう一度お願いします。"),
    "unavailable": N_(
        "今、つながりません。予約ができたかどうか、まだ分かりません。"
        "そのまま、もう一度押してください。二重にはなりません。"
    ),
    "sign-in-refused": N_("職員番号かパスワードがちがいます。"),
    "signed-out": N_("サインインしていないか、時間がたちました。もう一度サインインしてください。"),
}
