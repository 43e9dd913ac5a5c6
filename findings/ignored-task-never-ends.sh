#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# A task that raises celery.exceptions.Ignore is told to be received and started, and then nothing: no event says that it
# ended, the result backend says STARTED until the key expires (with task_track_started), and AsyncResult.get waits for
# ever. Only the worker itself knows: inspect active does not name it any more, and its total counts it as done.
#
# Output seen:
#   events: task-received, task-started
#   result backend: STARTED
#   inspect: active 0 total 1
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
from celery.exceptions import Ignore
app = Celery("shop", broker=os.environ["BROKER"], backend=os.environ["BROKER"])
app.conf.update(worker_send_task_events=True, task_track_started=True, broker_connection_retry_on_startup=True)
@app.task(name="shop.skip")
def skip(): raise Ignore()
@app.task(name="shop.add")
def add(a, b): return a + b
PY
venv/bin/celery -A shop worker -n one@host -c 1 -l error >worker.log 2>&1 & worker_pid=$!
cat >look.py <<'PY'
import threading, time
from shop import app, add, skip
while not app.control.ping(timeout=1): pass
told, later = {}, threading.Event()
def note(event):
    if not event["type"].startswith("task-"): return
    told.setdefault(event["uuid"], []).append(event["type"])
    if event["type"] == "task-succeeded": later.set()
def watch():
    with app.connection() as connection:
        app.events.Receiver(connection, handlers={"*": note}).capture(limit=None, wakeup=False)
threading.Thread(target=watch, daemon=True).start()
time.sleep(1)
skipped = skip.delay()
add.delay(1, 2)
later.wait(30)
inspect = app.control.inspect(timeout=1)
print("events:", ", ".join(told[skipped.id]))
print("result backend:", app.backend.get_task_meta(skipped.id)["status"])
print("inspect: active", len(inspect.active()["one@host"]), "total", inspect.stats()["one@host"]["total"]["shop.skip"])
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
events: task-received, task-started
result backend: STARTED
inspect: active 0 total 1
SEEN
