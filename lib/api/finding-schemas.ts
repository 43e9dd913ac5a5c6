// What is wrong as the REST API answers it; compared with lib/live/findings by the compiler.
import { z } from "zod";
import type { ClosedFinding, Finding, FindingsList } from "../live/findings/finding.ts";
import { FINDING_KIND_NAMES, FINDING_KINDS } from "../live/findings/kinds.ts";
import type { Acknowledged } from "../live/views.ts";

const KINDS = FINDING_KIND_NAMES.map((kind) => `${kind}: ${FINDING_KINDS[kind]}`).join(" ");

const acknowledgedSchema = z
  .object({
    by: z.string(),
    at: z.number().meta({ description: "Epoch ms." }),
    note: z.string().nullable(),
  })
  .meta({ id: "Acknowledged" }) satisfies z.ZodType<Acknowledged>;

export const findingSchema = z
  .object({
    key: z.string().meta({ description: "The same for as long as it is open." }),
    kind: z.enum(FINDING_KIND_NAMES).meta({ description: KINDS }),
    level: z.enum(["bad", "warn", "info"]),
    subject: z.string().meta({ description: "The beginning of the sentence; `text` goes on with it." }),
    text: z.string(),
    evidence: z.record(z.string(), z.number()).meta({ description: "The figures that the text speaks of." }),
    period: z.object({ from: z.number(), to: z.number() }).optional(),
    since: z.number().nullable().meta({ description: "When the trouble itself began, epoch ms." }),
    openedAt: z.number().meta({ description: "When Umbel first found it, epoch ms." }),
    goneAt: z.number().nullable().meta({
      description:
        "Since when it is not found any more, epoch ms; it has ended when that lasts. null: it is so now.",
    }),
    trend: z.enum(["rising", "falling", "steady"]).optional(),
    acknowledged: acknowledgedSchema.nullable(),
    action: z
      .discriminatedUnion("kind", [
        z.object({ kind: z.literal("link"), label: z.string(), href: z.string() }),
        z.object({ kind: z.literal("enable-events"), label: z.string(), hostname: z.string() }),
      ])
      .nullable(),
  })
  .meta({ id: "Finding" }) satisfies z.ZodType<Finding>;

const closedSchema = findingSchema
  .extend({
    closedAt: z.number().meta({ description: "When it was found no more, epoch ms." }),
    recovered: z.boolean().meta({ description: "All is well again; false: it is only found no more." }),
  })
  .meta({ id: "ClosedFinding" }) satisfies z.ZodType<ClosedFinding>;

export const acknowledgeBodySchema = z
  .strictObject({
    note: z
      .string()
      .max(500)
      .nullable()
      .optional()
      .meta({ description: "What others should know; shown with the finding and written to the audit log." }),
  })
  .meta({ id: "AcknowledgeBody" });

export const findingsSchema = z
  .object({
    counts: z.record(z.enum(FINDING_KIND_NAMES), z.number()).meta({ description: "Open ones by kind." }),
    acknowledged: z
      .record(z.enum(FINDING_KIND_NAMES), z.number())
      .meta({ description: "How many of them are acknowledged." }),
    total: z.number().meta({ description: "How many are open, those beyond the list included." }),
    open: z
      .array(findingSchema)
      .meta({ description: "The worst first, then those that are acknowledged; at most 500." }),
    closed: z.array(closedSchema).meta({ description: "The last 50 that ended, newest first." }),
  })
  .meta({ id: "Findings" }) satisfies z.ZodType<FindingsList>;
