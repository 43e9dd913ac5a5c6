// Tests only: arbitrary events of a few tasks on a few workers, with clashing times, repeats and holes.
import fc from "fast-check";
import type { CeleryEvent, TaskEvent, WorkerEvent } from "../events/event.ts";
import type { Heard } from "./from-wire.test-helper.ts";

const HOSTS = ["celery@a", "celery@b"] as const;
const at = fc.integer({ min: 1, max: 12 }).map((step) => 1_000_000 + step * 400);
const text = fc.constantFrom<(string | null)[]>("x", "y", null);
const error = fc.constantFrom("OSError('x')", "KeyError: y", "y", "no type (y)", null);
const base = {
  at,
  pid: fc.constantFrom(1, 1, 1, 2, null),
  clock: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
};

const anchor = {
  name: fc.constantFrom("mail.send", "mail.send", "img.crop", null),
  args: text,
  kwargs: text,
  retries: fc.constantFrom(0, 0, 0, 1, 2),
  eta: fc.constantFrom(null, null, "1970-01-01T00:16:42+00:00"),
  expires: fc.constantFrom(null, "1970-01-01T00:17:00"),
  rootId: fc.constantFrom("t1", "t2", null),
  parentId: fc.constantFrom("t1", "t2", null),
};

export function taskEvents(uuids: readonly string[]): fc.Arbitrary<TaskEvent> {
  const who = { uuid: fc.constantFrom(...uuids), hostname: fc.constantFrom(...HOSTS), ...base };
  const of = (subject: string, fields: object) =>
    fc.record({ kind: fc.constant("task" as const), subject: fc.constant(subject), ...who, ...fields });
  return fc.oneof(
    of("sent", {
      ...anchor,
      hostname: fc.constantFrom("gen1@h", "gen2@h"),
      queue: fc.constantFrom("q1", "q2", null),
    }),
    of("received", anchor),
    of("started", {}),
    of("succeeded", { result: text, runtimeSeconds: fc.constantFrom(0.1, 2) }),
    of("failed", { exception: error, traceback: text }),
    of("retried", { exception: error, traceback: text }),
    of("revoked", { terminated: fc.boolean(), signum: text, expired: fc.boolean() }),
    of("rejected", { requeue: fc.boolean() }),
    of("cancelled", {}),
    of("progress", { extra: fc.record({ current: fc.integer({ min: 0, max: 3 }) }) }),
    // The record's fields follow from `of`; fast-check cannot know the subject's own ones.
  ) as fc.Arbitrary<TaskEvent>;
}

export const workerEvent: fc.Arbitrary<WorkerEvent> = fc.record({
  kind: fc.constant("worker" as const),
  subject: fc.constantFrom("online", "heartbeat", "heartbeat", "offline"),
  hostname: fc.constantFrom(...HOSTS),
  ...base,
  freqSeconds: fc.constantFrom(2, 5, 10, null),
  active: fc.constantFrom(0, 1, 3, null),
  processed: fc.constantFrom(5, 6, null),
  loadavg: fc.constantFrom<(number[] | null)[]>([1, 2, 3], [0, 0, 0], null),
});

/** One task's plausible life in order: mostly what a real worker sends. */
export function heardOf(event: fc.Arbitrary<CeleryEvent>): fc.Arbitrary<Heard> {
  return fc.record({ event, delay: fc.integer({ min: 0, max: 3 }) }).map(({ event: told, delay }) => ({
    event: told,
    now: told.at + delay * 500,
  }));
}
