"""QR codes and Code 128 as plain figures, for the templates to draw."""

from typing import Final

import segno

_CODE_128: Final = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232"
    " 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122"
    " 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311"
    " 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113"
    " 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422"
    " 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111"
    " 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121"
    " 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412"
    " 211214 211232"
).split()
"""Widths of three bars and three spaces for each value (ISO/IEC 15417)."""
_START_C: Final = 105
_STOP: Final = "2331112"
_MODULUS: Final = 103


def code_128(digits: str) -> str:
    """Widths of bars and spaces in turn, in modules; two *digits* a sign, so an even number."""
    if len(digits) % 2:
        raise ValueError("Code 128 takes digits by two")
    values = [_START_C, *(int(digits[at : at + 2]) for at in range(0, len(digits), 2))]
    check = (values[0] + sum(at * value for at, value in enumerate(values))) % _MODULUS
    return "".join(_CODE_128[value] for value in [*values, check]) + _STOP


def qr_rows(text: str) -> list[str]:
    """Rows of 0 and 1, without a quiet zone; error correction M."""
    made = segno.make(text, error="m", micro=False)
    return ["".join("1" if module else "0" for module in row) for row in made.matrix]
