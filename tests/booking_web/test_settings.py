"""The site's settings: nothing insecure outside the demo."""

from dataclasses import replace

import pytest

from tests.booking_web.pages.office import settings_for


def test_cookies_without_secure_are_for_loopback_only():
    settings = replace(settings_for("postgresql://nowhere"), insecure_loopback=True)
    assert replace(settings, host="::1").insecure_loopback
    with pytest.raises(ValueError, match="insecure_loopback"):
        replace(settings, host="0.0.0.0")
