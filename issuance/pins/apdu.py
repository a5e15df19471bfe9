"""Card commands that carry a secret, and the few commands the PIN writer needs."""

_HEADER = 4


class SecretApdu(bytes):
    """A command whose body is a secret: any printed form shows header and length only."""

    def __repr__(self) -> str:
        return f"SecretApdu({self[:_HEADER].hex(' ')}, {len(self)} bytes)"

    def __str__(self) -> str:
        return repr(self)


def select_application(aid: bytes) -> bytes:
    return bytes((0x00, 0xA4, 0x04, 0x0C, len(aid))) + aid


def select_file(file_id: bytes) -> bytes:
    return bytes((0x00, 0xA4, 0x02, 0x0C, len(file_id))) + file_id


def verify(pin: bytes | bytearray = b"") -> SecretApdu:
    """Compare *pin* with the selected reference; empty only asks for the tries, at no cost."""
    return with_body(bytes((0x00, 0x20, 0x00, 0x80)), pin)


def with_body(header: bytes, body: bytes | bytearray) -> SecretApdu:
    return SecretApdu(header + (bytes((len(body),)) + body if body else b""))
