"""The first page, again and again, by Locust's fast client alone: what is there without a phone."""

from locust import FastHttpUser, constant, task


class Bare(FastHttpUser):
    wait_time = constant(0)

    @task
    def look(self) -> None:
        self.client.get("/", name="bare")


USERS = (Bare,)
