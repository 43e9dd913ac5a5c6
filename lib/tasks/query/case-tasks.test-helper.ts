// Tests only: the few tasks that the table of queries (cases.test-helper.ts) is about.
import type { CeleryEvent, TaskEvent } from "../../events/event.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ids in the usual spelling and in others. */
export function idOf(letter: string): string {
  return /[a-f]/.test(letter) ? `${letter.repeat(8)}-1234-4abc-8def-0123456789ab` : `task-${letter}`;
}

/** What happened until `now`, oldest first. */
export function eventsBefore(now: number): readonly CeleryEvent[] {
  const events = LIVES.flatMap(({ letter, worker, steps, ...fields }) => {
    return Object.entries(steps).map(([subject, [ago, more]]): TaskEvent => {
      const base = { kind: "task", subject, uuid: idOf(letter), pid: 7, clock: 1, at: now - ago } as const;
      const hostname = subject === "sent" ? "gen1@client" : `celery@${worker}`;
      const told = subject === "received" || subject === "sent" ? fields : {};
      return { ...base, hostname, ...told, ...timesOf(fields, now), ...more };
    });
  });
  const left = {
    kind: "worker",
    subject: "offline",
    hostname: "celery@gone",
    pid: 1,
    clock: 1,
    freqSeconds: 2,
  } as const;
  return [...events.toSorted((one, other) => one.at - other.at), { ...left, at: now - MINUTE }];
}

interface Life extends Partial<TaskEvent> {
  readonly letter: string;
  readonly worker: string;
  /** How long ago, and what the event carried. */
  readonly steps: Readonly<Record<string, readonly [ago: number, more?: Partial<TaskEvent>]>>;
}

function timesOf({ eta, expires }: Partial<TaskEvent>, now: number): Partial<TaskEvent> {
  const at = (ahead: string) => new Date(now + Number(ahead)).toISOString();
  return { ...(eta ? { eta: at(eta) } : {}), ...(expires ? { expires: at(expires) } : {}) };
}

