#!/usr/bin/env bash
# Celery 5.7.0 with kombu 5.7.0 and redis 8.1.0 (Python packages); kombu 5.6.2 to compare.
#
# `pip install celery redis` was enough for an application whose broker is Redis. With kombu 5.7.0 it is not: the Redis
# transport imports the package `packaging`, which only the extra kombu[redis] (celery[redis]) brings, at one exact
# version. pip installs without a complaint, `pip check` finds nothing missing, and the first connection ends in
# ModuleNotFoundError. kombu 5.6.2 depended on `packaging` itself.
#
# Output seen:
#   kombu 5.6.2: pip check ok, transport imported
#   kombu 5.7.0: pip check ok, ModuleNotFoundError: packaging
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
look() {
  python3 -m venv "$tmp/$1"
  "$tmp/$1/bin/pip" -q --disable-pip-version-check install "celery==$2" "kombu==$1" "redis==$3"
  local check=failed
  "$tmp/$1/bin/pip" check >/dev/null && check=ok
  "$tmp/$1/bin/python" - "$1" "$check" <<'PY'
import sys
from kombu import Connection
version, check = sys.argv[1:]
try:
    Connection("redis://127.0.0.1:6379/0").transport_cls
    seen = "transport imported"
except ModuleNotFoundError as error:
    seen = f"ModuleNotFoundError: {error.name}"
print(f"kombu {version}: pip check {check}, {seen}")
PY
}
{ look 5.6.2 5.6.3 6.4.0; look 5.7.0 5.7.0 8.1.0; } | tee "$tmp/seen.txt"
diff "$tmp/seen.txt" - <<'SEEN'
kombu 5.6.2: pip check ok, transport imported
kombu 5.7.0: pip check ok, ModuleNotFoundError: packaging
SEEN
