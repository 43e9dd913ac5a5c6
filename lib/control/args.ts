// Schemas of the arguments of remote control, by the rules of celery.worker.control. Strict: an argument nobody knows is
// refused, and so is everything that a worker would answer with an error or choke on (celery-wire.md D4, I8).
import { z } from "zod";

/** Signals a pool process may be sent. A closed list: Celery looks any text up in Python's `signal` module. */
export const SIGNALS = ["SIGTERM", "SIGKILL", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1"] as const;

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

export const noArgs = z.strictObject({});

export const revokeArgs = z
  .strictObject({ task_id: taskIds })
  .transform(({ task_id }) => ({ task_id, terminate: false, signal: "SIGTERM" }));

export const terminateArgs = z
  .strictObject({ task_id: taskIds, signal: z.enum(SIGNALS).default("SIGTERM") })
  .transform(({ task_id, signal }) => ({ task_id, terminate: true, signal }));

export const rateLimitArgs = z.strictObject({
  task_name: taskName,
  rate_limit: z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(RATE_LIMIT, "must be like 10, 0.5/s, 100/m or 2/h; 0 lifts the limit")),
});

export const timeLimitArgs = z
  .strictObject({ task_name: taskName, soft: limitSeconds, hard: limitSeconds })
  .refine(({ soft, hard }) => soft === null || hard === null || soft <= hard, {
    path: ["soft"],
    error: "must not be more than the hard limit",
  });

export const poolArgs = z.strictObject({ n: processes.default(1) });

export const addConsumerArgs = z.strictObject({
  queue,
  exchange: printable(255).nullable().default(null),
  exchange_type: z.enum(["direct", "topic", "fanout"]).default("direct"),
  routing_key: printable(255).nullable().default(null),
});

export const cancelConsumerArgs = z.strictObject({ queue });

/** Arguments as repr text: objects that the worker could not serialize would make it deaf (celery-wire.md D1). */
export const activeArgs = z.strictObject({}).transform(() => ({ safe: true }));

export const confArgs = z.strictObject({}).transform(() => ({ with_defaults: false }));
