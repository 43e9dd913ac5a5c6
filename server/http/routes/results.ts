// What the result backend holds of a task.
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { type TaskResultAnswer, taskResultSchema } from "#lib/api/send-schemas.ts";
import { maskArgs } from "#lib/mask.ts";
import { maskUnknown } from "#lib/mask-value.ts";
import { printArgsRepr, printRepr, printWholeRepr } from "#lib/pyrepr/print-repr.ts";
import type { StoredResult } from "#lib/results/stored-result.ts";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { BAD_REQUEST, json, UNAUTHORIZED, UNAVAILABLE } from "../responses.ts";

const read = createRoute({
  method: "get",
  path: "/api/v1/tasks/{uuid}/result",
  tags: ["tasks"],
  summary: "What the result backend holds of a task",
  request: { params: z.object({ uuid: z.string().min(1).max(512) }) },
  responses: {
    200: json(taskResultSchema, "Null when nothing is stored there, or no backend is known."),
    ...BAD_REQUEST,
    ...UNAUTHORIZED,
    ...UNAVAILABLE,
  },
});

export function addResults(app: OpenAPIHono<ApiEnv>, { results }: ApiDeps): void {
  app.openapi(read, async (c) => {
    const { uuid } = c.req.valid("param");
    const store = await results.current();
    const stored = (await store?.read(uuid)) ?? null;
    const backend = { ...(await results.status()) };
    return c.json({ backend, result: stored === null ? null : shownOf(stored) }, 200);
  });
}

function shownOf(stored: StoredResult): NonNullable<TaskResultAnswer["result"]> {
  const { args, kwargs, children, stamps, taskId: _, result, ...facts } = stored;
  const opaque = stored.opaque !== null;
  return {
    ...facts,
    value: maskUnknown(result),
    repr: opaque ? null : maskArgs(printWholeRepr(result)),
    traceback: stored.traceback === null ? null : maskArgs(stored.traceback),
    children: children === null ? null : [...children],
    stampsRepr: maskedRepr(stamps === null ? null : printRepr(stamps)),
    argsRepr: maskedRepr(args === null ? stored.argsRepr : printArgsRepr(args)),
    kwargsRepr: maskedRepr(kwargs === null ? stored.kwargsRepr : printRepr(kwargs)),
  };
}

function maskedRepr(text: string | null): string | null {
  return text === null ? null : maskArgs(text);
}
