// Sending tasks: what workers can run, what would be sent, and sending it.
import { createRoute, z } from "@hono/zod-openapi";
import { reasonSchema } from "#lib/api/command-schemas.ts";
import { previewSchema, registrySchema, type SentTask } from "#lib/api/send-schemas.ts";
import { printBody } from "#lib/sending/encode-task.ts";
import { sendBodySchema } from "#lib/sending/task-request.ts";
import type { Prepared } from "../../sending/port.ts";
import type { ApiDeps } from "../api-deps.ts";
import { readExactBody } from "../exact-body.ts";
import { principalOf, type Routes } from "../guarded.ts";
import { BAD_REQUEST, FORBIDDEN, json, UNAUTHORIZED, UNAVAILABLE } from "../responses.ts";

const registry = createRoute({
  method: "get",
  path: "/api/v1/registry",
  tags: ["tasks"],
  summary: "Names that workers have registered and queues that they consume",
  responses: { 200: json(registrySchema, "Of the workers that are online."), ...UNAUTHORIZED },
});

const bodySchema = sendBodySchema.extend({ reason: reasonSchema }).meta({ id: "SendTask" });

export function addSending(routes: Routes, { engine, sender }: ApiDeps): void {
  routes.needing("view").openapi(registry, async (c) => {
    const known = await engine.query("registry", {});
    return c.json(known as z.output<typeof registrySchema>, 200); // readonly arrays
  });
  // Documented here, and served by hand below: the body must be read exactly (exact-body.ts).
  routes.document({
    method: "post",
    path: "/api/v1/tasks",
    tags: ["tasks"],
    summary: "Send a task",
    description: "With `preview=1` nothing is sent; the answer is the message that would be.",
    request: {
      query: z.strictObject({ preview: z.enum(["0", "1"]).optional() }),
      body: { required: true, content: { "application/json": { schema: bodySchema } } },
    },
    responses: {
      200: json(previewSchema, "The message."),
      ...BAD_REQUEST,
      ...UNAUTHORIZED,
      ...FORBIDDEN,
      ...UNAVAILABLE,
    },
  });
  // Everybody may have a preview; to send, the sender asks for a right.
  routes.needing("view").post("/api/v1/tasks", async (c) => {
    const { reason: why, ...body } = await readExactBody(c, bodySchema);
    if (c.req.query("preview") === "1") return c.json(answerOf(await sender.preview(body), false), 200);
    return c.json(answerOf(await sender.send(principalOf(c), body, why ?? null), true), 200);
  });
}

function answerOf({ request, outgoing, warnings }: Prepared, sent: boolean): SentTask {
  const { headers, contentType, priority, expirationMs, queue } = outgoing;
  return {
    id: request.id,
    name: request.name,
    queue,
    headers: { ...headers },
    body: printBody(request),
    contentType,
    priority,
    expirationMs,
    warnings: [...warnings],
    sent,
  };
}
