#!/bin/sh
# Installs the peer that Madoguchi is measured against, outside this repository: pretix from PyPI
# in a virtual environment of its own, and Debian's Redis unpacked beside it (no service is made).
# Usage: install.sh FOLDER
set -eu
pretix=2026.8.0
gunicorn=27.0.1
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
[ "$(cat .installed 2>/dev/null || true)" = "$pretix $gunicorn" ] && exit 0

echo "… pretix $pretix, in an environment of its own"
rm -rf venv
"${PYTHON:-python3}" -m venv venv
venv/bin/pip --disable-pip-version-check --no-input install -qq \
  "pretix==$pretix" "gunicorn==$gunicorn" -c "$here/constraints.txt"

echo "… Redis, unpacked from Debian's packages"
rm -rf redis packages
mkdir packages
(cd packages && apt-get -qq download redis-server redis-tools libjemalloc2 liblzf1 libatomic1 2>/dev/null)
for each in packages/*.deb; do dpkg -x "$each" redis; done
rm -r packages
echo "$pretix $gunicorn" > .installed
