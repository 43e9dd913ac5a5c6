#!/usr/bin/env bash
# celery-redbeat 2.4.2, Celery 5.7.0, kombu 5.7.0, redis 8.1.0 (Python packages), any Redis server.
#
# The sorted set redbeat::schedule holds each entry with the time of its next run as the score, and the entry knows its
# due_at. After an entry that has run is saved again with another schedule, both are wrong, to opposite sides: due_at adds
# what is left *as of now* to the last run and comes out early by the time that passed since, the score is reckoned from
# the moment of saving and comes out late by as much. Here the true answer is 60 s after the last run.
#
# Output seen:
#   every hour, has run: due 3600 s after its last run, by the score 3600 s
#   saved again as every minute, 5 s later: due 55 s after its last run, by the score 65 s
set -euo pipefail
tmp=$(mktemp -d); redis_pid=; worker_pid=
trap 'kill $worker_pid $redis_pid 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" -q --disable-pip-version-check install "celery[redis]==5.7.0" kombu==5.7.0 redis==8.1.0 celery-redbeat==2.4.2
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$tmp" >/dev/null & redis_pid=$!
export BROKER=redis://127.0.0.1:$port/0
cd "$tmp"
cat >shop.py <<'PY'
import os
from celery import Celery
app = Celery("shop", broker=os.environ["BROKER"])
app.conf.update(redbeat_redis_url=os.environ["BROKER"], timezone="UTC")
PY
cat >look.py <<'PY'
import time
from celery.schedules import schedule
from redbeat import RedBeatSchedulerEntry as Entry
from redbeat.schedulers import get_redis
from shop import app
redis = get_redis(app)
def saved(every):
    entry = Entry("report", "shop.report", schedule(every), app=app); entry.save(); return entry
def look(when):
    entry = Entry.from_key("redbeat:report", app=app)
    score = redis.zscore("redbeat::schedule", "redbeat:report")
    last = entry.last_run_at.timestamp()
    print(f"{when}: due {entry.due_at.timestamp() - last:.0f} s after its last run, by the score {score - last:.0f} s")
saved(3600)
Entry.from_key("redbeat:report", app=app).next()
look("every hour, has run")
time.sleep(5)
saved(60)
look("saved again as every minute, 5 s later")
PY
venv/bin/python look.py | tee seen.txt
diff seen.txt - <<'SEEN'
every hour, has run: due 3600 s after its last run, by the score 3600 s
saved again as every minute, 5 s later: due 55 s after its last run, by the score 65 s
SEEN
