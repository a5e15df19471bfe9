"""QR codes and Code 128 as plain figures, for the templates to draw."""

from typing import Final

import segno

_CODE_128: Final = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132"
    "122231113222123122123221223211221132221231213212223112312131311222321122321221312212"
    "322112322211212123212321232121111323131123131321112313132113132311211313231113231311"
    "112133112331132131113123113321133121313121211331231131213113213311213131311123311321"
    "331121312113312311332111314111221411431111111224111422121124121421141122141221112214"
    "112412122114122411142112142211241211221114413111241112134111111242121142121241114212"
    "124112124211411212421112421211212141214121412121111143111341131141114113114311411113"
    "411311113141114131311141411131211412211214211232"
)
"""Widths of three bars and three spaces for each value, six figures each (ISO/IEC 15417)."""
_START_C: Final = 105
_STOP: Final = "2331112"
_MODULUS: Final = 103


def code_128(digits: str) -> str:
    """Widths of bars and spaces in turn, in modules; two *digits* a sign, so an even number."""
    if len(digits) % 2:
        raise ValueError("Code 128 takes digits by two")
    values = [_START_C, *(int(digits[at : at + 2]) for at in range(0, len(digits), 2))]
    check = (values[0] + sum(at * value for at, value in enumerate(values))) % _MODULUS
    return "".join(_CODE_128[6 * value : 6 * value + 6] for value in [*values, check]) + _STOP


def qr_rows(text: str) -> list[str]:
    """Rows of 0 and 1, without a quiet zone; error correction M."""
    made = segno.make(text, error="m", micro=False)
    return ["".join("1" if module else "0" for module in row) for row in made.matrix]
