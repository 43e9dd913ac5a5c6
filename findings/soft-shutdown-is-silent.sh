#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# A worker in its soft shutdown (worker_soft_shutdown_timeout, after SIGQUIT) goes on working for up to that time, and
# sends no heartbeat while it waits, nor does it answer ping: from outside it looks like a worker that died. The task that
# it runs may well end in that time, and its end is told only then. A monitor that takes silence for death declares a
# running task lost.
#
# Output seen:
#   heartbeats in 4 s of work: some
#   answers to ping in the soft shutdown: 0
#   events from the signal to the end of the task: at most one heartbeat in 8 s, then task-succeeded
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
app.conf.update(worker_send_task_events=True, worker_soft_shutdown_timeout=20, broker_connection_retry_on_startup=True)
@app.task(name="shop.nap")
def nap(seconds): time.sleep(seconds)
PY
venv/bin/celery -A shop worker -n one@host -c 1 -l error >worker.log 2>&1 & worker_pid=$!
export WORKER=$worker_pid
cat >look.py <<'PY'
import os, signal, threading, time
from shop import app, nap
while not app.control.ping(timeout=1): pass
told, started, ended = [], threading.Event(), threading.Event()
def note(event):
    told.append(event["type"])
    if event["type"] == "task-started": started.set()
    if event["type"] == "task-succeeded": ended.set()
def watch():
    with app.connection() as connection:
        app.events.Receiver(connection, handlers={"*": note}).capture(limit=None, wakeup=False)
threading.Thread(target=watch, daemon=True).start()
time.sleep(1)
nap.delay(12); started.wait(20)
time.sleep(4)
print("heartbeats in 4 s of work:", "some" if "worker-heartbeat" in told else "none")
os.kill(int(os.environ["WORKER"]), signal.SIGQUIT)
told.clear()
print("answers to ping in the soft shutdown:", len(app.control.ping(timeout=3)))
ended.wait(30)
before = told[:told.index("task-succeeded")]
print("events from the signal to the end of the task:", "at most one heartbeat" if before.count("worker-heartbeat") < 2 else "heartbeats", "in 8 s, then task-succeeded")
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
heartbeats in 4 s of work: some
answers to ping in the soft shutdown: 0
events from the signal to the end of the task: at most one heartbeat in 8 s, then task-succeeded
SEEN
