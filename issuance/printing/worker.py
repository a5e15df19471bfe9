"""`python -m issuance.printing.worker TEMPLATE SECONDS`: JSON comes in, a PDF goes out."""

import sys

from issuance.printing.compiling import from_json


def main() -> None:
    template, made_at = sys.argv[1:]
    sys.stdout.buffer.write(from_json(template, sys.stdin.buffer.read(), int(made_at)))


if __name__ == "__main__":
    main()
