// What others know of sending: a task made ready, and the way to send one (sender.ts).
import { hostname } from "node:os";
import type { Actor } from "#lib/access/actor.ts";
import type { OutgoingTask } from "#lib/sending/outgoing-task.ts";
import type { SendBody, TaskRequest } from "#lib/sending/task-request.ts";

/** Who sent it, as Celery names the process of an application. */
export const ORIGIN = `umbel@${hostname()}`;

export interface Prepared {
  readonly request: TaskRequest;
  readonly outgoing: OutgoingTask;
  readonly warnings: readonly string[];
}

export interface Sender {
  /** What would be sent; nothing is. Throws UmbelError `bad_request`. */
  preview(body: SendBody): Promise<Prepared>;
  /** Throws UmbelError: bad_request, forbidden, broker_unavailable, or not_found for a queue that the broker does not have. */
  send(actor: Actor, body: SendBody, reason: string | null): Promise<Prepared>;
}
