// Replies of Celery's inspect commands (docs/protocol/control.md D3), as one worker sent them, to the parts of
// WorkerInspection. Tolerant (solo and foreign pools lack keys), bounded. An unreadable reply becomes an error, not a
// crash.
import { BOUNDS } from "../bounds/bounds.ts";
import { isPlausibleTime } from "../events/plausible.ts";
import { broadcastOf } from "../kombu/queue-name.ts";
import { readId } from "../kombu/read-id.ts";
import type {
  ActiveQueueInfo,
  Inspected,
  RegisteredInfo,
  RequestInfo,
  ScheduledInfo,
  WorkerInspection,
} from "./inspect.ts";
import { asBoolean, asFields, asList, asNumber, asText } from "./parse.ts";
import { parseStats } from "./parse-stats.ts";

const MAX_ITEMS = BOUNDS.inspect_items.limit;
const MAX_TEXT = 2_000;

/** Inspect methods whose replies are kept, by Celery's names, and the part each one fills. */
export const INSPECT_PARTS = {
  stats: "stats",
  active_queues: "activeQueues",
  registered: "registered",
  conf: "conf",
  active: "active",
  reserved: "reserved",
  scheduled: "scheduled",
  revoked: "revoked",
} as const satisfies Readonly<Record<string, keyof WorkerInspection>>;
export type InspectMethod = keyof typeof INSPECT_PARTS;

type ValueOf<P extends keyof WorkerInspection> = NonNullable<NonNullable<WorkerInspection[P]>["value"]>;
type Parsers = { readonly [P in keyof WorkerInspection]: (reply: unknown) => ValueOf<P> | null };

const PARSERS: Parsers = {
  stats: parseStats,
  activeQueues: parseActiveQueues,
  registered: parseRegistered,
  conf: parseConf,
  active: parseRequests,
  reserved: parseRequests,
  scheduled: parseScheduled,
  revoked: parseRevoked,
};

/** The whole reply with the time it came; `{"error": …}` and what cannot be read end in `error`. */
export function parseInspected<P extends keyof WorkerInspection>(
  part: P,
  reply: unknown,
  now: number,
): Inspected<ValueOf<P>> {
  const error = asText(asFields(reply)?.error);
  const value = error === null || part === "conf" ? PARSERS[part](reply) : null;
  if (value !== null)
    return { at: now, value, error: null, total: Array.isArray(reply) ? reply.length : null };
  return { at: now, value: null, error: cut(error ?? "The reply could not be read."), total: null };
}

/** The bound left items out. */
export function isCut({ value, total }: Pick<Inspected<unknown>, "value" | "total">): boolean {
  return Array.isArray(value) && value.length >= MAX_ITEMS && (total ?? 0) > value.length;
}

function parseActiveQueues(reply: unknown): readonly ActiveQueueInfo[] | null {
  return asList(reply, MAX_ITEMS, (item) => {
    const fields = asFields(item);
    const declaredAs = asText(fields?.name);
    if (!fields || declaredAs === null) return null;
    const from = asFields(fields.exchange);
    const exchange = asText(from?.name) ?? asText(fields.exchange);
    const exchangeType = asText(from?.type);
    return {
      name: broadcastOf(declaredAs, exchange, exchangeType === "fanout") ?? declaredAs,
      declaredAs,
      exchange,
      exchangeType,
      routingKey: asText(fields.routing_key),
      durable: asBoolean(fields.durable),
      maxPriority:
        asNumber(fields.max_priority) ?? asNumber(asFields(fields.queue_arguments)?.["x-max-priority"]),
    };
  });
}

/** `"mail.send [rate_limit=10/m]"`: the name ends at the first ` [`. */
function parseRegistered(reply: unknown): readonly RegisteredInfo[] | null {
  return asList(reply, MAX_ITEMS, (item) => {
    const text = asText(item);
    if (text === null || text === "") return null;
    const at = text.indexOf(" [");
    if (at < 0) return { name: text, rateLimit: null };
    const limit = /[[ ]rate_limit=([^\s\]]+)/.exec(text.slice(at))?.[1] ?? null;
    return { name: text.slice(0, at), rateLimit: limit === "None" || limit === "0" ? null : limit };
  });
}

function parseConf(reply: unknown): ValueOf<"conf"> | null {
  const fields = asFields(reply);
  if (!fields) return null;
  // A reply is Json.
  return fields as ValueOf<"conf">;
}

/** `active`, `reserved`, and the inside of `scheduled`. */
function parseRequests(reply: unknown): readonly RequestInfo[] | null {
  return asList(reply, MAX_ITEMS, parseRequest);
}

function parseScheduled(reply: unknown): readonly ScheduledInfo[] | null {
  return asList(reply, MAX_ITEMS, (item) => {
    const fields = asFields(item);
    const request = parseRequest(fields?.request);
    const eta = asText(fields?.eta);
    return request && eta !== null ? { eta, request } : null;
  });
}

function parseRevoked(reply: unknown): readonly string[] | null {
  return asList(reply, MAX_ITEMS, (item) => readId(item) ?? null);
}

function parseRequest(item: unknown): RequestInfo | null {
  const fields = asFields(item);
  const uuid = readId(fields?.id);
  if (!fields || uuid === undefined) return null;
  const delivery = asFields(fields.delivery_info);
  const startedAt = asNumber(fields.time_start);
  return {
    uuid,
    // `name` may be a shadow name; `type` is the task's own (docs/protocol/control.md D3).
    name: asText(fields.type) ?? asText(fields.name) ?? "",
    args: argsText(fields.args),
    kwargs: argsText(fields.kwargs),
    startedAt: startedAt !== null && isPlausibleTime(startedAt * 1_000) ? startedAt * 1_000 : null,
    acknowledged: asBoolean(fields.acknowledged),
    queue: asText(delivery?.routing_key),
    pid: asNumber(fields.worker_pid),
  };
}

/** Text as the worker printed it, or JSON of the values. */
function argsText(value: unknown): string {
  if (value === undefined) return "";
  return cut(typeof value === "string" ? value : JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
