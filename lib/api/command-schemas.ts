// Commands, their outcome and the audit log as the REST API takes and answers them. What arguments a command accepts is
// in the table of lib/control alone; here they are only JSON of a bounded shape.
import { z } from "zod";
import type { AuditEntry, ControlOutcome } from "../control/outcome.ts";
import type { Json, JsonObject } from "../json.ts";

const json = z.unknown().meta({ description: "Any JSON." }) as unknown as z.ZodType<Json>; // parsed from JSON
const jsonObject = z.record(z.string(), json) as unknown as z.ZodType<JsonObject>; // likewise
export const hostnamesSchema = z
  .array(z.string().min(1).max(512))
  .min(1, { error: "at least one worker, or null for every worker" })
  .max(5000);

export const reasonSchema = z
  .string()
  .max(500)
  .nullable()
  .optional()
  .meta({ description: "Why; written to the audit log." });

/** Body of an action that takes nothing but a reason. */
export const actionBodySchema = z.strictObject({ reason: reasonSchema }).meta({ id: "ActionBody" });

/** Body of `POST /api/v1/commands/{name}`; an unknown field is refused, so that a misspelt one is not ignored. */
export const commandBodySchema = z
  .strictObject({
    destination: hostnamesSchema
      .nullable()
      .optional()
      .meta({ description: "Node names; null or absent is every worker." }),
    pattern: z.string().min(1).max(200).nullable().optional().meta({
      description:
        "Instead of a destination: the workers whose names match, of those that are not offline. Umbel resolves it and answers which workers it matched.",
    }),
    matcher: z.enum(["glob", "pcre"]).nullable().optional().meta({
      description: "How the pattern is read: `glob` (the default) fits the whole name, `pcre` its beginning.",
    }),
    arguments: jsonObject.optional().meta({ description: "The command's arguments, by Celery's names." }),
    reason: reasonSchema,
    timeout: z
      .number()
      .min(0.1)
      .max(60)
      .optional()
      .meta({ description: "Seconds to wait for replies; the command's own by default." }),
  })
  .meta({ id: "CommandBody" });

export const outcomeSchema = z
  .object({
    ticket: z.string(),
    expected: z.number().nullable(),
    replies: z.array(z.object({ hostname: z.string(), ok: z.boolean(), text: z.string(), value: json })),
    missing: z
      .array(z.string())
      .meta({ description: "Workers that did not answer in time: an ordinary outcome." }),
    tookMs: z.number(),
    matched: z.array(z.string()).optional().meta({ description: "The workers that the pattern matched." }),
  })
  .meta({ id: "ControlOutcome" }) satisfies z.ZodType<ControlOutcome>;

const auditEntrySchema = z
  .object({
    id: z.string(),
    at: z.number(),
    cluster: z.string().nullable().meta({ description: "null: written when there was only one." }),
    phase: z.enum(["requested", "finished", "refused"]),
    actor: z.string(),
    source: z.string(),
    command: z.string(),
    args: jsonObject,
    destination: z.array(z.string()).nullable(),
    reason: z.string().nullable(),
    outcome: z
      .object({
        ticket: z.string().optional(),
        expected: z.number().nullable(),
        answered: z.number(),
        failed: z.number(),
        missing: z.array(z.string()),
        replies: z.array(z.object({ hostname: z.string(), ok: z.boolean(), text: z.string() })).optional(),
      })
      .nullable(),
    refusal: z.string().nullable(),
  })
  .meta({ id: "AuditEntry" }) satisfies z.ZodType<AuditEntry>;

export const auditSchema = z.object({
  entries: z.array(auditEntrySchema),
  since: z.number().nullable().meta({
    description:
      "All entries since then are held (epoch ms): older ones had to make room. Null: none had to.",
  }),
});
