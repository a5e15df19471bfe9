"""`python -m issuance.planning`: reads a question as JSON, writes the answers as JSON.

A process of its own, so that a simulation never holds up the office's pages. It knows no secret
and opens no connection.
"""

import sys
import time

import msgspec

from issuance.planning.question import Answered, Question
from issuance.planning.what_if import compare


def main() -> None:
    question = msgspec.json.decode(sys.stdin.buffer.read(), type=Question)
    ends = time.monotonic() + question.seconds
    answers = compare(
        question.plans,
        question.behaviour,
        seed=question.seed,
        time_left=lambda: time.monotonic() < ends,
    )
    sys.stdout.buffer.write(msgspec.json.encode(Answered(answers=tuple(answers))))


if __name__ == "__main__":
    main()
