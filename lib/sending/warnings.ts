// What somebody should know before a message leaves, although nothing forbids it.
import { broadcastProblem, type Registry } from "./registry.ts";
import type { TaskRequest } from "./task-request.ts";

/** kombu's default: unacknowledged messages are given out again after it (docs/protocol/redis.md A2). */
const VISIBILITY_TIMEOUT_MS = 3_600_000;

export interface Surroundings extends Registry {
  /** Epoch ms. */
  readonly now: number;
  /** `redis`, `rediss`, `amqp`, `memory` … */
  readonly transport: string;
}

export function warningsOf(request: TaskRequest, around: Surroundings): string[] {
  const { name, queue, etaAt, expiresAt, delivery } = request;
  const warnings: string[] = [];
  if (around.registered !== null && !around.registered.includes(name)) {
    warnings.push(`No online worker has ${name} registered: it would fail with NotRegistered.`);
  }
  const broadcast = delivery.exchange === "" ? broadcastProblem(around, queue) : null;
  if (broadcast !== null) warnings.push(broadcast);
  else if (delivery.exchange === "" && around.consumed !== null && !around.consumed.includes(queue)) {
    const known = around.queues.includes(queue);
    warnings.push(
      known
        ? `No online worker consumes the queue ${queue}: the task waits until one does.`
        : `The queue ${queue} is not known, and no worker consumes it: the task waits until one does.`,
    );
  }
  if (
    etaAt !== null &&
    etaAt - around.now > VISIBILITY_TIMEOUT_MS &&
    /^(redis|sentinel|unix|sqs)/.test(around.transport)
  ) {
    warnings.push(
      "The ETA is more than an hour away: this broker delivers a message again after its visibility timeout (an hour by default), so the task can run twice.",
    );
  }
  if (expiresAt !== null && expiresAt <= around.now) {
    warnings.push("It has expired already: the worker will revoke it instead of running it.");
  }
  if (expiresAt !== null && etaAt !== null && expiresAt <= etaAt) {
    warnings.push("It expires before its ETA: it will be revoked instead of run.");
  }
  return warnings;
}
