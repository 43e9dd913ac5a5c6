"""A Celery application on Amazon SQS, as e2e/contract/sqs.test.ts runs it against a local server that speaks SQS.

The broker, its transport options (JSON) and the folder of the results come from the environment.
"""
import json
import os

from celery import Celery

app = Celery("sqs_app", broker=os.environ["BROKER_URL"], backend=os.environ["RESULT_BACKEND"])
app.conf.update(
    broker_transport_options=json.loads(os.environ["TRANSPORT_OPTIONS"]),
    broker_connection_retry_on_startup=True,
    task_default_queue="mail",
    worker_hijack_root_logger=False,
)


@app.task(name="mail.send")
def send(to, subject="none"):
    return "sent %s to %s" % (subject, to)
