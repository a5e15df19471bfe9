"""Opens a shop in pretix that is as easy to book in as it can be; run by pretix's own Python.

One event, ten free products ("times") with a quota each that is never used up, nothing asked but a
mail address. Prints as JSON what `visitors.py` needs. Running it again changes nothing.
"""

import json
import os
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pretix.settings")
django.setup()

from django.utils.timezone import now  # noqa: E402 - Django has to be set up before
from django_scopes import scopes_disabled  # noqa: E402
from pretix.base.models import Event, Item, Organizer, Quota, Team  # noqa: E402

TIMES = 10
NEVER_USED_UP = 10_000_000


def open_shop() -> dict[str, object]:
    ward, _ = Organizer.objects.get_or_create(slug="ward", defaults={"name": "Ward"})
    day = now() + timedelta(days=30)
    wanted = {"name": "Cards", "date_from": day, "currency": "JPY", "live": True}
    event, made = Event.objects.get_or_create(organizer=ward, slug="cards", defaults=wanted)
    if made:
        event.set_defaults()
        event.settings.attendee_names_asked = False
        event.settings.order_email_asked_twice = False
        event.settings.timezone = "Asia/Tokyo"
    times = [_time(event, n) for n in range(TIMES)]
    team, _ = Team.objects.get_or_create(
        organizer=ward,
        name="Load test",
        defaults={
            "all_events": True,
            "all_event_permissions": True,
            "all_organizer_permissions": True,
        },
    )
    token = team.tokens.first() or team.tokens.create(name="Load test")
    return {
        "organizer": ward.slug,
        "event": event.slug,
        "token": token.token,
        "items": [each.pk for each in times],
    }


def _time(event: Event, n: int) -> Item:
    item, made = Item.objects.get_or_create(
        event=event, internal_name=f"time-{n}", defaults={"name": f"Time {n}", "default_price": 0}
    )
    if made:
        quota = Quota.objects.create(event=event, name=f"Time {n}", size=NEVER_USED_UP)
        quota.items.add(item)
    return item


with scopes_disabled():
    print(json.dumps(open_shop()))  # noqa: T201 - this is what it is asked for
