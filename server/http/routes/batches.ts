// Batches: what one would do, beginning, looking at, aborting and resuming one; and which task was retried as which.
import { createRoute, z } from "@hono/zod-openapi";
import {
  batchBodySchema,
  batchPageSchema,
  batchSchema,
  preflightBodySchema,
  preflightSchema,
} from "#lib/api/batch-schemas.ts";
import { actionBodySchema } from "#lib/api/command-schemas.ts";
import { UmbelError } from "#lib/api/error.ts";
import { nameInPath } from "#lib/api/path-params.ts";
import { ITEM_STATUSES } from "#lib/batches/batch.ts";
import type { ApiDeps } from "../api-deps.ts";
import { readExactBody } from "../exact-body.ts";
import { principalOf, type Routes } from "../guarded.ts";
import {
  BAD_REQUEST,
  CONFLICT,
  FORBIDDEN,
  json,
  NOT_FOUND,
  UNAUTHORIZED,
  UNAVAILABLE,
} from "../responses.ts";

const REFUSALS = { ...BAD_REQUEST, ...UNAUTHORIZED, ...FORBIDDEN, ...CONFLICT, ...UNAVAILABLE };
const id = z.object({ id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) });
const digits = z.string().regex(/^\d{1,6}$/);
type BatchAnswer = z.output<typeof batchSchema>;

const list = createRoute({
  method: "get",
  path: "/api/v1/batches",
  tags: ["batches"],
  summary: "Batches, newest first",
  responses: { 200: json(z.object({ batches: z.array(batchSchema) }), "Those still held."), ...UNAUTHORIZED },
});

const one = createRoute({
  method: "get",
  path: "/api/v1/batches/{id}",
  tags: ["batches"],
  summary: "A batch and a page of its items",
  request: {
    params: id,
    query: z.strictObject({
      show: z.enum(ITEM_STATUSES).optional(),
      offset: digits.optional(),
      limit: digits.optional(),
    }),
  },
  responses: { 200: json(batchPageSchema, "The batch."), ...BAD_REQUEST, ...UNAUTHORIZED, ...NOT_FOUND },
});

const steer = (word: "abort" | "resume", summary: string) =>
  createRoute({
    method: "post",
    path: `/api/v1/batches/{id}/${word}`,
    tags: ["batches"],
    summary,
    request: {
      params: id,
      body: { required: true, content: { "application/json": { schema: actionBodySchema } } },
    },
    responses: { 200: json(batchSchema, "The batch."), ...REFUSALS, ...NOT_FOUND },
  });

const links = createRoute({
  method: "get",
  path: "/api/v1/tasks/{uuid}/retries",
  tags: ["batches"],
  summary: "What a task was retried as, and which task it is a retry of",
  request: { params: z.object({ uuid: nameInPath }) },
  responses: {
    200: json(
      z.object({ retryOf: z.string().nullable(), retriedAs: z.string().nullable() }),
      "Null: none known.",
    ),
    ...UNAUTHORIZED,
  },
});

export function addBatches(routes: Routes, deps: ApiDeps): void {
  const { batches, preflight } = deps;
  addBegin(routes, deps);
  routes.needing("view").openapi(list, (c) => c.json({ batches: [...batches.list()] as BatchAnswer[] }, 200));
  routes.needing("view").openapi(one, (c) => {
    const { show, offset = "0", limit = "200" } = c.req.valid("query");
    const batch = batches.get(c.req.valid("param").id);
    if (batch === null)
      throw new UmbelError("not_found", "Batch not found: it was never started here, or is no longer kept.");
    const items = [...batch.items()].filter((item) => show === undefined || item.status === show);
    const from = Number(offset);
    const most = Math.min(Number(limit), 1000);
    const page = items.slice(from, from + most);
    return c.json(
      { batch: batch.toBatch(), items: page, matching: items.length, offset: from, limit: most },
      200,
    );
  });
  routes.needing("control").openapi(steer("abort", "Stop a batch; what was done stays done"), async (c) => {
    return c.json(await batches.abort(principalOf(c), c.req.valid("param").id), 200);
  });
  routes.needing("control").openapi(steer("resume", "Go on with an interrupted batch"), async (c) => {
    return c.json(await batches.resume(principalOf(c), c.req.valid("param").id), 200);
  });
  routes.needing("view").openapi(links, (c) => {
    const { uuid } = c.req.valid("param");
    return c.json({ retryOf: batches.links.retryOf(uuid), retriedAs: batches.links.retriedAs(uuid) }, 200);
  });
  routes.document({
    method: "post",
    path: "/api/v1/batches/preflight",
    tags: ["batches"],
    summary: "What a batch would do, task by task; nothing is done",
    request: { body: { required: true, content: { "application/json": { schema: preflightBodySchema } } } },
    responses: {
      200: json(preflightSchema, "Counts, reasons, and the tasks that need attention."),
      ...REFUSALS,
    },
  });
  // Its drafts hold arguments.
  routes.needing("control").post("/api/v1/batches/preflight", async (c) => {
    const body = await readExactBody(c, preflightBodySchema);
    return c.json(await preflight(body), 200);
  });
}

/** Documented and served by hand: edited arguments must be read exactly (exact-body.ts). */
function addBegin(routes: Routes, { batches, withSelected }: ApiDeps): void {
  routes.document({
    method: "post",
    path: "/api/v1/batches",
    tags: ["batches"],
    summary: "Retry, revoke or terminate many tasks",
    description:
      "Answers once the batch runs. All that match a query are chosen by a preflight, whose `pin` names them. Its progress and the outcome of each task are at `/api/v1/batches/{id}`.",
    request: { body: { required: true, content: { "application/json": { schema: batchBodySchema } } } },
    responses: { 200: json(batchSchema, "The batch that was started."), ...REFUSALS },
  });
  routes.needing("control").post("/api/v1/batches", async (c) => {
    const body = await readExactBody(c, batchBodySchema);
    const { kind, queue, reason = null, rate = null } = body;
    const edits = new Map(Object.entries(body.edits ?? {}));
    const batch = await withSelected(body, ({ items, query }) =>
      batches.begin(principalOf(c), { kind, items, query, queue, reason, rate, edits }),
    );
    return c.json(batch, 200);
  });
}
