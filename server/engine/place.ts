// Where the message of a task is in its queue. The queue is read as for its page, without disturbing it: its first messages,
// one queue at a time, and kept until they are old; the longer reading took, the longer it is kept.
import { setImmediate } from "node:timers/promises";
import type { Codecs } from "#lib/kombu/message.ts";
import type { Place } from "#lib/live/why/waiting-facts.ts";
import { readWaiting } from "#lib/queues/waiting.ts";
import type { Broker } from "../broker/port.ts";

type Peeking = Pick<Broker, "peekQueue">;

/** Messages read at most. */
const MOST_READ = 500;
const SLICE = 50;
const KEPT_MS = 5_000;
/** Reading takes at most a twentieth of the time. */
const REST_FACTOR = 20;
const QUEUES_KEPT = 50;
/** A message may take so long to its queue, and the sender's clock differ. */
const SETTLED_MS = 10_000;

interface Reading {
  readonly began: number;
  readonly read: number;
  readonly total: number;
  /** Place and ETA by the uuid of the task. */
  readonly found: ReadonlyMap<string, { readonly position: number; readonly eta: number | null }>;
  /** Of the reading before, if that held all. */
  readonly before: Pick<Reading, "began" | "found"> | null;
}

interface Kept {
  readonly at: number;
  readonly keptMs: number;
  /** null: it cannot be read. */
  readonly reading: Reading | null;
}

/** By broker and queue. */
const KEPT = new WeakMap<Peeking, Map<string, Promise<Kept>>>();

export interface PlaceDeps {
  readonly broker: Peeking;
  readonly codecs: Codecs;
}

/**
 * `sentMsAgo`: how long ago its message went to the queue; null: not known. null: nobody can tell (RabbitMQ, or the broker is
 * away). Never rejects.
 */
export async function placeOf(
  deps: PlaceDeps,
  {
    queue,
    uuid,
    sentMsAgo,
  }: { readonly queue: string; readonly uuid: string; readonly sentMsAgo: number | null },
): Promise<Place | null> {
  const { reading } = await readingOf(deps, queue);
  if (reading === null) return null;
  const { read, total, found, before } = reading;
  const here = found.get(uuid);
  // Whoever moved up while it was read may not have been seen: hence two readings, both of them after it was sent.
  const sentAt = sentMsAgo === null ? Number.NEGATIVE_INFINITY : performance.now() - sentMsAgo;
  const missed = before !== null && !before.found.has(uuid) && before.began >= sentAt + SETTLED_MS;
  const gone = here === undefined && isWhole(reading) && missed;
  return { position: here?.position ?? null, read, total, gone, eta: here?.eta ?? null };
}

async function readingOf(deps: PlaceDeps, queue: string): Promise<Kept> {
  const all = KEPT.get(deps.broker) ?? new Map<string, Promise<Kept>>();
  KEPT.set(deps.broker, all);
  const asked = all.get(queue);
  const last = await asked;
  const now = all.get(queue);
  if (now !== undefined && (now !== asked || (last && performance.now() - last.at < last.keptMs))) return now;
  all.delete(queue);
  const next = Promise.all(all.values()).then(() => read(deps, queue, last?.reading ?? null));
  all.set(queue, next);
  for (const oldest of all.keys()) {
    if (all.size <= QUEUES_KEPT) break;
    all.delete(oldest);
  }
  return next;
}

function isWhole({ read, total }: Reading): boolean {
  return read >= total;
}

async function read(deps: PlaceDeps, queue: string, last: Reading | null): Promise<Kept> {
  const began = performance.now();
  const reading = await readNow(deps, queue, last, began).catch(() => null);
  const at = performance.now();
  return { at, keptMs: Math.max(KEPT_MS, REST_FACTOR * (at - began)), reading };
}

async function readNow(
  { broker, codecs }: PlaceDeps,
  queue: string,
  last: Reading | null,
  began: number,
): Promise<Reading | null> {
  const { messages, total, unreadable } = await broker.peekQueue(queue, MOST_READ);
  if (unreadable !== null || total === null) return null;
  const found = new Map<string, { position: number; eta: number | null }>();
  for (const [index, raw] of messages.entries()) {
    if (index > 0 && index % SLICE === 0) await setImmediate();
    const message = readWaiting(raw, "", codecs, false);
    if (!message.ok || message.value.uuid === null || found.has(message.value.uuid)) continue;
    found.set(message.value.uuid, { position: index + 1, eta: message.value.eta });
  }
  const before = last !== null && isWhole(last) ? { began: last.began, found: last.found } : null;
  return { began, read: messages.length, total, found, before };
}
