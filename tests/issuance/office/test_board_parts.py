"""Charts and files of the board: read by ears, safe in a spreadsheet."""

import csv
from io import StringIO
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.office.board.charts import HEIGHT, Bar, Chart, svg
from issuance.office.board.tables import Table, csv_of

SVG = "{http://www.w3.org/2000/svg}"
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


@settings(max_examples=40)
@given(
    WORDS,
    st.lists(st.tuples(WORDS, st.floats(0, 1e5), st.floats(0, 1e4)), max_size=40),
)
def test_whatever_it_shows_it_is_well_formed_told_and_inside_its_frame(title, values):
    bars = [Bar(label=label, value=v, more=m, line=m) for label, v, m in values]
    drawn = ET.fromstring(svg(Chart(name="x", title=title, told="told", bars=bars, target=3)))
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == "x-t x-d"
    assert (drawn.findtext(f"{SVG}title") or "") == title
    rects = drawn.findall(f"{SVG}rect")
    assert all(0 <= float(each.get("y", "-1")) <= HEIGHT for each in rects)
    assert all(float(each.get("height", "-1")) >= 0 for each in rects)
    assert "style" not in {name for each in drawn.iter() for name in each.attrib}


def test_no_cell_becomes_a_formula():
    rows = [("=HYPERLINK(0)", 1), ("+1", -5), ("@x", None), ('窓口,"A"', 0.5)]
    data = csv_of(Table(name="t", title="t", columns=("a", "b"), rows=rows))
    read = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    assert [row[0] for row in read[1:]] == ["'=HYPERLINK(0)", "'+1", "'@x", '窓口,"A"']
    assert [row[1] for row in read[1:]] == ["1", "-5", "", "0.5"]
