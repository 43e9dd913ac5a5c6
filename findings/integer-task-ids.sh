#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server of Debian.
#
# A task may be sent with an integer as its id. It travels as a number in the message, in every event and in the
# replies of inspect, and the worker runs it. Two surprises for whoever steers it from outside:
#   1. A revoke that names the id as text, which is all a command line can do, is answered "flagged as revoked" and
#      does nothing: the worker compares the number with the text. The same revoke with a number works, and is
#      answered with an error.
#   2. With the Redis result backend the very same call raises TypeError in the sender, before anything is sent
#      (the key is joined from bytes and a number); with no backend it is sent.
#
# Output seen:
#   sent with the Redis backend: TypeError
#   revoke of '101' as text: answered ok, ended task-succeeded
#   revoke of 102 as a number: answered error, ended task-revoked
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
app.conf.update(worker_send_task_events=True, broker_connection_retry_on_startup=True)
@app.task(name="shop.add")
def add(a, b): return a + b
PY
venv/bin/celery -A shop worker -n one@host -P solo -l error >worker.log 2>&1 & worker_pid=$!
cat >look.py <<'PY'
import os, time, threading
from celery import Celery
from shop import app
while not app.control.ping(timeout=1): pass
ended = {}
def note(event):
    if event["type"] in ("task-succeeded", "task-revoked"): ended[event["uuid"]] = event["type"]
def watch():
    with app.connection() as connection:
        app.events.Receiver(connection, handlers={"*": note}).capture(limit=None, wakeup=False)
threading.Thread(target=watch, daemon=True).start()
time.sleep(1)
stored = Celery("stored", broker=os.environ["BROKER"], backend=os.environ["BROKER"])
try:
    stored.send_task("shop.add", (1, 2), task_id=100)
    print("sent with the Redis backend: sent")
except TypeError:
    print("sent with the Redis backend: TypeError")
for task_id in (101, 102): app.send_task("shop.add", (1, 2), task_id=task_id, countdown=4)
time.sleep(1)
answers = [app.control.revoke(spelled, reply=True) for spelled in ("101", 102)]
ok = ["ok" if "ok" in list(answer[0].values())[0] else "error" for answer in answers]
until = time.monotonic() + 20
while len(ended) < 2 and time.monotonic() < until: time.sleep(0.1)
print(f"revoke of '101' as text: answered {ok[0]}, ended {ended.get(101)}")
print(f"revoke of 102 as a number: answered {ok[1]}, ended {ended.get(102)}")
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
sent with the Redis backend: TypeError
revoke of '101' as text: answered ok, ended task-succeeded
revoke of 102 as a number: answered error, ended task-revoked
SEEN
