#!/usr/bin/env bash
# Celery 5.6.3 and 5.7.0 (Python packages), SQLAlchemy 2.0.54, SQLite, any Redis server.
#
# The SQLAlchemy result backend wrote the column `result` as a pickle whatever result_serializer said. Celery 5.7.0
# writes it with the serializer. Nothing in a row tells which of the two it is, and rows are kept when Celery is upgraded:
# a table that has been there for longer holds both, and a reader has to tell them apart by their bytes. 5.7.0 itself
# reads the old ones as pickles although accept_content allows JSON alone.
#
# Output seen:
#   written by 5.6.3 with result_serializer json: success pickle of dict, failure pickle of dict
#   written by 5.7.0 with result_serializer json: success JSON, failure JSON
#   5.7.0 reads the row of 5.6.3: {'sum': 3}
set -euo pipefail
tmp=$(mktemp -d); redis_pid=; worker_pid=
trap 'kill $worker_pid $redis_pid 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$tmp" >/dev/null & redis_pid=$!
export BROKER=redis://127.0.0.1:$port/0
cd "$tmp"
export BACKEND=db+sqlite:///$tmp/results.db
cat >shop.py <<'PY'
import os
from celery import Celery
app = Celery("shop", broker=os.environ["BROKER"], backend=os.environ["BACKEND"])
app.conf.update(result_serializer="json", accept_content=["json"], broker_connection_retry_on_startup=True)
@app.task(name="shop.add")
def add(a, b): return {"sum": a + b}
@app.task(name="shop.fail")
def fail(): raise ValueError("no such card")
PY
cat >look.py <<'PY'
import json, os, pickle, sqlite3, celery
from shop import app, add, fail
while not app.control.ping(timeout=1): pass
good, bad = add.delay(1, 2), fail.delay()
good.get(timeout=20)
bad.get(timeout=20, propagate=False)
def kind(task):
    rows = sqlite3.connect(os.environ["BACKEND"].split("///")[1])
    blob = rows.execute("select result from celery_taskmeta where task_id = ?", (task.id,)).fetchone()[0]
    try:
        json.loads(blob)
        return "JSON"
    except ValueError:
        return f"pickle of {type(pickle.loads(blob)).__name__}"
print(f"written by {celery.__version__} with result_serializer json: success {kind(good)}, failure {kind(bad)}")
if os.path.exists("first"): print(f"{celery.__version__} reads the row of 5.6.3: {app.AsyncResult(open('first').read()).get()}")
else: open("first", "w").write(good.id)
PY
for version in 5.6.3 5.7.0; do
  python3 -m venv "$version"
  "$version/bin/pip" -q --disable-pip-version-check install "celery[redis]==$version" SQLAlchemy==2.0.54
  "$version/bin/celery" -A shop worker -n one@host -P solo -l critical >worker.log 2>&1 & worker_pid=$!
  "$version/bin/python" look.py
  kill "$worker_pid"; wait "$worker_pid" 2>/dev/null || true
done | tee seen.txt
diff seen.txt - <<'SEEN'
written by 5.6.3 with result_serializer json: success pickle of dict, failure pickle of dict
written by 5.7.0 with result_serializer json: success JSON, failure JSON
5.7.0 reads the row of 5.6.3: {'sum': 3}
SEEN
