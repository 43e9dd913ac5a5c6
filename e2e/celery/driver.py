"""Sends tasks and reads results for the tests: one JSON request a line on stdin, one JSON answer a line on stdout."""
import json
import sys
import uuid

import scenarios


def options_of(request):
    """An id that JSON or JavaScript cannot say is given as {"uuid": text} or {"integer": text}."""
    options = dict(request.get("options") or {})
    given = options.get("task_id")
    if isinstance(given, dict):
        options["task_id"] = uuid.UUID(given["uuid"]) if "uuid" in given else int(given["integer"])
    return options


def handle(request):
    kind = request["do"]
    if kind == "send":
        result = scenarios.app.send_task(
            request["task"],
            # As text where JavaScript would change the values on the way.
            args=json.loads(request["text"]) if "text" in request else request.get("args") or [],
            kwargs=request.get("kwargs") or {},
            **options_of(request),
        )
        return result.id
    if kind == "many":
        # By name the message would say ignore_result=False, which newer workers take before the task's own setting.
        args = request.get("args") or []
        return [
            scenarios.app.send_task(request["task"], args=args, ignore_result=True).id
            for _ in range(request["count"])
        ]
    if kind == "chain":
        return scenarios.send_chain()
    if kind == "group":
        return scenarios.send_group()
    if kind == "chord":
        return scenarios.send_chord()
    if kind == "store":
        return scenarios.app.backend.store_result(request["id"], request["result"], request.get("state", "SUCCESS"))
    if kind == "state":
        return scenarios.app.AsyncResult(request["id"]).state
    if kind == "repr":
        return [repr(tuple(json.loads(text))) for text in request["texts"]]
    if kind == "result":
        result = scenarios.app.AsyncResult(request["id"])
        return {"state": result.state, "result": result.result}
    if kind == "inspect":
        inspect = scenarios.app.control.inspect(destination=request.get("destination"), timeout=3)
        return getattr(inspect, request["method"])()
    if kind == "version":
        import celery

        return celery.__version__
    raise KeyError(kind)


print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    try:
        answer = {"ok": handle(json.loads(line))}
    except Exception as error:  # the test must see any failure, whatever it is
        answer = {"error": "%s: %s" % (type(error).__name__, error)}
    print(json.dumps(answer, default=str), flush=True)
