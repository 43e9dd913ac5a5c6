// Schemas of the arguments of remote control, by the rules of celery.worker.control. Strict: an argument nobody knows is
// refused, and so is everything that a worker would answer with an error or choke on (docs/protocol/control.md D4, I8).
// Apart from commands.ts, so that a page which draws buttons does not load the schema library.
import { z } from "zod";
import {
  definedOnly,
  dottedName,
  limitSeconds,
  memberName,
  printable,
  processes,
  taskIds,
  taskName,
  wholeNumber,
} from "./arg-parts.ts";
import { type CommandArgs, type CommandName, SIGNALS } from "./command.ts";
import { addConsumerArgs, cancelConsumerArgs } from "./consumer-args.ts";

/** `10`, `0.5/s`, `100/m`, `2/h`; `0` lifts the limit (celery.utils.time.rate). */
const RATE_LIMIT = /^\d{1,9}(\.\d{1,6})?(\/[smh])?$/;
const MAX_STAMPS = 100;

const noArgs = z.strictObject({});
const signal = z.enum(SIGNALS).default("SIGTERM");

const revokeArgs = z
  .strictObject({ task_id: taskIds })
  .transform(({ task_id }) => ({ task_id, terminate: false, signal: "SIGTERM" }));

const terminateArgs = z
  .strictObject({ task_id: taskIds, signal })
  .transform(({ task_id, signal }) => ({ task_id, terminate: true, signal }));

/** Header → its values; a task whose stamps hold one of them is revoked. */
const stampedHeaders = z
  .record(
    memberName(128),
    z.union([
      printable(512).transform((value) => [value]),
      z
        .array(printable(512))
        .min(1, "must hold at least one value")
        .max(MAX_STAMPS, `must hold at most ${MAX_STAMPS} values`)
        .transform((values) => [...new Set(values)]),
    ]),
  )
  .refine((headers) => Object.keys(headers).length > 0, "must name at least one header")
  .refine((headers) => Object.keys(headers).length <= 20, "must name at most 20 headers");

const revokeByStampedHeadersArgs = z.strictObject({
  headers: stampedHeaders,
  terminate: z.boolean().default(false),
  signal,
});

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

const poolArgs = z.strictObject({ n: processes(1).default(1) });

/** Celery itself takes a maximum below the minimum. */
const autoscaleArgs = z
  .strictObject({ max: processes(1), min: processes(0) })
  .refine(({ max, min }) => min <= max, { path: ["min"], error: "must not be more than max" });

const poolRestartArgs = z.strictObject({
  modules: z.array(dottedName(256)).max(100, "must name at most 100 modules").default([]),
  reload: z.boolean().default(false),
});

/**
 * Arguments as repr text: objects that the worker could not serialize would make it deaf (docs/protocol/control.md D1).
 */
const activeArgs = z.strictObject({ safe: z.literal(true).default(true) });

const confArgs = z.strictObject({ with_defaults: z.boolean().default(false) });

const registeredArgs = z
  .strictObject({
    taskinfoitems: z
      .array(z.string().regex(/^[A-Za-z]\w{0,63}$/, "must be names of task attributes"))
      .max(20, "must name at most 20 attributes")
      .optional(),
    builtins: z.boolean().optional(),
  })
  .transform((args) => definedOnly<readonly string[] | boolean>(args));

const queryTaskArgs = z.strictObject({ ids: taskIds });
const memdumpArgs = z.strictObject({ samples: wholeNumber(1, 1_000).default(10) });

/** Celery's own figures are the most that is asked for: the worker does nothing else meanwhile. */
const objgraphArgs = z.strictObject({
  num: wholeNumber(1, 200).default(200),
  max_depth: wholeNumber(1, 10).default(10),
  type: dottedName(128).default("Request"),
});

const SCHEMAS = {
  revoke: revokeArgs,
  terminate: terminateArgs,
  revoke_by_stamped_headers: revokeByStampedHeadersArgs,
  rate_limit: rateLimitArgs,
  time_limit: timeLimitArgs,
  pool_grow: poolArgs,
  pool_shrink: poolArgs,
  autoscale: autoscaleArgs,
  pool_restart: poolRestartArgs,
  add_consumer: addConsumerArgs,
  cancel_consumer: cancelConsumerArgs,
  enable_events: noArgs,
  disable_events: noArgs,
  heartbeat: noArgs,
  shutdown: noArgs,
  ping: noArgs,
  active: activeArgs,
  reserved: noArgs,
  scheduled: noArgs,
  revoked: noArgs,
  registered: registeredArgs,
  stats: noArgs,
  active_queues: noArgs,
  conf: confArgs,
  query_task: queryTaskArgs,
  report: noArgs,
  clock: noArgs,
  memsample: noArgs,
  memdump: memdumpArgs,
  objgraph: objgraphArgs,
} satisfies Record<CommandName, z.ZodType<object>>;

/** What a caller may pass, in Celery's words; the output is what goes on the wire as `arguments`. */
export const ARGS = SCHEMAS as unknown as Readonly<Record<CommandName, z.ZodType<CommandArgs>>>; // JSON is too deep a type to compare
