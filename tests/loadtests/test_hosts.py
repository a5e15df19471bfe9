"""Where a crowd may go."""

import pytest

from loadtests.hosts import STAGING, ForeignHostError, require_allowed


@pytest.mark.parametrize("url", ["http://127.0.0.1:8700", "http://[::1]:1", "http://localhost"])
def test_this_machine_is_always_allowed(url):
    require_allowed(url, {})


def test_another_has_to_be_named_twice():
    require_allowed("https://staging.example", {STAGING: "staging.example"})


@pytest.mark.parametrize("named", [{}, {STAGING: "other.example"}, {STAGING: "1"}])
@pytest.mark.parametrize("url", ["https://staging.example", "https://127.0.0.1.example", ""])
def test_a_slip_is_refused(url, named):
    with pytest.raises(ForeignHostError):
        require_allowed(url, named)
