// A task as `active`, `reserved`, `scheduled` and `query_task` show it (docs/protocol/control.md D3).
import type { WireJson } from "#lib/kombu/print-json.ts";
import { toJson } from "../python.ts";
import { isoTime, type SimTask } from "../task.ts";
import type { Running, Worker } from "../worker.ts";

export function infoOfRunning(worker: Worker, running: Running, safe: boolean): WireJson {
  const { startedAt, pid } = running;
  return info(worker, running.task, safe, { startedAt, pid });
}

export function infoOfWaiting(worker: Worker, task: SimTask): WireJson {
  return info(worker, task, false, null);
}

export function scheduledInfo(worker: Worker, task: SimTask): WireJson {
  return { eta: isoTime(task.etaAt), priority: 6, request: infoOfWaiting(worker, task) };
}

/** `safe` asks for reprs instead of values. */
function info(
  worker: Worker,
  task: SimTask,
  safe: boolean,
  run: { readonly startedAt: number; readonly pid: number } | null,
): WireJson {
  const old = worker.definition.version.startsWith("5.2");
  return {
    id: task.uuid,
    name: task.name,
    args: safe ? task.argsRepr : task.args.map(toJson),
    kwargs: safe ? task.kwargsRepr : toJson(task.kwargs),
    type: task.name,
    hostname: worker.definition.hostname,
    time_start: run === null ? null : Math.round(run.startedAt * 1000) / 1e6,
    acknowledged: run !== null,
    delivery_info: {
      exchange: "",
      routing_key: task.queue,
      priority: task.priority,
      redelivered: old && !task.redelivered ? null : task.redelivered,
    },
    worker_pid: run?.pid ?? null,
  };
}
