#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# With beat_enable_remote_control (new in Celery 5.7.0, off by default) celery beat answers the remote control command
# ping as celerybeat@<host>, and no other command. A broadcast ping has then one answer more than there are workers, and
# whoever takes those who answered for the workers waits for answers of beat to everything else.
#
# Output seen:
#   answer ping: ['celerybeat', 'one']
#   answer stats: ['one']
#   answer active_queues: ['one']
#   answer report: ['one']
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
app.conf.update(beat_enable_remote_control=True, beat_schedule={"every": {"task": "shop.none", "schedule": 3600}},
    broker_connection_retry_on_startup=True)
PY
venv/bin/celery -A shop worker -n one@host -P solo -l error >worker.log 2>&1 & worker_pid=$!
venv/bin/celery -A shop beat -s "$tmp/schedule" -l error >beat.log 2>&1 & beat_pid=$!
trap 'kill $beat_pid $worker_pid $redis_pid 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
cat >look.py <<'PY'
import time
from shop import app
def nodes(answers): return sorted(name.split("@")[0] for answer in answers for name in answer)
until = time.monotonic() + 30
while len(app.control.ping(timeout=1)) < 2 and time.monotonic() < until: pass
print("answer ping:", nodes(app.control.ping(timeout=2)))
for command in ("stats", "active_queues", "report"):
    print(f"answer {command}:", nodes(app.control.broadcast(command, reply=True, timeout=2)))
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
answer ping: ['celerybeat', 'one']
answer stats: ['one']
answer active_queues: ['one']
answer report: ['one']
SEEN
