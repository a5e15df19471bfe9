"""Figures of the official worked examples, as published by their specifications.

RESIDENCE_1: 在留カード等仕様書 Ver 1.5 annex 2. RESIDENCE_2: 第2世代 Ver 1.1 annex 2.
PASSPORT: ICAO Doc 9303-11 appendix D.2 to D.4.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WorkedExample:
    """One mutual authentication, byte for byte."""

    enciphering_key: bytes
    authenticating_key: bytes
    challenge: bytes  # RND.ICC
    own_random: bytes  # RND.IFD
    own_key: bytes  # K.IFD
    sent: bytes  # E.IFD and M.IFD
    answered: bytes  # E.ICC and M.ICC
    card_key: bytes  # K.ICC
    session_enciphering_key: bytes


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text)


PRINTED_NUMBER = "AA12345678BB"
_NUMBER_KEY = _bytes("6522B4E171195BB218223A976C040111")

RESIDENCE_1 = WorkedExample(
    enciphering_key=_NUMBER_KEY,
    authenticating_key=_NUMBER_KEY,
    challenge=_bytes("5A6E7E385162B7A3"),
    own_random=_bytes("1122334455667788"),
    own_key=_bytes("404142434445464748494A4B4C4D4E4F"),
    sent=_bytes(
        "937745C20883A1BAD1E04193722A1592378F81A8F1DC589157AEB0F7544FA1BA1AD7FB6A3389E017"
    ),
    answered=_bytes(
        "5860775B4D032CC564BA204B8EA868F694A74E7475A8FEF240588BDA1AF496CE59388FD6CD45248B"
    ),
    card_key=_bytes("19D049490FFF52EEDBFCB930BC810ED0"),
    session_enciphering_key=_bytes("CE94938E19E3B97DF96EABCEDC1715CC"),
)
RESIDENCE_1_VERIFY = _bytes("08200086138611011AA82973DB959A811F9711D728F0EEF6")

RESIDENCE_2 = WorkedExample(
    enciphering_key=_NUMBER_KEY,
    authenticating_key=_NUMBER_KEY,
    challenge=_bytes("921CE277323DA057"),
    own_random=_bytes("1122334455667788"),
    own_key=_bytes("404142434445464748494A4B4C4D4E4F"),
    sent=_bytes(
        "4AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773BAC854617634F5397"
    ),
    answered=_bytes(
        "289A96B1DA6AE3DA87770419BFD14F0BDAD15F36432B5A946C188C7221759A62FA942EC51E62FF5F"
    ),
    card_key=_bytes("2CC6AF9B8B607C662FDCAD27B401D08B"),
    session_enciphering_key=_bytes("C19CF13D3D7FBEE9EA293D834C88952F"),
)
RESIDENCE_2_VERIFY = _bytes("0820008613861101EE0B31EF877F68D071C56D58C72E6748")

MRZ_INFORMATION = "L898902C<369080619406236"
PASSPORT = WorkedExample(
    enciphering_key=_bytes("AB94FDECF2674FDFB9B391F85D7F76F2"),
    authenticating_key=_bytes("7962D9ECE03D1ACD4C76089DCE131543"),
    challenge=_bytes("4608F91988702212"),
    own_random=_bytes("781723860C06C226"),
    own_key=_bytes("0B795240CB7049B01C19B33E32804F0B"),
    sent=_bytes(
        "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A7"
    ),
    answered=_bytes(
        "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449"
    ),
    card_key=_bytes("0B4F80323EB3191CB04970CB4052790B"),
    session_enciphering_key=_bytes("979EC13B1CBFE9DCD01AB0FED307EAE5"),
)
PASSPORT_SESSION_MAC_KEY = _bytes("F1CB1F1FB5ADF208806B89DC579DC1F8")
PASSPORT_COUNTER = _bytes("887022120C06C226")
PASSPORT_EXCHANGES = [
    (
        _bytes("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800"),
        _bytes("990290008E08FA855A5D4C50A8ED9000"),
    ),
    (
        _bytes("0CB000000D9701048E08ED6705417E96BA5500"),
        _bytes("8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000"),
    ),
    (
        _bytes("0CB000040D9701128E082EA28A70F3C7B53500"),
        _bytes(
            "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000"
        ),
    ),
]
PASSPORT_COMMON_FILE = _bytes("60145F0104303130365F36063034303030305C026175")
