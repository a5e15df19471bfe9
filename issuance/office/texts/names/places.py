"""Where a card can lie."""

from typing import Final

from issuance.office.texts import N_
from issuance.office.texts.names import stockroom

PLACES: Final = {
    "intake": N_("受入台"),
    "counter": N_("窓口"),
    "back-office": N_("事務室"),
    "pin-desk": N_("暗証番号設定台"),
    "sealing-desk": N_("封入台"),
    "post-tray": N_("差出し箱"),
    "returned-mail": N_("返戻棚"),
    "void-cards": N_("廃棄待ち"),
    "missing": N_("所在不明"),
    **stockroom.PLACES,
}
