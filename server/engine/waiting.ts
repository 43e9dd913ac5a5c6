// Looks into a queue: reads its first messages from the broker and says what they are. The engine reads events meanwhile.
import { setImmediate } from "node:timers/promises";
import type { Codecs, KombuMessage } from "#lib/kombu/message.ts";
import type { ClusterModel } from "#lib/live/cluster-model.ts";
import { groupWaiting } from "#lib/queues/group-waiting.ts";
import { readWaiting } from "#lib/queues/waiting.ts";
import {
  WAITING_SAMPLE,
  WAITING_SHOWN,
  type Waiting,
  type WaitingMessage,
} from "#lib/queues/waiting-view.ts";
import type { Broker } from "../broker/port.ts";

/** Messages read in one go. */
const SLICE = 50;

export interface WaitingDeps {
  readonly broker: Pick<Broker, "peekQueue">;
  readonly model: Pick<ClusterModel, "sentAt" | "declaredQueues">;
  readonly codecs: Codecs;
  readonly now: number;
}

/** Rejects with UmbelError `broker_unavailable`. */
export async function lookInto(
  deps: WaitingDeps,
  { queue, limit }: { readonly queue: string; readonly limit: number },
): Promise<Waiting> {
  // Of a broadcast, the first of its queues: each holds what its worker still has to run.
  const [declared = queue] = deps.model.declaredQueues(queue);
  const peeked = await deps.broker.peekQueue(declared, Math.min(limit, WAITING_SAMPLE));
  const { read, malformed } = await readAll(deps, peeked.messages);
  return {
    queue,
    at: deps.now,
    total: peeked.total,
    sampled: peeked.messages.length,
    unreadable: peeked.unreadable,
    malformed,
    ...groupWaiting(read, deps.now),
    messages: read.slice(0, WAITING_SHOWN),
  };
}

async function readAll({ model, codecs }: WaitingDeps, messages: readonly (Uint8Array | KombuMessage)[]) {
  const read: WaitingMessage[] = [];
  const malformed: Record<string, number> = {};
  for (const [index, raw] of messages.entries()) {
    if (index > 0 && index % SLICE === 0) await setImmediate();
    const message = readWaiting(raw, String(index + 1), codecs, read.length < WAITING_SHOWN);
    if (!message.ok) {
      malformed[message.reason] = (malformed[message.reason] ?? 0) + 1;
      continue;
    }
    const { uuid, sentAt } = message.value;
    read.push({ ...message.value, sentAt: sentAt ?? (uuid === null ? null : model.sentAt(uuid)) });
  }
  return { read, malformed };
}
