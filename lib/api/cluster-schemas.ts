// The cluster, its broker and its queues as the REST API answers them; compared with lib/live and lib/queues by the compiler.
import { z } from "zod";
import { ROLES } from "../access/roles.ts";
import { BOUND_NAMES } from "../bounds/bounds.ts";
import type { BrokerStatus, FrameView } from "../live/views.ts";
import type { PauseInfo } from "../queues/pause.ts";
import type { QueueRow } from "../queues/queue.ts";

const number = z.number().nullable();
/** Of percentiles: waits are counted in the buckets of lib/series/histogram.ts. */
const ROUGH = "In ms, within 10 %; 1 stands for 1 ms or less.";

const brokerStatusSchema = z
  .object({
    state: z.enum(["connecting", "connected", "disconnected"]),
    since: z.number(),
    url: z.string().meta({ description: "With its password masked." }),
    transport: z.string(),
    problem: z
      .object({
        code: z.enum([
          "dns",
          "refused",
          "timeout",
          "tls",
          "auth",
          "permission",
          "protocol",
          "lost",
          "blocked",
          "overflow",
          "unknown",
        ]),
        text: z.string(),
        remedy: z.string(),
      })
      .nullable(),
    attempt: z.number(),
    nextRetryAt: number,
    final: z.boolean().optional().meta({ description: "It will never be tried again." }),
    tasksOnly: z.boolean().optional().meta({ description: "The broker carries no events and no commands." }),
  })
  .meta({ id: "BrokerStatus" }) satisfies z.ZodType<BrokerStatus>;

export const clusterSchema = z
  .object({
    cluster: z.string(),
    demo: z.boolean(),
    version: z.string(),
    broker: brokerStatusSchema,
    eventsPerSecond: z.number(),
    lagMs: number,
    tasks: z.number(),
    workersOnline: z.number(),
    workers: z.number(),
    queues: z.number(),
    dropped: z.number(),
    malformed: z.number(),
    bounds: z
      .array(
        z.object({ name: z.enum(BOUND_NAMES), limit: z.number(), dropped: z.number(), text: z.string() }),
      )
      .meta({ description: "Bounds that were reached: the most that is held, and how many gave way." }),
  })
  .meta({ id: "Cluster" }) satisfies z.ZodType<FrameView["info"]>;

const pauseSchema = z
  .object({
    at: z.number(),
    by: z.string(),
    reason: z.string().nullable(),
    workers: z.array(z.string()).meta({ description: "Consumed it when it was paused." }),
    consumedBy: z.array(z.string()).meta({ description: "Consume it although it is paused." }),
  })
  .meta({ id: "QueuePause" }) satisfies z.ZodType<PauseInfo>;

export const clustersSchema = z.object({
  clusters: z.array(
    z.object({
      name: z.string(),
      page: z.string().meta({ description: "Path of its pages." }),
      cluster: clusterSchema.nullable().meta({ description: "null while its engine starts." }),
    }),
  ),
});
export type ClustersAnswer = z.output<typeof clustersSchema>;

export const queueRowSchema = z
  .object({
    key: z.string().meta({ description: "The queue's name." }),
    depth: number,
    byPriority: z
      .array(z.object({ priority: z.number(), depth: z.number() }))
      .nullable()
      .meta({ description: "Depth per priority, most urgent first; null where the broker cannot tell." }),
    recent: z.array(number),
    consumers: number,
    slots: number,
    busy: number,
    unacked: number,
    scheduled: number.meta({ description: "Waiting for their ETA, at workers or in the broker." }),
    inRate: number,
    outRate: number,
    waitP50Ms: number.meta({
      description: `From sending, or ETA, to start, over the last five minutes. ${ROUGH}`,
    }),
    waitP95Ms: number.meta({ description: `The same: 95 % waited no longer. ${ROUGH}` }),
    oldestAt: number.meta({ description: "When the oldest waiting message was sent, epoch ms." }),
    drainSeconds: number,
    growingSince: number.meta({
      description: "When it began to rise to what has not drained by half since.",
    }),
    stuckSince: number.meta({ description: "Since when nothing was taken although something waits." }),
    pause: pauseSchema.nullable(),
    lastPause: z
      .object({ at: z.number(), resumedAt: z.number() })
      .optional()
      .meta({ description: "The last pause that is over, epoch ms. Absent: none was seen to end." }),
    queueType: z.string().nullable(),
  })
  .meta({ id: "QueueRow" }) satisfies z.ZodType<QueueRow>;

export const queuesSchema = z.object({ queues: z.array(queueRowSchema) });
export const taskNamesSchema = z.object({ names: z.array(z.string()) });

export const meSchema = z
  .object({
    name: z.string(),
    role: z.enum(ROLES),
    authenticated: z.boolean(),
    readOnly: z.boolean().meta({ description: "True when nobody may change anything." }),
    tasksColumns: z
      .array(z.string())
      .nullable()
      .meta({ description: "Columns of the task list, by Flower's names; null: those that fit." }),
    naturalTime: z
      .boolean()
      .nullable()
      .meta({ description: "Whether times are shown as ages; null: as people choose." }),
    canSignOut: z.boolean().meta({ description: "True when a session cookie signed this request in." }),
  })
  .meta({ id: "Me" });
