"""Residents who are signed in send their booking form, and look at nothing before."""

from loadtests.crowd import Phone
from loadtests.scenarios.one_step import OneStep


class FormAlone(OneStep):
    def look(self, phone: Phone) -> None:
        """They know the time they want."""


USERS = (FormAlone,)
