"""The words for each code: what is wrong, and what a person can do about it."""

from typing import Final

from booking_web.texts import LANGUAGES, N_

FIELDS: Final = {
    "number-missing": N_("番号を入れてください。交付通知書に書いてあります。"),
    "number-invalid": N_("番号がちがうようです。交付通知書の12文字を、もう一度見てください。"),
    "birthday-missing": N_("誕生日の年・月・日を入れてください。"),
    "birthday-not-a-number": N_("誕生日は数字で入れてください。例: 1950年 4月 8日"),
    "birthday-no-such-day": N_("そのような日はありません。誕生日をもう一度見てください。"),
    "birthday-era-missing": N_(
        "誕生日の元号（昭和・平成など）を選ぶか、西暦の4けたで入れてください。"
    ),
    "birthday-in-future": N_("誕生日が先の日になっています。もう一度見てください。"),
    "not-recognised": N_(
        "この番号と誕生日の組み合わせは見つかりません。2つとも、もう一度見てください。"
    ),
    "person-twice": N_("この番号は、もう入っています。別の方の番号を入れてください。"),
    "person-booked": N_("この方には、すでに別の予約があります。"),
    "email-missing": N_("メールアドレスを入れてください。"),
    "email-invalid": N_(
        "メールアドレスの形がちがうようです。もう一度見てください。例: hanako@example.jp"
    ),
    "choose-one": N_("どれか1つを選んでください。"),
    "memo-too-long": N_("メモは200文字までです。短くしてください。"),
    "individual-number": N_(
        "マイナンバー（12けたの番号）は書かないでください。このサイトでは使いません。"
        "書いたものは保存していません。"
    ),
}

REFUSALS: Final = {
    "slot-unknown": N_("その時間はなくなりました。別の時間を選んでください。"),
    "slot-full": N_("その時間は、たった今いっぱいになりました。別の時間を選んでください。"),
    "slot-closed": N_("その時間の受付は終わりました。別の時間を選んでください。"),
    "slot-changed": N_("その時間は変更されました。別の時間を選んでください。"),
    "slot-not-open-yet": N_("その時間の予約は、まだ始まっていません。別の時間を選んでください。"),
    "service-not-offered": N_("その時間は、この用件では使えません。別の時間を選んでください。"),
    "after-pickup-deadline": N_("その日は受取期限のあとです。期限までの日を選んでください。"),
    "hold-expired": N_("おさえていた時間が切れました。もう一度、時間を選んでください。"),
    "extended-before": N_(
        "のばせるのは1回だけです。このまま予約するか、時間を選び直してください。"
    ),
    "already-booked": N_("すでに予約があります。変えたいときは、下から変更できます。"),
    "not-booked": N_("今、予約はありません。"),
    "too-soon": N_(
        "カードの準備があるので、その日はもう予約できません。あとの日を選んでください。"
    ),
    "already-waiting": N_("もうキャンセル待ちをしています。変えたいときは、一度やめてください。"),
    "not-waiting": N_("今、キャンセル待ちはしていません。"),
    "appointment-started": N_("予約の時間になったので、ここでは変更や取り消しができません。"),
    "address-changed-often": N_(
        "メールアドレスは、もう変えられません。変えたいときは、電話でお問い合わせください。"
    ),
    "notice-withdrawn": N_(
        "この交付通知書は、今は使えません。お手数ですが、電話でお問い合わせください。"
    ),
    "notice-done": N_("この番号の受け取りは終わっています。予約はいりません。"),
    "notice-unknown": N_("この番号は、今は使えません。お手数ですが、電話でお問い合わせください。"),
    "party-too-large": N_("いっしょに予約できるのは6人までです。"),
    "key-reused": N_("前の操作と重なりました。今の内容を見て、もう一度押してください。"),
    "changed-meanwhile": N_("前の操作と重なりました。今の内容を見て、もう一度押してください。"),
}

DONE: Final = {
    "moved": N_("予約の日時を変更しました。"),
    "cancelled": N_("予約を取り消しました。"),
    "email-kept": N_("メールアドレスを保存しました。予約の内容をメールで送ります。"),
    "email-removed": N_("メールアドレスを消しました。もうメールは送りません。"),
    "extended": N_("あと10分のばしました。"),
}

NEEDS: Final = {
    "wheelchair": N_("車いすで行きます"),
    "stroller": N_("ベビーカーで行きます"),
    "sign-language": N_("手話で話したい"),
    "writing": N_("紙に書いて話したい（筆談）"),
    "interpreter": N_("通訳がほしい"),
}

SPOKEN: Final = LANGUAGES
"""Languages at the counter, each under its own name: those of the pages."""
