// Workers as the REST API answers them; compared with lib/workers by the compiler.
import { z } from "zod";
import type { Json } from "../json.ts";
import type { Inspected, WorkerInspection } from "../workers/inspect.ts";
import type { WorkerRow } from "../workers/worker.ts";

const text = z.string().nullable();
const number = z.number().nullable();
const json = z.unknown().meta({ description: "Any JSON." }) as unknown as z.ZodType<Json>; // it was JSON already

const workerRowSchema = z
  .object({
    key: z.string().meta({ description: "Node name, `celery@host`." }),
    status: z.enum(["online", "offline", "lost"]),
    since: z.number(),
    lastHeartbeatAt: number,
    freqSeconds: z.number(),
    active: number,
    processed: number,
    loadavg: z.array(z.number()).nullable(),
    swVer: text,
    pid: number,
    twins: z.array(z.number()).optional().meta({
      description:
        "Pids of the processes that use this name at once; empty when only their answers show them.",
    }),
    driftMs: number,
    pool: text,
    slots: number,
    prefetch: number,
    queues: z.array(z.string()).nullable(),
    startedAt: number,
    taskEvents: z.boolean().nullable(),
    succeeded: z.number(),
    failed: z.number(),
    retried: z.number(),
    donePerMinute: z.number(),
    running: z.array(z.object({ uuid: z.string(), name: text, startedAt: number })),
  })
  .meta({ id: "WorkerRow" }) satisfies z.ZodType<WorkerRow>;

function inspected<T>(value: z.ZodType<T>): z.ZodType<Inspected<T> | null> {
  return z
    .object({
      at: z.number(),
      value: value.nullable(),
      error: text,
      total: number.meta({
        description: "Of a list: how many items the worker reported; at most 5,000 are kept.",
      }),
    })
    .nullable();
}

const requestInfo = z
  .object({
    uuid: z.string(),
    name: z.string(),
    args: z.string(),
    kwargs: z.string(),
    startedAt: number,
    acknowledged: z.boolean().nullable(),
    queue: text,
    pid: number,
  })
  .meta({ id: "RequestInfo" });

const stats = z.object({
  pool: text,
  slots: number,
  processes: z.array(z.number()),
  prefetch: number,
  uptimeSeconds: number,
  pid: number,
  autoscale: z.object({ min: z.number(), max: z.number(), current: z.number() }).nullable(),
  maxTasksPerChild: text,
  softTimeLimitSeconds: number,
  hardTimeLimitSeconds: number,
  totals: z.record(z.string(), z.number()),
  rusage: z.record(z.string(), z.number()),
  broker: z.record(z.string(), json),
});

const activeQueue = z.object({
  name: z.string().meta({ description: "Of a broadcast, its exchange." }),
  declaredAs: z.string().meta({ description: "Its name at the broker." }),
  exchange: text,
  exchangeType: text,
  routingKey: text,
  durable: z.boolean().nullable(),
  maxPriority: number,
});

const inspectionSchema = z
  .object({
    stats: inspected(stats),
    activeQueues: inspected(z.array(activeQueue)),
    registered: inspected(z.array(z.object({ name: z.string(), rateLimit: text }))),
    conf: inspected(z.record(z.string(), json)),
    active: inspected(z.array(requestInfo)),
    reserved: inspected(z.array(requestInfo)),
    scheduled: inspected(z.array(z.object({ eta: z.string(), request: requestInfo }))),
    revoked: inspected(z.array(z.string())),
  })
  .meta({ id: "WorkerInspection" }) satisfies z.ZodType<WorkerInspection>;

export const workersSchema = z.object({ workers: z.array(workerRowSchema) });
export const workerSchema = z
  .object({ worker: workerRowSchema, inspection: inspectionSchema.nullable() })
  .meta({ id: "Worker" });
