// The `task-sent` event of a message that Umbel sent, as a client with `task_send_sent_event` would tell it: the only
// event that names the queue (docs/protocol/events.md C3).
import type { TaskEvent } from "../events/event.ts";
import type { Json } from "../json.ts";
import type { OutgoingTask } from "./outgoing-task.ts";

export function sentEvent(task: OutgoingTask, at: number, pid: number): TaskEvent {
  const { headers, queue, delivery } = task;
  return {
    kind: "task",
    subject: "sent",
    hostname: text(headers.origin) ?? "umbel",
    at,
    pid,
    clock: null,
    uuid: text(headers.id) ?? task.correlationId,
    name: text(headers.task),
    args: text(headers.argsrepr),
    kwargs: text(headers.kwargsrepr),
    rootId: text(headers.root_id),
    parentId: text(headers.parent_id),
    retries: typeof headers.retries === "number" ? headers.retries : 0,
    eta: text(headers.eta),
    expires: text(headers.expires),
    queue,
    exchange: delivery.exchange,
    routingKey: delivery.routingKey,
  };
}

function text(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}
