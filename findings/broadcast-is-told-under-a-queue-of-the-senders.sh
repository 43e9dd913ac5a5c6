#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# A Broadcast queue without a name gets a generated one, bcast.<uuid>, in every process that imports the application. The
# event task-sent names the queue of the *sending* process, which no worker consumes and which holds nothing: two senders
# and one worker are three queue names for one broadcast. Only the exchange is the same everywhere; a count of tasks by the
# queue of task-sent grows by one name a process that sends.
#
# Output seen:
#   queues told by two senders: 2 all generated: True
#   of them consumed by the worker: 0
#   exchanges told: ['shout']
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
from kombu.common import Broadcast
app = Celery("shop", broker=os.environ["BROKER"])
app.conf.update(task_queues=(Broadcast("shout"),), task_default_queue="shout", task_send_sent_event=True,
    broker_connection_retry_on_startup=True)
@app.task(name="shop.reload")
def reload(): pass
PY
venv/bin/celery -A shop worker -n one@host -P solo -l error >worker.log 2>&1 & worker_pid=$!
cat >look.py <<'PY'
import subprocess, sys, threading, time
from shop import app
while not app.control.ping(timeout=1): pass
sent = []
def watch():
    with app.connection() as connection:
        app.events.Receiver(connection, handlers={"task-sent": sent.append}).capture(limit=None, wakeup=False)
threading.Thread(target=watch, daemon=True).start()
time.sleep(1)
for _ in range(2): subprocess.run([sys.executable, "-c", "import shop; shop.reload.apply_async(queue='shout')"], check=True)
until = time.monotonic() + 20
while len(sent) < 2 and time.monotonic() < until: time.sleep(0.1)
told = {event["queue"] for event in sent}
consumed = {queue["name"] for queue in app.control.inspect(timeout=1).active_queues()["one@host"]}
print("queues told by two senders:", len(told), "all generated:", all(name.startswith("bcast.") for name in told))
print("of them consumed by the worker:", len(told & consumed))
print("exchanges told:", sorted({event["exchange"] for event in sent}))
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
queues told by two senders: 2 all generated: True
of them consumed by the worker: 0
exchanges told: ['shout']
SEEN
