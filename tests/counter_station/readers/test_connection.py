"""61xx and 6Cxx are followed for whoever sends a command."""

from counter_station.readers.connection import follow

READ = bytes.fromhex("00B0000000")


class Answers:
    """Answers in turn; keeps what was sent."""

    def __init__(self, *answers: tuple[bytes, int]) -> None:
        self._answers = list(answers)
        self.sent: list[str] = []

    def __call__(self, command: bytes) -> tuple[bytes, int]:
        self.sent.append(command.hex())
        return self._answers.pop(0)


def test_fetches_what_the_card_holds_ready():
    card = Answers((b"", 0x6102), (b"ab", 0x6101), (b"c", 0x9000))
    assert follow(card, READ) == (b"abc", 0x9000)
    assert card.sent == ["00b0000000", "00c0000002", "00c0000001"]


def test_repeats_with_the_length_the_card_wants():
    card = Answers((b"", 0x6C1E), (b"x" * 30, 0x9000))
    assert follow(card, READ) == (b"x" * 30, 0x9000)
    assert card.sent == ["00b0000000", "00b000001e"]


def test_never_sends_a_pin_twice():
    verify = bytes.fromhex("0020008004") + b"4711"
    card = Answers((b"", 0x6C00))
    assert follow(card, verify) == (b"", 0x6C00)
    assert len(card.sent) == 1
