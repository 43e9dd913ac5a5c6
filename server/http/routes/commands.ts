// Commands: the table of what can be asked, asking it, and the record of who asked what.
import { createRoute, z } from "@hono/zod-openapi";
import { PERMISSIONS } from "#lib/access/roles.ts";
import { auditSchema, commandBodySchema, outcomeSchema } from "#lib/api/command-schemas.ts";
import { nameInPath } from "#lib/api/path-params.ts";
import { ARGS } from "#lib/control/args.ts";
import { COMMAND_NAMES, type Command } from "#lib/control/command.ts";
import { COMMANDS } from "#lib/control/commands.ts";
import type { CommandCall } from "../../control/port.ts";
import type { ApiDeps } from "../api-deps.ts";
import { principalOf, type Routes } from "../guarded.ts";
import { BAD_REQUEST, FORBIDDEN, json, NOT_FOUND, UNAUTHORIZED, UNAVAILABLE } from "../responses.ts";

const commandSchema = z
  .object({
    name: z.enum(COMMAND_NAMES),
    kind: z.enum(["control", "inspect"]),
    title: z.string(),
    description: z.string(),
    permission: z.enum(PERMISSIONS),
    destructive: z.boolean(),
    broadcastAllowed: z.boolean().meta({ description: "False: a destination must be named." }),
    expectsReply: z.boolean(),
    arguments: z.record(z.string(), z.unknown()).meta({ description: "JSON Schema of `arguments`." }),
  })
  .meta({ id: "Command" });

const table = createRoute({
  method: "get",
  path: "/api/v1/commands",
  tags: ["commands"],
  summary: "Every command with the arguments it takes",
  responses: { 200: json(z.object({ commands: z.array(commandSchema) }), "The table."), ...UNAUTHORIZED },
});

const run = createRoute({
  method: "post",
  path: "/api/v1/commands/{name}",
  tags: ["commands"],
  summary: "Send a command and collect the answers",
  description:
    "Workers that did not answer in time are listed in `missing`; that is an outcome, not an error.",
  request: {
    params: z.object({ name: z.string().min(1).max(64) }),
    body: { required: true, content: { "application/json": { schema: commandBodySchema } } },
  },
  responses: {
    200: json(outcomeSchema, "What each worker answered."),
    ...BAD_REQUEST,
    ...UNAUTHORIZED,
    ...FORBIDDEN,
    ...NOT_FOUND,
    ...UNAVAILABLE,
  },
});

const runCustom = createRoute({
  method: "post",
  path: "/api/v1/custom-commands/{method}",
  tags: ["commands"],
  summary: "Send a command that the application defined itself",
  description:
    "Its name and arguments are unknown to Umbel and go out as they are, to workers that know it; the others answer a KeyError. Needs the right `custom`. Celery's own commands are refused here, and `election` and `hello` everywhere.",
  request: {
    params: z.object({ method: z.string().min(1).max(400) }),
    body: { required: true, content: { "application/json": { schema: commandBodySchema } } },
  },
  responses: {
    200: json(outcomeSchema, "What each worker answered."),
    ...BAD_REQUEST,
    ...UNAUTHORIZED,
    ...FORBIDDEN,
    ...UNAVAILABLE,
  },
});

const audit = createRoute({
  method: "get",
  path: "/api/v1/audit",
  tags: ["commands"],
  summary: "Who sent which command, newest first",
  request: {
    query: z.strictObject({
      limit: z
        .string()
        .regex(/^[1-9]\d{0,2}$|^1000$/)
        .optional(),
      task: nameInPath.optional().meta({
        description: "Only what was done to this task, alone or with others.",
      }),
    }),
  },
  responses: {
    200: json(auditSchema, "Entries still held in memory."),
    ...BAD_REQUEST,
    ...UNAUTHORIZED,
    ...FORBIDDEN,
  },
});

export function addCommands(routes: Routes, deps: ApiDeps): void {
  const { runCommand, recentAudit, auditSince, auditOfTask } = deps;
  const commands = Object.values(COMMANDS).map(describe);
  routes.needing("view").openapi(table, (c) => c.json({ commands }, 200));
  // Each command needs a right of its own, which runCommand asks for.
  routes.needing("view").openapi(run, async (c) => {
    const call = callOf(c.req.valid("param").name, c.req.valid("json"));
    const outcome = await runCommand(principalOf(c), call);
    return c.json(outcome as z.output<typeof outcomeSchema>, 200); // readonly arrays
  });
  routes.needing("custom").openapi(runCustom, async (c) => {
    const call = { ...callOf(c.req.valid("param").method, c.req.valid("json")), custom: true };
    const outcome = await runCommand(principalOf(c), call);
    return c.json(outcome as z.output<typeof outcomeSchema>, 200); // readonly arrays
  });
  routes.needing("audit").openapi(audit, (c) => {
    const { task, limit: asked } = c.req.valid("query");
    const limit = Number(asked ?? 200);
    const entries = task === undefined ? recentAudit(limit) : auditOfTask(task).slice(0, limit);
    return c.json({ entries, since: auditSince() } as z.output<typeof auditSchema>, 200); // readonly arrays
  });
}

function callOf(command: string, body: z.output<typeof commandBodySchema>): CommandCall {
  return {
    command,
    args: body.arguments ?? {},
    destination: body.destination ?? null,
    pattern: body.pattern ?? null,
    matcher: body.matcher ?? null,
    reason: body.reason ?? null,
    timeoutMs: body.timeout === undefined ? null : body.timeout * 1000,
  };
}

function describe(command: Command): z.output<typeof commandSchema> {
  const { name, kind, title, description, permission, destructive, broadcastAllowed, expectsReply } = command;
  const schema = z.toJSONSchema(ARGS[command.name], { io: "input", unrepresentable: "any" });
  return {
    name,
    kind,
    title,
    description,
    permission,
    destructive,
    broadcastAllowed,
    expectsReply,
    arguments: schema,
  };
}
