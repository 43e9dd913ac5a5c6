"""The same application with serializers of its own, each with a content type of its own, as a project may register them.

Reduced from a real one: JSON with a few types more, under application/x-myjson. OWN names the serializer of tasks and replies
(`myjson`, or `packed`, which nobody else can read); ACCEPT what the workers take, commands included.
"""
import base64
import json
import os

from kombu.serialization import register

register(
    "myjson",
    lambda value: json.dumps(value, default=str),
    json.loads,
    content_type="application/x-myjson",
    content_encoding="utf-8",
)
register(
    "packed",
    lambda value: base64.b85encode(json.dumps(value, default=str).encode()),
    lambda body: json.loads(base64.b85decode(body)),
    content_type="application/x-packed",
    content_encoding="binary",
)

from scenarios import app  # noqa: E402  (the serializers must be known first)

app.conf.update(
    task_serializer=os.environ.get("OWN", "myjson"),
    result_serializer=os.environ.get("OWN", "myjson"),
    accept_content=os.environ.get("ACCEPT", "json,myjson,packed").split(","),
)
