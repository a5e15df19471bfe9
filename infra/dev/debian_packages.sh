#!/bin/sh
# Installs the named Debian packages that are missing. Fails, with a remedy in one line, where
# there is no apt or we may not use it.
set -eu

missing=""
for package in "$@"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

remedy="Remedy: as root, apt-get install$missing"
if ! command -v apt-get >/dev/null; then
  echo "Missing:$missing, and this machine has no apt-get." >&2
  exit 1
fi
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  echo "Missing:$missing. $remedy" >&2
  exit 1
fi

echo "… Debian packages:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
get() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 "$@" \
    >"$log" 2>&1
}
# shellcheck disable=SC2086 # a list of words
if get install --no-install-recommends $missing \
  || { get update && get install --no-install-recommends $missing; }; then
  exit 0
fi
tail -n 3 "$log" >&2
echo "Could not install$missing. $remedy" >&2
exit 1
