// Batches as the REST API takes and answers them.
import { z } from "zod";
import {
  BATCH_KINDS,
  BATCH_STATUSES,
  type Batch,
  type BatchItem,
  ITEM_STATUSES,
  MAX_BATCH_ITEMS,
  MAX_RATE,
} from "../batches/batch.ts";
import { printable } from "../control/arg-parts.ts";
import type { WireJson } from "../kombu/print-json.ts";
import { RETRY_CLASSES } from "../retrying/plan.ts";
import { TASK_STATES } from "../tasks/task.ts";
import { reasonSchema } from "./command-schemas.ts";
import { taskQuerySchema } from "./task-query.ts";

const text = z.string().nullable();
const uuid = printable(256);
const wire = z.unknown() as unknown as z.ZodType<WireJson>; // made by parseExactJson
const filterSchema = taskQuerySchema.omit({ sort: true, offset: true, limit: true });

const named = z.strictObject({
  uuids: z.array(uuid).min(1, "must name at least one task").max(MAX_BATCH_ITEMS),
});
const matching = z.strictObject({
  filter: filterSchema.meta({ description: "As the parameters of GET /api/v1/tasks." }),
});
const pinned = z.strictObject({
  pin: printable(64).meta({
    description: "`pin.id` of the preflight that was confirmed: exactly those tasks, whatever matches since.",
  }),
});

const edit = z.strictObject({
  args: z.array(wire).max(10_000).optional(),
  kwargs: (z.record(z.string(), wire) as unknown as z.ZodType<Record<string, WireJson>>).optional(), // likewise
  queue: printable(255).optional(),
});

export const preflightBodySchema = z
  .strictObject({
    kind: z.enum(BATCH_KINDS),
    selection: z.union([named, matching]),
    queue: printable(255).optional().meta({ description: "For retries of tasks whose queue is not known." }),
  })
  .meta({ id: "PreflightBody" });
export type PreflightBody = z.output<typeof preflightBodySchema>;

export const batchBodySchema = z
  .strictObject({
    kind: z.enum(BATCH_KINDS),
    selection: z.union([named, pinned]),
    edits: z
      .record(uuid, edit)
      .refine((edits) => Object.keys(edits).length <= 1000, "at most 1,000 tasks can be edited")
      .optional()
      .meta({ description: "Retries: arguments in the place of what is not known or not exact, by uuid." }),
    queue: printable(255).optional().meta({ description: "For retries of tasks whose queue is not known." }),
    reason: reasonSchema,
    rate: z.number().min(0.1).max(MAX_RATE).optional().meta({ description: "Tasks per second, at most." }),
  })
  .meta({ id: "BatchBody" });
export type BatchBody = z.output<typeof batchBodySchema>;

const counted = z.object({ text: z.string(), count: z.number() });

export const preflightSchema = z
  .object({
    total: z.number(),
    pin: z.object({ id: z.string(), at: z.number(), expiresAt: z.number() }).meta({
      description: "Keeps exactly these tasks: pass `id` back as `selection.pin`. Good for one batch.",
    }),
    classes: z.record(z.enum(RETRY_CLASSES), z.number()),
    problems: z.array(counted.extend({ class: z.enum(RETRY_CLASSES) })),
    notes: z.array(counted),
    callbacks: z.string().meta({ description: "What becomes of callbacks, chain and chord." }),
    items: z
      .array(
        z.object({
          key: z.string(),
          name: text,
          class: z.enum(RETRY_CLASSES),
          problems: z.array(z.string()),
          notes: z.array(z.string()),
          source: text,
          queue: text,
          args: z.string().meta({ description: "Repr, secrets masked." }),
          kwargs: z.string(),
          draft: z
            .object({ args: z.string(), kwargs: z.string() })
            .nullable()
            .meta({ description: "JSON to start from; null when nothing needs fixing." }),
        }),
      )
      .meta({ description: "At most 100, those that need attention first." }),
  })
  .meta({ id: "Preflight" });
export type Preflight = z.output<typeof preflightSchema>;

export const batchSchema = z
  .object({
    key: z.string().meta({ description: "The batch's id." }),
    kind: z.enum(BATCH_KINDS),
    status: z.enum(BATCH_STATUSES),
    createdAt: z.number(),
    endedAt: z.number().nullable(),
    actor: z.string(),
    reason: text,
    query: text,
    rate: z.number(),
    problem: text,
    total: z.number(),
    counts: z.record(z.enum(ITEM_STATUSES), z.number()),
    outcomes: z.object({ succeeded: z.number(), failed: z.number() }),
  })
  .meta({ id: "Batch" }) satisfies z.ZodType<Batch>;

const itemSchema = z
  .object({
    key: z.string().meta({ description: "The task's uuid." }),
    name: text,
    status: z.enum(ITEM_STATUSES),
    text,
    newUuid: text,
    newState: z.enum(TASK_STATES).nullable(),
    at: z.number().nullable(),
  })
  .meta({ id: "BatchItem" }) satisfies z.ZodType<BatchItem>;

export const batchPageSchema = z.object({
  batch: batchSchema,
  items: z.array(itemSchema),
  matching: z.number(),
  offset: z.number(),
  limit: z.number(),
});
