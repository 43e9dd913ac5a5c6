#!/usr/bin/env bash
# Celery 5.7.0, kombu 5.7.0, redis 8.1.0, django-celery-results 2.6.0, Django 5.2.8 (Python packages), SQLite, any Redis.
#
# With result_extended the table of django-celery-results has the columns task_args and task_kwargs. What stands in them
# is no JSON of the arguments but a JSON text that holds their Python repr, so that it must be taken apart twice by two
# grammars, while the column `result` of the same row is plain JSON of the value.
#
# Output seen:
#   task_args: "(1,)" is JSON of a str, whose repr is (1,)
#   task_kwargs: "{'b': 2}" is JSON of a str, whose repr is {'b': 2}
#   result: {"sum": 3} is JSON of a dict
set -euo pipefail
tmp=$(mktemp -d); redis_pid=; worker_pid=
trap 'kill $worker_pid $redis_pid 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" -q --disable-pip-version-check install "celery[redis]==5.7.0" kombu==5.7.0 redis==8.1.0 django-celery-results==2.6.0 Django==5.2.8
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$tmp" >/dev/null & redis_pid=$!
export BROKER=redis://127.0.0.1:$port/0
cd "$tmp"
cat >shop.py <<'PY'
import os
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["django_celery_results"], USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["TABLES"]}})
django.setup()
from celery import Celery
app = Celery("shop", broker=os.environ["BROKER"], backend="django-db")
app.conf.update(result_extended=True, result_serializer="json", broker_connection_retry_on_startup=True)
@app.task(name="shop.add")
def add(a, b=0): return {"sum": a + b}
PY
export TABLES=$tmp/results.db
venv/bin/python -c 'import shop; from django.core.management import call_command; call_command("migrate", verbosity=0)'
venv/bin/celery -A shop worker -n one@host -P solo -l critical >worker.log 2>&1 & worker_pid=$!
cat >look.py <<'PY'
import os, json, ast, sqlite3
from shop import app, add
while not app.control.ping(timeout=1): pass
task = add.delay(1, b=2)
task.get(timeout=20)
row = sqlite3.connect(os.environ["TABLES"]).execute(
    "select task_args, task_kwargs, result from django_celery_results_taskresult where task_id = ?", (task.id,)).fetchone()
for column, text in zip(("task_args", "task_kwargs", "result"), row):
    value = json.loads(text)
    more = f", whose repr is {ast.literal_eval(value)!r}" if isinstance(value, str) else ""
    print(f"{column}: {text} is JSON of a {type(value).__name__}{more}")
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
task_args: "(1,)" is JSON of a str, whose repr is (1,)
task_kwargs: "{'b': 2}" is JSON of a str, whose repr is {'b': 2}
result: {"sum": 3} is JSON of a dict
SEEN
