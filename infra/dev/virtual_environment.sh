#!/bin/sh
# Makes .venv with a fitting Python, unless it is there.
set -eu
cd "$(dirname "$0")/../.."
[ -x .venv/bin/pip ] && exit 0
python=$(infra/dev/find_python.sh)
echo "… Virtual environment with $("$python" --version)"
rm -rf .venv
"$python" -m venv .venv
