"""A clerk and a resident who only have a browser: forms in, pages out."""

import re
import time

import httpx

from tests.counter_station.screens.station_process import STAFF_PIN

TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')
RANDOM = re.compile(r"[A-Za-z0-9_-]{16,}")
CODE = re.compile(r"<b data-pairing>(\d{6})</b>")
CASE = re.compile(r'name="case_id" value="([^"]+)"')


def only(pattern, text):
    """What the pattern finds first; a page without it is a failed test."""
    found = pattern.search(text)
    assert found, text
    return found.group(1)


def shown(text):
    """A page or answer without its random tokens, which may hold any four digits by chance."""
    return RANDOM.sub("", text)


class Browser:
    """Keeps cookies and the last page's form token; remembers every answer it got."""

    def __init__(self, url):
        self.http = httpx.Client(
            base_url=url,
            follow_redirects=True,
            trust_env=False,
            timeout=20,
            verify=False,  # reading the machine's certificates takes longer than a visit's step
        )
        self.url = url
        self.page = httpx.Response(0)
        self.answers: list[tuple[str, dict[str, str], str]] = []

    def close(self):
        self.http.close()

    def look(self, path):
        return self._note(self.http.get(path))

    def send(self, path, **fields):
        token = TOKEN.search(self.page.text)
        fields = {"_csrf_token": token.group(1) if token else "", **fields}
        return self._note(self.http.post(path, data=fields, headers={"origin": self.url}))

    def _note(self, answer):
        for each in (*answer.history, answer):
            self.answers.append((str(each.url), dict(each.headers), each.text))
        self.page = answer
        return answer


class Clerk(Browser):
    def sign_in(self, pin=STAFF_PIN, staff_id="K01", *, wait=True):
        """A station that was just started waits for the office's list of the day."""
        for _ in range(100):
            self.look("/sign-in")
            answer = self.send("/sign-in", staff_id=staff_id, pin=pin)
            if not wait or "職員名簿がまだ" not in answer.text:
                return answer
            time.sleep(0.05)
        raise AssertionError(answer.text)

    def wait_for_people(self, name):
        """Until the office's copy holds the day's parties with their people."""
        for _ in range(100):
            if name in self.look("/").text:
                return
        raise AssertionError(self.page.text)

    @property
    def pairing_code(self):
        return only(CODE, self.look("/").text)

    @property
    def case_id(self):
        return only(CASE, self.look("/").text)

    def of_visit(self, visit_id, step, **fields):
        self.look("/")
        return self.send(f"/visits/{visit_id}/{step}", **fields)

    def identify(self, visit_id, *kinds, situation="SELF_N", **more):
        documents = [f"applicant:{kind}" for kind in kinds]
        return self.of_visit(
            visit_id,
            "identity",
            case_id=self.case_id,
            situation=situation,
            document=documents,
            **more,
        )

    def let_travel(self, visit_id, mode="registered-mail", declared=None):
        everything = [
            "appeared-in-person",
            "no-change-expected",
            "no-forwarding",
            "can-receive",
            "accepts-pin-setting",
            "old-card-returned",
        ]
        return self.of_visit(
            visit_id,
            "delivery",
            case_id=self.case_id,
            mode=mode,
            declared=everything if declared is None else declared,
        )


class Resident(Browser):
    def pair(self, code):
        self.look("/resident")
        return self.send("/resident/pair", code=code)

    def begin(self, numbers="one"):
        self.look("/resident")
        return self.send("/resident/begin", numbers=numbers)

    def type(self, first, again=None):
        question = re.search(r'name="question" value="(\d+)"', self.look("/resident").text)
        return self.send(
            "/resident/pin",
            question=question.group(1) if question else "0",
            first=first,
            again=first if again is None else again,
        )


def whole_visit(clerk, resident, visit_id, *, pin="8306", password="KAEDE8306X"):
    """One adult, from the call to the end."""
    clerk.of_visit(visit_id, "call")
    clerk.identify(visit_id, "drivers-licence", "eligibility-certificate")
    clerk.of_visit(visit_id, "pins", case_id=clerk.case_id)
    resident.begin()
    resident.type(pin)
    resident.type(password)
    clerk.let_travel(visit_id)
    clerk.of_visit(visit_id, "finish")


WHOLE_VISIT = [
    "arrived",
    "called",
    "identity-verified",
    "pins-sealed",
    "delivery-chosen",
    "finished",
]
