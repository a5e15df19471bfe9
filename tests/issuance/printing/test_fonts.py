"""Faces are looked for before anything is printed, and a missing one names its remedy."""

from issuance.printing.fonts import PACKAGES, FontsMissingError, fonts, missing_among


def test_this_machine_has_them_all():
    assert missing_among(fonts().families()) == ()


def test_a_missing_one_is_one_line_with_its_remedy():
    families = [family.lower() for family in PACKAGES if family != "IPAmjMincho"]
    missing = missing_among(families)
    assert missing == ("IPAmjMincho",)
    said = str(FontsMissingError(missing))
    assert "apt-get install fonts-ipamj-mincho" in said
    assert "\n" not in said
