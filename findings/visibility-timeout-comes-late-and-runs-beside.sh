#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# With visibility_timeout=3 a task with acks_late that runs longer does not come back after three seconds: the worker looks
# for such messages every ten seconds and acts only at every tenth look (unacked_restore_interval and
# unacked_restore_throttle, new in kombu 5.7.0). It came back after more than a minute, to the same worker, which ran it a
# second time beside the first, under the same id. One id then has two starts and two ends, with nothing in the events
# that tells one run from the other.
#
# Output seen:
#   came back after more than a minute: True and before the first run ended: True
#   running at the worker: 2 under 1 id
set -euo pipefail
tmp=$(mktemp -d); redis_pid=; worker_pid=
trap 'pkill -9 -P "$worker_pid"; kill -9 $worker_pid $redis_pid 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" -q --disable-pip-version-check install "celery[redis]==5.7.0" kombu==5.7.0 redis==8.1.0
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$tmp" >/dev/null & redis_pid=$!
export BROKER=redis://127.0.0.1:$port/0
cd "$tmp"
cat >shop.py <<'PY'
import os, time
from celery import Celery
app = Celery("shop", broker=os.environ["BROKER"])
app.conf.update(worker_send_task_events=True, task_acks_late=True, broker_transport_options={"visibility_timeout": 3},
    worker_prefetch_multiplier=1, broker_connection_retry_on_startup=True)
@app.task(name="shop.nap")
def nap(seconds): time.sleep(seconds)
PY
venv/bin/celery -A shop worker -n one@host -c 2 -l error >worker.log 2>&1 & worker_pid=$!
cat >look.py <<'PY'
import threading, time
from shop import app, nap
while not app.control.ping(timeout=1): pass
starts, ends, first, again, over = [], [], threading.Event(), threading.Event(), threading.Event()
def note(event):
    if event["type"] == "task-started":
        starts.append(event["timestamp"]); (again if len(starts) > 1 else first).set()
    if event["type"] == "task-succeeded":
        ends.append(event["timestamp"]); over.set()
def watch():
    with app.connection() as connection:
        app.events.Receiver(connection, handlers={"*": note}).capture(limit=None, wakeup=False)
threading.Thread(target=watch, daemon=True).start()
time.sleep(1)
nap.delay(150); first.wait(20)
again.wait(140)
running = app.control.inspect(timeout=2).active()["one@host"]
print("came back after more than a minute:", starts[1] - starts[0] > 60, "and before the first run ended:", not ends)
print("running at the worker:", len(running), "under", len({task["id"] for task in running}), "id")
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
came back after more than a minute: True and before the first run ended: True
running at the worker: 2 under 1 id
SEEN
