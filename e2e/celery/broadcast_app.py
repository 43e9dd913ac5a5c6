"""Broadcast queues of every kind. As an application: workers of it. Run by itself: one client that sends to each."""
import json
import os

from celery import Celery
from kombu import Queue
from kombu.common import Broadcast

app = Celery("broadcast", broker=os.environ["BROKER_URL"])
app.conf.update(
    task_send_sent_event=True,
    worker_send_task_events=True,
    broker_connection_retry_on_startup=True,
    task_default_queue="celery",
    task_queues=[
        Queue("celery"),
        Broadcast("shout"),
        Broadcast("named", queue="named-q"),
        Broadcast("uniq", queue="news", unique=True),
    ],
    task_routes={
        "cast.shout": {"queue": "shout"},
        "cast.named": {"queue": "named"},
        "cast.uniq": {"queue": "uniq"},
    },
)


@app.task(name="cast.shout")
def shout():
    return "heard"


@app.task(name="cast.named")
def named():
    return "heard"


@app.task(name="cast.uniq")
def uniq():
    return "heard"


if __name__ == "__main__":
    print(json.dumps([app.send_task(name, ignore_result=True).id for name in ("cast.shout", "cast.named", "cast.uniq")]))
