// The tasks that workers hold right now. A broker remembers no others: what ended before was never seen here.

import { validateCommand } from "#lib/control/validate.ts";
import { takesRow } from "#lib/tasks/takes-row.ts";
import type { TaskRow, TaskState } from "#lib/tasks/task.ts";
import type { RequestInfo } from "#lib/workers/inspect.ts";
import { parseInspected } from "#lib/workers/parse-inspect.ts";
import type { Engine } from "../engine/port.ts";
import type { TaskAnswer, TaskQuestion } from "./target.ts";

const METHODS = ["active", "reserved", "scheduled"] as const;

/** Asks every worker; in the order of their names, running ones first. */
export async function heldTasks(engine: Engine, { filter, limit }: TaskQuestion): Promise<TaskAnswer> {
  const rows: TaskRow[] = [];
  for (const method of METHODS) {
    const request = validateCommand(method, {}, null);
    if (!request.ok) continue;
    const { replies } = await engine.send(request.value);
    for (const { hostname, value } of replies) {
      for (const { request: info, eta } of requestsOf(method, value)) {
        rows.push(rowOf(hostname, method === "active" ? "STARTED" : "RECEIVED", info, eta, rows.length));
      }
    }
  }
  const found = rows.filter(takesRow(filter, Date.now()));
  return { rows: found.slice(0, limit), total: found.length };
}

function requestsOf(
  method: (typeof METHODS)[number],
  value: unknown,
): readonly { readonly request: RequestInfo; readonly eta: string | null }[] {
  if (method === "scheduled") return parseInspected("scheduled", value, 0)?.value ?? [];
  const held = parseInspected(method, value, 0)?.value ?? [];
  return held.map((request) => ({ request, eta: null }));
}

function rowOf(
  worker: string,
  state: TaskState,
  info: RequestInfo,
  eta: string | null,
  ordinal: number,
): TaskRow {
  return {
    key: info.uuid,
    ordinal,
    name: info.name,
    state,
    worker,
    queue: info.queue,
    args: info.args,
    kwargs: info.kwargs,
    exception: null,
    retries: 0,
    eta,
    sentAt: null,
    receivedAt: null,
    startedAt: info.startedAt,
    finishedAt: null,
    runtimeSeconds: null,
    waitMs: null,
    orphaned: false,
  };
}
