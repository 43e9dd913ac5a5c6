// Plausible lives of tasks, as the events that real workers send about them (docs/protocol/events.md C3, C4), well
// ordered: each event comes in the order in which it happened. A life may stop anywhere: the task is then still on its
// way.
import fc from "fast-check";

export interface WireEvent {
  readonly type: string;
  readonly uuid: string;
  readonly hostname: string;
  readonly pid: number;
  readonly clock: number;
  readonly utcoffset: number;
  readonly timestamp: number;
  readonly [field: string]: unknown;
}

type Step = { readonly type: string; readonly by: "client" | "worker" } & Readonly<Record<string, unknown>>;

const repr = fc.constantFrom("()", "(1, 2)", "{'a': 1}", "'text'", "None");
const described = fc.record({
  name: fc.constantFrom("mail.send", "img.crop", "shop.add"),
  args: repr,
  kwargs: repr,
  root_id: fc.constantFrom("root-1", "root-2"),
  parent_id: fc.constantFrom("parent-1", null),
  expires: fc.constantFrom(null, "2027-01-01T00:00:00+00:00"),
});
const routed = fc.record({
  queue: fc.constantFrom("celery", "mail"),
  exchange: fc.constantFrom("", "mail"),
  routing_key: fc.constantFrom("celery", "mail"),
});
const error = fc.record({
  exception: fc.constantFrom("ValueError('x')", "TimeoutError()"),
  traceback: fc.constantFrom("Traceback (most recent call last): …", "tb"),
});
type Ending = Readonly<Record<string, unknown>> & { readonly type: string; readonly ran: boolean };
const ends = (type: string, fields: object): Ending => ({ type, ran: true, ...fields });
const ending: fc.Arbitrary<Ending> = fc.oneof(
  fc
    .record({ result: repr, runtime: fc.constantFrom(0.25, 3) })
    .map((fields) => ends("task-succeeded", fields)),
  error.map((fields) => ends("task-failed", fields)),
  fc.constant(ends("task-revoked", { terminated: true, signum: 15, expired: false })),
  fc.constant(ends("task-rejected", { requeue: false })),
);
/** Ends without having run: expired, or revoked in its queue. */
const unrun = fc.constantFrom(true, false).map((expired) => ({
  ...ends("task-revoked", { terminated: false, signum: null, expired }),
  ran: false,
}));
/** Of a name that the worker does not know: it never ran before either. */
const unknown = { ...ends("task-failed", { exception: "NotRegistered('x')" }), ran: false };

interface Life {
  readonly what: Readonly<Record<string, unknown>>;
  readonly route: Readonly<Record<string, unknown>>;
  /** Does the sender publish task-sent? */
  readonly sent: boolean;
  readonly eta: string | null;
  readonly retries: number;
  readonly error: Readonly<Record<string, unknown>>;
  readonly end: Ending;
  /** How many of its events have happened so far, as a share. */
  readonly lived: number;
}
const shape: fc.Arbitrary<Life> = fc.record({
  what: described,
  route: routed,
  sent: fc.boolean(),
  eta: fc.constantFrom(null, null, "2026-11-22T09:00:00+00:00"),
  retries: fc.constantFrom(0, 0, 0, 1, 2),
  error,
  end: fc.oneof({ weight: 4, arbitrary: ending }, { weight: 1, arbitrary: unrun }),
  lived: fc.constantFrom(1, 1, 1, 0.75, 0.5, 0.25),
});

function steps({ what, route, sent, eta, retries, error: why, end }: Life, uuid: string): readonly Step[] {
  const all: Step[] = [];
  for (let attempt = 0; attempt <= retries; attempt += 1) {
    // A retry names itself as its parent and waits for an ETA of its own.
    const own = attempt === 0 ? { eta } : { parent_id: uuid, eta: `2026-11-22T09:0${attempt}:00+00:00` };
    const told = { ...what, ...own, retries: attempt };
    const last = attempt === retries;
    const { ran, ...ended } = end;
    if (sent && attempt === 0) all.push({ ...told, ...route, type: "task-sent", by: "client" });
    if (!last || ran) {
      all.push({ ...told, type: "task-received", by: "worker" }, { type: "task-started", by: "worker" });
    }
    all.push({ ...(last ? ended : { ...why, type: "task-retried" }), by: "worker" });
  }
  return all;
}

const strange = fc.oneof(
  { weight: 7, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);

/** The events of a few tasks on two workers, interleaved, in order of time. */
export const history: fc.Arbitrary<readonly WireEvent[]> = fc
  .array(fc.record({ life: shape, host: fc.constantFrom("w1@h", "w2@h"), strange }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((lives) => {
    const stories = lives.map(({ life, host, strange }, index) => {
      const uuid = `task-${index}`;
      const all = steps(strange ? { ...life, retries: 0, end: unknown } : life, uuid);
      const lived = all.slice(0, Math.max(1, Math.ceil(all.length * life.lived)));
      return lived.map(({ by, ...event }) => ({
        ...event,
        uuid,
        hostname: by === "client" ? "gen1@client" : host,
      }));
    });
    const turns = stories.flatMap((story, index) => story.map(() => index));
    return fc.shuffledSubarray(turns, { minLength: turns.length }).map((order) => inOrder(stories, order));
  });

function inOrder(
  stories: readonly (readonly { type: string; uuid: string; hostname: string }[])[],
  order: readonly number[],
): WireEvent[] {
  const next = stories.map((story) => story[Symbol.iterator]());
  return order.flatMap((index, step) => {
    const turn = next[index]?.next();
    if (!turn || turn.done) return [];
    const sender = turn.value.hostname;
    const pid = { "w1@h": 11, "w2@h": 12 }[sender] ?? 10;
    return [{ ...turn.value, pid, clock: step + 1, utcoffset: 0, timestamp: 1_795_000_000 + step * 0.5 }];
  });
}
