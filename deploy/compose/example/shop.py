"""A small Celery application to look at in Umbel: orders that are charged, packed and sometimes refused."""

import os
import random
import time

from celery import Celery, chain

app = Celery("shop")
app.conf.update(
    # The broker's own Redis, so that Umbel finds the results there.
    result_backend=os.environ.get("CELERY_BROKER_URL", "redis://localhost:6379/0"),
    result_expires=3600,
    broker_connection_retry_on_startup=True,
    task_send_sent_event=True,
    worker_send_task_events=True,
    beat_schedule={"order": {"task": "shop.order", "schedule": 1.0}},
)


@app.task(name="shop.order")
def order():
    number = random.randrange(1_000_000)
    chain(charge.si(number), pack.si(number)).delay()
    return number


@app.task(name="shop.charge", bind=True, max_retries=2)
def charge(self, number):
    time.sleep(random.uniform(0.05, 0.4))
    if random.random() < 0.1:
        raise self.retry(exc=TimeoutError("the bank did not answer"), countdown=2)
    return {"order": number, "paid": True}


@app.task(name="shop.pack")
def pack(number):
    time.sleep(random.uniform(0.1, 0.8))
    if random.random() < 0.05:
        raise ValueError(f"nothing is left of what order {number} asks for")
    return number
