// From what somebody wants sent to the message that would leave, with what should be known before: for the preview, for
// sending, and for each item of a retry.
import { randomUUID } from "node:crypto";
import { UmbelError } from "#lib/api/error.ts";
import { encodeTask } from "#lib/sending/encode-task.ts";
import { type SendBody, settleRequest } from "#lib/sending/task-request.ts";
import { warningsOf } from "#lib/sending/warnings.ts";
import type { Engine } from "../engine/port.ts";
import { compressTask } from "./compress-task.ts";
import { ORIGIN, type Prepared } from "./port.ts";

/** Throws UmbelError `bad_request` that names the field at fault. */
export async function prepareTask(
  engine: Pick<Engine, "query" | "latest">,
  body: SendBody,
  now: number,
): Promise<Prepared> {
  const settled = settleRequest(body, { now, newId: randomUUID });
  if (!settled.ok) {
    throw new UmbelError("bad_request", `${settled.reason}: ${settled.detail}.`, {
      [settled.reason]: settled.detail,
    });
  }
  const request = settled.value;
  const registry = await engine.query("registry", {});
  const warnings = warningsOf(request, {
    ...registry,
    now,
    transport: engine.latest()?.broker.transport ?? "",
  });
  return { request, outgoing: compressTask(encodeTask(request, { origin: ORIGIN, now }), request), warnings };
}
