"""What Celery's own celery.events.state.State makes of a sequence of events: the oracle of invariant 5.

One JSON list of events a line on stdin; one JSON object a line on stdout: uuid -> the fields that are known.
"""
import json
import sys

from celery.events.state import State

FIELDS = (
    "uuid name state worker client args kwargs result exception traceback runtime retries eta expires "
    "queue exchange routing_key "
    "sent received started succeeded failed retried revoked rejected timestamp parent_id root_id"
).split()


def known(task):
    fields = {}
    for field in FIELDS:
        value = getattr(task, field, None)
        if field == "worker" and value is not None:
            value = value.hostname
        if value is not None:
            fields[field] = value
    return fields


for line in sys.stdin:
    state = State()
    for event in json.loads(line):
        state.event(dict(event, local_received=event["timestamp"]))
    print(json.dumps({uuid: known(task) for uuid, task in state.tasks.items()}), flush=True)
