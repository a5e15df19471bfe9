"""A signed-in resident of a seeded ward books in one step, and notes what the site said."""

import time

import httpx

from loadtests.journal import Journal


async def book(client: httpx.AsyncClient, person: list[str], journal: Journal) -> int:
    """*person*: a line of the file of people; the answer's status."""
    notice, slot, key, session, token = person
    form, began = {"_csrf_token": token, "slot": slot, "key": key}, time.time()
    cookies = {"Cookie": f"draft={session}; form={token}"}
    answer = await client.post("/book/now", data=form, headers=cookies)
    leads = answer.headers.get("location", "")
    outcome = "confirmed" if leads == "/book/done" else "taken" if "/book/" in leads else "refused"
    journal.write(notice, outcome, slot=slot, key=key, began=began)
    return answer.status_code
