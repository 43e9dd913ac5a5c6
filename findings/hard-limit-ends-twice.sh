#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), billiard as Celery asks for it, any Redis server.
#
# A task of a prefork worker that runs into its hard time limit ends once, and is told to have failed by two
# task-failed events, so whoever counts events counts two failures. Neither names the error: the field `exception` of
# both reads ExceptionWithTraceback(), the wrapper of the pool. TimeLimitExceeded stands only in the last line of the
# traceback and in the result backend. Celery 5.6.3 told it once, with the same name.
#
# Output seen:
#   celery 5.6.3: task-failed x1, exception ExceptionWithTraceback(), traceback TimeLimitExceeded, backend TimeLimitExceeded
#   celery 5.7.0: task-failed x2, exception ExceptionWithTraceback(), traceback TimeLimitExceeded, backend TimeLimitExceeded
set -euo pipefail
tmp=$(mktemp -d); redis_pid=; worker_pid=
trap 'kill $worker_pid $redis_pid 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$tmp" >/dev/null & redis_pid=$!
export BROKER=redis://127.0.0.1:$port/0
cd "$tmp"
cat >shop.py <<'PY'
import os, time
from celery import Celery
app = Celery("shop", broker=os.environ["BROKER"], backend=os.environ["BROKER"])
app.conf.update(worker_send_task_events=True, broker_connection_retry_on_startup=True)
@app.task(name="shop.slow", time_limit=1)
def slow(): time.sleep(20)
PY
cat >look.py <<'PY'
import sys, time, threading, celery
from shop import app, slow
while not app.control.ping(timeout=1): pass
failed, answered = [], threading.Event()
def watch():
    with app.connection() as connection:
        handlers = {"task-failed": failed.append, "worker-heartbeat": lambda _: failed and answered.set()}
        app.events.Receiver(connection, handlers=handlers).capture(limit=None, wakeup=False)
threading.Thread(target=watch, daemon=True).start()
time.sleep(1)
result = slow.delay()
answered.wait(30)
stored = app.backend.get_task_meta(result.id)["result"]
last = failed[0]["traceback"].strip().splitlines()[-1]
print(f"celery {celery.__version__}: task-failed x{len(failed)}, exception {failed[0]['exception']}, "
      f"traceback {last.split(':')[0].split('.')[-1]}, backend {type(stored).__name__}")
PY
for version in 5.6.3 5.7.0; do
  python3 -m venv "$version"
  "$version/bin/pip" -q --disable-pip-version-check install "celery[redis]==$version"
  "$version/bin/celery" -A shop worker -n one@host -c 1 -l critical >worker.log 2>&1 & worker_pid=$!
  "$version/bin/python" look.py
  kill "$worker_pid"; wait "$worker_pid" 2>/dev/null || true
done | tee seen.txt
diff seen.txt - <<'SEEN'
celery 5.6.3: task-failed x1, exception ExceptionWithTraceback(), traceback TimeLimitExceeded, backend TimeLimitExceeded
celery 5.7.0: task-failed x2, exception ExceptionWithTraceback(), traceback TimeLimitExceeded, backend TimeLimitExceeded
SEEN
