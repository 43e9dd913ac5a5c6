// The gate before the broker: makes a ControlRequest or says what was wrong. No other code makes one, so that no message
// leaves which a worker would misread (docs/protocol/control.md D1, I8). Guarded by the property in validate.test.ts.
import { z } from "zod";
import { ok } from "../result.ts";
import { printable } from "./arg-parts.ts";
import { ARGS } from "./args.ts";
import { isBeatNode } from "./beat-node.ts";
import type { Command, CommandArgs } from "./command.ts";
import { findCommand } from "./commands.ts";
import { checkCustomArgs, checkCustomName } from "./custom.ts";
import type { ControlRequest } from "./outcome.ts";

/** Long enough for a worker whose loop is busy; workers that all answered end the wait early. */
const DEFAULT_TIMEOUT_MS = 2_000;
const MAX_DESTINATIONS = 1_000;

export type RefusalReason = "unknown-command" | "arguments" | "destination" | "timeout";

/** A `bad` Result that also says which fields were at fault. */
export interface Refusal {
  readonly ok: false;
  readonly reason: RefusalReason;
  readonly detail: string;
  readonly fields: Readonly<Record<string, string>>;
}
export type Validated = { readonly ok: true; readonly value: ControlRequest } | Refusal;

const destinationSchema = z
  .array(
    printable(256).refine(
      (name) => !isBeatNode(name),
      "must name workers: this is beat, which answers only a ping to all",
    ),
    "must be a list of worker names, or null for every worker",
  )
  .min(1, "must name at least one worker; null is every worker")
  .max(MAX_DESTINATIONS, `must name at most ${MAX_DESTINATIONS} workers`)
  .nullable();
const timeoutSchema = z.number("must be a number of milliseconds").min(100).max(60_000);

/** `args` and `destination` are whatever a stranger sent. */
export function validateCommand(
  name: string,
  args: unknown,
  destination: unknown,
  timeoutMs: unknown = DEFAULT_TIMEOUT_MS,
): Validated {
  const command = findCommand(name);
  if (command === null) {
    const shown = name.slice(0, 64);
    return refuse("unknown-command", `There is no command “${shown}”.`, { command: "unknown" });
  }
  const parsed = ARGS[command.name].safeParse(args ?? {});
  if (!parsed.success) return refuseFor("arguments", command.title, parsed.error, "");
  return address(command, parsed.data, destination, timeoutMs);
}

/** A command that the application defined itself: only its shape can be checked, and that it is none of Celery's own. */
export function validateCustom(
  method: string,
  args: unknown,
  destination: unknown,
  timeoutMs: unknown = DEFAULT_TIMEOUT_MS,
): Validated {
  const title = `Custom command ${method.slice(0, 64)}`;
  const wrongName = checkCustomName(method);
  if (wrongName !== null) return refuse("unknown-command", `${title}: ${wrongName}.`, { command: wrongName });
  const checked = checkCustomArgs(args ?? {});
  if (!checked.ok) return refuse("arguments", `${title}: ${checked.detail}.`, { args: checked.detail });
  const like = { title, celeryMethod: method, broadcastAllowed: true, expectsReply: true };
  return address(like, checked.value, destination, timeoutMs);
}

function address(
  command: Pick<Command, "title" | "celeryMethod" | "broadcastAllowed" | "expectsReply">,
  args: CommandArgs,
  destination: unknown,
  timeoutMs: unknown,
): Validated {
  const workers = destinationSchema.safeParse(destination ?? null);
  if (!workers.success) return refuseFor("destination", command.title, workers.error, "destination");
  if (workers.data === null && !command.broadcastAllowed) {
    const must = "must name the workers: without one it would reach every worker";
    return refuse("destination", `${command.title}: destination ${must}.`, { destination: must });
  }
  const timeout = timeoutSchema.safeParse(timeoutMs);
  if (!timeout.success) return refuseFor("timeout", command.title, timeout.error, "timeout");
  return ok({
    method: command.celeryMethod,
    args,
    destination: workers.data === null ? null : [...new Set(workers.data)],
    timeoutMs: timeout.data,
    expectsReply: command.expectsReply,
  });
}

function refuseFor(reason: RefusalReason, title: string, error: z.ZodError, root: string): Refusal {
  const fields: Record<string, string> = {};
  for (const issue of error.issues.slice(0, 10)) {
    const path = [...(root === "" ? [] : [root]), ...issue.path.map(String)].join(".");
    fields[path === "" ? "args" : path] ??= issue.message;
  }
  const first = Object.entries(fields)[0] ?? ["args", "not valid"];
  return refuse(reason, `${title}: ${first[0]} ${first[1]}.`, fields);
}

function refuse(reason: RefusalReason, detail: string, fields: Refusal["fields"]): Refusal {
  return { ok: false, reason, detail, fields };
}
