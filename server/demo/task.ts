// One simulated task from being sent to its end. `uuid` stays the same over retries, as in Celery.
import type { WireJson } from "#lib/kombu/print-json.ts";
import type { TaskSpec } from "./catalog/spec.ts";
import { type PyKwargs, type PyValue, reprOf, reprOfArgs } from "./python.ts";
import type { Random } from "./random.ts";

/** Members of a chord still to succeed before its body is sent. */
export interface Chord {
  remaining: number;
  readonly body: TaskSpec;
}

export interface SimTask {
  readonly uuid: string;
  readonly name: string;
  /** null: no worker has it registered. */
  readonly spec: TaskSpec | null;
  readonly subject: number;
  readonly args: readonly PyValue[];
  readonly kwargs: PyKwargs;
  readonly argsRepr: string;
  readonly kwargsRepr: string;
  readonly rootId: string;
  readonly parentId: string | null;
  readonly retries: number;
  readonly etaAt: number | null;
  readonly expiresAt: number | null;
  readonly queue: string;
  /** As on Redis: 0 is the most urgent. */
  readonly priority: number;
  /** Who sent it, `gen<pid>@host`. */
  readonly origin: string;
  /** Names still to come after this one. */
  readonly chain: readonly string[];
  readonly groupId: string | null;
  readonly chord: Chord | null;
  readonly redelivered: boolean;
  /** The application's own headers; absent: none. */
  readonly headers?: { readonly [key: string]: WireJson };
}

export interface Lineage {
  readonly origin: string;
  readonly subject?: number;
  readonly parent?: SimTask;
  readonly chain?: readonly string[];
  readonly groupId?: string;
  readonly chord?: Chord | null;
}

export function makeTask(spec: TaskSpec, random: Random, now: number, lineage: Lineage): SimTask {
  const subject = lineage.subject ?? lineage.parent?.subject ?? random.int(100_000, 999_999);
  const { args, kwargs } = spec.invoke(random, subject, now);
  const uuid = random.uuid();
  return {
    uuid,
    name: spec.name,
    spec,
    subject,
    args,
    kwargs,
    argsRepr: reprOfArgs(args),
    kwargsRepr: reprOf(kwargs),
    rootId: lineage.parent?.rootId ?? uuid,
    parentId: lineage.parent?.uuid ?? null,
    retries: 0,
    etaAt: chooseEta(spec, random, now),
    expiresAt: spec.expiresSeconds === undefined ? null : now + spec.expiresSeconds * 1000,
    queue: spec.queue,
    priority: spec.priority ?? 0,
    origin: lineage.origin,
    chain: lineage.chain ?? spec.chain ?? [],
    groupId: lineage.groupId ?? null,
    chord: lineage.chord ?? null,
    redelivered: false,
  };
}

/** A name that no worker knows. */
export function makeUnknownTask(name: string, queue: string, random: Random, origin: string): SimTask {
  const uuid = random.uuid();
  const subject = random.int(1, 400);
  return {
    uuid,
    name,
    spec: null,
    subject,
    args: [subject],
    kwargs: {},
    argsRepr: reprOfArgs([subject]),
    kwargsRepr: "{}",
    rootId: uuid,
    parentId: null,
    retries: 0,
    etaAt: null,
    expiresAt: null,
    queue,
    priority: 0,
    origin,
    chain: [],
    groupId: null,
    chord: null,
    redelivered: false,
  };
}

/** The next attempt: same uuid, its own parent (docs/protocol/events.md C4). */
export function nextAttempt(task: SimTask, etaAt: number, origin: string): SimTask {
  return { ...task, parentId: task.uuid, retries: task.retries + 1, etaAt, origin, redelivered: false };
}

/** Celery writes ISO 8601 with microseconds and offset. */
export function isoTime(at: number | null): string | null {
  if (at === null) return null;
  const micros = Math.round((at % 1) * 1000);
  const iso = new Date(Math.floor(at)).toISOString();
  return `${iso.slice(0, -1)}${String(micros % 1000).padStart(3, "0")}+00:00`;
}

function chooseEta(spec: TaskSpec, random: Random, now: number): number | null {
  const { countdown } = spec;
  if (countdown === undefined || !random.chance(countdown.share)) return null;
  return now + random.int(countdown.seconds[0], countdown.seconds[1]) * 1000;
}
