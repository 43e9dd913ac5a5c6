#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# The field timestamp of an event is seconds since 1970, the same everywhere, and utcoffset tells the sender's zone.
# celery.events.EventReceiver, which Flower and other monitors read through, adds the difference between that zone and its
# own to the timestamp: the time of an event of a worker in another zone is moved by hours, away from the truth. The offset
# is a float where the zone is not a whole number of hours (India: -5.5).
#
# Output seen:
#   utcoffset of a sender in Kolkata: -5.5
#   hours between the time told and the time it was: 5.5
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
PY
cat >look.py <<'PY'
import os, subprocess, sys, threading, time
from shop import app
os.environ["TZ"] = "UTC"; time.tzset()
seen, done = [], threading.Event()
def note(event):
    seen.append(event); done.set()
def watch():
    with app.connection() as connection:
        app.events.Receiver(connection, handlers={"task-sent": note}).capture(limit=None, wakeup=False)
threading.Thread(target=watch, daemon=True).start()
code = "import shop\nwith shop.app.events.default_dispatcher() as d: d.send('task-sent', uuid='t-1')"
while not done.is_set():
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "TZ": "Asia/Kolkata"})
    done.wait(1)
event = seen[0]
print("utcoffset of a sender in Kolkata:", event["utcoffset"])
print("hours between the time told and the time it was:", round((event["timestamp"] - time.time()) / 3600, 1))
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
utcoffset of a sender in Kolkata: -5.5
hours between the time told and the time it was: 5.5
SEEN
