// Flower's sending and reading on what Umbel sends and reads with.
import { UmbelError } from "#lib/api/error.ts";
import type { Json } from "#lib/json.ts";
import { isRecord } from "#lib/kombu/object.ts";
import type { WireJson } from "#lib/kombu/print-json.ts";
import { maskText } from "#lib/mask.ts";
import { maskUnknown } from "#lib/mask-value.ts";
import { printArgsRepr, printRepr } from "#lib/pyrepr/print-repr.ts";
import type { StoredResult } from "#lib/results/stored-result.ts";
import { sendBodySchema } from "#lib/sending/task-request.ts";
import type { ResultStore } from "../../results/port.ts";
import type { ApiDeps } from "../api-deps.ts";
import { refuseIssues } from "../api-errors.ts";
import { readExactObject } from "../exact-body.ts";
import { createIgnoresResult } from "./ignores-result.ts";
import { noBackend } from "./send.ts";
import type { FlowerResult, FlowerSending } from "./sending-port.ts";

type Deps = Pick<ApiDeps, "sender" | "results" | "runAction" | "runCommand" | "engine">;

export function createFlowerSending(deps: Deps): FlowerSending {
  const { engine, sender, results, runAction } = deps;
  const store = async (): Promise<ResultStore> => {
    const current = await results.current();
    if (current === null) throw noBackend();
    return current;
  };
  return {
    parse: readExactObject,
    async send(actor, task) {
      const args = task.args as readonly WireJson[]; // as `parse` gave it
      // A list, where Celery's own callers have a tuple: so are its reprs in events. Celery has a tuple for an empty one.
      const argsrepr = args.length === 0 ? "()" : printRepr(args);
      const body = sendBodySchema.safeParse({ argsrepr, ...task });
      if (!body.success) throw refuseIssues(body.error.issues, "json");
      const { request } = await sender.send(actor, { ...body.data, localTimes: true }, null);
      return { id: request.id };
    },
    async read(id) {
      const current = await store();
      try {
        const found = await current.read(id);
        return found === null ? null : shownOf(found);
      } catch (error) {
        // What is there but cannot be read: its state is what events have told.
        const unreadable = error instanceof UmbelError && error.code === "conflict";
        const task = unreadable ? await engine.query("task", { uuid: id }) : null;
        if (!unreadable || task === null) throw error;
        return { status: task.state, result: `<${error.message}>`, traceback: task.traceback };
      }
    },
    ignoresResult: createIgnoresResult(deps),
    hasBackend: async () => (await results.current()) !== null,
    async abort(actor, id) {
      const current = await store();
      const action = {
        name: "abort_task",
        title: "Abort task",
        permission: "control",
        args: { task_id: id },
      } as const;
      await runAction(actor, { ...action, reason: null }, () => current.abort(id));
    },
  };
}

function shownOf({ status, result, opaque, beginning, traceback }: StoredResult): FlowerResult {
  const unread = `<${opaque}>${beginning === null ? "" : ` ${maskText(beginning)}`}`;
  const shown = opaque === null ? (failureRepr(status, result) ?? maskUnknown(result)) : unread;
  return { status, result: shown, traceback: traceback === null ? null : maskText(traceback) };
}

/** `ValueError('x')`, from what Celery stores of an exception; null for what is none. */
function failureRepr(status: string, result: WireJson): Json {
  if (status === "SUCCESS" || !isRecord(result) || typeof result.exc_type !== "string") return null;
  const message = result.exc_message as WireJson; // a member of what was stored
  const args: readonly WireJson[] = Array.isArray(message) ? message : [message];
  const own = result.exc_module === "celery.exceptions" ? celerysRepr(result.exc_type, args) : null;
  return maskText(own ?? `${result.exc_type}${printArgsRepr(args).replace(/,\)$/, ")")}`);
}

/** Two exceptions of Celery's have a repr of their own. */
function celerysRepr(type: string, [first = null, second = null]: readonly WireJson[]): string | null {
  if (type === "NotRegistered") {
    return `Task of kind ${printRepr(first)} never registered, please make sure it's imported.`;
  }
  if (type !== "Reject") return null;
  return `reject requeue=${printRepr(second)}: ${typeof first === "string" ? first : printRepr(first)}`;
}
