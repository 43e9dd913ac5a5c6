// Broadcasts: one row for people, one queue for each process at the broker. Which queues there are is what workers list;
// what clients tell of in `task-sent` is never declared anywhere.

import { broadcastOf, generatedPrefix } from "../kombu/queue-name.ts";
import type { ActiveQueueInfo } from "../workers/inspect.ts";
import type { DepthReading } from "./queue-record.ts";

const FANOUT = "fanout";
const NONE: ReadonlySet<string> = new Set();

/** `queueType` of its row. */
export const BROADCAST = "broadcast";

export class Broadcasts {
  /** Queues of processes by broadcast, with the newest reading of each. */
  readonly #members = new Map<string, Map<string, DepthReading | null>>();
  readonly #ofMember = new Map<string, string>();
  /** By worker: what it lists. */
  readonly #listed = new Map<string, readonly string[]>();
  /** Broadcasts by the prefix of the names that kombu makes for them. */
  readonly #byPrefix = new Map<string, Set<string>>();
  /** Broadcasts whose last queue went since readings were added up. */
  #emptied = new Set<string>();

  /** What people call a queue; `exchange` as `task-sent` tells it, null where nobody does. */
  nameOf(queue: string, exchange: string | null = null): string {
    const prefix = generatedPrefix(queue);
    if (prefix === null) return queue;
    const known = this.#byPrefix.get(prefix) ?? NONE;
    const from = exchange ?? this.#ofMember.get(queue) ?? (known.size === 1 ? first(known) : null);
    return broadcastOf(queue, from, from !== null && known.has(from)) ?? queue;
  }

  /** Takes what one worker lists now. Answers prefixes whose broadcast was not known before. */
  list(hostname: string, queues: readonly ActiveQueueInfo[]): readonly string[] {
    const fresh: string[] = [];
    const mine: string[] = [];
    for (const { name, declaredAs, exchangeType } of queues) {
      const prefix = name === declaredAs || exchangeType !== FANOUT ? null : generatedPrefix(declaredAs);
      if (prefix === null) continue;
      if (!this.#byPrefix.has(prefix)) fresh.push(prefix);
      this.#byPrefix.set(prefix, (this.#byPrefix.get(prefix) ?? new Set()).add(name));
      const members = this.#members.get(name) ?? new Map<string, DepthReading | null>();
      this.#members.set(name, members);
      members.set(declaredAs, members.get(declaredAs) ?? null);
      this.#ofMember.set(declaredAs, name);
      mine.push(declaredAs);
    }
    this.#take((this.#listed.get(hostname) ?? []).filter((queue) => !mine.includes(queue)));
    if (mine.length > 0) this.#listed.set(hostname, mine);
    else this.#listed.delete(hostname);
    return fresh;
  }

  /** The worker is gone, and its queues with it. */
  leave(hostname: string): void {
    this.#take(this.#listed.get(hostname) ?? []);
    this.#listed.delete(hostname);
  }

  #take(queues: readonly string[]): void {
    for (const queue of queues) {
      const name = this.#ofMember.get(queue) ?? "";
      const members = this.#members.get(name);
      members?.delete(queue);
      if (members?.size === 0) this.#emptied.add(name);
      this.#ofMember.delete(queue);
    }
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  /** Queues that a row stands for at the broker: itself, or those of the processes. */
  declared(name: string): readonly string[] {
    const members = this.#members.get(name);
    return members === undefined ? [name] : [...members.keys()];
  }

  /** The readings of processes' queues added up; of a broadcast that has none any more nothing is known. */
  addUp(readings: readonly DepthReading[]): readonly DepthReading[] {
    if (this.#ofMember.size === 0 && this.#emptied.size === 0) return readings;
    const told = this.#emptied;
    this.#emptied = new Set();
    const own: DepthReading[] = [];
    for (const reading of readings) {
      const name = this.#ofMember.get(reading.queue);
      if (name === undefined) own.push(reading);
      else {
        this.#members.get(name)?.set(reading.queue, reading);
        told.add(name);
      }
    }
    return [...own, ...Array.from(told, (name) => this.#sum(name))];
  }

  #sum(name: string): DepthReading {
    const parts = [...(this.#members.get(name)?.values() ?? [])].filter((reading) => reading !== null);
    const sum = (read: (reading: DepthReading) => number | null | undefined) => {
      const known = parts.flatMap((part) => read(part) ?? []);
      return known.length === 0 ? null : known.reduce((all, one) => all + one, 0);
    };
    return {
      queue: name,
      depth: sum(({ depth }) => depth),
      unacked: sum(({ unacked }) => unacked),
      consumers: sum(({ consumers }) => consumers),
      scheduled: sum(({ scheduled }) => scheduled),
      publishRate: sum(({ publishRate }) => publishRate),
      deliverRate: sum(({ deliverRate }) => deliverRate),
      queueType: BROADCAST,
    };
  }
}

function first(names: ReadonlySet<string>): string | null {
  return names.values().next().value ?? null;
}
