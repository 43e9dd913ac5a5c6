// A task that somebody wants to send, checked: nothing leaves Umbel that a Celery worker could not read. What it is sent
// with (`SendBody`) is in Celery's words; what comes out is complete. Guarded by task-request.test.ts.
import { z } from "zod";
import { printable } from "../control/arg-parts.ts";
import type { Json } from "../json.ts";
import type { WireJson } from "../kombu/print-json.ts";
import { bad, ok, type Result } from "../result.ts";
import { type Delivery, deliveryFields, headersOfDelivery, settleDelivery } from "./delivery.ts";
import { whyUnsendable } from "./known-types.ts";
import { isLocalMoment, readMoment } from "./moment.ts";
import { isReservedHeader } from "./reserved-headers.ts";

const DEFAULT_QUEUE = "celery";
const MAX_SECONDS = 315_360_000;
const MAX_HEADERS = 100;

export interface TaskRequest {
  readonly id: string;
  readonly name: string;
  readonly args: readonly WireJson[];
  readonly kwargs: { readonly [key: string]: WireJson };
  readonly queue: string;
  /** Epoch ms; null: at once. */
  readonly etaAt: number | null;
  readonly expiresAt: number | null;
  readonly priority: number | null;
  /** Seconds. */
  readonly timeLimit: number | null;
  readonly softTimeLimit: number | null;
  readonly retries: number;
  /** The application's own headers. */
  readonly headers: Readonly<Record<string, Json>>;
  /** Headers of Celery's that were given instead of those that follow from the rest. */
  readonly given: Readonly<Record<string, Json>>;
  readonly delivery: Delivery;
  /** null: the task's id. */
  readonly correlationId: string | null;
  readonly replyTo: string | null;
  readonly compressed: boolean;
}

const wire = z.unknown().meta({ description: "Any JSON." }) as unknown as z.ZodType<WireJson>; // made by parseExactJson
const seconds = z.number("must be a number of seconds").positive("must be more than 0").max(MAX_SECONDS);
const moment = z.string().max(64);

export const sendBodySchema = z
  .strictObject({
    name: printable(255).meta({ description: "Name of the task as workers have it registered." }),
    args: z.array(wire).max(10_000).optional(),
    kwargs: (z.record(z.string(), wire) as unknown as z.ZodType<Record<string, WireJson>>).optional(), // likewise
    queue: printable(255)
      .optional()
      .meta({ description: `\`${DEFAULT_QUEUE}\` by default.` }),
    id: z
      .string()
      .regex(/^[\x21-\x7e]{1,155}$/, "must be 1 to 155 visible ASCII characters")
      .optional()
      .meta({ description: "A new uuid by default." }),
    eta: moment.optional().meta({ description: "Not before: ISO 8601; UTC without an offset." }),
    countdown: z.number().min(0).max(MAX_SECONDS).optional().meta({ description: "Seconds from now." }),
    expires: z.union([moment, seconds]).optional().meta({ description: "ISO 8601, or seconds from now." }),
    priority: z
      .int("must be a whole number")
      .min(0, "must be 0 to 255")
      .max(255, "must be 0 to 255")
      .optional()
      .meta({ description: "On Redis 0 is the most urgent, on RabbitMQ the highest number." }),
    time_limit: seconds.optional(),
    soft_time_limit: seconds.optional(),
    retries: z.int().min(0).max(1_000_000).optional(),
    headers: (z.record(printable(255), z.unknown()) as unknown as z.ZodType<Record<string, Json>>) // parsed from JSON
      .optional()
      .meta({ description: "Headers of the application's own." }),
    serializer: z.literal("json", "Umbel sends JSON only").optional(),
    ...deliveryFields,
  })
  .meta({ id: "SendTaskBody" });

export type SendBody = z.output<typeof sendBodySchema> & {
  /** Times without an offset leave as they are: each worker reads them in its own time zone. They are UTC otherwise. */
  readonly localTimes?: boolean;
};
export interface Settling {
  /** Epoch ms. */
  readonly now: number;
  /** The id of a request that names none. */
  readonly newId: () => string;
}

/** `detail` is a sentence for people, `fields` names each field at fault. */
export function settleRequest(body: SendBody, { now, newId }: Settling): Result<TaskRequest, string> {
  const eta = settleEta(body, now);
  if (!eta.ok) return eta;
  const expires =
    typeof body.expires === "number"
      ? ok(now + body.expires * 1000)
      : body.expires === undefined
        ? ok(null)
        : readMoment("expires", body.expires);
  if (!expires.ok) return expires;
  const wrong = refuseHeaders(body) ?? refuseLimits(body) ?? refuseArguments(body);
  if (wrong !== null) return wrong;
  const queue = body.queue ?? DEFAULT_QUEUE;
  const delivery = settleDelivery(body, queue);
  if (!delivery.ok) return delivery;
  return ok({
    id: body.id ?? newId(),
    name: body.name,
    args: body.args ?? [],
    kwargs: body.kwargs ?? {},
    queue,
    etaAt: eta.value,
    expiresAt: expires.value,
    priority: body.priority ?? null,
    timeLimit: body.time_limit ?? null,
    softTimeLimit: body.soft_time_limit ?? null,
    retries: body.retries ?? 0,
    headers: body.headers ?? {},
    given: { ...headersOfDelivery(body), ...(body.localTimes === true ? localTimes(body) : {}) },
    delivery: delivery.value,
    correlationId: body.correlation_id ?? null,
    replyTo: body.reply_to ?? null,
    compressed: body.compression !== undefined,
  });
}

function settleEta({ eta, countdown }: SendBody, now: number): Result<number | null, string> {
  if (eta !== undefined && countdown !== undefined) {
    return bad("countdown", "either eta or countdown can be given, not both");
  }
  if (countdown !== undefined) return ok(now + countdown * 1000);
  return eta === undefined ? ok(null) : readMoment("eta", eta);
}

function localTimes({ eta, expires }: SendBody): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries({ eta, expires }).flatMap(([name, time]) =>
      typeof time === "string" && isLocalMoment(time) ? [[name, time.trim().replace(" ", "T")]] : [],
    ),
  );
}

function refuseHeaders({ headers = {}, properties = {} }: SendBody) {
  const names = Object.keys(headers);
  if (names.length > MAX_HEADERS) return bad("headers", `at most ${MAX_HEADERS} headers can be sent`);
  const reserved = names.find(isReservedHeader);
  if (reserved !== undefined) {
    return bad(
      `headers.${reserved}`,
      "belongs to Celery: use the field of the same meaning, or leave it out",
    );
  }
  const big = [
    ...names.filter((name) => hasBigInt(headers[name])).map((name) => `headers.${name}`),
    ...Object.keys(properties).flatMap((name) => (hasBigInt(properties[name]) ? [`properties.${name}`] : [])),
  ][0];
  return big === undefined ? null : bad(big, "holds an integer beyond 2^53: send it as text");
}

function refuseLimits({ time_limit: hard, soft_time_limit: soft }: SendBody) {
  if (hard === undefined || soft === undefined || soft <= hard) return null;
  return bad("soft_time_limit", "must not be more than time_limit");
}

function refuseArguments({ args, kwargs, headers }: SendBody) {
  const inArgs = whyUnsendable([args ?? [], kwargs ?? {}]);
  if (inArgs !== null) return bad("args", inArgs);
  const inHeaders = whyUnsendable(headers ?? {});
  return inHeaders === null ? null : bad("headers", inHeaders);
}

function hasBigInt(value: unknown): boolean {
  if (typeof value === "bigint") return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasBigInt);
}
