#!/usr/bin/env bash
# celery-batches 0.11, Celery 5.6.3, redis 6.4.0 (Python packages), any Redis server.
#
# Tasks of celery-batches are told by task-sent, and by nothing afterwards: no task-received, task-started, task-succeeded
# or task-failed, whether the batch works or fails. inspect active stays empty and the worker's count of done tasks at
# nothing, so to every monitor that reads events they wait for ever in a queue that is empty.
#
# Output seen:
#   results stored: [1, 2]
#   events of each: ['task-sent']
#   inspect stats, total: {'shop.add': 1}
set -euo pipefail
tmp=$(mktemp -d); redis_pid=; worker_pid=
trap 'kill $worker_pid $redis_pid 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" -q --disable-pip-version-check install "celery[redis]==5.6.3" redis==6.4.0 celery-batches==0.11
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$tmp" >/dev/null & redis_pid=$!
export BROKER=redis://127.0.0.1:$port/0
cd "$tmp"
cat >shop.py <<'PY'
import os
from celery import Celery
from celery_batches import Batches
app = Celery("shop", broker=os.environ["BROKER"], backend=os.environ["BROKER"])
app.conf.update(worker_send_task_events=True, task_send_sent_event=True, worker_prefetch_multiplier=10, broker_connection_retry_on_startup=True)
@app.task(name="shop.count", base=Batches, flush_every=2, flush_interval=1)
def count(requests):
    for request in requests: app.backend.mark_as_done(request.id, request.args[0], request=request)
@app.task(name="shop.add")
def add(a, b): return a + b
PY
venv/bin/celery -A shop worker -n one@host -c 1 -l error >worker.log 2>&1 & worker_pid=$!
cat >look.py <<'PY'
import threading, time
from shop import app, add, count
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
tasks = [count.delay(number) for number in (1, 2)]
results = [task.get(timeout=20) for task in tasks]
add.delay(1, 2); later.wait(20)
print("results stored:", results)
print("events of each:", sorted({", ".join(told[task.id]) for task in tasks}))
print("inspect stats, total:", app.control.inspect(timeout=1).stats()["one@host"]["total"])
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
results stored: [1, 2]
events of each: ['task-sent']
inspect stats, total: {'shop.add': 1}
SEEN
