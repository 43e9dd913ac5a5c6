// Schemas of the arguments of remote control, by the rules of celery.worker.control. Strict: an argument nobody knows is
// refused, and so is everything that a worker would answer with an error or choke on (celery-wire.md D4, I8).
// Apart from commands.ts, so that a page which draws buttons does not load the schema library.
import { z } from "zod";
import { type CommandArgs, type CommandName, SIGNALS } from "./command.ts";

/** `10`, `0.5/s`, `100/m`, `2/h`; `0` lifts the limit (celery.utils.time.rate). */
const RATE_LIMIT = /^\d{1,9}(\.\d{1,6})?(\/[smh])?$/;
const MAX_IDS = 1_000;
const MAX_SECONDS = 31_536_000;
const MAX_PROCESSES = 1_000;

/** Printable: neither control characters nor half a surrogate pair, which Python cannot encode when it answers. */
export function printable(max: number) {
  return z
    .string()
    .min(1, "must not be empty")
    .max(max, `must be at most ${max} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must not hold control characters");
}

const taskId = printable(256);
const taskIds = z.union([
  taskId,
  z
    .array(taskId)
    .min(1, "must name at least one task")
    .max(MAX_IDS, `must name at most ${MAX_IDS} tasks`)
    .transform((ids) => [...new Set(ids)]),
]);
const taskName = printable(512);
const queue = printable(255);
const limitSeconds = z
  .number("must be a number of seconds, or null for no limit")
  .positive("must be more than 0 seconds; use null for no limit")
  .max(MAX_SECONDS, "must be at most a year")
  .nullable()
  .default(null);
const processes = z
  .int("must be a whole number")
  .min(1, "must be at least 1")
  .max(MAX_PROCESSES, `must be at most ${MAX_PROCESSES}`);

const noArgs = z.strictObject({});

const revokeArgs = z
  .strictObject({ task_id: taskIds })
  .transform(({ task_id }) => ({ task_id, terminate: false, signal: "SIGTERM" }));

const terminateArgs = z
  .strictObject({ task_id: taskIds, signal: z.enum(SIGNALS).default("SIGTERM") })
  .transform(({ task_id, signal }) => ({ task_id, terminate: true, signal }));

const rateLimitArgs = z.strictObject({
  task_name: taskName,
  rate_limit: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(RATE_LIMIT, "must be like 10, 0.5/s, 100/m or 2/h; 0 lifts the limit")),
});

const timeLimitArgs = z
  .strictObject({ task_name: taskName, soft: limitSeconds, hard: limitSeconds })
  .refine(({ soft, hard }) => soft === null || hard === null || soft <= hard, {
    path: ["soft"],
    error: "must not be more than the hard limit",
  });

const poolArgs = z.strictObject({ n: processes.default(1) });

const addConsumerArgs = z.strictObject({
  queue,
  exchange: printable(255).nullable().default(null),
  exchange_type: z.enum(["direct", "topic", "fanout"]).default("direct"),
  routing_key: printable(255).nullable().default(null),
});

const cancelConsumerArgs = z.strictObject({ queue });

/** Arguments as repr text: objects that the worker could not serialize would make it deaf (celery-wire.md D1). */
const activeArgs = z.strictObject({}).transform(() => ({ safe: true }));

const confArgs = z.strictObject({}).transform(() => ({ with_defaults: false }));

/** What a caller may pass, in Celery's words; the output is what goes on the wire as `arguments`. */
export const ARGS: Readonly<Record<CommandName, z.ZodType<CommandArgs>>> = {
  revoke: revokeArgs,
  terminate: terminateArgs,
  rate_limit: rateLimitArgs,
  time_limit: timeLimitArgs,
  pool_grow: poolArgs,
  pool_shrink: poolArgs,
  add_consumer: addConsumerArgs,
  cancel_consumer: cancelConsumerArgs,
  enable_events: noArgs,
  disable_events: noArgs,
  shutdown: noArgs,
  ping: noArgs,
  active: activeArgs,
  reserved: noArgs,
  scheduled: noArgs,
  revoked: noArgs,
  registered: noArgs,
  stats: noArgs,
  active_queues: noArgs,
  conf: confArgs,
};
