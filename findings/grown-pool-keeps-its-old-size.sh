#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# After pool_grow a prefork worker runs more processes, and inspect stats lists every one of them, but the figure that is
# called max-concurrency still tells the size that the pool was started with. Whoever divides the running tasks by it
# finds more than all slots busy. (A pool of gevent changes the figure.)
#
# Output seen:
#   before: processes 2 max-concurrency 2
#   after pool_grow 3: processes 5 max-concurrency 2
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
venv/bin/celery -A shop worker -n one@host -c 2 -l error >worker.log 2>&1 & worker_pid=$!
cat >look.py <<'PY'
import time
from shop import app
while not app.control.ping(timeout=1): pass
def pool(): return app.control.inspect(timeout=1).stats()["one@host"]["pool"]
before = pool()
app.control.pool_grow(3, reply=True)
until = time.monotonic() + 20
while len(pool()["processes"]) < 5 and time.monotonic() < until: time.sleep(0.2)
after = pool()
print("before: processes", len(before["processes"]), "max-concurrency", before["max-concurrency"])
print("after pool_grow 3: processes", len(after["processes"]), "max-concurrency", after["max-concurrency"])
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
before: processes 2 max-concurrency 2
after pool_grow 3: processes 5 max-concurrency 2
SEEN
