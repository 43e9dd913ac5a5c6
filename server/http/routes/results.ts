// What the result backend holds of a task.
import { createRoute, z } from "@hono/zod-openapi";
import { nameInPath } from "#lib/api/path-params.ts";
import { type TaskResultAnswer, taskResultSchema } from "#lib/api/send-schemas.ts";
import { maskCut, maskText } from "#lib/mask.ts";
import { maskUnknown } from "#lib/mask-value.ts";
import { printArgsRepr, printRepr, printWholeRepr } from "#lib/pyrepr/print-repr.ts";
import type { StoredResult } from "#lib/results/stored-result.ts";
import type { ApiDeps } from "../api-deps.ts";
import type { Routes } from "../guarded.ts";
import { BAD_REQUEST, json, UNAUTHORIZED, UNAVAILABLE } from "../responses.ts";

/** Characters of a value's repr. */
const MAX_REPR = 100_000;

const read = createRoute({
  method: "get",
  path: "/api/v1/tasks/{uuid}/result",
  tags: ["tasks"],
  summary: "What the result backend holds of a task",
  request: { params: z.object({ uuid: nameInPath }) },
  responses: {
    200: json(taskResultSchema, "Null when nothing is stored there, or no backend is known."),
    ...BAD_REQUEST,
    ...UNAUTHORIZED,
    ...UNAVAILABLE,
  },
});

export function addResults(routes: Routes, { results }: ApiDeps): void {
  routes.needing("view").openapi(read, async (c) => {
    const { uuid } = c.req.valid("param");
    const store = await results.current();
    const stored = (await store?.read(uuid)) ?? null;
    const backend = { ...(await results.status()) };
    return c.json({ backend, result: stored === null ? null : shownOf(stored) }, 200);
  });
}

function shownOf(stored: StoredResult): NonNullable<TaskResultAnswer["result"]> {
  const { args, kwargs, children, groups, stamps, taskId: _, result, ...facts } = stored;
  const opaque = stored.opaque !== null;
  return {
    ...facts,
    value: maskUnknown(result),
    repr: opaque ? null : maskCut(printWholeRepr(result), MAX_REPR),
    beginning: masked(stored.beginning),
    traceback: masked(stored.traceback),
    children: children === null ? null : [...children],
    groups: groups.map(({ id, members }) => ({ id, members: [...members] })),
    stampsRepr: masked(stamps === null ? null : printRepr(stamps)),
    argsRepr: masked(args === null ? stored.argsRepr : printArgsRepr(args)),
    kwargsRepr: masked(kwargs === null ? stored.kwargsRepr : printRepr(kwargs)),
  };
}

function masked(text: string | null): string | null {
  return text === null ? null : maskText(text);
}
