"""Locust: those who book at pretix, by its order API or through its web shop, every page of it.

PEER_SHOP holds what `shop.py` printed. Choose by class: `locust -f visitors.py OrderApi`.
"""

import json
import os
import random
import re
import time
from typing import Any, Final

from locust import FastHttpUser, constant, task
from locust.exception import RescheduleTask

SHOP: Final[dict[str, Any]] = json.loads(os.environ["PEER_SHOP"])
AGAIN_SECONDS: Final = 0.1
"""How soon a page asks again whether its task is done; pretix's own script asks less often."""
MAIL: Final = "resident@example.invalid"
_TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class OrderApi(FastHttpUser):
    """A program that makes orders: one request each, as a signed-in partner may."""

    wait_time = constant(0)
    network_timeout = connection_timeout = 60.0

    @task
    def order(self) -> None:
        event = f"/api/v1/organizers/{SHOP['organizer']}/events/{SHOP['event']}"
        place = {"item": random.choice(SHOP["items"]), "variation": None, "price": "0.00"}
        wanted = {"email": MAIL, "locale": "en", "sales_channel": "web", "positions": [place]}
        headers = {"Authorization": f"Token {SHOP['token']}"}
        with self.client.post(
            f"{event}/orders/", json=wanted, headers=headers, name="book", catch_response=True
        ) as answer:
            if answer.status_code != 201:
                answer.failure(f"status {answer.status_code}")


class Cart(FastHttpUser):
    """A person in a browser: shop, cart, contact, confirmation, the order's page."""

    wait_time = constant(0)
    network_timeout = connection_timeout = 60.0

    @task
    def journey(self) -> None:
        self.client.cookiejar.clear()
        shop = f"/{SHOP['organizer']}/{SHOP['event']}/"
        page = self._open(shop, "shop")
        item = f"item_{random.choice(SHOP['items'])}"
        self._submit(f"{shop}cart/add", page, {item: "1"}, "into the cart")
        page = self._open(f"{shop}checkout/start", "contact")
        contact = {"csrfmiddlewaretoken": _token(page), "email": MAIL}
        check = f"{shop}checkout/questions/"
        page = self._text(self.client.post(check, data=contact, headers=self._from(shop)))
        leads = self._submit(f"{shop}checkout/confirm/", page, {}, "book")
        self._open(leads, "confirmation")

    def _submit(self, path: str, page: str, fields: dict[str, str], name: str) -> str:
        """A form that a task works off behind the page; where it leads when it is done."""
        sent = {"csrfmiddlewaretoken": _token(page), "ajax": "1", **fields}
        answer = self.client.post(path, data=sent, headers=self._from(path), name=name)
        told = self._json(answer)
        while not told.get("ready"):
            time.sleep(AGAIN_SECONDS)
            told = self._json(self.client.get(told["check_url"], name="is it done?"))
        if not told.get("success"):
            raise RescheduleTask
        return str(told["redirect"])

    def _open(self, path: str, name: str) -> str:
        return self._text(self.client.get(path, name=name))

    def _from(self, path: str) -> dict[str, str]:
        return {"Referer": f"{self.host}{path}"}

    @staticmethod
    def _text(answer: Any) -> str:
        if answer.status_code != 200 or not answer.text:
            raise RescheduleTask
        return str(answer.text)

    @staticmethod
    def _json(answer: Any) -> dict[str, Any]:
        if answer.status_code != 200:
            raise RescheduleTask
        found: dict[str, Any] = answer.json()
        return found


def _token(page: str) -> str:
    """The form's; without one the page was not what was asked for."""
    if found := _TOKEN.search(page):
        return found[1]
    raise RescheduleTask
