#!/bin/sh
# Prints a Python that can make our virtual environment: 3.11 or later, with venv and pip.
# On Debian without python3-venv it installs that package, or says in one line what to do.
set -eu

fits() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_one() {
  for name in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if command -v "$name" >/dev/null && fits "$name"; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

find_one && exit 0
here=$(dirname "$0")
if "$here/debian_packages.sh" python3 python3-venv >&2 && find_one; then
  exit 0
fi
echo "Python 3.11 or later with venv is needed. Remedy: apt-get install python3 python3-venv" >&2
exit 1
