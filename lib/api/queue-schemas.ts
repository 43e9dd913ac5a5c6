// One queue, what waits in it, and its pauses as the REST API answers them; compared with lib/queues by the compiler.
import { z } from "zod";
import { QUEUE_SOURCES, type QueueDetail } from "../queues/queue.ts";
import type { Waiting, WaitingMessage } from "../queues/waiting-view.ts";
import { queueRowSchema } from "./cluster-schemas.ts";
import { hostnamesSchema, outcomeSchema, reasonSchema } from "./command-schemas.ts";

const number = z.number().nullable();
const text = z.string().nullable();

export const queueDetailSchema = z
  .object({
    queue: queueRowSchema,
    knownFrom: z.array(z.enum(QUEUE_SOURCES)).meta({ description: "How Umbel came to know of it." }),
    consumers: z
      .array(
        z.object({
          key: z.string().meta({ description: "The worker's node name." }),
          slots: number,
          busy: number,
          declaredAs: z
            .string()
            .meta({ description: "The queue's name at this worker: of a broadcast, each has its own." }),
          prefetch: number,
          others: z.array(z.string()).meta({ description: "Queues it consumes besides this one." }),
          exchange: text,
          exchangeType: text,
          routingKey: text,
          maxPriority: number,
        }),
      )
      .nullable()
      .meta({ description: "Online workers that consume it; null until one has reported." }),
  })
  .meta({ id: "Queue" }) satisfies z.ZodType<QueueDetail>;

const waitingMessageSchema = z
  .object({
    key: z.string().meta({ description: "Its place: 1 is next to run." }),
    uuid: text,
    name: z.string(),
    args: text,
    kwargs: text,
    problem: text,
    eta: number,
    expires: number,
    retries: z.number(),
    origin: text,
    priority: number,
    rootId: text,
    parentId: text,
    groupId: text,
    redelivered: z.boolean(),
    contentType: z.string(),
    bytes: z.number(),
    sentAt: number,
  })
  .meta({ id: "WaitingMessage" }) satisfies z.ZodType<WaitingMessage>;

export const waitingSchema = z
  .object({
    queue: z.string(),
    at: z.number(),
    total: number,
    sampled: z.number().meta({ description: "How many messages were read: the first ones." }),
    unreadable: text.meta({ description: "Why none could be read although something waits." }),
    malformed: z.record(z.string(), z.number()),
    names: z.number().meta({ description: "How many different task names were read." }),
    groups: z.array(z.object({ key: z.string(), count: z.number(), oldestAt: number, later: z.number() })),
    messages: z.array(waitingMessageSchema),
  })
  .meta({ id: "Waiting" }) satisfies z.ZodType<Waiting>;

export const pauseResultSchema = z
  .object({
    queue: z.string(),
    pause: z
      .object({
        queue: z.string(),
        at: z.number(),
        by: z.string(),
        reason: text,
        workers: z.array(z.string()),
      })
      .nullable()
      .meta({ description: "As it is remembered; null when it is not paused." }),
    told: z.array(z.string()),
    gone: z.array(z.string()).meta({ description: "Consumed it before, and are not online to be told." }),
    outcome: outcomeSchema.nullable(),
  })
  .meta({ id: "PauseResult" });

export const resumeBodySchema = z
  .strictObject({
    reason: reasonSchema,
    workers: hostnamesSchema
      .nullable()
      .optional()
      .meta({ description: "Who takes it up again; by default those that consumed it before." }),
  })
  .meta({ id: "ResumeBody" });
