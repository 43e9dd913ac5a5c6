#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# Celery declares the queue that it sends to, but not a Broadcast one. On Redis kombu learns what kind an exchange is only from
# a declaration in the same process, and takes every other for a direct one: a process that only sends has its broadcast
# put into a list named as each worker's own bcast.<uuid> queue. Workers listen to a channel and never read that list, so
# nobody runs the task, nothing fails, and the lists grow for ever. Once the process has declared the exchange, the same
# call reaches every worker. Celery 5.2.6, 5.3.6 and 5.6.3 do the same.
#
# Output seen:
#   sent 3: run 0 left in a list that nobody reads 3
#   exchange declared, sent 3: run 3
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
app.conf.update(task_queues=(Broadcast("shout"),), task_default_queue="shout", broker_connection_retry_on_startup=True)
@app.task(name="shop.reload")
def reload(): pass
PY
venv/bin/celery -A shop worker -n one@host -P solo -l error >worker.log 2>&1 & worker_pid=$!
cat >look.py <<'PY'
import os, time, redis
from shop import app, reload
while not app.control.ping(timeout=1): pass
def done(): return app.control.inspect(timeout=1).stats()["one@host"]["total"].get("shop.reload", 0)
for _ in range(3): reload.apply_async(queue="shout")
time.sleep(4)
store = redis.Redis.from_url(os.environ["BROKER"])
lists = [key for key in store.keys("bcast.*") if store.type(key) == b"list"]
print("sent 3: run", done(), "left in a list that nobody reads", sum(store.llen(key) for key in lists))
with app.producer_pool.acquire() as producer:
    app.amqp.queues["shout"].exchange(producer.channel).declare()
for _ in range(3): reload.apply_async(queue="shout")
until = time.monotonic() + 15
while done() < 3 and time.monotonic() < until: time.sleep(0.2)
print("exchange declared, sent 3: run", done())
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
sent 3: run 0 left in a list that nobody reads 3
exchange declared, sent 3: run 3
SEEN
