// Tasks as the REST API answers them: the types of lib/tasks, said once more for validation and the OpenAPI document.
// `satisfies` makes the compiler compare them.
import { z } from "zod";
import type { RevokeSent, Why } from "../live/why/why.ts";
import { TASK_STATES, type Task, type TaskRow } from "../tasks/task.ts";

const text = z.string().nullable();
const at = z.number().nullable().meta({ description: "Epoch milliseconds; null when not known." });
const repr = z.string().nullable().meta({ description: "Python repr as Celery sent it." });
const state = z.enum(TASK_STATES);

export const taskRowSchema = z
  .object({
    key: z.string().meta({ description: "The task's uuid." }),
    ordinal: z.number(),
    name: text,
    state,
    worker: text,
    queue: text,
    args: repr,
    kwargs: repr,
    exception: text,
    retries: z.number(),
    eta: text,
    sentAt: at,
    receivedAt: at,
    startedAt: at,
    finishedAt: at,
    runtimeSeconds: z.number().nullable(),
    waitMs: z.number().nullable(),
    orphaned: z
      .boolean()
      .meta({ description: "Its worker, or its process, fell silent or left while it was running there." }),
    doubtful: z.literal(true).optional().meta({
      description: "Its worker no longer reports it, or let go of it, but its end was not seen.",
    }),
    revokeSent: z.literal(true).optional().meta({
      description: "A revoke or terminate of it was sent by this Umbel, and it has not ended since.",
    }),
  })
  .meta({ id: "TaskRow" }) satisfies z.ZodType<TaskRow>;

const attempt = z.object({
  retries: z.number(),
  state,
  worker: text,
  receivedAt: at,
  startedAt: at,
  finishedAt: at,
  exception: text,
  traceback: text,
});

const run = z.object({
  state,
  worker: z.string(),
  pid: z.number().nullable(),
  receivedAt: at,
  startedAt: at,
  finishedAt: at,
});

export const taskSchema = z
  .object({
    uuid: z.string(),
    ordinal: z.number(),
    name: text,
    state,
    note: z.object({ subject: z.string(), at: z.number(), text: z.string() }).nullable(),
    worker: text,
    client: text,
    queue: text,
    exchange: text,
    routingKey: text,
    args: repr,
    kwargs: repr,
    result: repr,
    exception: text,
    traceback: text,
    runtimeSeconds: z.number().nullable(),
    retries: z.number(),
    eta: text,
    expires: text,
    parentId: text,
    rootId: text,
    sentAt: at,
    receivedAt: at,
    startedAt: at,
    succeededAt: at,
    failedAt: at,
    retriedAt: at,
    revokedAt: at,
    rejectedAt: at,
    timestamp: z.number(),
    firstSeenAt: z.number(),
    lastSeenAt: z.number(),
    terminated: z.boolean().nullable(),
    signum: text,
    expired: z.boolean().nullable(),
    cancelledAt: at,
    pid: z.number().nullable().meta({ description: "Of its worker's main process; never of its sender." }),
    clock: z.number().nullable(),
    attempts: z.array(attempt),
    otherRuns: z.array(run),
    orphanedAt: at,
  })
  .meta({ id: "Task" }) satisfies z.ZodType<Task>;

export const taskPageSchema = z
  .object({
    rows: z.array(taskRowSchema),
    total: z.number().meta({ description: "How many match; with a cursor, from there on." }),
    offset: z.number(),
    limit: z.number(),
    next: z.string().nullable().meta({
      description: "`cursor` of the next page; null at the end, or in another order than newest first.",
    }),
    searched: z.object({ tasks: z.number(), of: z.number(), complete: z.boolean() }).nullable().meta({
      description:
        "Of how many tasks the whole text was searched; null when no text was asked for. Not complete: ask again, and it goes on where it stopped.",
    }),
  })
  .meta({ id: "TaskPage" });

export type TaskPage = z.output<typeof taskPageSchema>;

const sentence = z.array(
  z.union([z.string(), z.object({ at: z.number() }), z.object({ href: z.string(), text: z.string() })]),
);

export const whySchema = z
  .object({
    reasons: z.array(
      z.object({
        key: z.string(),
        level: z.enum(["bad", "warn", "info"]),
        text: sentence.meta({ description: "Text, moments (epoch ms) and links within Umbel." }),
        remedy: sentence.nullable().meta({ description: "What can be done about it." }),
      }) satisfies z.ZodType<Why>,
    ),
    revoke: z
      .object({
        at: z.number(),
        terminate: z.boolean(),
        by: text,
        agreed: z
          .number()
          .nullable()
          .meta({ description: "Workers that answered that they will; null while it is under way." }),
      })
      .nullable()
      .meta({
        description: "The last revoke of this task that was sent from here.",
      }) satisfies z.ZodType<RevokeSent | null>,
  })
  .meta({ id: "WhyWaiting" });
export type WhyAnswer = z.output<typeof whySchema>;
