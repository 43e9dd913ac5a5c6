// A validated request as a task message of protocol 2 (docs/protocol/tasks.md E1, E2): what Celery's own client would
// send for it, without callbacks. `ignore_result` is left out unless it was asked for: it would override the task's own
// setting.
import type { Json } from "../json.ts";
import { printJson } from "../kombu/print-json.ts";
import { encodeUtf8 } from "../kombu/text.ts";
import { printArgsRepr, printRepr } from "../pyrepr/print-repr.ts";
import { printMoment } from "./moment.ts";
import type { OutgoingTask } from "./outgoing-task.ts";
import type { TaskRequest } from "./task-request.ts";

const NO_CANVAS = { callbacks: null, errbacks: null, chain: null, chord: null };

export interface Sender {
  /** `umbel@host`. */
  readonly origin: string;
  /** Epoch ms. */
  readonly now: number;
}

export function encodeTask(request: TaskRequest, { origin, now }: Sender): OutgoingTask {
  // What the worker reads in a time zone of its own must not be dropped before by a broker that has ours.
  const expiresAt = request.given.expires === undefined ? request.expiresAt : null;
  return {
    queue: request.queue,
    delivery: request.delivery,
    headers: headersOf(request, origin),
    contentType: "application/json",
    contentEncoding: "utf-8",
    body: encodeUtf8(printBody(request)),
    correlationId: request.correlationId ?? request.id,
    replyTo: request.replyTo,
    priority: request.priority,
    expirationMs: expiresAt === null ? null : Math.max(1, Math.ceil(expiresAt - now)),
  };
}

/** The body as text, before it is compressed. */
export function printBody({ args, kwargs }: Pick<TaskRequest, "args" | "kwargs">): string {
  return printJson([args, kwargs, NO_CANVAS]);
}

function headersOf(request: TaskRequest, origin: string): Readonly<Record<string, Json>> {
  return {
    ...request.headers,
    lang: "py",
    task: request.name,
    id: request.id,
    shadow: null,
    eta: request.etaAt === null ? null : printMoment(request.etaAt),
    expires: request.expiresAt === null ? null : printMoment(request.expiresAt),
    group: null,
    group_index: null,
    retries: request.retries,
    timelimit: [request.timeLimit, request.softTimeLimit],
    root_id: request.id,
    parent_id: null,
    argsrepr: printArgsRepr(request.args),
    kwargsrepr: printRepr(request.kwargs),
    origin,
    ...request.given,
  };
}
