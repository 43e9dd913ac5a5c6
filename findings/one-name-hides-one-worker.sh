#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# Two workers may have one node name (replicas of one command line without -n %h in one network name). Both take tasks and
# both answer, but inspect makes a dict of the answers by name: of two answers one is left, and tasks that run at the other
# worker are in no list. Counting tasks by inspect comes out short, by a part that changes with the order of the answers.
#
# Output seen:
#   answers: 2 with running tasks: 2
#   inspect active: workers 1 running tasks 1
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
app.conf.update(broker_connection_retry_on_startup=True, worker_prefetch_multiplier=1)
@app.task(name="shop.nap")
def nap(seconds): time.sleep(seconds)
PY
venv/bin/celery -A shop worker -n one@host -c 1 -l critical >worker.log 2>&1 & worker_pid=$!
venv/bin/celery -A shop worker -n one@host -c 1 -l critical >second.log 2>&1 & second_pid=$!
trap 'kill -9 $(pgrep -P "$worker_pid" -P "$second_pid") $second_pid $worker_pid $redis_pid 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
cat >look.py <<'PY'
import time, warnings
from shop import app, nap
warnings.simplefilter("ignore")
until = time.monotonic() + 30
while len(app.control.broadcast("ping", reply=True, timeout=1)) < 2 and time.monotonic() < until: pass
for _ in range(2): nap.delay(60)
def answers(): return app.control.broadcast("active", reply=True, timeout=1)
while sum(len(tasks) for answer in answers() for tasks in answer.values()) < 2 and time.monotonic() < until: pass
told = answers()
print("answers:", len(told), "with running tasks:", sum(len(tasks) for answer in told for tasks in answer.values()))
listed = app.control.inspect(timeout=1).active()
print("inspect active: workers", len(listed), "running tasks", sum(map(len, listed.values())))
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
answers: 2 with running tasks: 2
inspect active: workers 1 running tasks 1
SEEN
