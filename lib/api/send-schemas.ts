// Sending tasks and reading results as the REST API answers them.
import { z } from "zod";
import type { Json } from "../json.ts";
import type { Registry } from "../sending/registry.ts";

const json = z.unknown().meta({ description: "Any JSON." }) as unknown as z.ZodType<Json>; // made by toJson
const text = z.string().nullable();

export const previewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    queue: z.string(),
    headers: z.record(z.string(), json).meta({ description: "Headers of the message." }),
    body: z.string().meta({ description: "The body as text: [args, kwargs, embed]." }),
    contentType: z.string(),
    priority: z.number().nullable(),
    expirationMs: z.number().nullable(),
    warnings: z.array(z.string()).meta({ description: "Sentences for people; nothing forbids it." }),
    sent: z.boolean(),
  })
  .meta({ id: "SentTask" });
export type SentTask = z.output<typeof previewSchema>;

export const registrySchema = z
  .object({
    registered: z.array(z.string()).nullable().meta({ description: "Null until a worker has reported." }),
    consumed: z.array(z.string()).nullable(),
    broadcasts: z
      .array(z.string())
      .meta({ description: "Queues to which nothing is sent: each worker has a copy of its own." }),
    queues: z.array(z.string()),
  })
  .meta({ id: "Registry" }) satisfies z.ZodType<Registry>;

const backend = z.object({
  kind: z.enum(["configured", "adopted", "none"]),
  url: text,
  text: z.string().meta({ description: "Which store is read and why, for people." }),
});

export const taskResultSchema = z
  .object({
    backend,
    result: z
      .object({
        status: z.string(),
        value: json.meta({ description: "Secrets masked; integers beyond 2^53 as text." }),
        repr: text.meta({
          description: "The value as Python prints it; beyond 100,000 characters cut, with `…`.",
        }),
        opaque: text.meta({ description: "Why the value cannot be read." }),
        beginning: text.meta({
          description: "How a value begins that is larger than the 128 KiB that are read.",
        }),
        traceback: text,
        doneAt: z.number().nullable(),
        children: z.array(z.string()).nullable(),
        groups: z
          .array(z.object({ id: z.string(), members: z.array(z.string()) }))
          .meta({ description: "The groups that it started; their members are among its children." }),
        parentId: text,
        groupId: text,
        name: text,
        argsRepr: text,
        kwargsRepr: text,
        worker: text,
        queue: text,
        retries: z.number().nullable(),
        stampsRepr: text,
      })
      .nullable()
      .meta({ description: "Null: nothing is stored there." }),
  })
  .meta({ id: "TaskResult" });
export type TaskResultAnswer = z.output<typeof taskResultSchema>;
