"""A page is read as a browser reads it."""

from loadtests.pages import Page

HTML = b"""<header><form><input type="hidden" name="_csrf_token" value="head"></form></header>
<main id="main"><a href="/book/day?venue=K01&amp;days=week">x</a>
<a href="/book/time/2026-12-01">x</a>
<a href="/book/time/2026-12-01">x</a>
<form><input type="hidden" name="_csrf_token" value="t"><input type="hidden" name="key" value="k">
<button class="row" name="slot" value="s1">9:00</button>
<button class="row" name="slot" value="s2">9:10</button></form>
<form><input type="hidden" name="key" value="other"></form></main>"""
PAGE = Page(200, "", HTML)


def test_the_form_of_the_page_itself_counts():
    assert PAGE.hidden() == {"_csrf_token": "t", "key": "k"}


def test_what_can_be_chosen():
    assert PAGE.choices("slot") == ["s1", "s2"]


def test_where_links_lead():
    assert PAGE.links("/book/time/") == ["/book/time/2026-12-01"]
    assert PAGE.links("/book/day") == ["/book/day?venue=K01&days=week"]
