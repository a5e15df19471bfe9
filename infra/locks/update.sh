#!/bin/sh
# Writes the lock files again from pyproject.toml. Needs `uv` on the PATH.
set -eu
cd "$(dirname "$0")/../.."
lock() {
  out=infra/locks/$1; shift
  uv pip compile pyproject.toml "$@" --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-header --no-annotate -q -o "$out"
}
lock runtime.txt --extra embedded --extra sample
lock dev.txt --extra embedded --extra sample --group dev -c infra/locks/runtime.txt
lock pcsc.txt --extra embedded --extra sample --extra pcsc -c infra/locks/runtime.txt
alone() {
  uv pip compile - --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate -q -o "infra/locks/$1"
}
alone build.txt <<'IN'
hatchling
editables
IN
# Locust has an environment of its own: gevent patches what it meets.
alone loadtests.txt <<'IN'
locust>=2.47,<3
IN
