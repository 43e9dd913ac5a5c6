#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# A prefork worker in its warm shutdown (SIGTERM) says worker-offline at once and works on until its tasks have ended. The
# events of those ends are kept back: the end of a task that took two more seconds is published only when the longest one
# has ended and the process leaves, with the timestamp of when it happened. So worker-offline proves nothing about tasks,
# and for as long as that takes every monitor shows tasks as running, at a worker that has gone, that ended long ago.
#
# Output seen:
#   order: worker-offline, task-succeeded, task-succeeded
#   worker-offline: told at once
#   task-succeeded: told more than 10 s later
#   task-succeeded: told at once
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
import os, time
from celery import Celery
app = Celery("shop", broker=os.environ["BROKER"])
app.conf.update(worker_send_task_events=True, broker_connection_retry_on_startup=True)
@app.task(name="shop.nap")
def nap(seconds): time.sleep(seconds)
PY
venv/bin/celery -A shop worker -n one@host -c 2 -l error >worker.log 2>&1 & worker_pid=$!
export WORKER=$worker_pid
cat >look.py <<'PY'
import os, signal, threading, time
from shop import app, nap
while not app.control.ping(timeout=1): pass
started, heard, over = [], [], threading.Event()
def note(event):
    if event["type"] == "task-started": started.append(event["uuid"])
    if event["type"] in ("worker-offline", "task-succeeded"): heard.append((event["type"], event["timestamp"], time.time()))
    if len(heard) == 3: over.set()
def watch():
    with app.connection() as connection:
        app.events.Receiver(connection, handlers={"*": note}).capture(limit=None, wakeup=False)
threading.Thread(target=watch, daemon=True).start()
time.sleep(1)
for seconds in (6, 20): nap.delay(seconds)
while len(started) < 2: time.sleep(0.1)
os.kill(int(os.environ["WORKER"]), signal.SIGTERM)
over.wait(40)
print("order:", ", ".join(kind for kind, _, _ in heard))
for kind, at, came in heard: print(f"{kind}: told", "at once" if came - at < 3 else "more than 10 s later" if came - at > 10 else "later")
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
order: worker-offline, task-succeeded, task-succeeded
worker-offline: told at once
task-succeeded: told more than 10 s later
task-succeeded: told at once
SEEN