const LIVES: readonly Life[] = [
  {
    ...{
      letter: "a",
      worker: "web-1",
      name: "billing.charge",
      queue: "billing",
      rootId: idOf("a"),
      args: "(1, 'eur')",
    },
    kwargs: "{'card': 4242, 'user': {'id': 42, 'name': 'Ada'}}",
    steps: {
      sent: [31 * MINUTE],
      received: [30 * MINUTE],
      started: [30 * MINUTE],
      failed: [
        29 * MINUTE,
        { exception: "TimeoutError('connection refused by card')", traceback: 'File "pay.py", line 7' },
      ],
    },
  },
  {
    ...{ letter: "b", worker: "web-2", name: "billing.charge", queue: "billing", args: "(2, 'usd')" },
    kwargs: "{'card': 1111, 'user': {'id': 7, 'name': \"O'Hara\"}}",
    steps: {
      received: [2 * HOUR],
      started: [2 * HOUR],
      failed: [110 * MINUTE, { exception: "ValueError('bad, worse')" }],
    },
  },
  {
    ...{
      letter: "c",
      worker: "web-1",
      name: "billing.refund",
      queue: "billing",
      args: "()",
      kwargs: "{'card': 4242}",
    },
    steps: {
      received: [10 * MINUTE],
      started: [10 * MINUTE],
      succeeded: [9 * MINUTE, { runtimeSeconds: 2.5, result: "'ok: 42'" }],
    },
  },
  {
    ...{
      letter: "d",
      worker: "web-2",
      name: "mail.send",
      queue: "mail",
      args: "('ada@example.org',)",
      kwargs: "{}",
    },
    steps: {
      sent: [5 * MINUTE],
      received: [5 * MINUTE],
      started: [5 * MINUTE],
      succeeded: [4 * MINUTE, { runtimeSeconds: 0.4 }],
    },
  },
  {
    ...{
      letter: "e",
      worker: "web-2",
      name: "mail.send",
      queue: "mail",
      args: "('bob@example.org',)",
      kwargs: "{}",
    },
    steps: {
      sent: [3 * DAY],
      received: [3 * DAY],
      started: [3 * DAY],
      succeeded: [3 * DAY - MINUTE, { runtimeSeconds: 1 }],
    },
  },
  {
    ...{
      letter: "f",
      worker: "web-1",
      name: "mail.send",
      queue: "mail",
      args: "('eve@example.org',)",
      kwargs: "{}",
    },
    steps: { sent: [MINUTE], received: [MINUTE], started: [50 * SECOND] },
  },
  {
    ...{
      letter: "g",
      worker: "web-1",
      name: "mail.digest",
      queue: "mail",
      args: "()",
      kwargs: "{}",
      eta: String(10 * MINUTE),
    },
    steps: { sent: [20 * SECOND], received: [20 * SECOND] },
  },
  {
    letter: "h",
    worker: "web-1",
    name: "reports.build",
    queue: "reports",
    args: "()",
    kwargs: "{}",
    steps: { sent: [15 * MINUTE] },
  },
  {
    ...{ letter: "i", worker: "web-3", name: "reports.build", queue: "reports", args: "()", kwargs: "{}" },
    steps: {
      received: [40 * MINUTE],
      started: [40 * MINUTE],
      retried: [39 * MINUTE, { exception: "TimeoutError('slow')" }],
    },
  },
  {
    ...{
      letter: "j",
      worker: "web-3",
      name: "reports.build",
      queue: "reports",
      args: "()",
      kwargs: "{}",
      retries: 2,
    },
    ...{ exchange: "reports", routingKey: "reports.eu" },
    steps: {
      sent: [4 * MINUTE],
      received: [4 * MINUTE],
      started: [4 * MINUTE],
      succeeded: [3 * MINUTE, { runtimeSeconds: 61 }],
    },
  },
  {
    ...{ letter: "k", worker: "web-1", name: "image.resize", queue: "images", args: "()", kwargs: "{}" },
    steps: { received: [6 * MINUTE], revoked: [5 * MINUTE] },
  },
  {
    ...{ letter: "l", worker: "web-1", name: "image.resize", queue: "images", args: "()", kwargs: "{}" },
    steps: { received: [7 * MINUTE], rejected: [6 * MINUTE] },
  },
  // Only its start was heard.
  { letter: "m", worker: "web-3", steps: { started: [8 * MINUTE] } },
  {
    ...{ letter: "n", worker: "web-1", name: "odd,name", queue: "odd", args: "('100%*',)" },
    kwargs:
      "{'path': '/a/../b', 'n': -5, 'x': 1.5, 'none': None, 'flag': True, 'a.b': 'dotted', 'list': [1, {'k': 'v'}]}",
    steps: { received: [9 * MINUTE], started: [9 * MINUTE], succeeded: [8 * MINUTE, { runtimeSeconds: 0 }] },
  },
  {
    ...{ letter: "o", worker: "web-2", name: "shop.add", queue: "shop", args: "(2, 3)", kwargs: "{}" },
    ...{ rootId: idOf("a"), parentId: idOf("a") },
    steps: {
      received: [2 * MINUTE],
      started: [2 * MINUTE],
      succeeded: [MINUTE, { runtimeSeconds: 12, result: "'Timeout of 3'" }],
    },
  },
  {
    // Its failure was overruled.
    ...{ letter: "p", worker: "web-2", name: "shop.add", queue: "shop", args: "(5, 8)", kwargs: "{}" },
    steps: {
      received: [13 * MINUTE],
      failed: [12 * MINUTE, { exception: "TimeoutError('late')" }],
      succeeded: [11 * MINUTE, { runtimeSeconds: 3 }],
    },
  },
  {
    ...{
      letter: "q",
      worker: "web-3",
      name: "words.op",
      queue: "words",
      args: "('NOT OR AND',)",
      kwargs: "{}",
    },
    steps: { received: [2 * DAY], started: [2 * DAY], failed: [2 * DAY, { exception: "KeyError('x')" }] },
  },
  {
    ...{
      letter: "r",
      worker: "web-3",
      name: "fetch.url",
      queue: "fetch",
      args: "('http://example.org/?a=(b)',)",
      kwargs: "{}",
    },
    steps: {
      received: [61 * MINUTE],
      started: [61 * MINUTE],
      failed: [59 * MINUTE, { exception: "HTTPError('[404] $^.*')" }],
    },
  },
  {
    ...{ letter: "s", worker: "gone", name: "video.cut", queue: "video", args: "()", kwargs: "{}" },
    steps: { received: [16 * MINUTE], started: [16 * MINUTE] },
  },
  {
    ...{
      letter: "t",
      worker: "web-1",
      name: "video.cut",
      queue: "video",
      args: "()",
      kwargs: "{}",
      expires: String(5 * MINUTE),
    },
    steps: { received: [17 * MINUTE], started: [17 * MINUTE], cancelled: [14 * MINUTE] },
  },
];
