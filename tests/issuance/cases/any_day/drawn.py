"""Who and what a day can bring."""

import hypothesis.strategies as st

PEOPLE = (1, 2)
CASES = st.sampled_from(PEOPLE)
STAFF = st.sampled_from(["K01", "K02", "B01", "B02", "B03"])
PAIRS = st.tuples(STAFF, STAFF)
USUALLY = st.sampled_from([True, True, True, False])
PAUSES = st.sampled_from([1, 9, 30, 31, 15 * 60, 24 * 60, 30 * 24 * 60, 91 * 24 * 60])
HOURS = [(0, 0), (14, 59), (15, 0), (23, 59)]
"""UTC: the day turns at 15:00 in Japan."""
FAR = st.sampled_from(range(1, 17))
STATIONS = st.sampled_from(["S1", "S2"])
