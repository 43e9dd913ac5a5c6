#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# `expires` may be seconds or a time. Seconds that come as text, as a form or a template gives them (Flower's send-task passes
# them on like that), are sent as they are, and the worker reads them as an ISO 8601 date: "7200" is not two hours but the
# first of January of the year 7200, so that the task does not expire. Nothing is refused on the way.
#
# Output seen:
#   expires 7200 is in two hours
#   expires '7200' is in the year 7200
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
import datetime, threading, time
from shop import app, add
while not app.control.ping(timeout=1): pass
seen, both = {}, threading.Event()
def note(event):
    seen[event["uuid"]] = event["expires"]
    if len(seen) == 2: both.set()
def watch():
    with app.connection() as connection:
        app.events.Receiver(connection, handlers={"task-received": note}).capture(limit=None, wakeup=False)
threading.Thread(target=watch, daemon=True).start()
time.sleep(1)
sent = {repr(value): add.apply_async((1, 2), expires=value).id for value in (7200, "7200")}
both.wait(20)
this = datetime.datetime.now(datetime.timezone.utc).year
for value, uuid in sent.items():
    year = datetime.datetime.fromisoformat(seen[uuid]).year
    print("expires", value, "is in", "two hours" if abs(year - this) < 2 else f"the year {year}")
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
expires 7200 is in two hours
expires '7200' is in the year 7200
SEEN
