#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# The remote control command autoscale takes a maximum that is smaller than the minimum: it answers "autoscale now max=1
# min=3", stats tell it like that, and the pool grows to the minimum: an idle worker runs three processes under a maximum of
# one.
#
# Output seen:
#   before: 2 processes
#   answer: {'ok': 'autoscale now max=1 min=3'}
#   after: autoscaler min 3 max 1 processes 3
set -euo pipefail
tmp=$(mktemp -d); redis_pid=; worker_pid=
trap 'kill $worker_pid $redis_pid 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" -q --disable-pip-version-check install "celery[redis]==5.7.0" kombu==5.7.0 redis==8.1.0
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$tmp" >/dev/null & redis_pid=$!
export BROKER=redis://127.0.0.1:$port/0
cd "$tmp"
cat >shop.py <<'PY'
import os
from celery import Celery
app = Celery("shop", broker=os.environ["BROKER"])
app.conf.update(broker_connection_retry_on_startup=True)
PY
venv/bin/celery -A shop worker -n one@host --autoscale 4,2 -l error >worker.log 2>&1 & worker_pid=$!
cat >look.py <<'PY'
import time
from shop import app
while not app.control.ping(timeout=1): pass
def stats(): return app.control.inspect(timeout=1).stats()["one@host"]
print("before:", len(stats()["pool"]["processes"]), "processes")
print("answer:", app.control.autoscale(1, 3, reply=True)[0]["one@host"])
until = time.monotonic() + 6
while time.monotonic() < until: now = stats(); time.sleep(0.5)
print("after: autoscaler min", now["autoscaler"]["min"], "max", now["autoscaler"]["max"], "processes", len(now["pool"]["processes"]))
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
before: 2 processes
answer: {'ok': 'autoscale now max=1 min=3'}
after: autoscaler min 3 max 1 processes 3
SEEN
