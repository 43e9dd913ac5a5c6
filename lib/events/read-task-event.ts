// `task-*` events. Fields are read whichever subject carries them, as Celery's own State merges them.
import type { Json } from "../json.ts";
import { setKey } from "../kombu/object.ts";
import { readId, spellingOf } from "../kombu/read-id.ts";
import { toJsonRecord } from "../kombu/to-json.ts";
import { maskRecord } from "../mask-value.ts";
import { TASK_SUBJECTS, type TaskEvent } from "./event.ts";
import {
  readBoolean,
  readIsoText,
  readNumber,
  readProse,
  readRelative,
  readRepr,
  readSignal,
  readText,
} from "./fields.ts";
import { EXTRA_BOUNDS, NAME_MAX, REPR_MAX, TRACEBACK_MAX } from "./limits.ts";

type Raw = Readonly<Record<string, unknown>>;
type Draft = { -readonly [K in keyof TaskEvent]: TaskEvent[K] };

const KNOWN_SUBJECTS: ReadonlySet<string> = new Set(TASK_SUBJECTS);

/** null without a subject or a usable uuid. */
export function readTaskEvent(
  raw: Raw,
  subject: string,
  hostname: string,
  at: number,
  pid: number | null,
  clock: number | null,
): TaskEvent | null {
  const uuid = readId(raw.uuid);
  if (uuid === undefined || subject === "") return null;
  const event: Draft = { kind: "task", subject, uuid, hostname, at, pid, clock };
  const spelling = spellingOf(raw.uuid);
  if (spelling !== undefined) event.idSpelling = spelling;
  readIdentification(raw, event);
  if (!KNOWN_SUBJECTS.has(subject)) {
    event.extra = readExtra(raw);
  } else {
    readRoute(raw, event);
    readOutcome(raw, event);
  }
  return event;
}

/** What says which task this is. */
function readIdentification(raw: Raw, event: Draft): void {
  const name = readText(raw.name, NAME_MAX);
  if (name !== undefined) event.name = name;
  const args = readRepr(raw.args, REPR_MAX);
  if (args !== undefined) event.args = args;
  const kwargs = readRepr(raw.kwargs, REPR_MAX);
  if (kwargs !== undefined) event.kwargs = kwargs;
  const rootId = readRelative(raw.root_id);
  if (rootId !== undefined) event.rootId = rootId;
  const parentId = readRelative(raw.parent_id);
  if (parentId !== undefined) event.parentId = parentId;
  const retries = readNumber(raw.retries);
  if (retries !== undefined) event.retries = retries;
}

/** When and where it is to run. */
function readRoute(raw: Raw, event: Draft): void {
  const eta = readIsoText(raw.eta);
  if (eta !== undefined) event.eta = eta;
  const expires = readIsoText(raw.expires);
  if (expires !== undefined) event.expires = expires;
  const queue = readText(raw.queue, NAME_MAX);
  if (queue !== undefined) event.queue = queue;
  const exchange = readText(raw.exchange, NAME_MAX);
  if (exchange !== undefined) event.exchange = exchange;
  const routingKey = readText(raw.routing_key, NAME_MAX);
  if (routingKey !== undefined) event.routingKey = routingKey;
}

/** How it ended. */
function readOutcome(raw: Raw, event: Draft): void {
  const result = readRepr(raw.result, REPR_MAX);
  if (result !== undefined) event.result = result;
  const runtime = readNumber(raw.runtime);
  if (runtime !== undefined) event.runtimeSeconds = runtime;
  const exception = readRepr(raw.exception, REPR_MAX);
  if (exception !== undefined) event.exception = exception;
  const traceback = readProse(raw.traceback, TRACEBACK_MAX);
  if (traceback !== undefined) event.traceback = traceback;
  const terminated = readBoolean(raw.terminated);
  if (terminated !== undefined) event.terminated = terminated;
  const signum = readSignal(raw.signum);
  if (signum !== undefined) event.signum = signum;
  const expired = readBoolean(raw.expired);
  if (expired !== undefined) event.expired = expired;
  const requeue = readBoolean(raw.requeue);
  if (requeue !== undefined) event.requeue = requeue;
}

/** Keys that a custom event shares with every other one. */
const SHARED_KEYS: ReadonlySet<string> = new Set([
  "type",
  "hostname",
  "timestamp",
  "utcoffset",
  "pid",
  "clock",
  "local_received",
  "uuid",
  "name",
  "args",
  "kwargs",
  "root_id",
  "parent_id",
  "retries",
]);

function readExtra(raw: Raw): Readonly<Record<string, Json>> {
  const extra: Record<string, unknown> = {};
  for (const key of Object.keys(raw)) {
    if (!SHARED_KEYS.has(key) && key.length <= NAME_MAX) setKey(extra, key, raw[key]);
  }
  return maskRecord(toJsonRecord(extra, EXTRA_BOUNDS));
}
