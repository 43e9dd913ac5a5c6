// Sends single tasks on behalf of somebody: prepared, authorised, audited, published. Batches have their own entry in the
// audit log and use prepare-task.ts.
import type { Actor } from "#lib/access/actor.ts";
import type { JsonObject } from "#lib/json.ts";
import { maskText } from "#lib/mask.ts";
import { printArgsRepr, printRepr } from "#lib/pyrepr/print-repr.ts";
import type { TaskRequest } from "#lib/sending/task-request.ts";
import type { Action } from "../control/port.ts";
import type { Engine } from "../engine/port.ts";
import type { Sender } from "./port.ts";
import { prepareTask } from "./prepare-task.ts";

export interface SenderDeps {
  readonly engine: Engine;
  readonly runAction: <T>(actor: Actor, action: Action, work: () => Promise<T>) => Promise<T>;
  readonly now: () => number;
}

export function createSender({ engine, runAction, now }: SenderDeps): Sender {
  return {
    preview: (body) => prepareTask(engine, body, now()),
    async send(actor, body, reason) {
      const prepared = await prepareTask(engine, body, now());
      const args = auditArgs(prepared.request);
      const action: Action = { name: "send_task", title: "Send task", permission: "control", args, reason };
      await runAction(actor, action, () => engine.act("sendTask", prepared.outgoing));
      return prepared;
    },
  };
}

function auditArgs(request: TaskRequest): JsonObject {
  const { id, name, queue, delivery } = request;
  const { exchange, routingKey } = delivery;
  const route = exchange === "" ? {} : { exchange, routing_key: routingKey };
  return { task_id: id, task_name: name, queue, ...route, ...reprs(request) };
}

function reprs({ args, kwargs }: TaskRequest): JsonObject {
  return { args: maskText(printArgsRepr(args)), kwargs: maskText(printRepr(kwargs)) };
}
