"""Reads Japan Post's customer barcode off a picture, bar by bar, by the table of its manual.

Nothing of the program that draws it is used here, so that both cannot be wrong together.
"""

from PIL import Image

_DPI = 150
_DARK = 110
_BARS = 67
# Long 1, half up 2, half down 3, timing 4: 郵便番号・バーコードマニュアル, page 11.
_TABLE = {
    "144": "0", "114": "1", "132": "2", "312": "3", "123": "4", "141": "5", "321": "6",
    "213": "7", "231": "8", "411": "9", "414": "-", "324": "CC1", "342": "CC2", "234": "CC3",
    "432": "CC4", "243": "CC5", "423": "CC6", "441": "CC7", "111": "CC8",
}  # fmt: skip
_VALUES = {symbol: value for value, symbol in enumerate(_TABLE.values())}


def cut(picture, sheet, place):
    """One label out of the picture of a sheet; *place* counts from 0."""
    row, column = divmod(place, sheet.columns)
    left = (210 - sheet.columns * sheet.width) / 2 + column * sheet.width
    top = (297 - sheet.rows * sheet.height) / 2 + row * sheet.height
    return cut_mm(picture, left, top + sheet.height / 2, sheet.width, sheet.height / 2)


def cut_mm(picture, left, top, width, height):
    box = (left, top, left + width, top + height)
    return picture.crop(tuple(round(each * _DPI / 25.4) for each in box))


def read(picture: Image.Image, *, point: float, pitch: float) -> str:
    """Postcode and address number; start, stop, sizes and check digit are checked."""
    measured = bars(picture)
    assert len(measured) == _BARS
    places = [centre for centre, _, _ in measured]
    step = (places[-1] - places[0]) / (_BARS - 1) * 25.4 / _DPI
    assert abs(step - point * pitch) < 0.02, step
    kinds = "".join(_kind(above, below, point) for _, above, below in measured)
    assert (kinds[:2], kinds[-2:]) == ("13", "31")
    symbols = [_TABLE[kinds[at : at + 3]] for at in range(2, _BARS - 2, 3)]
    assert sum(_VALUES[each] for each in symbols) % 19 == 0
    return _text(symbols[:-1])


def bars(picture: Image.Image) -> list[tuple[float, float, float]]:
    """Centre, and how far up and down from the timing track, of each bar, in pixels."""
    pixels = picture.convert("L").load()
    rows = [y for y in range(picture.height) if len(_runs(pixels, picture.width, y)) == _BARS]
    if not rows:
        return []
    middle = rows[len(rows) // 2]
    found = []
    for first, last in _runs(pixels, picture.width, middle):
        centre = (first + last) // 2
        ups = _reach(pixels, centre, range(middle, -1, -1))
        downs = _reach(pixels, centre, range(middle, picture.height))
        found.append(((first + last) / 2, ups, downs))
    shift = _shift(found)
    return [(centre, above - shift, below + shift) for centre, above, below in found]


def _shift(found):
    """How far the row looked at is from the middle: timing bars reach equally up and down."""
    least_up = min(above for _, above, _ in found)
    least_down = min(below for _, _, below in found)
    return (least_up - least_down) / 2


def _runs(pixels, width, y):
    runs, start = [], None
    for x in range(width):
        dark = pixels[x, y] < _DARK
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start, x - 1))
            start = None
    return runs


def _reach(pixels, x, ys):
    length = 0
    for y in ys:
        if pixels[x, y] >= _DARK:
            break
        length += 1
    return length


def _kind(above, below, point):
    # Half a timing bar is 0.06a, an arm reaches to 0.18a; 0.12a is between.
    limit = point * 0.12 * _DPI / 25.4
    return {(True, True): "1", (True, False): "2", (False, True): "3", (False, False): "4"}[
        (above > limit, below > limit)
    ]


def _text(symbols: list[str]) -> str:
    text, ten = "", -1
    for each in symbols:
        if each == "CC4":
            continue
        if each.startswith("CC"):
            ten = int(each[2]) - 1
        elif ten >= 0:
            text, ten = text + chr(ord("A") + 10 * ten + int(each)), -1
        else:
            text += each
    return text
