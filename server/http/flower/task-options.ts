// The body that Flower's clients send with a task, as the body that Umbel sends tasks with (lib/sending/task-request.ts).
// Flower hands every key to Celery's apply_async; here each has the effect that it has there, or is refused by name.
import { UmbelError } from "#lib/api/error.ts";
import { isReservedProperty } from "#lib/sending/delivery.ts";
import { sendBodySchema } from "#lib/sending/task-request.ts";

/** They steer the client that publishes, and leave no trace in the message. */
const WITHOUT_TRACE: ReadonlySet<string> = new Set([
  ...["retry", "retry_policy", "add_to_parent", "mandatory", "immediate", "declare", "origin"],
  ...["timeout", "confirm_timeout", "route_name", "replaced_task_nesting"],
]);
/** Callbacks, stamps, objects of Python, and what would make the body another one. */
const REFUSED: ReadonlySet<string> = new Set([
  ...["link", "link_error", "chain", "chord", "stamped_headers", "stamps", "expiration"],
  ...["connection", "producer", "publisher", "router", "result_cls", "task_type", "event_dispatcher"],
  ...["content_type", "content_encoding"],
]);
/** What is false in Python (0, "", [], {}) Celery takes for not given. */
const UNLESS_FALSE: ReadonlySet<string> = new Set([
  ...["countdown", "queue", "exchange", "routing_key", "exchange_type", "compression", "serializer"],
  ...["correlation_id", "reply_to", "shadow", "group_id", "root_id", "parent_id", "headers"],
  ...["time_limit", "soft_time_limit", "link", "link_error", "chain", "chord", "stamped_headers", "stamps"],
]);
/** Celery takes them as text, too. */
const NUMBERS: ReadonlySet<string> = new Set([
  ...["countdown", "expires", "priority", "time_limit", "soft_time_limit", "retries"],
  ...["group_index", "delivery_mode"],
]);
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const KNOWN: ReadonlySet<string> = new Set(Object.keys(sendBodySchema.shape));

type Body = Readonly<Record<string, unknown>>;

export function mustBeArguments({ args, kwargs }: Body): void {
  if (args !== undefined && !Array.isArray(args)) {
    throw new UmbelError("bad_request", "args must be an array");
  }
  if (!isFalse(kwargs) && (typeof kwargs !== "object" || Array.isArray(kwargs))) {
    throw new UmbelError("bad_request", "kwargs must be an object");
  }
}

/** Throws `bad_request` for an option that Umbel does not send; what is wrong with others is found by the schema. */
export function toSendBody(name: string, body: Body): Body {
  const { args, kwargs, task_id: id, ...options } = body;
  const sent: Record<string, unknown> = { name, args: args ?? [], kwargs: isFalse(kwargs) ? {} : kwargs };
  if (!isFalse(id)) sent.id = String(id);
  const properties: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options)) {
    if (value === null || WITHOUT_TRACE.has(key) || (UNLESS_FALSE.has(key) && isFalse(value))) continue;
    if (REFUSED.has(key)) throw new UmbelError("bad_request", `${key}: Umbel does not send it.`);
    if (KNOWN.has(key) && key !== "id" && key !== "name" && key !== "properties") {
      sent[key] = optionValue(key, value);
    } else if (!isReservedProperty(key)) properties[key] = value;
  }
  settleTimes(sent);
  return Object.keys(properties).length === 0 ? sent : { ...sent, properties };
}

/** A countdown counts before an ETA, and one that is over is none; what has expired is sent all the same. */
function settleTimes(sent: Record<string, unknown>): void {
  if (sent.countdown !== undefined) delete sent.eta;
  if (typeof sent.countdown === "number" && sent.countdown <= 0) delete sent.countdown;
  if (typeof sent.expires === "number" && sent.expires <= 0)
    sent.expires = new Date(Date.now() + sent.expires * 1000).toISOString();
}

/** As Python has it. */
function isFalse(value: unknown): boolean {
  return !value || (typeof value === "object" && Object.keys(value).length === 0);
}

function optionValue(key: string, value: unknown): unknown {
  // Any value, as a worker takes it: by whether it is true in Python.
  if (key === "ignore_result") return Boolean(value);
  return NUMBERS.has(key) && typeof value === "string" && NUMBER.test(value) ? Number(value) : value;
}

/** Seconds; null: not given. */
export function waitOf({ timeout }: Body): number | null {
  if (timeout === undefined || timeout === null) return null;
  if (typeof timeout === "number" || typeof timeout === "boolean") return Number(timeout);
  if (typeof timeout === "string" && NUMBER.test(timeout)) return Number(timeout);
  throw new UmbelError("bad_request", "Invalid timeout");
}
