// Commands: the table of what can be asked, asking it, and the record of who asked what.
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { anonymous } from "#lib/access/actor.ts";
import { PERMISSIONS } from "#lib/access/roles.ts";
import { auditSchema, commandBodySchema, outcomeSchema } from "#lib/api/command-schemas.ts";
import { ARGS } from "#lib/control/args.ts";
import { COMMAND_NAMES, type Command } from "#lib/control/command.ts";
import { COMMANDS } from "#lib/control/commands.ts";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
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
    }),
  },
  responses: { 200: json(auditSchema, "Entries still held in memory."), ...BAD_REQUEST, ...UNAUTHORIZED },
});

export function addCommands(app: OpenAPIHono<ApiEnv>, { runCommand, recentAudit }: ApiDeps): void {
  const commands = Object.values(COMMANDS).map(describe);
  app.openapi(table, (c) => c.json({ commands }, 200));
  app.openapi(run, async (c) => {
    const body = c.req.valid("json");
    const outcome = await runCommand(c.env.admission.actor ?? anonymous("unknown"), {
      command: c.req.valid("param").name,
      args: body.arguments ?? {},
      destination: body.destination ?? null,
      reason: body.reason ?? null,
      timeoutMs: body.timeout === undefined ? null : body.timeout * 1000,
    });
    return c.json(outcome as z.output<typeof outcomeSchema>, 200); // readonly arrays
  });
  app.openapi(audit, (c) => {
    const entries = recentAudit(Number(c.req.valid("query").limit ?? 200));
    return c.json({ entries } as z.output<typeof auditSchema>, 200); // readonly arrays
  });
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
