#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# An event carries args and kwargs as a repr that Celery cuts to argsrepr_maxsize. The cut is made inside the value and
# its quotes and brackets are closed again, so that what is left is a complete Python literal of another value: a text
# that lost its tail and gained three dots, an inner list that became [Ellipsis], an inner dict that became a set. Nothing
# else in the event says that something was cut, and three dots may as well have been in the text. Whoever takes the arguments of a failed task from its
# events to send it again sends others.
#
# Output seen:
#   sent ['a', ['b', ['c']]] told ['a', ['b', [Ellipsis]]]
#   sent {'card': {'owner': {'id': 7}}} told {'card': {'owner': {Ellipsis}}}
#   sent a text of 5000 told one of 977 that ends with xx...
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
app.conf.update(task_send_sent_event=True)
@app.task(name="shop.mail")
def mail(tree, order, text): pass
PY
cat >look.py <<'PY'
import ast, threading, time
from shop import app, mail
seen, ready, done = [], threading.Event(), threading.Event()
def note(event):
    seen.append(event["args"]); done.set()
def watch():
    with app.connection() as connection:
        receiver = app.events.Receiver(connection, handlers={"task-sent": note})
        for _ in receiver.itercapture(limit=None, wakeup=False): pass
threading.Thread(target=watch, daemon=True).start()
sent = (["a", ["b", ["c"]]], {"card": {"owner": {"id": 7}}}, "x" * 5000)
while not done.is_set():
    mail.apply_async(sent); done.wait(0.5)
got = ast.literal_eval(seen[0])
for index in (0, 1): print("sent", sent[index], "told", got[index])
print("sent a text of", len(sent[2]), "told one of", len(got[2]), "that ends with", got[2][-5:])
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
sent ['a', ['b', ['c']]] told ['a', ['b', [Ellipsis]]]
sent {'card': {'owner': {'id': 7}}} told {'card': {'owner': {Ellipsis}}}
sent a text of 5000 told one of 977 that ends with xx...
SEEN
