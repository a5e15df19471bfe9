#!/bin/sh
# Real PC/SC, for readers on this machine and for virtual ones that look real to every program.
# The demo goes on without it, so this never fails; .venv/.pcsc says how it went.
set -u
cd "$(dirname "$0")/../.."
log=.venv/pcsc.log
if infra/dev/debian_packages.sh pcscd vsmartcard-vpcd libpcsclite-dev gcc python3-dev \
  && echo "… PC/SC for Python" \
  && .venv/bin/pip install -qq --require-hashes -r infra/locks/pcsc.txt >"$log" 2>&1; then
  echo installed >.venv/.pcsc
else
  echo "No PC/SC here; the demo uses its in-process reader. (make pcsc tries again)"
  echo missing >.venv/.pcsc
fi
