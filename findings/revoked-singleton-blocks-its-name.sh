#!/usr/bin/env bash
# celery-singleton 0.3.1, Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# celery-singleton lets one task of a name and its arguments wait or run at a time, by a lock in Redis that the task's own
# end takes away. A task that is revoked before it starts has no such end: the lock stays, without an expiry unless one
# was configured, and every later delay() of the same call sends nothing and returns the result of the revoked one. So
# revoking one waiting task stops that call for good, until somebody removes the lock.
#
# Output seen:
#   state of the first: REVOKED
#   a later call returns the revoked task: True
#   its lock expires: never
set -euo pipefail
tmp=$(mktemp -d); redis_pid=; worker_pid=
trap 'kill $worker_pid $redis_pid 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" -q --disable-pip-version-check install "celery[redis]==5.7.0" kombu==5.7.0 redis==8.1.0 celery-singleton==0.3.1
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$tmp" >/dev/null & redis_pid=$!
export BROKER=redis://127.0.0.1:$port/0
cd "$tmp"
cat >shop.py <<'PY'
import os
from celery import Celery
from celery_singleton import Singleton
app = Celery("shop", broker=os.environ["BROKER"], backend=os.environ["BROKER"])
app.conf.update(broker_connection_retry_on_startup=True, worker_send_task_events=True)
@app.task(name="shop.sync", base=Singleton)
def sync(shop): return shop
PY
venv/bin/celery -A shop worker -n one@host -P solo -l error >worker.log 2>&1 & worker_pid=$!
cat >look.py <<'PY'
import os, time, redis
from celery.result import AsyncResult
from shop import app, sync
while not app.control.ping(timeout=1): pass
first = sync.apply_async(("north",), countdown=3)
app.control.revoke(first.id, reply=True)
until = time.monotonic() + 20
while AsyncResult(first.id, app=app).state != "REVOKED" and time.monotonic() < until: time.sleep(0.2)
time.sleep(4)
print("state of the first:", AsyncResult(first.id, app=app).state)
later = sync.delay("north")
print("a later call returns the revoked task:", later.id == first.id)
locks = redis.Redis.from_url(os.environ["BROKER"])
key = next(key for key in locks.keys("SINGLETON*"))
print("its lock expires:", "never" if locks.ttl(key) == -1 else "some time")
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
state of the first: REVOKED
a later call returns the revoked task: True
its lock expires: never
SEEN
