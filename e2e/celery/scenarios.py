"""The Celery application of the browser tests: one task per story a user must be able to read on the page.

Run by e2e/fixtures/celery.ts:  celery -A scenarios worker -E -n web-1@test
The broker and the result backend come from BROKER_URL and RESULT_BACKEND, further settings from CONF (JSON).
"""
import json
import os
import signal
import time

from celery import Celery, chain, chord, group
from celery.exceptions import Reject

app = Celery("scenarios", broker=os.environ["BROKER_URL"], backend=os.environ["RESULT_BACKEND"])
app.conf.update(
    task_send_sent_event=True,
    task_track_started=True,
    result_extended=True,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    broker_connection_retry=True,
    broker_connection_max_retries=None,
    worker_hijack_root_logger=False,
)
app.conf.update(json.loads(os.environ.get("CONF", "{}")))


class GatewayTimeout(Exception):
    pass


def ask_gateway(amount):
    raise GatewayTimeout("payment gateway did not answer in 5 s for %s" % amount)


@app.task(name="shop.add")
def add(x, y):
    return x + y


@app.task(name="shop.charge")
def charge(order, amount=0, card=None):
    ask_gateway(amount)


@app.task(name="shop.flaky", bind=True, max_retries=3)
def flaky(self, until=1, countdown=0.2):
    if self.request.retries < until:
        raise self.retry(countdown=countdown, exc=ConnectionError("mail server is away"))
    return "sent after %d retries" % self.request.retries


@app.task(name="shop.sleep")
def sleep(seconds):
    time.sleep(seconds)
    return seconds


@app.task(name="shop.wait")
def wait(path):
    """Runs until the file is there: for tests that decide when a task ends."""
    while not os.path.exists(path):
        time.sleep(0.02)
    return "waited for it"


@app.task(name="shop.wait_late", acks_late=True)
def wait_late(path):
    return wait(path)


@app.task(name="shop.limited")
def limited():
    return "ok"


@app.task(name="shop.big")
def big(rows):
    return [{"row": i, "text": "x" * 40} for i in range(200)]


@app.task(name="shop.die")
def die():
    os.kill(os.getpid(), signal.SIGKILL)


def once_open(path, payload, rate=1.0, *more):
    """Fails until the file is there: for tests of retries."""
    if not os.path.exists(path):
        raise GatewayTimeout("closed")
    return [len(payload), type(rate).__name__, *more]


app.task(name="shop.once_open", ignore_result=True)(once_open)
app.task(name="shop.once_open_kept")(once_open)


@app.task(name="shop.echo", bind=True)
def echo(self, *args, **kwargs):
    """What a worker made of a message: for tests of sending."""
    request = self.request
    return {
        "args": repr(args),
        "kwargs": repr(kwargs),
        # Celery 5.2 has no request.headers for these; both have them as attributes.
        "headers": {name: getattr(request, name, None) for name in ("tenant", "umbel_retry_of", "deep")},
        "eta": request.eta,
        "expires": request.expires,
        "timelimit": request.timelimit,
        "root_id": request.root_id,
        "parent_id": request.parent_id,
        "retries": request.retries,
        "origin": request.origin,
        "priority": request.delivery_info.get("priority"),
        "queue": request.delivery_info.get("routing_key"),
    }


@app.task(name="shop.parent")
def parent():
    """Starts a child and answers its id."""
    return add.delay(1, 2).id


@app.task(name="shop.total")
def total(numbers):
    return sum(numbers)


@app.task(name="shop.secret")
def secret():
    return {"password": "hunter2", "n": 1}


@app.task(name="shop.silent", ignore_result=True)
def silent():
    return "nobody reads it"


@app.task(name="shop.reject", bind=True, acks_late=True)
def reject(self):
    raise Reject("not today", requeue=False)


def send_chord():
    """1 + 1 and 2 + 2, summed up; answers the ids of the sum, of the group, and of its first member."""
    result = chord([add.s(1, 1), add.s(2, 2)])(total.s())
    return [result.id, result.parent.id, result.parent.children[0].id]


def send_chain():
    """add(1, 2) then add(result, 3), as one chain; answers the last task's id."""
    return chain(add.s(1, 2), add.s(3)).apply_async().id


def send_group():
    """Three additions at once; answers their ids."""
    return [child.id for child in group(add.s(i, i) for i in range(3)).apply_async().children]
